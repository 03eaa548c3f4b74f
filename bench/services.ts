// The services suite: how long a run takes, near and far, how much of a bare client's speed is left, and its memory.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { DEFAULT_ACCOUNTS } from '../reference/services/accounts.table.ts';
import { CLI } from './cli.ts';
import { median, report } from './report.ts';
import { startApi } from './services-api.ts';

const run = promisify(execFile);
const CLIENT = fileURLToPath(new URL('services-client.mjs', import.meta.url));
const BARE = fileURLToPath(new URL('bare-http-client.mjs', import.meta.url));
const MEMORY = fileURLToPath(new URL('services-memory.mjs', import.meta.url));

const CONCURRENCY = 16;
const ROUNDS = 5;
const FAR_MS = 300;

/** Prints the figures of the services suite. */
export async function services(): Promise<void> {
  await inFolder(async (folder) => {
    await requestRate(folder);
    await memory(folder);
    await farAway(folder);
  });
}

async function inFolder(measure: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'aculab-conformance-bench-'));
  try {
    await measure(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Seconds of the whole process, start-up included. */
async function standard(url: string, out: string): Promise<number> {
  const [account, second] = DEFAULT_ACCOUNTS;
  const credentials = ['--user', account.user, '--key', account.key, '--user2', second.user, '--key2', second.key];
  const options = ['--out', out, '--seed', '1', '--concurrency', String(CONCURRENCY), '--reporter', 'json', '--quiet'];
  const began = performance.now();
  await run(process.execPath, [CLI, 'services', url, ...credentials, ...options]);
  return (performance.now() - began) / 1000;
}

interface Ours {
  readonly requests: number;
  readonly sentSeconds: number;
  readonly judgedSeconds: number;
}

interface Bare {
  readonly requests: number;
  readonly seconds: number;
  readonly sameStatusShare: number;
}

/** Ours and bare in turns, the best round of each: what else the machine does can only slow them. */
async function requestRate(folder: string): Promise<void> {
  const requestsFile = join(folder, 'requests.ndjson');
  const out = join(folder, 'out');
  const walls: number[] = [];
  const sent: number[] = [];
  const judged: number[] = [];
  const bare: number[] = [];
  let last: Bare | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    const whole = await startApi(0);
    walls.push(await standard(whole.url, out).finally(whole.stop));

    const recorded = await startApi(0, requestsFile);
    const own = await mkdtemp(join(folder, 'client-'));
    const args = [CLIENT, recorded.url, join(out, 'target.json'), own, String(CONCURRENCY)];
    const ours = JSON.parse((await run(process.execPath, args).finally(recorded.stop)).stdout) as Ours;
    sent.push(ours.requests / ours.sentSeconds);
    judged.push(ours.requests / (ours.sentSeconds + ours.judgedSeconds));

    const fresh = await startApi(0);
    const { stdout } = await run(process.execPath, [BARE, fresh.url, requestsFile, String(CONCURRENCY)]).finally(
      fresh.stop,
    );
    last = JSON.parse(stdout) as Bare;
    bare.push(last.requests / last.seconds);
  }
  report('services, standard profile', `${median(walls).toFixed(1)} s wall`, 'at most 15 s', median(walls) <= 15);
  const [best, bestJudged, bestBare] = [sent, judged, bare].map((rates) => Math.max(...rates)) as [
    number,
    number,
    number,
  ];
  const told = (rate: number): string => `${Math.round(rate)} requests/s`;
  const ratio = best / bestBare;
  report(
    'services, request rate',
    `bare client ${told(bestBare)}, sent and recorded ${told(best)}, ratio ${ratio.toFixed(2)}; judged as well ${told(bestJudged)}, ratio ${(bestJudged / bestBare).toFixed(2)}; ${last?.requests} requests, ${((last?.sameStatusShare ?? 0) * 100).toFixed(1)} % answered alike`,
    'sent and recorded at least 0.50, 90 % alike',
    ratio >= 0.5 && (last?.sameStatusShare ?? 0) >= 0.9,
  );
}

interface MemoryLook {
  readonly sent: number;
  readonly rssMb: number;
  readonly heapMb: number;
}

const MOST_GROWTH_MB = 10;

async function memory(folder: string): Promise<void> {
  const api = await startApi(0);
  const { stdout } = await run(process.execPath, [
    ...['--expose-gc', MEMORY, api.url, join(folder, 'memory'), '2000', '10000'],
  ]).finally(api.stop);
  const { looks, peakRssMb } = JSON.parse(stdout) as { looks: readonly MemoryLook[]; peakRssMb: number };
  const [early, late] = looks;
  if (early === undefined || late === undefined) throw new Error(`the run was too short: ${stdout}`);
  const told = looks.map(
    ({ sent, heapMb, rssMb }) => `heap ${heapMb.toFixed(1)} MB, RSS ${rssMb.toFixed(0)} MB at ${sent} steps`,
  );
  report(
    'services, memory of stateful steps',
    `${told.join('; ')}; peak RSS ${peakRssMb.toFixed(0)} MB`,
    `heap grows by at most ${MOST_GROWTH_MB} MB`,
    late.heapMb - early.heapMb <= MOST_GROWTH_MB,
  );
}

async function farAway(folder: string): Promise<void> {
  const api = await startApi(FAR_MS);
  const wallSeconds = await standard(api.url, join(folder, 'far')).finally(api.stop);
  report(
    `services, standard profile at ${FAR_MS} ms`,
    `${wallSeconds.toFixed(1)} s wall`,
    'under 180 s',
    wallSeconds < 180,
  );
}
