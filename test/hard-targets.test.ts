// Targets that make a run hard to end: it ends all the same, in bounded time and memory, with verdicts for the rest.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import type { RunDocument } from '../harness/run.ts';
import { CLI, freePort } from './support/reference-process.ts';

const TARGET = fileURLToPath(new URL('fixtures/hard-target.mjs', import.meta.url));
/** Prints the peak of its memory in megabytes when it ends: loaded before the program. */
const TELL_PEAK = `data:text/javascript,process.on('exit',()=>console.error('peak',Math.round(process.resourceUsage().maxRSS/1024)))`;

async function listening(port: number): Promise<void> {
  await expect
    .poll(
      () =>
        new Promise((resolve) => {
          const socket = connect(port, '127.0.0.1');
          socket.once('error', () => resolve(false));
          socket.once('connect', () => {
            socket.destroy();
            resolve(true);
          });
        }),
      { timeout: 10_000 },
    )
    .toBe(true);
}

interface Ended {
  readonly exitCode: number | null;
  readonly run: RunDocument;
  readonly peakMb: number;
}

/** Runs the program against a hard target that it did not start. */
async function runAgainst(mode: string, ...options: readonly string[]): Promise<Ended> {
  const out = await mkdtemp(join(tmpdir(), 'aculab-conformance-hard-'));
  const port = await freePort();
  const target: ChildProcess = spawn(process.execPath, [TARGET, mode, String(port)], { stdio: 'ignore' });
  try {
    await listening(port);
    const program = spawn(process.execPath, [
      ...['--import', TELL_PEAK, CLI, `ws://127.0.0.1:${port}/`, '--out', out, '--profile', 'smoke'],
      ...options,
    ]);
    let errors = '';
    program.stderr.on('data', (text: Buffer) => {
      errors += text.toString();
    });
    program.stdout.resume();
    const exitCode = await new Promise<number | null>((resolve) => program.once('exit', resolve));
    const run = JSON.parse(await readFile(join(out, 'run.json'), 'utf8')) as RunDocument;
    return { exitCode, run, peakMb: Number(/peak (\d+)/.exec(errors)?.[1]) };
  } finally {
    target.kill('SIGKILL');
    await rm(out, { recursive: true, force: true });
  }
}

const verdictOf = ({ run }: Ended, id: string): string | undefined =>
  run.requirements.find((requirement) => requirement.id === id)?.verdict;

describe.concurrent('a run ends', () => {
  it('against a server that floods every call with a gigabyte', async () => {
    const ended = await runAgainst('flood', '--only', 'plain-call/*', '--only', 'callers/*');
    // 1 where a Ping ran out before the flood was cut off: this server answers none.
    expect([0, 1]).toContain(ended.exitCode);
    expect(ended.run.complete).toBe(true);
    expect(verdictOf(ended, 'ws.play.queued-frames')).toBe('warn');
    // It names no format, and where the flood took this machine's time as well that cannot be told.
    expect(['not-exercised', 'inconclusive']).toContain(verdictOf(ended, 'ws.play.format'));
    expect(ended.peakMb).toBeLessThan(400);
  });

  it('against a server that begins a frame of a gigabyte and never ends it', async () => {
    const ended = await runAgainst('drip', '--only', 'plain-call/*');
    expect(ended.exitCode).toBe(1);
    expect(ended.run.complete).toBe(true);
    expect(verdictOf(ended, 'ws.call.close-handshake')).toBe('fail');
    expect(ended.peakMb).toBeLessThan(300);
  });

  it('against a server that upgrades and is then silent for ever', async () => {
    const ended = await runAgainst('mute', '--only', 'plain-call/*');
    expect(ended.exitCode).toBe(1);
    expect(ended.run.complete).toBe(true);
    expect(verdictOf(ended, 'ws.call.close-handshake')).toBe('fail');
    expect(verdictOf(ended, 'ws.handshake.accept')).toBe('pass');
    expect(verdictOf(ended, 'ws.play.format')).toBe('not-exercised');
  });

  it('against a server that dies in the middle and does not come back', async () => {
    const ended = await runAgainst('dies');
    expect(ended.exitCode).toBe(1);
    expect(ended.run.complete).toBe(false);
    expect(ended.run.incompleteReason).toBe('the target takes no calls any more');
    expect(ended.run.requirements).toHaveLength(65);
    expect(
      ended.run.cases.some(({ verdict, reason }) => verdict === 'skipped' && reason === ended.run.incompleteReason),
    ).toBe(true);
  });

  it('against a server that answers no upgrade any more', async () => {
    const ended = await runAgainst('deaf', '--only', 'callers/*', '--timeout-scale', '0.2');
    expect(ended.exitCode).toBe(1);
    expect(ended.run.complete).toBe(false);
    expect(verdictOf(ended, 'ws.handshake.switching-protocols')).toBe('fail');
  });
});
