// The services suite from the command line, start to end, against the reference API in a process of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunDocument } from '../harness/run.ts';
import { validateRun } from '../specification/schemas/validate.ts';
import { CLI, type CliProcess, runCli, startCli } from './run-cli.ts';
import { freePort } from './support/reference-process.ts';

const TIMEOUT_MS = 90_000;
const FAULT = 'services.list.complete/deleted';
// Cases that take few requests.
const QUICK = ['--only', 'delete/*', '--profile', 'smoke'];

interface Api {
  readonly process: CliProcess;
  readonly url: string;
  readonly env: Readonly<Record<'ACULAB_USER' | 'ACULAB_KEY', string>>;
  readonly second: Readonly<Record<'ACULAB_USER2' | 'ACULAB_KEY2', string>>;
}

const startApi = async (...words: readonly string[]): Promise<Api> => {
  const process = startCli(['reference', 'services', ...words]);
  const url = (await process.line(/^listening on /)).replace('listening on ', '');
  const [, user = '', key = ''] = /^--user (\S+) --key (\S+)$/.exec(await process.line(/^--user /)) ?? [];
  const [, user2 = '', key2 = ''] = /^--user2 (\S+) --key2 (\S+)$/.exec(await process.line(/^--user2 /)) ?? [];
  const second = { ACULAB_USER2: user2, ACULAB_KEY2: key2 };
  return { process, url, env: { ACULAB_USER: user, ACULAB_KEY: key }, second };
};

const stopApi = async (api: Api): Promise<void> => {
  api.process.child.kill('SIGTERM');
  await api.process.ended;
};

let folder = '';
let api: Api;
let faulty: Api;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conformance-services-'));
  [api, faulty] = await Promise.all([startApi('--port', '0'), startApi('--port', '0', '--fault', FAULT)]);
}, TIMEOUT_MS);

afterAll(async () => {
  await Promise.all([stopApi(api), stopApi(faulty)]);
  await rm(folder, { recursive: true, force: true });
});

const out = (name: string): string => join(folder, name);
const runOf = async (name: string): Promise<RunDocument> =>
  JSON.parse(await readFile(join(out(name), 'run.json'), 'utf8'));

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

/** Names of the services of ours that the API lists. */
const ownServices = async ({ url, env }: Api): Promise<readonly string[]> => {
  const authorization = `Basic ${Buffer.from(`${env.ACULAB_USER}:${env.ACULAB_KEY}`).toString('base64')}`;
  const response = await fetch(url, { headers: { authorization } });
  const { services } = (await response.json()) as { services: ReadonlyArray<{ name: string }> };
  return services.map(({ name }) => name).filter((name) => name.startsWith('aculab-conformance-'));
};

describe('a run against an API', () => {
  it(
    'that conforms ends with 0, leaves its files and nothing in the account',
    async () => {
      const words = [api.url, '--out', out('green'), '--reporter', 'json,junit,markdown,har', '--profile', 'smoke'];
      const result = await runCli(words, { ...api.env, ...api.second });
      expect([result.stderr, result.code]).toEqual(['', 0]);
      expect(lastLine(result.stdout)).toMatch(/^CONFORMANT: \d+ requirements pass/);
      const run = await runOf('green');
      expect(await validateRun(run)).toEqual([]);
      expect([run.target.suite, run.complete]).toEqual(['services', true]);
      expect(await readdir(out('green'))).toEqual(
        expect.arrayContaining(['junit.xml', 'run.har', 'run.json', 'summary.md', 'transcripts']),
      );
      const { log } = JSON.parse(await readFile(join(out('green'), 'run.har'), 'utf8'));
      expect([log.version, log.entries.length > 100]).toEqual(['1.2', true]);
      expect(await ownServices(api)).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    'that does not ends with 1, shows the exchanges, and is repeated and replayed by the lines that it prints',
    async () => {
      const first = ['services', faulty.url, '--out', out('red'), '--only', 'delete/once', '--seed', '3'];
      const result = await runCli(first, faulty.env);
      expect(result.code).toBe(1);
      expect(result.stdout).toMatch(/^FAIL {2}services\.list\.complete +MUST published$/m);
      expect(result.stdout).toMatch(/^ {6}> +\+\d+\.\d {2}\d\d:\d\d:\d\d\.\d{3} {2}← 200/m);
      expect(result.stdout).toMatch(/^ {6}requests {2}curl --include --request PUT/m);
      const printed = (label: string): readonly string[] =>
        (
          new RegExp(`^ {6}${label} {4}npx aculab-conformance ([\\s\\S]*?)\\n {0,6}(?! )`, 'm').exec(
            result.stdout,
          )?.[1] ?? ''
        )
          .replaceAll('\\\n', ' ')
          .split(/\s+/)
          .filter((word) => word !== '');
      expect(printed('repeat')).toEqual([
        'services',
        faulty.url,
        '--only',
        'delete/once',
        '--seed',
        '3',
        '--out',
        'conformance-repeat',
      ]);
      const again = await runCli([...printed('repeat').slice(0, -1), out('red-again')], faulty.env);
      expect(again.code).toBe(1);
      expect(printed('replay')).toEqual(['replay', `${out('red')}/traces/delete/once.json`]);
      const replayed = await runCli([...printed('replay'), '--out', out('replayed')], faulty.env);
      expect(replayed.code).toBe(1);
      const mended = [...printed('replay'), '--url', api.url, '--out', out('mended'), '--times', '2'];
      const green = await runCli(mended, api.env);
      expect(green.stdout).toContain('· delete/once/replay-2: did not fail this time\n');
      expect(green.code).toBe(0);
      const shown = await runCli(['report', out('red'), '--reporter', 'har', '--out', out('shown')]);
      expect([shown.code, existsSync(join(out('shown'), 'run.har'))]).toEqual([1, true]);
      expect(shown.stdout).toMatch(/← 200/);
    },
    TIMEOUT_MS,
  );

  it(
    'keeps key, login and headers out of files and terminal, and the user in the command',
    async () => {
      const { ACULAB_USER: user, ACULAB_KEY: key } = api.env;
      const url = api.url.replace('http://', `http://${encodeURIComponent(user)}:${encodeURIComponent(key)}@`);
      const header = 'X-Api-Key: swordfish-secret';
      const words = [
        url,
        '--header',
        header,
        '--verbose',
        '--out',
        out('secret'),
        '--reporter',
        'json,junit,markdown,har',
      ];
      const result = await runCli([...words, ...QUICK]);
      expect(result.code).toBe(0);
      const entries = await readdir(out('secret'), { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
      const texts = await Promise.all(files.map((file) => readFile(file, 'utf8')));
      const everything = `${result.stdout}${result.stderr}${texts.join('\n')}`;
      const login = Buffer.from(`${user}:${key}`).toString('base64');
      for (const secret of [key, 'swordfish-secret', login]) expect(everything).not.toContain(secret);
      expect((await runOf('secret')).command).toMatch(
        new RegExp(`^npx aculab-conformance services ${api.url} --user ${user} .*--header 'X-Api-Key: <hidden>'`),
      );
    },
    TIMEOUT_MS,
  );

  it(
    'that is interrupted ends with 130 and its report, and leaves nothing in the account',
    async () => {
      const words = [api.url, '--out', out('cut'), '--verbose', '--rate', '60', '--concurrency', '4'];
      const run = startCli(words, api.env);
      await run.line(/^✓ pass .*\//);
      run.child.kill('SIGINT');
      const result = await run.ended;
      expect(result.stderr).toMatch(/^Interrupted: ending the requests, deleting /);
      expect(lastLine(result.stdout)).toMatch(/^INTERRUPTED: /);
      expect(result.code).toBe(130);
      expect((await runOf('cut')).complete).toBe(false);
      expect(await ownServices(api)).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    'that is interrupted deletes from an API that it started before it stops it; --clean-up starts it too',
    async () => {
      const port = await freePort();
      const url = `http://127.0.0.1:${port}/service/v1/outbound`;
      const start = [...CLI, 'reference', 'services', '--port', String(port)].map((word) => `'${word}'`).join(' ');
      const words = [url, '--start', start, '--out', out('cut-started'), '--verbose', '--rate', '60'];
      const run = startCli([...words, '--concurrency', '4'], api.env);
      await run.line(/^✓ pass .*\//);
      run.child.kill('SIGINT');
      const { stdout, code } = await run.ended;
      expect([code, stdout]).toEqual([130, expect.not.stringContaining('LEFT BEHIND')]);
      // It names nothing any more.
      const journal = join(out('cut-started'), 'services-journal.ndjson');
      expect(existsSync(journal)).toBe(false);

      const user = api.env.ACULAB_USER;
      const lines = [
        { format: 'aculab-conformance/services-journal@1', url, user, runId: 'abc123' },
        { kind: 'may-exist', account: 'first', name: 'aculab-conformance-abc123-0-one' },
      ];
      await writeFile(journal, lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      const cleaned = await runCli(['services', ...words, '--clean-up'], api.env);
      expect([cleaned.code, lastLine(cleaned.stdout)]).toEqual([0, 'CLEAN: 0 services deleted, 1 already gone.']);
    },
    TIMEOUT_MS,
  );
});

const answering = async (listener: RequestListener, judge: (url: string) => Promise<void>): Promise<void> => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await judge(`http://127.0.0.1:${(server.address() as AddressInfo).port}/service/v1/outbound`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
};

describe('--clean-up', () => {
  it(
    'deletes what a killed run left, with the right key, once',
    async () => {
      const words = [api.url, '--out', out('killed'), '--rate', '20', '--concurrency', '8', '--verbose'];
      const run = startCli(words, api.env);
      await run.line(/^Running /);
      const count = async (): Promise<number> => (await ownServices(api)).length;
      await expect.poll(count, { timeout: 30_000, interval: 50 }).toBeGreaterThan(2);
      run.child.kill('SIGKILL');
      await run.ended;
      expect(await ownServices(api)).not.toEqual([]);
      const cleanUp = ['services', api.url, '--clean-up', '--out', out('killed')];
      const refused = await runCli(cleanUp, { ...api.env, ACULAB_KEY: 'wrong' });
      expect(lastLine(refused.stdout)).toBe('NO VERDICT: no request is answered as it should be.');
      expect(refused.code).toBe(3);
      const cleaned = await runCli(cleanUp, api.env);
      expect(cleaned.stdout.replace(/\s+/g, ' ')).toMatch(/^Journal .*, \d+ services in it deleted /);
      expect(cleaned.stdout).toMatch(/^ {2}deleted +aculab-conformance-/m);
      expect(lastLine(cleaned.stdout)).toMatch(/^CLEAN: \d+ services? deleted, \d+ already gone\.$/);
      expect(cleaned.code).toBe(0);
      expect(await ownServices(api)).toEqual([]);
      const again = await runCli(cleanUp, api.env);
      expect([again.code, again.stdout.replace(/\s+/g, ' ')]).toEqual([
        0,
        `nothing to clean up in ${out('killed')}: no journal in it names a service `,
      ]);
    },
    TIMEOUT_MS,
  );

  it(
    'names what it cannot delete, and ends with 3',
    () => {
      const name = 'aculab-conformance-abc123-0-one';
      const services = JSON.stringify({ services: [{ name }] });
      return answering(
        ({ method }, response) =>
          method === 'GET'
            ? response.writeHead(200, { 'Content-Type': 'application/json' }).end(services)
            : response.writeHead(409).end(),
        async (url) => {
          const journal = [
            { format: 'aculab-conformance/services-journal@1', url, user: 'bob', runId: 'abc123' },
            { kind: 'may-exist', account: 'first', name },
          ];
          await mkdir(out('stuck'));
          const text = journal.map((line) => `${JSON.stringify(line)}\n`).join('');
          await writeFile(join(out('stuck'), 'services-journal.ndjson'), text);
          const words = ['services', url, '--clean-up', '--out', out('stuck'), '--user', 'bob', '--key', 'k'];
          const [result, json] = [await runCli(words), await runCli([...words, '--json'])];
          expect(result.stdout).toMatch(new RegExp(`^ {2}LEFT +${name}: answered with 409$`, 'm'));
          expect(lastLine(result.stdout)).toBe('NOT CLEAN: 0 services deleted, 0 already gone, 1 left behind.');
          expect([result.code, json.code]).toEqual([3, 3]);
          expect(JSON.parse(json.stdout).failed).toEqual([{ name, reason: 'answered with 409' }]);
        },
      );
    },
    TIMEOUT_MS,
  );
});

describe('an API that cannot be judged', () => {
  const bothEnd = async (
    url: string,
    env: Readonly<Record<string, string>>,
    advice: RegExp,
    options: readonly string[] = [],
  ): Promise<void> => {
    const [run, doctor] = await Promise.all([
      runCli([url, '--out', out('unusable'), ...options], env),
      runCli(['doctor', url, ...options], env),
    ]);
    for (const { code, stdout } of [run, doctor]) {
      expect(code).toBe(3);
      expect(stdout.replace(/\s+/g, ' ')).toMatch(advice);
      expect(lastLine(stdout)).toBe('NO VERDICT: no request is answered as it should be.');
    }
    expect((await runOf('unusable')).summary.verdict).toBe('none');
  };

  it(
    'without credentials says which setting to give',
    () => bothEnd(api.url, {}, /ACULAB_USER and ACULAB_KEY/),
    TIMEOUT_MS,
  );

  it(
    'that refuses the key says which setting to check',
    () => bothEnd(api.url, { ...api.env, ACULAB_KEY: 'wrong' }, /check --user, .* and --key/),
    TIMEOUT_MS,
  );

  it(
    'that knows no such path, or answers a page, says to check the base URL',
    async () => {
      await answering(
        (_request, response) => response.writeHead(404).end(),
        (url) => bothEnd(url, api.env, /check the path of the base URL/),
      );
      await answering(
        (_request, response) => response.writeHead(200, { 'Content-Type': 'text/html' }).end('<html>'),
        (url) => bothEnd(url, api.env, /base URL/),
      );
    },
    TIMEOUT_MS,
  );

  it(
    'that never ends its list says to give it more time',
    () =>
      answering(
        (_request, response) =>
          response
            .writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': 5000 })
            .write('{"services": ['),
        (url) => bothEnd(url, api.env, /--timeout-scale gives it more time/, ['--timeout-scale', '0.1']),
      ),
    TIMEOUT_MS,
  );

  it(
    'is told apart from one that can',
    async () => {
      const result = await runCli(['doctor', api.url], { ...api.env, ...api.second });
      expect(result.stdout).toMatch(/^✓ login /m);
      expect([result.code, lastLine(result.stdout)]).toEqual([0, 'Requests are answered, and the login is accepted.']);
    },
    TIMEOUT_MS,
  );
});

describe('before anything is sent', () => {
  it(
    '--dry-run shows the requests and needs no API',
    async () => {
      const words = [
        'http://127.0.0.1:1/service/v1/outbound',
        '--dry-run',
        '--only',
        'delete/once',
        '--out',
        out('dry'),
      ];
      const [text, json] = await Promise.all([runCli(words), runCli([...words, '--json'])]);
      expect([text.code, json.code]).toEqual([0, 0]);
      expect(text.stdout).toMatch(/^delete\/once\n {2}PUT {5}\/aculab-conformance-/m);
      expect(lastLine(text.stdout)).toMatch(/^\d+ requests in \d+ cases?, at most \d+ services?; none was sent\.$/);
      const { requests } = JSON.parse(json.stdout);
      expect(requests.map(({ method }: { method: string }) => method)).toContain('DELETE');
      expect(existsSync(out('dry'))).toBe(false);
    },
    TIMEOUT_MS,
  );

  it(
    'whoever sits at the terminal is asked about a target elsewhere',
    async () => {
      // A name that no resolver knows: nothing could be sent to it.
      const words = [...CLI, 'https://ws.invalid/service/v1/outbound', '--out', out('asked'), '--profile', 'smoke'];
      const child = spawn('script', ['-qec', words.map((word) => `'${word}'`).join(' '), '/dev/null'], {
        env: { ...process.env, ...api.env, GITHUB_ACTIONS: '', TERM: 'xterm' },
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      let text = '';
      child.stdout.on('data', (chunk) => {
        text += chunk;
        if (/\[y\/N\] $/.test(text)) child.stdin.end('n\n');
      });
      const [code] = await once(child, 'close');
      expect(text).toMatch(/Host {6}ws\.invalid/);
      expect(text).toContain(`Account   ${api.env.ACULAB_USER}`);
      expect(text).toMatch(/at most \d+ services/);
      expect(text).toContain('aculab-conformance: not confirmed: nothing was sent');
      expect(code).toBe(2);
    },
    TIMEOUT_MS,
  );
});
