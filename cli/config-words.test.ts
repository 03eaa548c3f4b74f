import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../harness/engine/options.ts';
import { CONFIG_SCHEMA } from '../specification/schemas/config.table.ts';
import { configuredWords } from './config-words.ts';
import { MEDIA_FILES_OPTIONS, SERVICES_OPTIONS, WEBSOCKET_OPTIONS } from './option.ts';

const NAME = 'aculab-conformance.config.json';

/** The schema of each suite's members. */
const { oneOf: BRANCHES } = CONFIG_SCHEMA as unknown as {
  readonly oneOf: ReadonlyArray<{ readonly properties: Readonly<Record<string, { readonly const?: string }>> }>;
};

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aculab-conformance-config-'));
  await mkdir(join(folder, 'below it'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Words of a line that is given in a folder with that file; a text is written as it stands. */
const wordsWith = async (
  document: unknown,
  given: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  path = NAME,
): Promise<readonly string[]> => {
  await writeFile(join(folder, path), typeof document === 'string' ? document : JSON.stringify(document));
  try {
    return (await configuredWords(given, { folder, environment: () => environment })).words;
  } finally {
    await rm(join(folder, path));
  }
};

const problemWith = async (document: unknown, given: readonly string[] = []): Promise<string> => {
  const problem = await wordsWith(document, given).catch((error: unknown) => error);
  if (!(problem instanceof UsageError)) throw new Error(`no problem: ${JSON.stringify(problem)}`);
  return problem.message;
};

/** A reference to the environment. */
const env = (name: string): string => `\${${name}}`;

const WEBSOCKET = { suite: 'websocket', url: 'ws://127.0.0.1:9000' };

describe('a configuration file', () => {
  it('is a command line that is kept', async () => {
    const document = {
      $schema: './config.schema.json',
      ...WEBSOCKET,
      start: 'node "my bot.js"',
      only: ['ws.play.*', 'ws.call.*'],
      seed: 7,
      'timeout-scale': 1.5,
      strict: true,
      insecure: false,
      header: { 'X-Tenant': env('TENANT'), Authorization: `Bearer ${env('TOKEN')}` },
    };
    expect(await wordsWith(document, ['--quiet'], { TENANT: '4', TOKEN: 'abc' })).toEqual([
      ...['websocket', 'ws://127.0.0.1:9000', '--start=node "my bot.js"', '--only=ws.play.*', '--only=ws.call.*'],
      ...['--seed=7', '--timeout-scale=1.5', '--strict', '--header=X-Tenant: 4', '--header=Authorization: Bearer abc'],
      ...[`--config=${NAME}`, '--quiet'],
    ]);
  });

  it('is beaten by the command line', async () => {
    const document = {
      ...WEBSOCKET,
      ...{ only: 'ws.play.*', strict: true, profile: 'full', header: { 'X-One': env('A'), 'X-Two': env('A') } },
    };
    const given = ['websocket', '--only', 'churn/*', '--strict=false', '--header', 'x-one: 2', '--profile=smoke'];
    expect(await wordsWith(document, given, { A: '1' })).toEqual([
      ...['websocket', 'ws://127.0.0.1:9000', '--header=X-Two: 1', `--config=${NAME}`],
      ...['--only', 'churn/*', '--strict=false', '--header', 'x-one: 2', '--profile=smoke'],
    ]);
    const elsewhere = ['--config', NAME, 'ws://127.0.0.1:1', '--only=a/*'];
    expect(await wordsWith(document, elsewhere, { A: '1' })).toEqual(
      expect.arrayContaining(['websocket', 'ws://127.0.0.1:1', '--profile=full']),
    );
    expect(await wordsWith({ suite: 'media-files', module: './a.js' }, ['--exec', 'b', '--config', NAME])).toEqual([
      ...['media-files', '--exec', 'b', '--config', NAME],
    ]);
  });

  it('is left alone where a target is given, another command is named, or help is asked for', async () => {
    for (const line of [
      'ws://h',
      'websocket ws://h',
      'media-files --exec x',
      'list cases',
      'demo',
      '--help',
      'wibble',
    ]) {
      expect(await wordsWith('no JSON', line.split(' ')), line).toEqual(line.split(' '));
    }
  });

  it('has paths, and commands, that are relative to it', async () => {
    const document = {
      ...{ suite: 'media-files', url: 'http://127.0.0.1:1', binding: 'own.json', start: 'node store.js || true' },
      ...{ out: '../report', ca: '/etc/ca.pem', scenario: ['a', 'b/c.json'] },
    };
    const path = join('below it', 'my.json');
    expect(await wordsWith(document, ['--config', path], {}, path)).toEqual(
      [
        ...['media-files', 'http://127.0.0.1:1', '--binding=below it/own.json'],
        ...["--start=cd 'below it' && node store.js || true", '--out=report', '--ca=../../etc/ca.pem'],
        ...['--scenario=below it/a', '--scenario=below it/b/c.json', '--config', path],
      ].map((word) => (word.startsWith('--ca=') ? expect.stringMatching(/^--ca=[./]*\/etc\/ca\.pem$/) : word)),
    );
    const named = { suite: 'media-files', url: 'http://127.0.0.1:1', binding: 'aculab' };
    expect(await wordsWith(named, ['--config', path], {}, path)).toContain('--binding=aculab');
  });

  it('takes a URL and users from the environment', async () => {
    const document = { suite: 'services', url: env('API'), user: env('WHO'), rate: 0.5, yes: true };
    expect(await wordsWith(document, [], { API: 'https://a:b@h/x', WHO: '1-2-0/bob' })).toEqual([
      ...['services', 'https://a:b@h/x', '--user=1-2-0/bob', '--rate=0.5', '--yes', `--config=${NAME}`],
    ]);
    expect(await problemWith(document)).toBe(
      `${NAME}: /url: API is not set in the environment\n${NAME}: /user: WHO is not set in the environment`,
    );
  });

  it.each([
    ['the key', { suite: 'services', url: 'http://h', key: 'SECRET' }, '/key: no keys in this file; set ACULAB_KEY'],
    ['the other key', { suite: 'services', key2: 'SECRET' }, '/key2: no keys in this file; set ACULAB_KEY2'],
    ['a header', { ...WEBSOCKET, header: { 'X-Key': 'SECRET' } }, '/header/X-Key: no values of headers in this file'],
    [
      'half a header',
      { ...WEBSOCKET, header: { A: `SECRET1${env('B')}` } },
      '/header/A: no values of headers in this file',
    ],
    ['a list as header', { ...WEBSOCKET, header: { A: ['SECRET'] } }, '/header/A: no values of headers in this file'],
    ['a login', { ...WEBSOCKET, url: 'ws://bob:SECRET@h' }, '/url: no user and password in this file'],
    ['a login from a variable', { ...WEBSOCKET, url: `ws://bob:${env('X')}SECRET@h` }, '/url: no user and password'],
    ['broken JSON', '{"suite":"websocket",\n"key":"SECRET" "SECRET"}', 'is no JSON'],
  ])('may not hold secrets, and does not show them: %s', async (_what, document, problem) => {
    const message = await problemWith(document);
    expect(message).toContain(`${NAME}: ${problem}`);
    expect(message).not.toContain('SECRET');
  });

  it.each([
    ['a slip', { ...WEBSOCKET, onyl: 'x' }, `${NAME}: (root): unknown property "onyl"; did you mean "only"?`],
    ['what runs a part', { ...WEBSOCKET, shard: '1/3' }, `${NAME}: (root): unknown property "shard"`],
    ['an option of another suite', { ...WEBSOCKET, rate: 1 }, `${NAME}: (root): unknown property "rate"`],
    ['what runs nothing', { ...WEBSOCKET, 'clean-up': true }, `${NAME}: (root): unknown property "clean-up"`],
    ['no suite', { url: 'ws://h' }, `${NAME}: (root): "suite" is missing; legal: websocket, services, media-files`],
    ['a wrong suite', { suite: 'service' }, `${NAME}: (root): unknown "suite" "service"; did you mean "services"?`],
    ['a wrong type', { ...WEBSOCKET, seed: '7' }, `${NAME}: /seed: must be of type integer, is "7"`],
    ['a wrong number', { ...WEBSOCKET, concurrency: 0 }, `${NAME}: /concurrency: must be >= 1, is 0`],
    ['a wrong word', { ...WEBSOCKET, profile: 'quick' }, `${NAME}: /profile: must be one of`],
    ['a list of nothing', { ...WEBSOCKET, only: [] }, `${NAME}: /only: must NOT have fewer than 1 items`],
    ['a placeholder', { ...WEBSOCKET, url: '<a URL>' }, `${NAME}: /url: still a placeholder; put a URL here`],
    ['no URL', { suite: 'services' }, `${NAME}: "url" is missing; write it, or give the URL on the command line`],
    ['no object', '[]', `${NAME}: (root): must be of type object, is []`],
  ])('is refused with the place and what was meant: %s', async (_what, document, problem) => {
    expect(await problemWith(document)).toContain(problem);
  });

  it('is refused by the command of another suite, and where there is no such file', async () => {
    expect(await problemWith(WEBSOCKET, ['services'])).toBe(
      `${NAME}: the suite is websocket, and the command is services`,
    );
    expect(await problemWith(WEBSOCKET, ['--config', 'no.json'])).toBe('no.json: there is no such file');
    expect(await problemWith(WEBSOCKET, ['--config', 'a', '--config', 'b'])).toBe('--config is given more than once');
  });

  it('is named by an error that it is the reason for, and by no other', async () => {
    await writeFile(join(folder, NAME), JSON.stringify({ ...WEBSOCKET, reporter: ['htlm'] }));
    const { explained } = await configuredWords(['--only', 'x'], { folder, environment: () => ({}) });
    expect(explained(new UsageError('--reporter htlm is unknown'))).toMatchObject({
      message: `--reporter htlm is unknown (${NAME}: /reporter)`,
    });
    const ours = new UsageError('--only x matches nothing');
    expect(explained(ours)).toBe(ours);
    await rm(join(folder, NAME));
  });

  it('has every option that is no secret and keeps the run a run', () => {
    const tables = { websocket: WEBSOCKET_OPTIONS, services: SERVICES_OPTIONS, 'media-files': MEDIA_FILES_OPTIONS };
    const notInFile = new Set(['key', 'key2', 'config', 'dry-run', 'clean-up', 'shard']);
    for (const { properties } of BRANCHES) {
      const { $schema: _schema, suite, url: _url, ...members } = properties;
      const table = tables[suite?.const as keyof typeof tables];
      // A new option belongs in specification/schemas/config.table.ts.
      expect(Object.keys(members).toSorted()).toEqual(
        Object.keys(table)
          .filter((name) => !notInFile.has(name))
          .toSorted(),
      );
    }
  });
});
