// The reference API in a process of its own: `node services-api.mjs <latency in ms> [<file for its requests>]`. Prints its
// base URL; ends, and writes the requests that it got, when its parent lets go of it.
import { writeFileSync } from 'node:fs';
import { DEFAULT_ACCOUNTS } from '../dist/reference/services/accounts.table.js';
import { createApi } from '../dist/reference/services/api.js';
import { ROOT } from '../dist/reference/services/exchange.js';
import { listen } from '../dist/reference/services/listener.js';
import { openValidator } from '../dist/reference/services/validation.js';

const [latencyMs = '0', file] = process.argv.slice(2);
const api = createApi(DEFAULT_ACCOUNTS, await openValidator(), []);
const requests = [];

const listener = await listen(0, Number(latencyMs), (exchange) => {
  const outcome = api.answer(exchange);
  requests.push({ exchange, status: outcome.status });
  return outcome;
});
console.log(`http://127.0.0.1:${listener.port}${ROOT}`);

process.on('disconnect', () => {
  if (file !== undefined) writeFileSync(file, requests.map((each) => `${JSON.stringify(told(each))}\n`).join(''));
  process.exit(0);
});

function told({ exchange: { method, path, headers, body }, status }) {
  // A body that the API did not keep is as long as it said.
  const octets = body ?? Buffer.alloc(Number(headers['content-length'] ?? 0), 'x');
  return { method, path, headers, body: octets.toString('base64'), status };
}
