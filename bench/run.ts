// `npm run bench`: every figure beside its comparison, in one run. Needs dist (npm run build). Exits 1 where a target is missed.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { RunDocument } from '../harness/run.ts';
import { frameRate } from './frame-rate.ts';
import { startPeer } from './peer.ts';

const run = promisify(execFile);
const CLI = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const LOAD = fileURLToPath(new URL('load.mjs', import.meta.url));

let missed = 0;

function report(name: string, figures: string, target: string, met: boolean): void {
  if (!met) missed++;
  console.log(`${met ? 'ok    ' : 'MISSED'}  ${name}: ${figures} (target: ${target})`);
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

async function wallMs(args: readonly string[]): Promise<number> {
  const began = performance.now();
  await run(process.execPath, [...args]);
  return performance.now() - began;
}

async function startUp(): Promise<void> {
  const bare: number[] = [];
  const ours: number[] = [];
  for (let round = 0; round < 15; round++) {
    bare.push(await wallMs(['-e', '0']));
    ours.push(await wallMs([CLI, '--help']));
  }
  const ratio = median(ours) / median(bare);
  const figures = `node -e 0 ${median(bare).toFixed(0)} ms, --help ${median(ours).toFixed(0)} ms, ratio ${ratio.toFixed(2)}`;
  report('start-up', figures, 'ratio at most 3', ratio <= 3);
}

async function suite(profile: string, concurrency: number): Promise<{ seconds: number; verdicts: string }> {
  const out = await mkdtemp(join(tmpdir(), 'aculab-conformance-bench-'));
  try {
    const began = performance.now();
    await run(process.execPath, [
      ...[CLI, 'demo', '--out', out, '--profile', profile, '--seed', '1'],
      ...['--concurrency', String(concurrency), '--quiet'],
    ]);
    const seconds = (performance.now() - began) / 1000;
    const document = JSON.parse(await readFile(join(out, 'run.json'), 'utf8')) as RunDocument;
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

await startUp();
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
console.log(`${missed} missed`);
process.exitCode = missed === 0 ? 0 : 1;
