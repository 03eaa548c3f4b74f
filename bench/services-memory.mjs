// Random sequences of requests, judged: how much memory they take early and late. `node --expose-gc services-memory.mjs
// <base URL> <folder> <steps at which to look>…`. Prints one JSON line.
import { subscribe } from 'node:diagnostics_channel';
import { DEFAULT_ACCOUNTS } from '../dist/reference/services/accounts.table.js';
import { runServicesSuite } from '../dist/suites/services/run.js';

const [url = '', out = '', ...marks] = process.argv.slice(2);
const [account, secondAccount] = DEFAULT_ACCOUNTS;
const looks = [];
let sent = 0;
subscribe('http.client.request.start', () => {
  sent++;
});

const outcome = await runServicesSuite(
  {
    ...{ url, out, account, secondAccount, only: ['stateful/*'], profile: 'full', seed: 1, concurrency: 16 },
    ...{ timeoutScale: 1, command: 'bench' },
  },
  ({ kind }) => {
    if (kind !== 'case-end' || sent < Number(marks[looks.length] ?? Number.POSITIVE_INFINITY)) return;
    globalThis.gc();
    const { rss, heapUsed } = process.memoryUsage();
    looks.push({ sent, rssMb: rss / 2 ** 20, heapMb: heapUsed / 2 ** 20 });
  },
);

console.log(
  JSON.stringify({
    looks,
    sent,
    verdict: outcome.kind === 'judged' ? outcome.run.summary.verdict : outcome.kind,
    peakRssMb: process.resourceUsage().maxRSS / 1024,
  }),
);
