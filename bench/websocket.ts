// The websocket suite: how fast it receives, how punctual it sends, how much memory long calls take, how long runs last.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { RunDocument } from '../harness/run.ts';
import { CLI } from './cli.ts';
import { frameRate } from './frame-rate.ts';
import { startPeer } from './peer.ts';
import { report } from './report.ts';

const run = promisify(execFile);
const LOAD = fileURLToPath(new URL('load.mjs', import.meta.url));

/** Prints the figures of the websocket suite. */
export async function websocket(): Promise<void> {
  const ratio = await frameRate();
  report('recording and judging', `ratio ${ratio.toFixed(2)}`, 'at least 0.60 of a bare ws client', ratio >= 0.6);
  const pacing = await load(100, 10);
  report(
    'pacing of 100 calls',
    `${(pacing.onTimeShare * 100).toFixed(2)} % of ${pacing.frames} frames within 5 ms (p50 ${pacing.p50Ms} ms, p99 ${pacing.p99Ms} ms, max ${pacing.maxMs} ms)`,
    '99 %',
    pacing.onTimeShare >= 0.99,
  );
  const memory = await load(100, 60);
  report(
    'memory of 100 calls in 60 s',
    `peak RSS ${memory.peakRssMb.toFixed(0)} MB`,
    'under 250 MB',
    memory.peakRssMb < 250,
  );
  await suites();
}

async function suite(profile: string, concurrency: number): Promise<{ seconds: number; verdicts: string }> {
  const out = await mkdtemp(join(tmpdir(), 'aculab-conformance-bench-'));
  try {
    const began = performance.now();
    await run(process.execPath, [
      ...[CLI, 'demo', '--out', out, '--profile', profile, '--seed', '1'],
      ...['--concurrency', String(concurrency), '--skip', 'services.*', '--quiet'],
    ]);
    const seconds = (performance.now() - began) / 1000;
    const document = JSON.parse(await readFile(join(out, 'websocket', 'run.json'), 'utf8')) as RunDocument;
    return { seconds, verdicts: document.requirements.map(({ id, verdict }) => `${id} ${verdict}`).join('\n') };
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

async function suites(): Promise<void> {
  const smoke = await suite('smoke', 16);
  report('smoke profile', `${smoke.seconds.toFixed(1)} s wall`, 'at most 8 s', smoke.seconds <= 8);
  const standard = await suite('standard', 16);
  report('standard profile', `${standard.seconds.toFixed(1)} s wall`, 'at most 30 s', standard.seconds <= 30);
  const alone = await suite('standard', 1);
  report(
    'verdicts at --concurrency 1 and 16',
    `${alone.verdicts === standard.verdicts ? 'identical' : 'different'} (${alone.seconds.toFixed(1)} s and ${standard.seconds.toFixed(1)} s)`,
    'identical',
    alone.verdicts === standard.verdicts,
  );
}

interface Load {
  readonly frames: number;
  readonly onTimeShare: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
  readonly peakRssMb: number;
}

async function load(calls: number, seconds: number): Promise<Load> {
  const peer = await startPeer('echo');
  try {
    const { stdout } = await run(process.execPath, [LOAD, peer.url, String(calls), String(seconds)]);
    return JSON.parse(stdout) as Load;
  } finally {
    await peer.stop();
  }
}
