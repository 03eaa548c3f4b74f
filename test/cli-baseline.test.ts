// Known failures from start to end: listed, met, out of date, and brought up to date. In this process, as the commands of
// a terminal are: only the ends of the program are not tried.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { BaselineDocument } from '../harness/engine/baseline-file.ts';
import type { RunDocument } from '../harness/run.ts';
import { type ReferenceServicesServer, startReferenceServicesServer } from '../reference/services/index.ts';
import { validateBaseline, validateRun } from '../specification/schemas/validate.ts';
import { runHere } from './support/run-here.ts';

const FAULT = 'services.modify.merges';
const CASE = 'list/life-of-a-uas-service';

let folder = '';
let faulty: ReferenceServicesServer;
let conforming: ReferenceServicesServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conformance-baseline-'));
  faulty = await startReferenceServicesServer({ faults: [`${FAULT}/shallow`] });
  conforming = await startReferenceServicesServer();
});

afterAll(async () => {
  await Promise.all([faulty.stop(), conforming.stop()]);
  await rm(folder, { recursive: true, force: true });
});

const inFolder = (name: string): string => join(folder, name);
const jsonOf = async <T>(name: string): Promise<T> => JSON.parse(await readFile(inFolder(name), 'utf8')) as T;

const program = async (...words: readonly string[]): Promise<{ readonly code: number; readonly lines: string[] }> => {
  const shown: string[] = [];
  const stream = (text: string): number => shown.push(text);
  const { code } = await runHere(words, { stdout: stream, stderr: stream });
  return { code, lines: shown.join('').trimEnd().split('\n') };
};

const run = (server: ReferenceServicesServer, out: string, ...words: readonly string[]) => {
  const [{ user, key }] = server.accounts;
  const account = ['--user', user, '--key', key];
  const rest = ['--only', CASE, '--reporter', 'json', '--out', inFolder(out), ...words];
  return program('services', server.baseUrl, ...account, ...rest);
};

it('lets known failures pass, and the list not rot', { timeout: 60_000 }, async () => {
  const known = inFolder('known.json');
  expect((await run(faulty, 'red', '--seed', '7')).code).toBe(1);

  // A list without reasons is no better than none.
  const update = ['baseline', 'update', inFolder('red'), '--baseline', known];
  await expect(program(...update)).rejects.toThrow(/not in .*known\.json yet.*give --reason "why it is put up with"$/);
  const added = await program(...update, '--reason', 'mended in May', '--expires', '2999-12-31');
  expect(added.lines.at(-1)).toMatch(/known\.json: [1-9]\d* added, 0 kept, 0 dropped$/);
  const listed = await jsonOf<BaselineDocument>('known.json');
  expect(await validateBaseline(listed)).toEqual([]);
  expect(listed).toMatchObject({ suite: 'services', seed: 7, profile: 'standard' });
  expect(listed.entries.map(({ requirement }) => requirement)).toContain(FAULT);

  // Its seed is taken over, and the same run passes the gate.
  const again = await run(faulty, 'known', '--baseline', known);
  expect(again.lines).toContain('Known, and no reason to fail');
  expect(again.lines.join(' ')).toMatch(/CONFORMANT but for \d+ known failures?: /);
  expect(again.code).toBe(0);
  const met = await jsonOf<RunDocument>('known/run.json');
  expect(await validateRun(met)).toEqual([]);
  expect(met.command).toMatch(/ --profile standard --baseline \S+known\.json --seed 7$/);
  expect([met.seed, met.summary.verdict, met.baseline?.met]).toEqual([7, 'pass', listed.entries.length]);
  expect((await program('report', inFolder('known/run.json'))).code).toBe(0);
  expect((await program('baseline', 'update', inFolder('known'))).lines.at(-1)).toMatch(/nothing to change/);

  // What is mended has to leave the list, whose lines are named.
  const mended = await run(conforming, 'mended', '--baseline', known, '--quiet');
  expect(mended.code).toBe(1);
  expect(mended.lines.join('\n')).toMatch(/known\.json:7:\s+remove this entry/);
  expect(mended.lines.at(-1)).toMatch(/^BASELINE OUT OF DATE: nothing fails, but \d+ entr(y|ies) of /);
  const dropped = await program('baseline', 'update', inFolder('mended'));
  expect(dropped.lines.at(-1)).toMatch(/known\.json: 0 added, 0 kept, [1-9]\d* dropped$/);
  expect((await jsonOf<BaselineDocument>('known.json')).entries).toEqual([]);

  // Another suite, and another seed to begin with.
  await writeFile(inFolder('other.json'), JSON.stringify({ ...listed, suite: 'websocket' }));
  await expect(run(faulty, 'no', '--baseline', inFolder('other.json'))).rejects.toThrow(
    /other\.json:1: is of the suite/,
  );
  await writeFile(inFolder('seed.json'), JSON.stringify({ ...listed, seed: 8 }));
  await expect(program('baseline', 'update', inFolder('red'), '--baseline', inFolder('seed.json'))).rejects.toThrow(
    /seed\.json is of seed 8 and profile standard, the run of seed 7/,
  );
});
