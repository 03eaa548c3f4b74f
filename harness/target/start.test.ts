import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type StartedTarget, startTarget, type TargetExit } from './start.ts';

const folder = mkdtempSync(join(tmpdir(), 'start-target-'));
const node = process.execPath;
const running: { stop(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((target) => target.stop()));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A script in the tests' folder; returns its path. */
function script(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Listens on the port given as its argument; a client that sends a word makes it do something. */
const server = script(
  'server.mjs',
  `import { createServer } from 'node:net';
   import { openSync } from 'node:fs';
   const kept = [];
   console.log('server process', process.pid);
   createServer((socket) => {
     socket.on('error', () => {});
     socket.on('data', (data) => {
       const word = data.toString();
       if (word === 'exit') { console.error('last words'); process.exit(7); }
       if (word === 'kill') process.kill(process.pid, 'SIGKILL');
       if (word === 'open') for (let i = 0; i < 40; i++) openSync('/dev/null', 'r');
       if (word === 'grow') kept.push(Buffer.alloc(64 << 20, 1));
       socket.end('done');
     });
   }).listen(Number(process.argv[2]), '127.0.0.1');`,
);
const stubborn = script('stubborn.mjs', `process.on('SIGTERM', () => console.log('no')); await import('${server}');`);
const parent = script(
  'parent.mjs',
  `import { spawn } from 'node:child_process';
   const child = spawn(process.execPath, [process.argv[3], process.argv[2]], { stdio: 'inherit' });
   process.on('SIGTERM', () => process.exit(0));
   console.log('child', child.pid);
   setInterval(() => {}, 1000);`,
);

async function freePort(): Promise<number> {
  const probe = createServer();
  const port = await listen(probe);
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

async function listen(probe: Server): Promise<number> {
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

const urlOf = (port: number) => `ws://127.0.0.1:${port}/bot`;

async function started(command: string, port: number, readyTimeoutMs = 15_000): Promise<StartedTarget> {
  const result = await startTarget({ command, url: urlOf(port), readyTimeoutMs });
  if (result.kind === 'failed') throw new Error(`${result.reason}\n${result.output.join('\n')}`);
  running.push(result.target);
  return result.target;
}

async function tell(port: number, word: string): Promise<void> {
  await new Promise<void>((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(word));
    socket.on('error', () => undefined);
    socket.resume();
    socket.on('close', () => resolve());
  });
}

const nextExit = (target: StartedTarget) => new Promise<TargetExit>((resolve) => target.onExit(resolve));
/** True while the process exists and is not merely waiting to be reaped. */
const lives = (pid: number) =>
  existsSync(`/proc/${pid}`) && !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
const pidIn = (lines: readonly string[], label: string) =>
  Number(
    lines
      .find((line) => line.startsWith(label))
      ?.split(' ')
      .at(-1),
  );

describe('startTarget', () => {
  it('returns a target whose pid is the server itself, and leaves nothing behind after stop', async () => {
    const port = await freePort();
    const target = await started(`${node} ${server} ${port}`, port);
    const { pid } = target;
    expect(target.alive()).toBe(true);
    expect(target.lastOutput()).toEqual([`server process ${pid}`]);
    await target.stop();
    expect(target.alive()).toBe(false);
    expect(lives(pid)).toBe(false);
  });

  it.each([
    ['a shell script around it', (port: number) => `echo begin; ${node} ${server} ${port}; echo end`],
    ['a pipe', (port: number) => `${node} ${server} ${port} | cat`],
    ['the background', (port: number) => `${node} ${server} ${port} & true`],
  ])('finds the server process behind %s', async (_name, command) => {
    const port = await freePort();
    const target = await started(command(port), port);
    await expect.poll(() => pidIn(target.lastOutput(), 'server process')).toBe(target.pid);
    const exit = nextExit(target);
    await tell(port, 'exit');
    expect(await exit).toMatchObject({ pid: target.pid, output: expect.arrayContaining(['last words']) });
    expect(target.alive()).toBe(false);
  });

  it('tells the signal that ended a server inside a shell script', async () => {
    const port = await freePort();
    const target = await started(`cd / && ${node} ${server} ${port}`, port);
    const exit = nextExit(target);
    await tell(port, 'kill');
    expect(await exit).toMatchObject({ exitCode: null, signal: 'SIGKILL' });
  });

  it('fails when the command never listens, and stops it', async () => {
    const port = await freePort();
    const idle = script('idle.mjs', `console.log('idle process', process.pid); setInterval(() => {}, 1000);`);
    const result = await startTarget({ command: `${node} ${idle}`, url: urlOf(port), readyTimeoutMs: 2500 });
    if (result.kind !== 'failed') throw new Error('it started');
    expect(result.reason).toBe(`the target did not listen on 127.0.0.1:${port} within 2.5 s of its start`);
    const pid = pidIn(result.output, 'idle process');
    expect(pid).toBeGreaterThan(1);
    expect(lives(pid)).toBe(false);
  });

  it('fails at once when the command ends, and shows what it wrote', async () => {
    const port = await freePort();
    const broken = script('broken.mjs', `console.log('begins'); throw new Error('no such module');`);
    const begin = performance.now();
    const result = await startTarget({ command: `${node} ${broken}`, url: urlOf(port) });
    expect(performance.now() - begin).toBeLessThan(10_000);
    if (result.kind !== 'failed') throw new Error('it started');
    expect(result.reason).toContain('ended with exit code 1 before the target took connections');
    expect(result.output.join('\n')).toMatch(/begins[\s\S]*no such module/);
  });

  it('says what a command that is not found is', async () => {
    const result = await startTarget({ command: 'no-such-command-here', url: urlOf(await freePort()) });
    if (result.kind !== 'failed') throw new Error('it started');
    expect(result.reason).toContain('exit code 127');
    expect(result.output.join('\n')).toContain('no-such-command-here');
  });

  it('fails when something else listens on the port already, without running the command', async () => {
    const other = createServer();
    const port = await listen(other);
    const mark = join(folder, 'ran');
    const result = await startTarget({ command: `touch ${mark}`, url: urlOf(port) });
    other.close();
    expect(result).toEqual({
      kind: 'failed',
      reason: `port ${port} of 127.0.0.1 is in use: stop the other process or omit --start`,
      output: [],
    });
    expect(existsSync(mark)).toBe(false);
  });

  it('fails on a URL that names no port', async () => {
    const result = await startTarget({ command: 'true', url: 'nonsense' });
    expect(result).toMatchObject({ kind: 'failed', reason: 'no host and port can be read from nonsense' });
  });

  it('stops waiting when it is interrupted', async () => {
    const abort = new AbortController();
    const mark = join(folder, 'waiting');
    const waiting = script(
      'waiting.mjs',
      `import { writeFileSync } from 'node:fs';
      writeFileSync('${mark}', String(process.pid)); setInterval(() => {}, 1000);`,
    );
    const result = startTarget({ command: `${node} ${waiting}`, url: urlOf(await freePort()), signal: abort.signal });
    await expect.poll(() => existsSync(mark) && readFileSync(mark, 'utf8'), { timeout: 10_000 }).toMatch(/\d/);
    abort.abort();
    expect(await result).toMatchObject({ kind: 'failed', reason: 'interrupted before the target was ready' });
    expect(lives(Number(readFileSync(mark, 'utf8')))).toBe(false);
  });

  it('kills a server that ignores SIGTERM', async () => {
    const port = await freePort();
    const target = await started(`${node} ${stubborn} ${port}`, port);
    const { pid } = target;
    const begin = performance.now();
    await target.stop();
    expect(performance.now() - begin).toBeGreaterThan(1900);
    expect(lives(pid)).toBe(false);
    expect(target.lastOutput()).toContain('no');
  });

  it('kills a child that outlives its parent', async () => {
    const port = await freePort();
    const target = await started(`${node} ${parent} ${port} ${stubborn}`, port);
    const child = pidIn(target.lastOutput(), 'child');
    expect(target.pid).toBe(child);
    await target.stop();
    expect(lives(child)).toBe(false);
  });

  it('kills a child that made a session of its own', async () => {
    const port = await freePort();
    const target = await started(`echo start; setsid ${node} ${server} ${port}; true`, port);
    const { pid } = target;
    expect(lives(pid)).toBe(true);
    await target.stop();
    expect(lives(pid)).toBe(false);
  });

  it('reports exit code, last words and signal at once, and restarts', async () => {
    const port = await freePort();
    const target = await started(`${node} ${server} ${port}`, port);
    const first = target.pid;
    const exit = nextExit(target);
    await tell(port, 'exit');
    expect(await exit).toEqual({
      pid: first,
      exitCode: 7,
      signal: null,
      output: [`server process ${first}`, 'last words'],
    });
    expect(target.alive()).toBe(false);
    expect(await Promise.all([target.restart(), target.restart()])).toEqual([true, true]);
    expect(target.restarts).toBe(1);
    expect(target.pid).not.toBe(first);
    expect(target.alive()).toBe(true);

    const second = nextExit(target);
    await tell(port, 'kill');
    expect(await second).toMatchObject({ exitCode: null, signal: 'SIGKILL' });
    expect(await target.restart()).toBe(true);
    expect(target.restarts).toBe(2);
  });

  it('restarts a living target too, without calling that an exit', async () => {
    const port = await freePort();
    const target = await started(`${node} ${server} ${port}`, port);
    const exits: TargetExit[] = [];
    target.onExit((exit) => exits.push(exit));
    const { pid } = target;
    expect(await target.restart()).toBe(true);
    expect(lives(pid)).toBe(false);
    await target.stop();
    expect(exits).toEqual([]);
    expect(await target.restart()).toBe(false);
  });

  it('counts the memory and the open files of all processes', async () => {
    const port = await freePort();
    const target = await started(`${node} ${parent} ${port} ${server}`, port);
    const before = await target.sample();
    await tell(port, 'open');
    await tell(port, 'grow');
    const after = await target.sample();
    if (before === undefined || after === undefined) throw new Error('no sample');
    expect(after.openFiles - before.openFiles).toBeGreaterThanOrEqual(40);
    expect(after.rssBytes - before.rssBytes).toBeGreaterThan(50 << 20);
    await target.stop();
    expect(await target.sample()).toBeUndefined();
  });

  it.each([
    ['die by SIGKILL', `process.kill(process.pid, 'SIGKILL');`],
    ['die by SIGTERM', `process.kill(process.pid, 'SIGTERM');`],
    ['throw', `throw new Error('a bug');`],
  ])('leaves no process behind when we %s', async (_name, ending) => {
    const port = await freePort();
    const own = script(
      'own.mts',
      `import { startTarget } from '${join(import.meta.dirname, 'start.ts')}';
       const result = await startTarget({ command: '${node} ${stubborn} ${port}', url: '${urlOf(port)}' });
       if (result.kind === 'started') console.log(result.target.pid);
       ${ending}`,
    );
    const loader = join(import.meta.dirname, '../../node_modules/tsx/dist/loader.mjs');
    const ran = await promisify(execFile)(node, ['--import', loader, own]).catch((error: { stdout: string }) => error);
    const pid = Number(ran.stdout);
    expect(pid).toBeGreaterThan(1);
    await expect.poll(() => lives(pid), { timeout: 5000 }).toBe(false);
  });
});
