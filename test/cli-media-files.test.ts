// The media-files suite from the command line, start to end: stores and validators in processes of their own.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunDocument } from '../harness/run.ts';
import { runMediaFiles, UsageError } from '../index.ts';
import { validateRun } from '../specification/schemas/validate.ts';
import { CLI, type CliProcess, runCli, startCli } from './run-cli.ts';
import { runHere } from './support/run-here.ts';

const TIMEOUT_MS = 90_000;
const QUICK = ['--profile', 'smoke', '--seed', '3'];

interface Store {
  readonly process: CliProcess;
  readonly url: string;
}

const startStore = async (...words: readonly string[]): Promise<Store> => {
  const process = startCli(['reference', 'media-files', '--port', '0', ...words]);
  return { process, url: (await process.line(/^listening on /)).replace('listening on ', '') };
};

const stopStore = async ({ process }: Store): Promise<void> => {
  process.child.kill('SIGTERM');
  await process.ended;
};

/** A validator as anyone may write one: right, but for what `flags` and `end` do to its expression. */
const validator = (flags: string, end: string): string => `
const ALLOWED = new RegExp('^[a-z0-9._/@:-]+${end}', '${flags}');
export const isValidName = (name, kind) => {
  if (kind === 'rest') return true;
  const [, extension] = /[^/.][^/]*\\.([^./]+)$/.exec(name) ?? [];
  if (!ALLOWED.test(name) || /\\.\\.|\\/\\/|\\/\\.\\//.test(name) || extension === undefined) return false;
  return kind === 'msg_media' || /^(wave?|tiff?)$/.test(extension);
};
`;

const LINES = `
import { createInterface } from 'node:readline';
const { isValidName } = await import(process.argv[2]);
for await (const line of createInterface({ input: process.stdin })) {
  const { id, kind, name } = JSON.parse(line);
  console.log(JSON.stringify({ id, accepted: isValidName(name, kind) }));
}
`;

let folder = '';
let store: Store;
let faulty: Store;
const file = (name: string): string => join(folder, name);
const out = (name: string): string => join(folder, name);
const exec = (name: string): string => `'${process.execPath}' '${file('lines.mjs')}' '${file(name)}'`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conformance-media-files-'));
  await writeFile(file('right.mjs'), validator('i', '$'));
  // Beyond ASCII, u and i take the Kelvin sign for a k.
  await writeFile(file('wrong.mjs'), validator('iu', '$'));
  await writeFile(file('lines.mjs'), LINES);
  await writeFile(file('nothing.mjs'), 'export const isValid = () => true;\n');
  [store, faulty] = await Promise.all([
    startStore(),
    startStore('--fault', 'files.sequence.dot-dot/segment', '--fault', 'files.store.refused-leaves-nothing/sanitised'),
  ]);
}, TIMEOUT_MS);

afterAll(async () => {
  await Promise.all([stopStore(store), stopStore(faulty)]);
  await rm(folder, { recursive: true, force: true });
});

const runOf = async (name: string): Promise<RunDocument> =>
  JSON.parse(await readFile(join(out(name), 'run.json'), 'utf8'));

const lastLine = (text: string): string => text.trimEnd().split('\n').at(-1) ?? '';

/** The words of a command that is printed over several lines under a label, as a shell takes them. */
const printed = (text: string, label: string): string =>
  (new RegExp(`^ {6}${label.padEnd(9)} ([\\s\\S]*?)\\n {0,15}(?! )`, 'm').exec(text)?.[1] ?? '').replace(
    /\s*\\\n\s*/g,
    ' ',
  );

/** The lines of an excerpt, which are cut where the terminal ends. */
const whole = (text: string): string => text.replace(/\n {10}(?! )/g, '');

const shell = (command: string): Promise<string> =>
  new Promise((resolve) => {
    execFile('/bin/sh', ['-c', command], (_error, stdout) => resolve(stdout));
  });

/** Names of files of ours that a store lists. */
const ownFiles = async ({ url }: Store): Promise<readonly string[]> => {
  const lists = await Promise.all(
    ['media', 'msg_media', 'rest'].map(async (kind) => (await fetch(`${url}/${kind}`)).json()),
  );
  return (lists as ReadonlyArray<{ files: ReadonlyArray<{ name: string }> }>).flatMap(({ files }) =>
    files.map(({ name }) => name),
  );
};

describe('a run against a store', () => {
  it(
    'that conforms ends with 0, leaves its documents without a secret in them, and no file in the store',
    async () => {
      const url = store.url.replace('http://', 'http://bob:tiger%2Fkey@');
      const words = ['media-files', url, '--header', 'X-Api-Key: swordfish', '--verbose', '--out', out('green')];
      const result = await runCli([...words, '--reporter', 'json,junit,markdown,har', ...QUICK]);
      expect([result.stderr, result.code]).toEqual(['', 0]);
      expect(lastLine(result.stdout)).toBe('CONFORMANT: 17 requirements pass.');
      const run = await runOf('green');
      expect(await validateRun(run)).toEqual([]);
      expect([run.target.suite, run.target.url, run.complete]).toEqual(['media-files', `${store.url}/`, true]);
      expect(run.command).toMatch(
        new RegExp(`^npx aculab-conformance media-files ${store.url}/? --user bob .*--header 'X-Api-Key: <hidden>'`),
      );
      const { log } = JSON.parse(await readFile(join(out('green'), 'run.har'), 'utf8'));
      expect([log.version, log.entries.length > 100]).toEqual(['1.2', true]);

      const entries = await readdir(out('green'), { recursive: true, withFileTypes: true });
      const files = entries.filter((entry) => entry.isFile());
      expect(files.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['junit.xml', 'run.har', 'run.json', 'summary.md', 'store.ndjson']),
      );
      const texts = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name), 'utf8')));
      const everything = `${result.stdout}${result.stderr}${texts.join('\n')}`;
      const login = Buffer.from('bob:tiger/key').toString('base64');
      for (const secret of ['tiger', 'swordfish', login]) expect(everything).not.toContain(secret);
      expect(await ownFiles(store)).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    'that does not ends with 1, shows what was asked, and is repeated and replayed by the lines that it prints',
    async () => {
      const words = ['media-files', faulty.url, '--out', out('red'), '--only', 'common/store', ...QUICK];
      const result = await runCli(words);
      expect(result.code).toBe(1);
      expect(result.stdout).toMatch(/^FAIL {2}files\.sequence\.dot-dot +MUST published$/m);
      expect(result.stdout).toMatch(/^ {6}> .* → PUT {6}\/media\/acu[a-z]{9}not\.\.this\.wav$/m);
      expect(result.stdout).toMatch(/^ {6}> .* ← 201 {6}Created/m);
      expect(result.stdout).toMatch(/^ {6}requests {2}printf/m);
      const replay = printed(result.stdout, 'replay').split(' ').slice(2);
      expect(replay).toEqual(['replay', `${out('red')}/traces/common/store.json`]);
      const repeat = printed(result.stdout, 'repeat').split(' ').slice(2);
      expect(repeat).toEqual([
        'media-files',
        faulty.url,
        '--profile',
        'smoke',
        '--only',
        'common/store',
        '--seed',
        '3',
        '--out',
        'conformance-repeat',
      ]);
      const [again, replayed, mended, shown] = await Promise.all([
        runCli([...repeat.slice(0, -1), out('again')]),
        runCli([...replay, '--out', out('replayed')]),
        runCli([...replay, '--url', store.url, '--out', out('mended')]),
        runCli(['report', out('red'), '--reporter', 'har', '--out', out('shown')]),
      ]);
      expect([again.code, replayed.code, mended.code]).toEqual([1, 1, 0]);
      expect(mended.stdout).toContain('· common/store: did not fail this time\n');
      expect([shown.code, existsSync(join(out('shown'), 'run.har'))]).toEqual([1, true]);
      expect(shown.stdout).toMatch(/← 201/);
    },
    TIMEOUT_MS,
  );

  it(
    'tells the request that stores a name again',
    async () => {
      const result = await runCli(['report', out('red')]);
      const command = printed(result.stdout, 'requests').replace(' curl ', ' curl --silent ');
      const [, path = ''] = /(\/media\/\S+)$/.exec(command) ?? [];
      expect(path).toContain('..');
      expect(await shell(command)).toMatch(/^HTTP\/1\.1 201 Created/);
      expect((await fetch(`${faulty.url}${path}`, { method: 'DELETE' })).status).toBe(204);
    },
    TIMEOUT_MS,
  );

  it(
    'that is interrupted ends with 130 and its report, and leaves nothing in the store',
    async () => {
      const run = startCli(['media-files', store.url, '--out', out('cut'), '--verbose', '--rate', '300']);
      await run.line(/^Running /);
      await expect.poll(async () => (await ownFiles(store)).length, { timeout: 30_000 }).toBeGreaterThan(2);
      run.child.kill('SIGINT');
      const result = await run.ended;
      expect(result.stderr).toMatch(/^Interrupted: ending the requests, deleting the files/);
      expect(lastLine(result.stdout)).toMatch(/^INTERRUPTED: /);
      expect(result.code).toBe(130);
      expect((await runOf('cut')).complete).toBe(false);
      expect(await ownFiles(store)).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    'that is killed leaves files, which --clean-up deletes once',
    async () => {
      const run = startCli(['media-files', store.url, '--out', out('killed'), '--rate', '100']);
      await run.line(/^Running /);
      await expect.poll(async () => (await ownFiles(store)).length, { timeout: 30_000 }).toBeGreaterThan(2);
      run.child.kill('SIGKILL');
      await run.ended;
      expect(await ownFiles(store)).not.toEqual([]);
      const cleanUp = ['media-files', store.url, '--clean-up', '--out', out('killed')];
      const cleaned = await runCli(cleanUp);
      expect(cleaned.stdout).toMatch(/^ {2}deleted +(msg_)?media\/acu/m);
      expect(lastLine(cleaned.stdout)).toMatch(/^CLEAN: \d+ files? deleted, \d+ already gone\.$/);
      expect([cleaned.code, await ownFiles(store)]).toEqual([0, []]);
      const again = await runCli(cleanUp);
      expect([again.code, again.stdout.replace(/\s+/g, ' ')]).toEqual([
        0,
        `nothing to clean up in ${out('killed')}: no journal in it names a file `,
      ]);
    },
    TIMEOUT_MS,
  );

  it(
    'is spoken to as a binding says',
    async () => {
      const request = (method: string) => ({ method, url: '{url}/{kind}/{name}' });
      const binding = {
        ...{ format: 'aculab-conformance/binding@1', name: 'sounds', assumed: ['only sounds are kept'] },
        kinds: { media: 'media' },
        write: { ...request('PUT'), body: { as: 'raw' }, accepted: [200, 201] },
        delete: request('DELETE'),
      };
      await writeFile(file('binding.json'), JSON.stringify(binding));
      const words = ['media-files', store.url, '--binding', file('binding.json'), '--out', out('bound')];
      const result = await runCli([...words, ...QUICK]);
      expect(result.stdout).toContain('· Assumed: only sounds are kept');
      expect([result.code, await ownFiles(store)]).toEqual([0, []]);
      const { requirements, command } = await runOf('bound');
      expect(command).toContain(`--binding ${file('binding.json')}`);
      expect(requirements.find(({ id }) => id === 'files.extension.message-media-any')?.verdict).toBe('not-exercised');
    },
    TIMEOUT_MS,
  );
});

describe.each([
  {
    way: '--exec',
    target: exec,
    asked: /→ line {5}\{"id":…,"kind":"media","name":"f\S*\\u212a/,
    said: '"accepted":true',
  },
  { way: '--module', target: file, asked: /→ call {5}isValidName\("f\S*\\u212a\S*", 'media'\)/, said: 'true' },
])('a run by $way', ({ way, target, asked, said }) => {
  const name = way.slice(2);
  it(
    'is green where nothing is wrong',
    async () => {
      const result = await runCli(['media-files', way, target('right.mjs'), '--out', out(`${name}-green`), ...QUICK]);
      expect([result.stderr, result.code]).toEqual(['', 0]);
      expect(lastLine(result.stdout)).toBe('CONFORMANT: 13 requirements pass and 4 were not exercised.');
      const { target: judged } = await runOf(`${name}-green`);
      expect(judged).toMatchObject({ suite: 'media-files', program: target('right.mjs') });
      expect(judged.url).toBeUndefined();
    },
    TIMEOUT_MS,
  );

  it(
    'shows the name that is wrong, and a line that asks it again',
    async () => {
      const words = ['media-files', way, target('wrong.mjs'), '--out', out(name), '--only', 'common/names'];
      const result = await runCli([...words, '--profile', 'smoke']);
      expect(result.code).toBe(1);
      const text = whole(result.stdout);
      expect(text).toMatch(asked);
      expect(text).toMatch(/"f\S*\u212a\S*" \(\u212a is U\+212A\)$/m);
      expect(await shell(printed(result.stdout, 'requests'))).toContain(said);
      const replay = printed(result.stdout, 'replay').split(' ').slice(2);
      const [again, mended] = await Promise.all([
        runCli([...replay, '--out', out(`${name}-again`)]),
        runCli([...replay, way, target('right.mjs'), '--out', out(`${name}-mended`)]),
      ]);
      expect([again.code, mended.code]).toEqual([1, 0]);
    },
    TIMEOUT_MS,
  );
});

it(
  'judges the reference validator, which breaks where it is told to',
  async () => {
    const cli = CLI.map((word) => `'${word}'`).join(' ');
    const reference = `${cli} reference media-files --exec --fault files.survives.hostile-names/nul`;
    const words = ['media-files', '--exec', reference, '--out', out('reference'), '--only', 'common/names'];
    const result = await runCli(words);
    expect(result.stdout).toMatch(/^FAIL {2}files\.survives\.hostile-names/m);
    const text = whole(result.stdout);
    expect(text).toMatch(/ failed {3}exit: the command ended with exit code 1/);
    expect(text).toMatch(/ stderr {3}.*a fault was asked to crash it/);
    expect(result.code).toBe(1);
  },
  TIMEOUT_MS,
);

it(
  'that says something else as well is never green',
  async () => {
    const cli = CLI.map((word) => `'${word}'`).join(' ');
    const reference = `${cli} reference media-files --exec --fault files.survives.hostile-names/rubbish`;
    const { code, stdout } = await runHere(['media-files', '--exec', reference, '--out', out('rubbish'), ...QUICK]);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(/NO VERDICT: the run is incomplete \(\d+ answers? (was|were) none: /);
    expect(code).toBe(3);
    expect((await runOf('rubbish')).complete).toBe(false);
  },
  TIMEOUT_MS,
);

it(
  'runs from code as well',
  async () => {
    const target = { kind: 'module', path: file('wrong.mjs') } as const;
    const ended: string[] = [];
    const outcome = await runMediaFiles({ target, out: out('code'), profile: 'smoke' }, (event) => {
      if (event.kind === 'case-end') ended.push(event.result.id);
    });
    if (outcome.kind !== 'judged') throw new Error(`no verdict: ${JSON.stringify(outcome)}`);
    expect([outcome.run.summary.verdict, ended]).toEqual(['fail', ['common/store', 'common/names']]);
    expect(outcome.run.command).toBe(`npx aculab-conformance media-files --module ${file('wrong.mjs')}`);
    await expect(runMediaFiles({ target, only: ['nothing.*'] })).rejects.toThrow(UsageError);
  },
  TIMEOUT_MS,
);

const answering = async (listener: RequestListener, judge: (url: string) => Promise<void>): Promise<void> => {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    await judge(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
};

describe('what cannot be judged ends with 3 and says what to change:', () => {
  let tries = 0;
  const unusable = async (words: readonly string[], advice: RegExp): Promise<void> => {
    tries += 1;
    const name = `unusable-${tries}`;
    const { code, stdout } = await runHere(['media-files', ...words, '--out', out(name)]);
    expect(stdout.replace(/\s+/g, ' ')).toMatch(advice);
    const reason = words[0]?.startsWith('--') ? 'no name is judged' : 'no file can be stored';
    expect([lastLine(stdout), code]).toEqual([`NO VERDICT: ${reason}.`, 3]);
    expect((await runOf(name)).summary.verdict).toBe('none');
  };

  it(
    'a store that answers a page, knows no such path, refuses the login, or is not there',
    async () => {
      const answers = (status: number, headers: Readonly<Record<string, string>>, advice: RegExp) =>
        answering(
          (_request, response) => response.writeHead(status, headers).end('<html>'),
          (url) => unusable([url], advice),
        );
      await Promise.all([
        answers(200, { 'Content-Type': 'text/html' }, /a web site, unless a --binding says otherwise/),
        answers(404, {}, /check the path of/),
        answers(401, {}, /give --user and --key/),
        unusable(['http://127.0.0.1:1'], /--start starts it/),
      ]);
    },
    TIMEOUT_MS,
  );

  it(
    'a module without the function, a command that is not found, one that is no validator',
    () =>
      Promise.all([
        unusable(['--module', file('nothing.mjs')], /exports no function isValidName, but isValid/),
        unusable(['--exec', 'no-such-validator'], /check the spelling of --exec/),
        unusable(['--exec', 'cat'], /an answer in which "accepted" is not true or false/),
      ]),
    TIMEOUT_MS,
  );
});

it(
  '--dry-run shows requests or lines, and asks nobody',
  async () => {
    const common = ['--dry-run', '--only', 'common/store', '--only', 'common/names', '--out', out('dry')];
    const [requests, lines, json] = await Promise.all([
      runHere(['media-files', 'http://127.0.0.1:1', ...common]),
      runHere(['media-files', '--exec', 'no-such-validator', ...common]),
      runHere(['media-files', 'http://127.0.0.1:1', '--json', ...common]),
    ]);
    expect([requests.code, lines.code, json.code]).toEqual([0, 0, 0]);
    expect(requests.stdout).toMatch(/^common\/store\n {2}PUT {5}\/media\/acu[a-z]{9}plain\.wav {2}"acu/m);
    expect(lastLine(requests.stdout)).toMatch(/^\d+ requests in 2 cases, at most \d+ files; none was sent\.$/);
    expect(lines.stdout).toMatch(/^common\/names\n {2}\{"id":1,"kind":"media","name":"fplain\.wav"\}$/m);
    expect(lastLine(lines.stdout)).toMatch(/^\d+ names in 1 case; none was asked\.$/);
    expect(JSON.parse(json.stdout)).toMatchObject({ cases: 2 });
    expect(existsSync(out('dry'))).toBe(false);
  },
  TIMEOUT_MS,
);
