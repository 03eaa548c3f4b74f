// APIs that make a run hard to end: it ends all the same, in bounded time and memory, with verdicts for the rest, and with
// nothing left behind where anything can still be deleted.
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { outstanding } from '../harness/roles/api-client/account-journal.ts';
import type { RunDocument } from '../harness/run.ts';
import { DEFAULT_ACCOUNTS } from '../reference/services/accounts.table.ts';
import { CLI, freePort } from './support/reference-process.ts';

const API = fileURLToPath(new URL('fixtures/hard-api.mjs', import.meta.url));
/** Prints the peak of its memory in megabytes when it ends: loaded before the program. */
const TELL_PEAK = `data:text/javascript,process.on('exit',()=>console.error('peak',Math.round(process.resourceUsage().maxRSS/1024)))`;
/** Nothing here takes longer on a machine that is busy with other things; alone it takes a few seconds. */
const LONGEST_SECONDS = 60;
const TEST_TIMEOUT_MS = 120_000;
const MOST_MEGABYTES = 300;
/** Answers are waited for half a second. */
const SCALE = ['--timeout-scale', '0.1'];

const USUAL = ['write/minimal-uas', 'modify/example', 'delete/once'];
const HOSTILE = ['malformed-body/truncated', 'hostile-value/text/emoji'];

interface Api {
  readonly url: string;
  /** What is left of ours, and how often services of others were read. */
  readonly tell: () => Promise<{ readonly left: number; readonly othersRead: number }>;
  readonly stop: () => void;
}

async function startApi(mode: string): Promise<Api> {
  const port = await freePort();
  const child: ChildProcess = fork(API, [mode, String(port)], { stdio: 'ignore', execArgv: [] });
  await expect.poll(() => listens(port), { timeout: 20_000 }).toBe(true);
  return {
    url: urlOf(port),
    tell: async () => {
      const told = once(child, 'message');
      child.send('tell');
      const [answer] = await told;
      return answer;
    },
    stop: () => child.kill('SIGKILL'),
  };
}

const urlOf = (port: number): string => `http://127.0.0.1:${port}/service/v1/outbound`;

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', () => resolve(false));
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
  });
}

interface Ended {
  readonly exitCode: number | null;
  readonly run: RunDocument;
  /** Names of services that may be left, as the journal has them; undefined where there is none. */
  readonly journal: readonly string[] | undefined;
}

let folder = '';
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aculab-conformance-hard-apis-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the program, which must not take long, nor much memory, nor fail. */
async function runOn(url: string, only: readonly string[], ...options: readonly string[]): Promise<Ended> {
  const out = join(folder, String(count++));
  const [{ user, key }] = DEFAULT_ACCOUNTS;
  const began = performance.now();
  const program = spawn(process.execPath, [
    ...['--import', TELL_PEAK, CLI, 'services', url, '--user', user, '--key', key, '--out', out, '--profile', 'smoke'],
    ...[...SCALE, '--seed', '1', '--reporter', 'json', ...only.flatMap((id) => ['--only', id]), ...options],
  ]);
  let errors = '';
  program.stderr.on('data', (text: Buffer) => {
    errors += text.toString();
  });
  program.stdout.resume();
  const [exitCode] = await once(program, 'exit');
  expect((performance.now() - began) / 1000).toBeLessThan(LONGEST_SECONDS);
  expect(Number(/peak (\d+)/.exec(errors)?.[1])).toBeLessThan(MOST_MEGABYTES);
  expect(errors.replace(/^peak \d+$/m, '').trim()).toBe('');
  const run = JSON.parse(await readFile(join(out, 'run.json'), 'utf8')) as RunDocument;
  const journalFile = join(out, 'services-journal.ndjson');
  const journal = existsSync(journalFile)
    ? (await outstanding(journalFile))?.entries.map(({ name }) => name)
    : undefined;
  return { exitCode, run, journal };
}

async function runAgainst(mode: string, only: readonly string[]): Promise<Ended & Awaited<ReturnType<Api['tell']>>> {
  const api = await startApi(mode);
  try {
    const ended = await runOn(api.url, only);
    return { ...ended, ...(await api.tell()) };
  } finally {
    api.stop();
  }
}

const verdictOf = ({ run }: Ended, id: string): string | undefined =>
  run.requirements.find((requirement) => requirement.id === id)?.verdict;

const caseOf = ({ run }: Ended, id: string) => run.cases.find((each) => each.id === id);

/** It ran to its end, and left nothing. */
const expectTidy = (ended: Ended & { readonly left: number }): void => {
  expect([ended.run.complete, ended.left, ended.journal]).toEqual([true, 0, undefined]);
};

describe.concurrent('a run ends', { timeout: TEST_TIMEOUT_MS }, () => {
  it('against an API that never answers a Write', async () => {
    const ended = await runAgainst('hangs-on-write', [...USUAL, ...HOSTILE]);
    expect(ended.exitCode).toBe(1);
    expect(caseOf(ended, 'write/minimal-uas')).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringMatching(/^PUT .*: no whole response within/),
    });
    expect(verdictOf(ended, 'services.survives.malformed-json')).toBe('fail');
    expectTidy(ended);
  });

  it('against an API that answers nothing after the login, and its journal names what may be left', async () => {
    const ended = await runAgainst('hangs', USUAL);
    expect(ended.exitCode).toBe(3);
    expect(ended.run.complete).toBe(false);
    expect(ended.run.incompleteReason).toBe('the target does not answer any more');
    expect(ended.run.requirements.filter(({ verdict }) => verdict === 'fail')).toEqual([]);
    expect(ended.journal?.length).toBeGreaterThan(0);
  });

  it('against an API that ends each body in the middle', async () => {
    const ended = await runAgainst('half-body', USUAL);
    expect(ended.exitCode).toBe(1);
    expect(verdictOf(ended, 'services.response.json')).toBe('fail');
    expectTidy(ended);
  });

  it('against an API that resets connections', async () => {
    const ended = await runAgainst('reset', [...USUAL, ...HOSTILE]);
    expect(ended.exitCode).toBe(1);
    expect(caseOf(ended, 'write/minimal-uas')?.verdict).toBe('inconclusive');
    expect(verdictOf(ended, 'services.survives.hostile-values')).toBe('fail');
    expectTidy(ended);
  });

  it('against an API that sends gigabytes', async () => {
    const ended = await runAgainst('gigabyte', [...USUAL, ...HOSTILE]);
    expect(ended.exitCode).toBe(1);
    const [finding] = ended.run.requirements.find(({ id }) => id === 'services.response.json')?.findings ?? [];
    expect(finding?.observed).toMatch(/^a body of more than \d+ bytes$/);
    expectTidy(ended);
  });

  it('against an API that drips', async () => {
    const ended = await runAgainst('drip', USUAL);
    expect(caseOf(ended, 'modify/example')?.verdict).toBe('inconclusive');
    expect(verdictOf(ended, 'services.modify.merges')).toBe('inconclusive');
    expectTidy(ended);
  });

  it('against an API whose every answer is no JSON, the list too', async () => {
    const ended = await runAgainst('no-json', USUAL);
    expect(ended.exitCode).toBe(1);
    expect(verdictOf(ended, 'services.response.json')).toBe('fail');
    expectTidy(ended);
  });

  it('against an API that answers 500 to everything but the list', async () => {
    const ended = await runAgainst('always-500', [...USUAL, ...HOSTILE]);
    expect(ended.exitCode).toBe(1);
    expect(verdictOf(ended, 'services.write.creates')).toBe('fail');
    expect(verdictOf(ended, 'services.survives.hostile-values')).toBe('fail');
    expectTidy(ended);
  });

  it('against an API with pages of HTML for errors', async () => {
    const ended = await runAgainst('html-errors', [...USUAL, 'unknown-service/read']);
    expect(ended.exitCode).toBe(1);
    expect(verdictOf(ended, 'services.response.content-type')).toBe('fail');
    expect(verdictOf(ended, 'services.write.creates')).toBe('pass');
    expectTidy(ended);
  });

  it('against an API that dies at its third Write, is started again and dies again', async () => {
    const services = join(folder, 'services.json');
    const port = await freePort();
    const command = `'${process.execPath}' '${API}' dies ${port} '${services}'`;
    const ended = await runOn(urlOf(port), [...USUAL, 'write/example-3-replace'], '--start', command);
    expect(ended.exitCode).toBe(1);
    expect(ended.run.target.crashes?.length).toBeGreaterThan(0);
    expect(ended.run.requirements.some(({ findings }) => /process/.test(JSON.stringify(findings)))).toBe(true);
    expect(JSON.parse(await readFile(services, 'utf8'))).toEqual([]);
    expect(ended.journal).toBeUndefined();
  });

  it('against an API that goes away, without findings about what nobody can see any more', async () => {
    const port = await freePort();
    const api = spawn(process.execPath, [API, 'goes-away', String(port)], { stdio: 'ignore' });
    const gone = once(api, 'exit');
    await expect.poll(() => listens(port), { timeout: 20_000 }).toBe(true);
    const ended = await runOn(urlOf(port), ['write/*', 'modify/*']);
    expect((await gone)[0]).toBe(7);
    expect(ended.exitCode).toBe(3);
    expect(ended.run.incompleteReason).toBe('the target does not answer any more');
    expect(caseOf(ended, 'account/untouched')).toMatchObject({
      verdict: 'inconclusive',
      reason: expect.stringMatching(/^the list of services cannot be read: /),
    });
    expect(ended.run.cases.some(({ verdict }) => verdict === 'skipped')).toBe(true);
    expect(ended.journal?.length).toBeGreaterThan(0);
  });

  it('against an API that asks to come back later, for a while', async () => {
    const ended = await runAgainst('busy', USUAL);
    expect([ended.exitCode, verdictOf(ended, 'services.modify.merges')]).toEqual([0, 'pass']);
    expectTidy(ended);
  });

  it('against an account with 5,000 services, each of which is read once before and once after', async () => {
    const ended = await runAgainst('crowded', USUAL);
    expect(ended.exitCode).toBe(0);
    expect(ended.othersRead).toBe(2 * 5002);
    expect(caseOf(ended, 'account/untouched')?.verdict).toBe('pass');
    expectTidy(ended);
  });
});

describe.concurrent('a schema', { timeout: TEST_TIMEOUT_MS }, () => {
  // The last two draw from it.
  const CASES = ['schema/fetched', 'write/minimal-uas', 'schema/refuses/conditional', 'stateful/smoke-001'];

  it('of ten megabytes is cut off', async () => {
    const ended = await runAgainst('schema-huge', CASES);
    expect([ended.exitCode, verdictOf(ended, 'services.response.json')]).toEqual([1, 'fail']);
    expect(caseOf(ended, 'schema/refuses/conditional')?.verdict).toBe('not-exercised');
    expect(verdictOf(ended, 'services.write.creates')).toBe('pass');
    expectTidy(ended);
  });

  it('that holds itself is judged by', async () => {
    const ended = await runAgainst('schema-recursive', CASES);
    expect([0, 1]).toContain(ended.exitCode);
    expect(verdictOf(ended, 'services.schema.draft-07')).toBe('pass');
    expect(verdictOf(ended, 'services.write.creates')).toBe('pass');
    expectTidy(ended);
  });

  it('with a pattern that needs for ever costs a few seconds', async () => {
    const ended = await runAgainst('schema-slow', CASES);
    expect([0, 1]).toContain(ended.exitCode);
    expect(verdictOf(ended, 'services.schema.draft-07')).toBe('pass');
    expectTidy(ended);
  });

  it('that is none is a finding', async () => {
    const ended = await runAgainst('schema-none', CASES);
    expect([ended.exitCode, verdictOf(ended, 'services.schema.draft-07')]).toEqual([1, 'fail']);
    expect(verdictOf(ended, 'services.write.creates')).toBe('pass');
    expectTidy(ended);
  });
});
