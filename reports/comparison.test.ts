import { describe, expect, it } from 'vitest';
import type {
  CaseResult,
  CaseVerdict,
  Finding,
  RequirementResult,
  RequirementVerdict,
  RunDocument,
} from '../harness/run.ts';
import { type Change, type Comparison, compareRuns } from './comparison.ts';
import { comparisonSections } from './comparison-sections.ts';
import { fixtureRun, halfSample } from './run.fixture.ts';

type Said = Partial<Finding>;

const ID = halfSample.requirement;

/** A run of one requirement and of one case that is made for it. */
const runOf = (
  verdict: RequirementVerdict,
  said: readonly Said[] = [],
  more: { readonly run?: Partial<RunDocument>; readonly case?: Partial<CaseResult> } = {},
): RunDocument => {
  const [base] = fixtureRun.cases;
  if (base === undefined) throw new Error('the fixture has cases');
  const findings = said.map((each) => ({ ...halfSample, case: 'plain-call/tone', ...each }));
  const requirement: RequirementResult = { id: ID, level: 'must', basis: 'published', verdict, exercised: 1, findings };
  const result: CaseResult = { ...base, id: 'plain-call/tone', verdict, durationMs: 500, findings, ...more.case };
  return { ...fixtureRun, requirements: [requirement], cases: [result], ...more.run };
};

const LISTS = ['newlyFailing', 'fixed', 'changed', 'newlyWarning', 'known', 'lost', 'added', 'removed'] as const;

/** `newlyFailing requirement case`, for each list that has something in it. */
const told = (comparison: Comparison): readonly string[] =>
  LISTS.flatMap((name) => {
    const kinds = comparison[name].map((change: Change) => change.kind);
    return kinds.length === 0 ? [] : [[name, ...kinds].join(' ')];
  });

const other: Said = { message: 'Frames are empty' };
const warning: Said = { verdict: 'warn', message: 'odd' };
const listed: Said = { known: { reason: 'later' } };

interface Row {
  readonly when: string;
  readonly before: RunDocument;
  readonly after: RunDocument;
  readonly told: string | undefined;
}

describe('compareRuns', () => {
  it.each<Row>([
    { when: 'what passed fails', before: runOf('pass'), after: runOf('fail', [{}]), told: 'newlyFailing' },
    {
      when: 'what was not judged fails',
      before: runOf('not-exercised'),
      after: runOf('fail', [{}]),
      told: 'newlyFailing',
    },
    { when: 'what warned fails', before: runOf('warn', [warning]), after: runOf('fail', [{}]), told: 'newlyFailing' },
    { when: 'what failed passes', before: runOf('fail', [{}]), after: runOf('pass'), told: 'fixed' },
    { when: 'what warned passes', before: runOf('warn', [warning]), after: runOf('pass'), told: 'fixed' },
    {
      when: 'what failed only warns as it did',
      before: runOf('fail', [{}, warning]),
      after: runOf('warn', [warning]),
      told: 'fixed',
    },
    {
      when: 'it fails as before, other numbers',
      before: runOf('fail', [{ message: 'at 7' }]),
      after: runOf('fail', [{ message: 'at 12' }]),
      told: undefined,
    },
    {
      when: 'it fails in one way less',
      before: runOf('fail', [{}, other]),
      after: runOf('fail', [{}]),
      told: undefined,
    },
    { when: 'it fails in another way', before: runOf('fail', [{}]), after: runOf('fail', [other]), told: 'changed' },
    { when: 'it fails in a way more', before: runOf('fail', [{}]), after: runOf('fail', [{}, other]), told: 'changed' },
    { when: 'what passed warns', before: runOf('pass'), after: runOf('warn', [warning]), told: 'newlyWarning' },
    {
      when: 'it warns of something else',
      before: runOf('warn', [warning]),
      after: runOf('warn', [{ ...warning, ...other }]),
      told: 'newlyWarning',
    },
    { when: 'it warns as before', before: runOf('warn', [warning]), after: runOf('warn', [warning]), told: undefined },
    {
      when: 'a failure is not judged any more',
      before: runOf('fail', [{}]),
      after: runOf('not-exercised'),
      told: 'lost',
    },
    { when: 'a pass cannot be judged', before: runOf('pass'), after: runOf('inconclusive'), told: 'lost' },
    { when: 'what was not judged is judged', before: runOf('not-exercised'), after: runOf('pass'), told: undefined },
    { when: 'it fails as the baseline says', before: runOf('pass'), after: runOf('fail', [listed]), told: 'known' },
    { when: 'a failure is listed now', before: runOf('fail', [{}]), after: runOf('fail', [listed]), told: 'known' },
    {
      when: 'what was listed is listed no more',
      before: runOf('fail', [listed]),
      after: runOf('fail', [{}]),
      told: undefined,
    },
    {
      when: 'what was listed fails differently',
      before: runOf('fail', [listed]),
      after: runOf('fail', [listed, other]),
      told: 'changed',
    },
    { when: 'what was listed passes', before: runOf('fail', [listed]), after: runOf('pass'), told: 'fixed' },
  ])('$when: $told', ({ before, after, told: expected }) => {
    expect(told(compareRuns(before, after))).toEqual(expected === undefined ? [] : [`${expected} requirement case`]);
  });

  it('says nothing of a run and itself', () => {
    const comparison = compareRuns(fixtureRun, fixtureRun);
    expect([told(comparison), comparison.differences, comparison.durations]).toEqual([[], [], []]);
    expect(comparison.stillFailing).toEqual(['ws.message.type', 'ws.play.whole-samples']);
  });

  it('shows what is new with the command that shows it again, and leaves out what is not', () => {
    const [change] = compareRuns(runOf('fail', [{}]), runOf('fail', [{}, other])).changed;
    expect(change?.findings.map(({ message }) => message)).toEqual(['Frames are empty']);
    expect(change?.repeat).toMatch(/ --only plain-call\/tone --seed 7/);
  });

  it('tells of a case that was skipped as of one that is judged no longer, and why', () => {
    const skipped: CaseVerdict = 'skipped';
    const after = runOf('pass', [], { case: { verdict: skipped, reason: 'not selected' } });
    expect(compareRuns(runOf('pass'), after).lost).toMatchObject([
      { kind: 'case', id: 'plain-call/tone', before: 'pass', after: 'skipped', reason: 'not selected' },
    ]);
  });

  it('finds a case failing newly where its requirement failed in another one already', () => {
    const again = { ...halfSample, case: 'audio/silence' };
    const before = runOf('fail', [{}]);
    const after = {
      ...before,
      cases: [...before.cases, ...runOf('fail', [again], { case: { id: again.case } }).cases],
    };
    const comparison = compareRuns(before, after);
    expect(comparison.newlyFailing.map(({ id, before: was }) => [id, was])).toEqual([['audio/silence', 'absent']]);
    expect(comparison.added.map(({ id }) => id)).toEqual(['audio/silence']);
    expect(compareRuns(after, before).removed.map(({ id, after: is }) => [id, is])).toEqual([
      ['audio/silence', 'absent'],
    ]);
  });

  it('tells of durations that changed by more than a factor of two and a second', () => {
    const changed = (durationMs: number): readonly unknown[] =>
      compareRuns(runOf('pass'), runOf('pass', [], { case: { durationMs } })).durations;
    expect([changed(1500), changed(900), changed(100)]).toEqual([[], [], []]);
    expect(changed(1501)).toEqual([{ id: 'plain-call/tone', beforeMs: 500, afterMs: 1501 }]);
    expect(compareRuns(runOf('pass', [], { case: { durationMs: 9000 } }), runOf('pass')).durations).toHaveLength(1);
  });

  it('says first what else differs', () => {
    const after = runOf('pass', [], {
      run: {
        seed: 8,
        profile: 'full',
        tool: { name: 'aculab-conformance', version: '2.0.0' },
        shard: { index: 1, of: 2 },
        target: { suite: 'websocket', url: 'ws://127.0.0.1:9001/' },
        complete: false,
        incompleteReason: 'the run was interrupted',
      },
    });
    expect(compareRuns(runOf('pass'), after).differences).toEqual([
      'The target differs: ws://127.0.0.1:9000/bot before, ws://127.0.0.1:9001/ after.',
      'The seed differs: 7 before, 8 after.',
      'The profile differs: standard before, full after.',
      'The version differs: 1.2.3 before, 2.0.0 after.',
      'The shard differs: none before, 1/2 after.',
      'The later run is incomplete: the run was interrupted.',
    ]);
  });
});

describe('comparisonSections', () => {
  it('puts first what got worse and what got better, and tells once what a requirement and its case say', () => {
    const sections = comparisonSections(compareRuns(runOf('pass'), runOf('fail', [{}, other])));
    expect(sections.map(({ title, entries }) => [title, entries.map(({ change }) => change.kind)])).toEqual([
      ['Newly failing', ['requirement']],
    ]);
    expect(sections[0]?.entries[0]?.groups.map(({ example, cases }) => [example.message, cases])).toEqual([
      [halfSample.message, ['plain-call/tone']],
      ['Frames are empty', ['plain-call/tone']],
    ]);
  });
});
