// What a user can get wrong: one clear line on stderr, nothing on stdout, no stack, exit 2.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../cli/program.ts';
import { UsageError } from '../harness/engine/options.ts';
import { runCli } from './run-cli.ts';
import { runHere } from './support/run-here.ts';

const TIMEOUT_MS = 60_000;

let folder = '';
const occupied = createServer();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conformance-usage-'));
  await writeFile(join(folder, 'file'), 'text');
  await writeFile(join(folder, 'no-trace.json'), '{"format":"aculab-conformance/trace@1","id":7}');
  await writeFile(join(folder, 'run.json'), '{"format":"aculab-conformance/run@1"}');
  await mkdir(join(folder, 'empty'));
  const head = { format: 'aculab-conformance/trace@1', title: 'One', requirements: [] };
  const calls = { ...head, id: 'own/calls', suite: 'websocket', steps: [{ do: 'connect' }] };
  const requests = {
    ...{ ...head, id: 'own/requests', suite: 'services' },
    steps: [
      { do: 'write', service: 'a', configuration: {} },
      { do: 'read', service: 'a' },
    ],
  };
  const binding = {
    ...{ format: 'aculab-conformance/binding@1', name: 'wrong' },
    write: { method: 'put', url: '{url}/{name}', body: { as: 'raw' } },
    list: { method: 'GET', url: '{url}' },
    delete: { method: 'DELETE', url: '{url}/{name}' },
  };
  await writeFile(join(folder, 'binding.json'), JSON.stringify(binding));
  const about = { about: 'files.character.allowed', what: 'a name' };
  const names = {
    ...head,
    id: 'own/names',
    suite: 'media-files',
    steps: [{ do: 'offer', kind: 'media', name: 'a.wav', ...about }],
  };
  await writeFile(join(folder, 'names.json'), JSON.stringify(names));
  await mkdir(join(folder, 'both'));
  for (const [name, trace] of Object.entries({ calls, requests })) {
    await writeFile(join(folder, `${name}.json`), JSON.stringify(trace));
    await writeFile(join(folder, 'both', `${name}.json`), JSON.stringify(trace));
  }
  await new Promise<void>((resolve) => occupied.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  occupied.close();
  await rm(folder, { recursive: true, force: true });
});

const port = (): string => String((occupied.address() as AddressInfo).port);

/** Words may name the folder as `@`, the port in use as `%`. */
const TABLE: ReadonlyArray<readonly [words: string, problem: RegExp]> = [
  ['', /give the URL of the target/],
  ['websocket', /give the URL of the server, ws/],
  ['services', /give the base URL of the API/],
  ['demoo', /neither a command nor a URL; did you mean demo\?/],
  ['ws://h:port', /ws:\/\/h:port is not a URL; write it as ws:\/\//],
  ['ftp://h', /no suite for ftp:\/\//],
  ['websocket http://h/x', /the suite for this URL is services/],
  ['services ws://h/x', /the suite for this URL is websocket/],
  ['http://h/x?y=1', /has no query/],
  ['http://h/x --app bot', /--app is no option of services/],
  ['ws://h --user u --key k', /--user is no option of websocket/],
  ['http://h/x --user u', /--user has no key: give --key or set ACULAB_KEY/],
  ['http://h/x --key k', /--key has no user: give --user or set ACULAB_USER/],
  ['http://h/x --user u --key k --user2 v', /--user2 has no key: give --key2 or set ACULAB_KEY2/],
  ['http://h/x --user2 u --key2 k', /there is a second account and no first/],
  ['http://h/x --user u --key k --user2 U --key2 l', /--user2 is the same user as --user/],
  ['http://h/x --user u:v --key k', /a user has no colon/],
  ['http://h/x --rate 0', /--rate 0: give a number from 0.1 to 10000/],
  ['http://h/x --header Authorization:x', /--header Authorization belongs to the request/],
  ['http://h/x --dry-run --clean-up', /contradict each other/],
  ['http://h/x --clean-up', /--clean-up needs the account/],
  [
    'http://h/x --clean-up --user u --key k --out @/empty',
    /no .*services-journal\.ndjson, .*; give the folder .* as --out/,
  ],
  ['servces http://h/x', /servces is neither a command nor a URL; did you mean services\?/],
  ['doctr ws://h', /doctr is neither a command nor a URL; did you mean doctor\?/],
  ['extraordinary ws://h', /extraordinary is not a URL; leave it out/],
  ['doctor services', /services is not a URL; write it as ws:\/\/.* or https:\/\/host\/service\/v1\/outbound/],
  ['doctor services http://h/x', /services is not a URL; leave it out/],
  ['doctor h:80/x', /h:80\/x is not a URL; write it as ws:\/\/h:80\/x or http:\/\/h:80\/x/],
  ['http://h/x --only services.modify.merge', /did you mean services\.modify\.merges\?/],
  ['http://h/x --scenario @/calls.json', /is a trace of the suite websocket, and this run is of services/],
  [
    'http://h/x --user u --key k',
    /h is not this machine: as u, at most \d+ services .* about \d+ requests, .* at 5 a second; add --yes/,
  ],
  [
    'replay @/requests.json --url http://h/x --user u --key k',
    /as u, at most 1 service .* about 3 requests, some 1 s at 5/,
  ],
  ['media-files', /say where names are judged: the URL of a store, --exec '<command>' or --module <file>/],
  ['media-files http://h --exec x', /the URL of a store and --exec contradict each other/],
  ['media-files --exec x --module @/file', /--exec and --module contradict each other/],
  ['media-files ws://h', /ws:\/\/h is no URL of a store; write it as http:\/\//],
  ['media-files http://h/x?y=1', /has no query/],
  ['media-files --module @/none.js', /--module .*none\.js: there is no such file/],
  ['media-files --module @', /--module .*: is no file/],
  ['media-files --exec x --binding aculab', /--binding is for a store: leave it out with --exec and --module/],
  ['media-files --exec x --clean-up', /--clean-up is for a store/],
  ['media-files --exec x --start y', /--start is for a store/],
  ['media-files --exec x --reporter har', /--reporter har is of HTTP exchanges: a run by --exec or --module has none/],
  ['media-files http://h --dry-run --clean-up', /contradict each other/],
  ['media-files http://h --user u', /--user has no key: give --key or set ACULAB_KEY/],
  ['media-files http://h --user2 u', /--user2 is no option of media-files/],
  ['media-files http://h --binding @/none', /--binding .*none: there is no such file; the bindings default and aculab/],
  ['media-files http://h --binding @/file', /--binding .*: is no JSON/],
  [
    'media-files http://h --binding @/binding.json',
    /^--binding .*binding\.json: \/write\/method: .*\n--binding .*: \/list: .*names.*$/,
  ],
  ['media-files http://h --only files.sequence.dotdot', /did you mean files\.sequence\.dot-dot\?/],
  ['media-files --exec x --scenario @/calls.json', /a trace of the suite websocket, and this run is of media-files/],
  [
    'media-files http://h',
    /h is not this machine: without an account, at most \d+ files would be created, about \d+ requests, .* add --yes/,
  ],
  ['replay @/names.json', /no run\.json above it that names the target; give --url, --exec or --module/],
  ['replay @/names.json --url http://h --user u --key k', /as u, at most 1 file would be created, about 2 requests/],
  ['replay @/requests.json --url http://h/x --exec x', /--exec is for traces of the media-files suite/],
  ['reference media-files --app bot', /--app is for the reference websocket/],
  ['reference media-files --fault files.sequence.dotdot', /did you mean files\.sequence\.dot-dot/],
  ['reference media-files --fault files.character.allowed/minus', /does not show by a store: it does by exec, module/],
  ['reference media-files --exec --port 1', /--port is for a store/],
  ['reference services --exec', /--exec is for the reference media-files/],
  ['replay @/both', /holds traces of several suites/],
  ['replay @/calls.json --url ws://h --user u', /--user is for traces of the services suite/],
  ['replay @/requests.json --url ws://h', /the suite for this URL is websocket/],
  ['ws://h --reporter har', /--reporter har is of HTTP exchanges/],
  ['doctor ws://h --user u', /--user is for a services API/],
  ['list cases --suite servces', /did you mean services\?/],
  ['reference services --app bot', /--app is for the reference websocket/],
  ['reference services --fault services.modify.merge', /did you mean services\.modify\.merges/],
  ['demo --only nothing.at.all', /matches no case and no requirement/],
  ['ws://h extra', /extra is one word too many/],
  ['--exec x', /--exec is an option of media-files: write 'media-files --exec …'/],
  ['ws://h --onyl x', /--onyl is no option of websocket; did you mean --only\?/],
  ['demo --url ws://h', /--url is no option of demo/],
  ['ws://h --out', /--out needs a value/],
  ['ws://h --only ws.play.whole-sample', /did you mean ws\.play\.whole-samples\?/],
  ['ws://h --skip ws.ply.*', /--skip ws\.ply\.\* matches no case and no requirement; did you mean ws\.play\.\*\?/],
  ['ws://h --only plain-call/plain --skip plain-call/*', /no case is left to run/],
  ['ws://h --concurrency 0', /--concurrency 0: give a whole number from 1 to 1000/],
  ['ws://h --seed -1', /--seed -1: give a whole number/],
  ['ws://h --timeout-scale slow', /--timeout-scale slow: give a number from 0.1 to 100/],
  ['ws://h --profile standrad', /did you mean standard\?/],
  ['ws://h --reporter junti', /--reporter junti is unknown; did you mean junit\?/],
  ['ws://h --header Authorization', /write it as 'Name: value'/],
  ['ws://h --quiet --verbose', /contradict each other/],
  ['ws://h --ca @/none.pem', /--ca .*none\.pem: there is no such file/],
  ['ws://h --ca @/file', /no PEM certificate in it/],
  ['ws://h --cert @/file', /--cert and --key-file belong together/],
  ['ws://h --out @/file', /file is a file; name a folder/],
  ['ws://h --out @/file/below', /file is a file; name a folder/],
  ['ws://h --scenario @/none', /--scenario .*none: there is no such file/],
  ['ws://h --scenario @/file', /is no JSON/],
  ['ws://h --scenario @/empty', /no \.json file in this folder/],
  [
    'ws://h --scenario @/no-trace.json',
    /^(--scenario .*no-trace\.json: is no valid trace: .*\n){4}--scenario .*: \/id: must be .*$/,
  ],
  ['ws://h --scenario @/no-trace.json --out @', /lies in --out .* which is cleared/],
  ['doctor', /give the URL of the target/],
  ['doctor ftp://h', /no suite for ftp:\/\//],
  ['list', /say what to list/],
  ['list requirement', /did you mean requirements\?/],
  ['explain', /give an id/],
  ['explain ws.play.hole-samples', /did you mean ws\.play\.whole-samples/],
  ['replay @/none', /there is no such file/],
  ['replay @/no-trace.json', /is no valid trace/],
  ['replay @/run.json', /^replay .*run\.json: this is a run\.json: give its traces\/ folder$/],
  ['report @/file', /is no JSON/],
  ['ws://h --baseline @/none.json', /none\.json: there is no such file; 'baseline update' writes one/],
  ['ws://h --baseline @/run.json', /run\.json:1: \/format: must be "aculab-conformance\/baseline@1"/],
  ['demo --baseline known.json', /--baseline is no option of demo/],
  ['baseline update', /write: baseline update conformance-report\/run\.json/],
  ['baseline updat @/run.json', /did you mean update\?/],
  ['baseline update @/run.json', /is no run\.json of this version/],
  ['baseline update @/run.json --expires 2026-02-30', /--expires 2026-02-30: give a day such as/],
  ['baseline update @/run.json --expires 2020-01-01', /that day is past/],
  ['report @/no-trace.json', /is no run\.json of this version/],
  ['reference sip', /reference sip is unknown/],
  ['reference websocket --port %', /--port \d+ is in use/],
  ['reference websocket --port 70000', /give a whole number from 0 to 65535/],
  ['reference websocket --app bott', /did you mean bot\?/],
  ['reference websocket --fault ws.play.whole-sample', /did you mean ws\.play\.whole-samples\?/],
  ['reference websocket --write-ca @/ca.pem', /--write-ca needs --tls/],
];

const refusal = async (words: string): Promise<string> => {
  const line = words.replaceAll('@', folder).replaceAll('%', port());
  const shown: string[] = [];
  const stream = (text: string): number => shown.push(text);
  try {
    await runHere(line === '' ? [] : line.split(' '), { stdout: stream, stderr: stream });
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError);
    // Refused before anything was said or done.
    expect(shown).toEqual([]);
    return String(error instanceof Error ? error.message : error);
  }
  throw new Error(`was not refused: ${shown.join('')}`);
};

describe('a command line that is wrong', () => {
  it.each(TABLE)('%s', async (words, problem) => {
    const message = await refusal(words);
    expect(message).toMatch(problem);
    for (const line of message.split('\n')) expect(line).toMatch(/\S/);
  });

  it.concurrent.each(['ws://h --onyl x', 'explain ws.play.hole-samples', 'http://h/x --user u'])(
    'is one line on stderr and exit 2: %s',
    async (words) => {
      const result = await runCli(words.split(' '));
      expect(result.stderr).toMatch(/^aculab-conformance: [^\n]+\n$/);
      expect([result.code, result.stdout]).toEqual([2, '']);
    },
    TIMEOUT_MS,
  );
});

describe('help', () => {
  it.each([
    '',
    'websocket',
    'services',
    'media-files',
    'doctor',
    'demo',
    'list',
    'explain',
    'replay',
    'report',
    'baseline',
    'reference',
  ])('of %j fits 80 columns, with examples and exit codes', async (command) => {
    const { text = '', code } = await runProgram([...(command === '' ? [] : [command]), '--help'], 200, () => {
      throw new Error('help runs no command');
    });
    expect(code).toBe(0);
    expect(text).toContain('Examples:');
    expect(text).toContain('Exit codes: 0 conformant; 1 ');
    expect(text.split('\n').filter((line) => line.length > 80)).toEqual([]);
  });

  it(
    'is not needed to learn the version',
    async () => {
      const result = await runCli(['--version']);
      expect(result.code).toBe(0);
      expect(result.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    },
    TIMEOUT_MS,
  );
});
