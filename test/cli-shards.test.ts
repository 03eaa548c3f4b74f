// Shards, their merge and the comparison of runs from the command line, start to end: a validator that has a fault.
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunDocument } from '../harness/run.ts';
import { validateComparison, validateRun } from '../specification/schemas/validate.ts';
import { runHere, type Told } from './support/run-here.ts';

const TIMEOUT_MS = 120_000;

/** A validator that is right, but where `u` is among the flags: with i it takes the Kelvin sign for a k. */
const validator = (flags: string): string => `
export const isValidName = (name, kind) => {
  if (kind === 'rest') return true;
  const [, extension] = /[^/.][^/]*\\.([^./]+)$/.exec(name) ?? [];
  if (!/^[a-z0-9._/@:-]+$/${flags}.test(name) || /\\.\\.|\\/\\/|\\/\\.\\//.test(name) || extension === undefined) return false;
  return kind === 'msg_media' || /^(wave?|tiff?)$/.test(extension);
};
`;

let folder = '';
const at = (name: string): string => join(folder, name);

const run = (...words: readonly string[]): Promise<Told> => runHere(words);

const judge = (module: string, out: string, ...words: readonly string[]): Promise<Told> =>
  run('media-files', '--module', at(module), '--seed', '3', '--reporter', 'json', '--out', at(out), ...words);

const stored = async (name: string): Promise<RunDocument> =>
  JSON.parse(await readFile(join(at(name), 'run.json'), 'utf8'));

const lastLine = (text: string): string => text.trimEnd().split('\n\n').at(-1)?.replace(/\s+/g, ' ') ?? '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conformance-shards-'));
  await writeFile(at('right.mjs'), validator('i'));
  await writeFile(at('wrong.mjs'), validator('iu'));
  await judge('wrong.mjs', 'whole');
  for (const shard of [1, 2, 3]) {
    await judge('wrong.mjs', `shards/job-${shard}`, '--shard', `${shard}/3`, '--durations', at('whole/run.json'));
  }
}, TIMEOUT_MS);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the shards of a run', () => {
  it(
    'are merged into what the run says that nobody divided',
    async () => {
      const shards = await Promise.all([1, 2, 3].map((index) => stored(`shards/job-${index}`)));
      const ran = shards.map(({ cases }) => cases.filter(({ verdict }) => verdict !== 'skipped').length);
      expect(Math.min(...ran)).toBeGreaterThan(0);

      const { code, stdout } = await run('merge', at('shards'), '--out', at('merged'));
      const [whole, merged] = await Promise.all([stored('whole'), stored('merged')]);
      expect(await validateRun(merged)).toEqual([]);
      expect([code, lastLine(stdout)]).toEqual([1, 'NOT CONFORMANT: 1 requirement fails.']);
      const verdicts = ({ requirements, cases, summary, complete, shard }: RunDocument) => ({
        requirements: requirements.map(({ id, verdict, exercised, findings }) => [
          id,
          verdict,
          exercised,
          findings.length,
        ]),
        cases: cases.map(({ id, verdict, reason, transcript, trace }) => [id, verdict, reason, transcript, trace]),
        summary,
        complete,
        shard,
      });
      expect(verdicts(merged)).toEqual(verdicts(whole));
      expect(merged.command).toBe(whole.command.replace(/ --(out|reporter) \S+/g, ''));
      const transcripts = merged.cases.flatMap(({ transcript }) => transcript ?? []);
      const copied = await readdir(join(at('merged'), 'transcripts'), { recursive: true });
      expect(copied.filter((name) => name.endsWith('.ndjson'))).toHaveLength(transcripts.length);
      expect((await readdir(at('merged'))).sort()).toEqual([
        'junit.xml',
        'report.html',
        'run.json',
        'traces',
        'transcripts',
      ]);

      const { code: same, stdout: compared } = await run('compare', at('whole'), at('merged'));
      expect([same, lastLine(compared)]).toEqual([0, 'NO WORSE: 1 still fails.']);
    },
    TIMEOUT_MS,
  );

  it('of which one is missing leave the run incomplete', async () => {
    const { stdout, code } = await run('merge', at('shards/job-1'), at('shards/job-3'), '--out', at('part'), '--json');
    const { complete, incompleteReason } = JSON.parse(stdout) as RunDocument;
    expect([code, complete, incompleteReason]).toEqual([1, false, 'of 3 shards 2 is missing']);
  });

  it('are refused twice, with a whole run, into one of their own folders, and where there are none', async () => {
    const one = at('shards/job-1');
    await expect(run('merge', one, one)).rejects.toThrow(/are both shard 1/);
    await expect(run('merge', one, at('whole'))).rejects.toThrow(/no shard but a whole run/);
    await expect(run('merge', at('shards'), '--out', one)).rejects.toThrow(/would be cleared/);
    await expect(run('merge', join(one, 'transcripts'))).rejects.toThrow(/no run.json in this folder/);
    expect((await stored('shards/job-1')).shard).toEqual({ index: 1, of: 3 });
  });

  it('without a case have nothing to do, and are no reason to stop', async () => {
    const only = ['--only', 'common/names', '--shard'];
    const { code, stdout } = await judge('wrong.mjs', 'idle', ...only, '2/2');
    expect([code, lastLine(stdout)]).toEqual([0, 'NOTHING TO DO in shard 2/2: the cases are in the other shards.']);
    expect((await stored('idle')).summary.verdict).toBe('none');
    const { stdout: other } = await judge('right.mjs', 'busy', ...only, '1/2');
    expect(lastLine(other)).toMatch(/^CONFORMANT: .* \(shard 1\/2: 1 of \d+ cases run\)\.$/);
  });

  it('are named as the second of three, and divided by a run that was not', async () => {
    for (const shard of ['0/3', '4/3', '3', '1/2/3', 'x/y', '1/1001', '-1/3']) {
      await expect(judge('wrong.mjs', 'none', '--shard', shard), shard).rejects.toThrow(/write 2\/3 for the second/);
    }
    const durations = (path: string): Promise<Told> =>
      judge('wrong.mjs', 'none', '--shard', '1/2', '--durations', path);
    await expect(durations(at('shards/job-1/run.json'))).rejects.toThrow(/is of one shard alone/);
    await expect(durations(at('wrong.mjs'))).rejects.toThrow(/is no JSON/);
    await expect(durations(at('nowhere.json'))).rejects.toThrow(/there is no such file/);
    await expect(run('media-files', '--module', at('wrong.mjs'), '--shard', '1/2')).rejects.toThrow(/needs --seed/);
    await expect(judge('wrong.mjs', 'none', '--durations', at('whole/run.json'))).rejects.toThrow(/is for --shard/);
  });
});

describe('the comparison of two runs', () => {
  it('ends with 1 where the later one is worse, and with 0 where it is better', async () => {
    await judge('right.mjs', 'right', '--only', 'common/names');
    await judge('wrong.mjs', 'wrong', '--only', 'common/names');
    const worse = await run('compare', at('right'), at('wrong'), '--json', '--out', at('compared'));
    expect(worse.code).toBe(1);
    const comparison = JSON.parse(worse.stdout);
    expect(await validateComparison(comparison)).toEqual([]);
    expect(comparison.newlyFailing).toMatchObject([
      { kind: 'requirement', id: 'files.character.forbidden', before: 'pass', after: 'fail' },
      { kind: 'case', id: 'common/names', before: 'pass', after: 'fail' },
    ]);
    expect(JSON.parse(await readFile(join(at('compared'), 'compare.json'), 'utf8'))).toEqual(comparison);
    const page = await readFile(join(at('compared'), 'compare.html'), 'utf8');
    expect(page.includes('<h1>WORSE</h1>') && page.includes('(U+212A)')).toBe(true);

    const better = await run('compare', at('wrong/run.json'), at('right/run.json'));
    expect([better.code, lastLine(better.stdout)]).toEqual([0, 'NO WORSE: 1 requirement is fixed.']);
  });

  it('is refused for runs of different suites, and for what is no run', async () => {
    const other = await stored('whole');
    await writeFile(at('other.json'), JSON.stringify({ ...other, target: { suite: 'services' } }));
    await expect(run('compare', at('whole'), at('other.json'))).rejects.toThrow(/suite media-files, .* of services/);
    await expect(run('compare', at('whole'), at('wrong.mjs'))).rejects.toThrow(/is no JSON/);
    await expect(run('compare', at('whole'))).rejects.toThrow(/of the run after/);
  });
});
