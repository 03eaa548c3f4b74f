// A client that does nothing but send and read: `node bare-http-client.mjs <base URL> <file of requests> <how many at a
// time>`. Prints one JSON line.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';

const [url = '', file = '', atOnce = '16'] = process.argv.slice(2);
const { hostname, port } = new URL(url);
const agent = new Agent({ keepAlive: true });
const requests = readFileSync(file, 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => {
    const { headers, body, ...rest } = JSON.parse(line);
    const { host: _, connection: __, ...own } = headers;
    return { ...rest, headers: own, body: Buffer.from(body, 'base64') };
  });

const send = ({ method, path, headers, body }) =>
  new Promise((resolve, reject) => {
    const sent = request({ agent, hostname, port, method, path, headers }, (response) => {
      const chunks = [];
      response.on('data', (chunk) => chunks.push(chunk));
      response.on('end', () => {
        Buffer.concat(chunks);
        resolve(response.statusCode);
      });
      response.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });

let next = 0;
let same = 0;
const worker = async () => {
  while (next < requests.length) {
    const one = requests[next++];
    if ((await send(one)) === one.status) same++;
  }
};
const began = performance.now();
await Promise.all(Array.from({ length: Number(atOnce) }, worker));
const seconds = (performance.now() - began) / 1000;
agent.destroy();
console.log(JSON.stringify({ requests: requests.length, seconds, sameStatusShare: same / requests.length }));
