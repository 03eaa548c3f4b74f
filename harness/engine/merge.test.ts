import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requirementsOf } from '../../specification/catalogue.ts';
import type { Finding, RunDocument } from '../run.ts';
import { type CaseHead, judgedCase, unrunCase } from './case.ts';
import { mergeShards } from './merge.ts';
import { UsageError } from './options.ts';
import { runDocument } from './run-document.ts';
import { IN_ANOTHER_SHARD, shardsOf } from './shard.ts';
import type { CaseJudgement, JudgedCase } from './verdicts.ts';

const IDS = requirementsOf('services')
  .map(({ id }) => id)
  .slice(0, 4);

const head = (id: string, requirements: readonly string[] = IDS.slice(0, 1)): CaseHead => ({
  id,
  title: `The case ${id}`,
  suite: 'services',
  requirements,
});

const finding = (requirement: string, caseId: string, more: Partial<Finding> = {}): Finding => ({
  requirement,
  verdict: 'fail',
  message: 'wrong',
  expected: '200',
  observed: '500',
  case: caseId,
  at: { event: 3, ms: 1 },
  ...more,
});

interface Drawn {
  readonly requirement: number;
  readonly exercised: number;
  readonly verdicts: readonly ('fail' | 'warn')[];
}

const judgedOf = (id: string, drawn: readonly Drawn[], notJudged: boolean): JudgedCase => {
  const judgements = drawn.map(({ requirement, exercised, verdicts }): CaseJudgement => {
    const name = IDS[requirement] ?? '';
    const findings = verdicts.map((verdict, index) => finding(name, id, { verdict, message: `wrong ${index}` }));
    return { requirement: name, exercised, findings };
  });
  return judgedCase(head(id), judgements, {
    durationMs: 7,
    transcript: `transcripts/${id}.ndjson`,
    ...(notJudged ? { notJudged: 'too busy' } : {}),
  });
};

const drawnCases = fc.uniqueArray(
  fc.record({
    id: fc.stringMatching(/^[a-z]{1,3}$/),
    notJudged: fc.boolean(),
    drawn: fc.uniqueArray(
      fc.record({
        requirement: fc.nat(3),
        exercised: fc.nat(3),
        verdicts: fc.array(fc.constantFrom('fail' as const, 'warn' as const), { maxLength: 2 }),
      }),
      { selector: ({ requirement }) => requirement },
    ),
  }),
  { selector: ({ id }) => id, minLength: 1, maxLength: 12 },
);

/** The run of some judged cases: of those, what is in no shard of its own is in another one. */
const runOf = (
  order: readonly string[],
  judged: readonly JudgedCase[],
  shard?: { readonly index: number; readonly of: number },
  more: Partial<RunDocument> = {},
): RunDocument => {
  const ran = new Set(judged.map(({ result }) => result.id));
  const run = runDocument({
    suite: 'services',
    options: {
      url: 'http://127.0.0.1:1/',
      seed: 1,
      profile: 'standard',
      command: 'npx aculab-conformance services',
      ...(shard === undefined ? {} : { shard }),
    },
    startedAt: new Date(1000 * (shard?.index ?? 1)),
    durationMs: 100 * (shard?.index ?? 1),
    facts: {},
    crashes: [],
    order,
    judged,
    notRun: order.filter((id) => !ran.has(id)).map((id) => unrunCase(head(id), IN_ANOTHER_SHARD)),
    incomplete: undefined,
  });
  return { ...run, ...more };
};

const merged = (runs: readonly RunDocument[]): RunDocument =>
  mergeShards(
    runs.map((run, index) => ({ run, path: `part-${index + 1}/run.json` })),
    { command: 'npx aculab-conformance services' },
  ).run;

const judgedNamed = (id: string, verdicts: readonly ('fail' | 'warn')[] = [], notJudged = false): JudgedCase =>
  judgedOf(id, [{ requirement: 0, exercised: 1, verdicts }], notJudged);

const one = (index: number, of: number, ids: readonly string[], more: Partial<RunDocument> = {}): RunDocument =>
  runOf(
    ['a', 'b', 'c'],
    ids.map((id) => judgedNamed(id)),
    { index, of },
    more,
  );

describe('mergeShards', () => {
  it('makes the run of which they are the shards', () => {
    fc.assert(
      fc.property(drawnCases, fc.integer({ min: 1, max: 4 }), (drawn, of) => {
        const judged = drawn.map(({ id, drawn: all, notJudged }) => judgedOf(id, all, notJudged));
        const order = judged.map(({ result }) => result.id);
        const whole = runOf(order, judged);
        const parts = shardsOf(
          order.map((id) => head(id)),
          of,
        ).map((cases, index) => {
          const own = judged.filter(({ result }) => cases.some(({ id }) => id === result.id));
          return runOf(order, own, { index: index + 1, of });
        });
        const { target: _, durationMs, ...rest } = merged(parts.toReversed());
        const { target: _target, durationMs: _ms, ...expected } = whole;
        expect(rest).toEqual(expected);
        expect(durationMs).toBe(100 * of);
      }),
    );
  });

  it('says of each shard what it ran, and once what all of them say', () => {
    const runs = [
      one(1, 2, ['a', 'b'], { target: { suite: 'services', url: 'http://127.0.0.1:1/', notes: ['x', 'y'] } }),
      one(2, 2, ['c'], {
        target: { suite: 'services', url: 'http://127.0.0.1:2/', notes: ['y', 'z'], roundTripMs: 3 },
      }),
    ];
    const { target } = merged(runs);
    expect(target).toMatchObject({ url: 'http://127.0.0.1:1/', roundTripMs: 3 });
    expect(target.notes).toEqual([
      'Merged from shards: 1/2 ran 2 cases in 0.1 s, 2/2 ran 1 case in 0.2 s. The time is that of the longest.',
      'The shards asked different ports: 1 at http://127.0.0.1:1/, 2 at http://127.0.0.1:2/.',
      'Shard 1: x',
      'y',
      'Shard 2: z',
    ]);
  });

  it('takes the worst of a case that several shards have, with the findings of the others', () => {
    const own = (more: Partial<Finding>) => {
      const judgement = {
        requirement: IDS[1] ?? '',
        exercised: 1,
        findings: [finding(IDS[1] ?? '', 'own/last', more)],
      };
      return judgedCase(head('own/last', [IDS[1] ?? '']), [judgement], { transcript: 'transcripts/own.ndjson' });
    };
    const [warned, failed] = [own({ verdict: 'warn', message: 'odd' }), own({})];
    const parts = [
      { path: 'one/run.json', run: runOf(['a', 'b'], [judgedNamed('a'), warned], { index: 1, of: 2 }) },
      { path: 'two/run.json', run: runOf(['a', 'b'], [judgedNamed('b'), failed], { index: 2, of: 2 }) },
    ];
    const { run, files } = mergeShards(parts, { command: '' });
    const { verdict, findings } = run.cases.find(({ id }) => id === 'own/last') ?? {};
    expect([verdict, findings?.map(({ message, at }) => [message, at?.event])]).toEqual([
      'fail',
      [
        ['wrong', 3],
        // Its event is one of the other transcript.
        ['odd', undefined],
      ],
    ]);
    expect(run.requirements.find(({ id }) => id === IDS[1])).toMatchObject({ verdict: 'fail', exercised: 2, findings });
    expect(files.find(({ file }) => file.includes('own'))).toEqual({
      beside: 'two/run.json',
      file: 'transcripts/own.ndjson',
    });
  });

  it('is incomplete where a shard is missing', () => {
    const run = merged([one(1, 3, ['a']), one(3, 3, ['c'])]);
    expect([run.complete, run.incompleteReason]).toEqual([false, 'of 3 shards 2 is missing']);
    expect(run.cases[1]).toMatchObject({ id: 'b', verdict: 'skipped', reason: 'in no shard that was merged' });
  });

  it('is incomplete where a shard was killed, whatever it had come to', () => {
    const killed = one(2, 2, ['b'], { complete: false, incompleteReason: 'the run has not ended' });
    const run = merged([one(1, 2, ['a']), { ...killed, cases: killed.cases.filter(({ id }) => id !== 'c') }]);
    expect([run.complete, run.incompleteReason]).toEqual([false, 'shard 2: the run has not ended']);
    expect(run.cases.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(['a pass', 'b pass', 'c skipped']);
  });

  it('is incomplete where a case fell to no shard, as each was split in its own way', () => {
    const run = merged([one(1, 2, ['a']), one(2, 2, ['a', 'b'])]);
    expect(run.incompleteReason).toMatch(/^1 case fell to no shard/);
    expect(run.cases[0]).toMatchObject({ id: 'a', verdict: 'pass' });
  });

  it('puts together what became of the baseline', () => {
    const use = { file: 'known.json', entries: 3, met: 1, problems: [] };
    const problem = { kind: 'passes', requirement: 'a', case: 'b', message: 'c', change: 'd' } as const;
    const run = merged([
      one(1, 2, ['a', 'b'], { baseline: use }),
      one(2, 2, ['c'], { baseline: { ...use, problems: [problem] } }),
    ]);
    expect(run.baseline).toEqual({ file: 'known.json', entries: 3, met: 2, problems: [problem] });
    expect(run.summary.verdict).toBe('fail');
  });

  it('does not hold an entry against the run that met its finding in one shard of two that looked', () => {
    const id = IDS[0] ?? '';
    const looked = (findings: readonly Finding[]): JudgedCase =>
      judgedCase(head('own/last'), [{ requirement: id, exercised: 1, findings }]);
    const problem = { kind: 'passes', requirement: id, case: 'own/last', message: 'c', change: 'd' } as const;
    const use = { file: 'known.json', entries: 1, met: 0, problems: [] };
    const failing = looked([finding(id, 'own/last', { known: { reason: 'later' } })]);
    const run = merged([
      runOf(
        ['a', 'b'],
        [judgedNamed('a'), looked([])],
        { index: 1, of: 2 },
        { baseline: { ...use, problems: [problem] } },
      ),
      runOf(['a', 'b'], [judgedNamed('b'), failing], { index: 2, of: 2 }, { baseline: { ...use, met: 1 } }),
    ]);
    expect([run.baseline?.problems, run.summary.verdict]).toEqual([[], 'pass']);
  });

  it('holds an entry against the run whose case met another one of the same requirement', () => {
    const id = IDS[0] ?? '';
    const judgement = { requirement: id, exercised: 1, findings: [finding(id, 'a', { known: { reason: 'later' } })] };
    const problem = { kind: 'passes', requirement: id, case: 'a', message: 'c', change: 'known.json:9: d' } as const;
    const use = { file: 'known.json', entries: 2, met: 0, problems: [] };
    const run = merged([
      runOf(
        ['a', 'b'],
        [judgedCase(head('a'), [judgement])],
        { index: 1, of: 2 },
        { baseline: { ...use, met: 1, problems: [problem] } },
      ),
      runOf(['a', 'b'], [judgedNamed('b')], { index: 2, of: 2 }, { baseline: use }),
    ]);
    expect([run.baseline?.problems, run.summary.verdict]).toEqual([[problem], 'fail']);
  });

  const whole = one(1, 2, ['a', 'b', 'c']);
  const { shard: _, ...withoutShard } = whole;
  it.each<{ readonly what: string; readonly runs: readonly RunDocument[]; readonly says: RegExp }>([
    {
      what: 'different suites',
      runs: [withoutShard, { ...withoutShard, target: { suite: 'websocket' } }],
      says: /different suites \(services, websocket\)/,
    },
    { what: 'a whole run', runs: [withoutShard], says: /part-1\/run.json is no shard but a whole run/ },
    { what: 'a shard twice', runs: [whole, whole], says: /both shard 1/ },
    { what: 'other numbers of shards', runs: [whole, one(2, 3, [])], says: /number of shards of 3/ },
    { what: 'another seed', runs: [whole, one(2, 2, [], { seed: 2 })], says: /seed 2.*seed 1/ },
    { what: 'another profile', runs: [whole, one(2, 2, [], { profile: 'full' })], says: /profile full/ },
    {
      what: 'another version',
      runs: [whole, one(2, 2, [], { tool: { name: 'aculab-conformance', version: '9.9.9' } })],
      says: /version 9\.9\.9/,
    },
    {
      what: 'another target',
      runs: [whole, one(2, 2, [], { target: { suite: 'services', url: 'http://127.0.0.2:1/' } })],
      says: /127\.0\.0\.2/,
    },
    { what: 'a shard beyond their number', runs: [{ ...whole, shard: { index: 3, of: 2 } }], says: /shard 3 of 2/ },
    { what: 'nothing', runs: [], says: /no run/ },
  ])('refuses $what', ({ runs, says }) => {
    expect(() => merged(runs)).toThrow(UsageError);
    expect(() => merged(runs)).toThrow(says);
  });
});
