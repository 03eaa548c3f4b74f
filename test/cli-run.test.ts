// The commands from start to end, against the reference server in a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunDocument } from '../harness/run.ts';
import { validateRun } from '../specification/schemas/validate.ts';
import { CLI, runCli, startCli, startReference } from './run-cli.ts';

const TIMEOUT_MS = 90_000;
// A few cases that take no time.
const QUICK = ['--only', 'ping/*', '--profile', 'smoke'];

let folder = '';
let server: Awaited<ReturnType<typeof startReference>>;
let faulty: Awaited<ReturnType<typeof startReference>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conformance-run-'));
  [server, faulty] = await Promise.all([
    startReference('--port', '0', '--app', 'announcer'),
    startReference('--port', '0', '--app', 'announcer', '--fault', 'ws.play.whole-samples'),
  ]);
}, TIMEOUT_MS);

afterAll(async () => {
  await Promise.all([server.stop(), faulty.stop()]);
  await rm(folder, { recursive: true, force: true });
});

const out = (name: string): string => join(folder, name);
const runOf = async (name: string): Promise<RunDocument> =>
  JSON.parse(await readFile(join(out(name), 'run.json'), 'utf8'));

const textsBelow = async (path: string): Promise<string> => {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, 'utf8')))).join('\n');
};

describe('a run', () => {
  it(
    'of a conforming server ends with 0 and leaves its files',
    async () => {
      const words = [server.url, '--out', out('green'), '--reporter', 'json,junit,markdown', '--seed', '7', ...QUICK];
      const result = await runCli(words);
      expect(result.stderr).toBe('');
      expect(result.stdout.trimEnd().split('\n').at(-1)).toMatch(/^CONFORMANT: /);
      expect(result.code).toBe(0);
      const run = await runOf('green');
      expect(await validateRun(run)).toEqual([]);
      expect([run.seed, run.complete]).toEqual([7, true]);
      expect(await readdir(out('green'))).toEqual(
        expect.arrayContaining(['junit.xml', 'run.json', 'summary.md', 'transcripts']),
      );
      // Not a terminal: nothing is redrawn, nothing coloured.
      expect(result.stdout).not.toMatch(/\p{Cc}\[/u);
    },
    TIMEOUT_MS,
  );

  it(
    'of a faulty server ends with 1, shows the wire and the line that repeats it, which does',
    async () => {
      const only = ['--only', 'plain-call/plain'];
      const result = await runCli([faulty.url, '--out', out('red'), ...only, '--seed', '3']);
      expect(result.code).toBe(1);
      expect(result.stdout).toMatch(/^FAIL {2}ws\.play\.whole-samples +MUST published$/m);
      expect(result.stdout).toMatch(/^ {6}> +\+\d+\.\d {2}\d\d:\d\d:\d\d\.\d{3} {2}← binary/m);
      expect(result.stdout.trimEnd().split('\n').at(-1)).toMatch(/^NOT CONFORMANT: /);
      const repeat = /repeat {4}npx aculab-conformance ([\s\S]*?)\n\n/.exec(result.stdout)?.[1] ?? '';
      const words = repeat
        .replaceAll('\\\n', ' ')
        .split(/\s+/)
        .filter((word) => word !== '');
      expect(words).toEqual(['websocket', faulty.url, ...only, '--seed', '3', '--out', 'conformance-repeat']);
      expect((await runCli([...words.slice(0, -1), out('red-again')])).code).toBe(1);
    },
    TIMEOUT_MS,
  );

  it(
    'prints one document with --json, and the text for people on stderr',
    async () => {
      const result = await runCli([server.url, '--json', '--out', out('json'), ...QUICK]);
      expect(await validateRun(JSON.parse(result.stdout))).toEqual([]);
      expect(result.stderr.trimEnd().split('\n').at(-1)).toMatch(/^CONFORMANT: /);
    },
    TIMEOUT_MS,
  );

  it(
    'prints the verdict alone with --quiet',
    async () => {
      const result = await runCli([server.url, '--quiet', '--out', out('quiet'), ...QUICK]);
      expect(result.stdout).toMatch(/^CONFORMANT: [^\n]+\n$/);
    },
    TIMEOUT_MS,
  );

  it(
    'keeps secrets out of files and terminal',
    async () => {
      const url = server.url.replace('ws://', 'ws://bob:hunter2secret@');
      const header = 'X-Api-Key: swordfish-secret';
      const result = await runCli([url, '--header', header, '--verbose', '--out', out('secret'), ...QUICK]);
      expect(result.code).toBe(0);
      const login = Buffer.from('bob:hunter2secret').toString('base64');
      const everything = `${result.stdout}${result.stderr}${await textsBelow(out('secret'))}`;
      for (const secret of ['hunter2secret', 'swordfish-secret', login]) expect(everything).not.toContain(secret);
      expect((await runOf('secret')).command).toContain("--header 'X-Api-Key: <hidden>'");
    },
    TIMEOUT_MS,
  );

  it(
    'that is interrupted ends with 130 and its report',
    async () => {
      const run = startCli([server.url, '--out', out('cut'), '--verbose', '--concurrency', '1']);
      await run.line(/pass .*\//);
      run.child.kill('SIGINT');
      const result = await run.ended;
      expect(result.stderr).toMatch(/^Interrupted: /);
      expect(result.stdout.trimEnd().split('\n').at(-1)).toMatch(/^INTERRUPTED: /);
      expect(result.code).toBe(130);
      const document = await runOf('cut');
      expect([document.complete, document.incompleteReason]).toEqual([false, 'the run was interrupted']);
      expect(await readdir(out('cut'))).toContain('junit.xml');
      expect((await runCli(['report', out('cut')])).code).toBe(130);
    },
    TIMEOUT_MS,
  );

  it(
    'that is interrupted twice ends at once',
    async () => {
      const run = startCli([server.url, '--out', out('cut-twice'), '--verbose', '--concurrency', '1']);
      await run.line(/pass .*\//);
      run.child.kill('SIGINT');
      run.child.kill('SIGTERM');
      expect((await run.ended).code).toBe(130);
    },
    TIMEOUT_MS,
  );
});

describe('a target that cannot be called', () => {
  it(
    'ends with 3, the raw cause and advice, and leaves a run without a verdict',
    async () => {
      const wrong = createServer((_request, response) => response.writeHead(404).end());
      wrong.on('upgrade', (_request, socket) => socket.end('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n'));
      await new Promise<void>((resolve) => wrong.listen(0, '127.0.0.1', resolve));
      const url = `ws://127.0.0.1:${(wrong.address() as AddressInfo).port}/wrong`;
      try {
        const [doctor, run] = await Promise.all([
          runCli(['doctor', url]),
          runCli([url, '--out', out('unreachable'), ...QUICK]),
        ]);
        for (const result of [doctor, run]) {
          expect(result.code).toBe(3);
          expect(result.stdout).toContain('the application would see raw cause 404');
          expect(result.stdout).toMatch(/^Advice /m);
          expect(result.stdout.trimEnd().split('\n').at(-1)).toBe('NO VERDICT: no call can be set up, raw cause 404.');
        }
        const left = await runOf('unreachable');
        expect([left.summary.verdict, left.complete]).toEqual(['none', false]);
        expect(left.incompleteReason).toMatch(/404/);
        expect(await readdir(out('unreachable'))).toEqual(expect.arrayContaining(['junit.xml', 'run.json']));
      } finally {
        wrong.close();
      }
    },
    TIMEOUT_MS,
  );

  it(
    'is told as a document with --json',
    async () => {
      const result = await runCli(['doctor', 'ws://127.0.0.1:1', '--json']);
      expect([result.code, JSON.parse(result.stdout).rawCause]).toEqual([3, 903]);
    },
    TIMEOUT_MS,
  );

  it(
    'that does not start is shown with its last words',
    async () => {
      const start = `${process.execPath} -e 'console.error("no port for you"); process.exit(4)'`;
      const result = await runCli(['ws://127.0.0.1:1', '--start', start, '--out', out('not-started'), ...QUICK]);
      expect(result.code).toBe(3);
      expect(result.stdout).toContain('  | no port for you');
      expect(result.stdout.trimEnd().split('\n').at(-1)).toMatch(/^NO VERDICT: the target did not start/);
    },
    TIMEOUT_MS,
  );
});

describe('what follows a run', () => {
  it(
    'replays the trace of a failure, and shows a run again with its exit code',
    async () => {
      const first = await runCli([faulty.url, '--out', out('kept'), '--only', 'plain-call/plain']);
      expect(first.code).toBe(1);
      const replayed = await runCli(['replay', join(out('kept'), 'traces'), '--times', '2', '--out', out('replayed')]);
      expect(replayed.code).toBe(1);
      const ran = (await runOf('replayed')).cases.filter(({ verdict }) => verdict !== 'skipped').map(({ id }) => id);
      expect(ran).toEqual(['plain-call/plain/replay-1', 'plain-call/plain/replay-2']);
      const again = ['replay', join(out('kept'), 'traces'), '--url', server.url, '--out', out('replayed-green')];
      const green = await runCli(again);
      expect(green.stdout).toContain('· plain-call/plain: did not fail this time\n');
      expect(green.code).toBe(0);
      const shown = await runCli(['report', out('kept'), '--reporter', 'markdown', '--out', out('new/folder')]);
      expect(shown.code).toBe(1);
      expect(shown.stdout).toMatch(/← binary/);
      expect(await readFile(join(out('new/folder'), 'summary.md'), 'utf8')).toContain('NOT CONFORMANT');
    },
    TIMEOUT_MS,
  );
});

describe('lists', () => {
  it(
    'are JSON on demand, and explain what they name',
    async () => {
      const kinds = ['requirements', 'cases', 'faults', 'readings'];
      const results = await Promise.all(kinds.map((kind) => runCli(['list', kind, '--json'])));
      const firsts = results.map(({ stdout }) => JSON.parse(stdout)[0].id as string);
      const explained = await Promise.all(firsts.map((id) => runCli(['explain', id])));
      expect(explained.map(({ code, stdout }, index) => [code, stdout.startsWith(`${firsts[index]}  `)])).toEqual(
        firsts.map(() => [0, true]),
      );
    },
    TIMEOUT_MS,
  );

  it(
    'may be read by somebody who stops reading',
    async () => {
      const list = startCli(['list', 'cases', '--json']);
      await list.line(/./);
      list.child.stdout?.destroy();
      const result = await list.ended;
      expect([result.code, result.stderr]).toEqual([0, '']);
    },
    TIMEOUT_MS,
  );
});

describe('the reference', () => {
  it(
    'prints one line and ends with 0 when it is told to',
    async () => {
      const reference = startCli(['reference', 'websocket']);
      const line = await reference.line(/./);
      expect(line).toMatch(/^listening on ws:\/\/127\.0\.0\.1:\d+\/?$/);
      reference.child.kill('SIGINT');
      expect(await reference.ended).toEqual({ code: 0, stdout: `${line}\n`, stderr: '' });
    },
    TIMEOUT_MS,
  );

  it(
    'serves wss with an authority that a run can be given',
    async () => {
      const ca = out('ca.pem');
      const secure = await startReference('--tls', '--write-ca', ca);
      try {
        const [trusted, untrusted] = await Promise.all([
          runCli(['doctor', secure.url, '--ca', ca]),
          runCli(['doctor', secure.url]),
        ]);
        expect([trusted.code, untrusted.code]).toEqual([0, 3]);
        expect(untrusted.stdout).toContain('raw cause 904');
      } finally {
        await secure.stop();
      }
    },
    TIMEOUT_MS,
  );
});

describe('the demo', () => {
  it(
    'is green, and red on demand, and takes its server with it',
    async () => {
      const cases = ['plain-call/*', 'delete/once', 'common/*'].flatMap((glob) => ['--only', glob]);
      const only = [...cases, '--profile', 'smoke'];
      const demo = (name: string, ...words: readonly string[]) =>
        runCli(['demo', ...words, '--out', out(name), ...only]);
      const verdicts = (word: string): RegExp =>
        new RegExp(`\n\nwebsocket    ${word}: [^]*\nservices     ${word}: [^]*\nmedia-files  ${word}: [^]*[.]\n$`);
      const [green, red] = await Promise.all([demo('demo'), demo('demo-faulty', '--faulty')]);
      expect([green.code, red.code]).toEqual([0, 1]);
      expect(green.stdout).toMatch(verdicts('CONFORMANT'));
      expect(red.stdout).toMatch(verdicts('NOT CONFORMANT'));
      expect(red.stdout).toMatch(/^The reference server has these faults: ws\./);
      expect(red.stdout).toMatch(/^The reference API has these faults: services\./m);
      expect(red.stdout).toMatch(/^The reference store has these faults: files\./m);
      for (const name of ['demo', 'demo-faulty']) {
        const suites = ['websocket', 'services', 'media-files'];
        const runs = await Promise.all(suites.map((suite) => runOf(`${name}/${suite}`)));
        for (const { command } of runs) expect(command).toMatch(/^npx aculab-conformance demo /);
        const doctor = await runCli(['doctor', runs[0]?.target.url ?? '', '--json']);
        expect(JSON.parse(doctor.stdout).rawCause).toBe(903);
      }
    },
    TIMEOUT_MS,
  );

  it(
    'leaves out the suite in which a filter matches nothing, and prints one document for all',
    async () => {
      const result = await runCli(['demo', '--json', '--out', out('demo-part'), '--only', 'delete/once']);
      expect(result.code).toBe(0);
      const document = JSON.parse(result.stdout);
      expect(Object.keys(document)).toEqual(['services']);
      expect(await validateRun(document.services)).toEqual([]);
      expect(await readdir(out('demo-part'))).toEqual(['services']);
    },
    TIMEOUT_MS,
  );

  it(
    'takes its server with it when it is killed',
    async () => {
      const demo = startCli(['demo', '--out', out('demo-killed'), '--verbose']);
      const url = (await demo.line(/^Target /)).replace(/^Target +/, '');
      demo.child.kill('SIGKILL');
      await demo.ended;
      // The server is gone when nothing accepts connections any more; it notices within moments.
      const gone = async (): Promise<number> => JSON.parse((await runCli(['doctor', url, '--json'])).stdout).rawCause;
      await expect.poll(gone, { timeout: 20_000, interval: 200 }).toBe(903);
    },
    TIMEOUT_MS,
  );
});

it(
  'shows a live window on a terminal, and leaves it clean',
  async () => {
    const run = [...CLI, server.url, '--out', out('tty'), ...QUICK].map((word) => `'${word}'`).join(' ');
    const { CI: _ci, GITHUB_ACTIONS: _runner, ...env } = process.env;
    const child = spawn('script', ['-qec', run, '/dev/null'], {
      env: { ...env, TERM: 'xterm', COLUMNS: '80' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
    const [hide, show] = ['\u001b[?25l', '\u001b[?25h'];
    expect(text.split(hide).length - 1).toBe(1);
    expect(text.lastIndexOf(show)).toBeGreaterThan(text.lastIndexOf('\u001b[?2026l'));
    expect(text).toMatch(/of \d+ cases/);
    expect(text.trimEnd()).toMatch(/CONFORMANT: .*$/);
  },
  TIMEOUT_MS,
);
