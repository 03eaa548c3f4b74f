import { describe, expect, it } from 'vitest';
import type { Finding, RequirementResult, RunDocument } from '../harness/run.ts';
import { fixtureRun } from '../reports/run.fixture.ts';
import { conclude, worstOf } from './exit-code.ts';

const finding = (verdict: 'fail' | 'warn'): Finding => ({
  requirement: 'ws.play.id',
  verdict,
  message: '',
  expected: '',
  observed: '',
  case: 'a/b',
});

const result = (verdict: RequirementResult['verdict'], findings: readonly Finding[] = []): RequirementResult => ({
  id: 'ws.play.id',
  level: 'must',
  basis: 'published',
  verdict,
  exercised: 1,
  findings,
});

const [pass, fail, warn] = [
  result('pass'),
  result('fail', [finding('warn'), finding('fail')]),
  result('warn', [finding('warn')]),
];
const [idle, unclear] = [result('not-exercised'), result('inconclusive')];

const run = (requirements: readonly RequirementResult[], more: Partial<RunDocument> = {}): RunDocument => {
  const count = (verdict: RequirementResult['verdict']): number =>
    requirements.filter((each) => each.verdict === verdict).length;
  const counts = {
    pass: count('pass'),
    fail: count('fail'),
    warn: count('warn'),
    'not-exercised': count('not-exercised'),
    inconclusive: count('inconclusive'),
  };
  const verdict = counts.fail > 0 ? 'fail' : counts.pass + counts.warn > 0 ? 'pass' : 'none';
  const cases = fixtureRun.cases.filter((each) => each.verdict !== 'inconclusive');
  const summary = { ...fixtureRun.summary, verdict, requirements: counts } as const;
  return { ...fixtureRun, summary, requirements, cases, ...more };
};

const cut = { complete: false, incompleteReason: 'the target never answered again' };

interface Row {
  readonly when: string;
  readonly run: RunDocument;
  readonly strict?: boolean;
  readonly interrupted?: boolean;
  readonly crashed?: readonly string[];
  readonly code: number;
  readonly sentence: string;
}

const unjudged = (count: number): Partial<RunDocument> => ({
  cases: fixtureRun.cases.slice(0, count).map((each) => ({ ...each, verdict: 'inconclusive' })),
});

const acknowledged = (each: RequirementResult): RequirementResult => ({
  ...each,
  findings: each.findings.map((own) => ({ ...own, known: { reason: 'r' } })),
});

/** A baseline of which so many entries do not fit the run. */
const stale = (count: number): Partial<RunDocument> => {
  const problem = { kind: 'passes', requirement: 'a', case: 'b', message: 'c', change: 'd' } as const;
  return {
    baseline: { file: 'known.json', entries: 5, met: 1, problems: Array.from({ length: count }, () => problem) },
  };
};

const TABLE: readonly Row[] = [
  {
    when: 'all that fails is known',
    run: run([pass, acknowledged(fail), acknowledged(fail), acknowledged(warn)], stale(0)),
    code: 0,
    sentence: 'CONFORMANT but for 2 known failures: 1 requirement passes and 3 warn.',
  },
  {
    when: 'all that warns is known, strict',
    run: run([pass, acknowledged(fail), acknowledged(warn)], stale(0)),
    strict: true,
    code: 0,
    sentence: 'CONFORMANT but for 1 known failure and 2 known warnings: 1 requirement passes.',
  },
  {
    when: 'something fails that is not known',
    run: run([fail, acknowledged(fail)], stale(2)),
    code: 1,
    sentence:
      'NOT CONFORMANT: 1 requirement fails and 1 warns, beside 1 known failure, and 2 entries of known.json are out of date.',
  },
  {
    when: 'something new warns beside what is known, strict',
    run: run([warn, acknowledged(warn)], stale(1)),
    strict: true,
    code: 1,
    sentence:
      'NOT CONFORMANT under --strict: 1 requirement warns, beside 1 known warning, and 1 entry of known.json is out of date.',
  },
  {
    when: 'the baseline does not fit and nothing else is wrong',
    run: run([pass], stale(1)),
    code: 1,
    sentence: 'BASELINE OUT OF DATE: nothing fails, but 1 entry of known.json is out of date.',
  },
  {
    when: 'the baseline does not fit beside what is known',
    run: run([pass, acknowledged(fail)], stale(2)),
    code: 1,
    sentence:
      'BASELINE OUT OF DATE: nothing fails but for 1 known failure, and 2 entries of known.json are out of date.',
  },
  {
    when: 'nothing new was found before it was interrupted',
    run: run([acknowledged(fail)], { ...cut, ...stale(0) }),
    interrupted: true,
    code: 130,
    sentence: 'INTERRUPTED: so far 1 requirement warns, beside 1 known failure; the rest was not run.',
  },
  { when: 'all pass', run: run([pass, pass]), code: 0, sentence: 'CONFORMANT: 2 requirements pass.' },
  {
    when: 'cases could not be judged',
    run: run([pass, idle], unjudged(2)),
    code: 0,
    sentence: 'CONFORMANT: 1 requirement passes and 1 was not exercised; 2 cases could not be judged.',
  },
  {
    when: 'something warns',
    run: run([pass, warn, idle, unclear]),
    code: 0,
    sentence: 'CONFORMANT: 1 requirement passes, 1 warns, 1 could not be judged and 1 was not exercised.',
  },
  {
    when: 'something warns, strict',
    run: run([pass, warn]),
    strict: true,
    code: 1,
    sentence: 'NOT CONFORMANT under --strict: 1 requirement warns.',
  },
  { when: 'all pass, strict', run: run([pass]), strict: true, code: 0, sentence: 'CONFORMANT: 1 requirement passes.' },
  {
    when: 'something fails',
    run: run([pass, fail, fail, warn]),
    code: 1,
    sentence: 'NOT CONFORMANT: 2 requirements fail and 1 warns.',
  },
  {
    when: 'filters left cases out',
    run: run([fail], {
      cases: fixtureRun.cases.map((each, index) =>
        index === 0 ? each : { ...each, verdict: 'skipped', reason: 'not selected' },
      ),
    }),
    code: 1,
    sentence: 'NOT CONFORMANT: 1 requirement fails (1 of 8 cases run).',
  },
  {
    when: 'it was a replay',
    run: run([pass], { command: 'npx aculab-conformance replay traces --seed 7', cases: fixtureRun.cases.slice(0, 1) }),
    code: 0,
    sentence: 'CONFORMANT: 1 requirement passes (1 case replayed).',
  },
  {
    when: 'something fails in a run that was cut short',
    run: run([fail], cut),
    code: 1,
    sentence: 'NOT CONFORMANT: 1 requirement fails, and the run is incomplete.',
  },
  {
    when: 'nothing fails in a run that was cut short',
    run: run([pass], cut),
    code: 3,
    sentence: 'NO VERDICT: the run is incomplete (the target never answered again).',
  },
  {
    when: 'a report of a shard without cases is missing',
    run: run([idle], {
      shard: { index: 3, of: 3 },
      cases: fixtureRun.cases.slice(0, 1).map((each) => ({ ...each, verdict: 'skipped' })),
    }),
    crashed: ['markdown'],
    code: 70,
    sentence: 'OUR BUG: nothing fails, but a report is missing (markdown).',
  },
  {
    when: 'nothing was exercised',
    run: run([idle, unclear]),
    code: 3,
    sentence: 'NO VERDICT: the run put no requirement to the test.',
  },
  {
    when: 'a reporter crashed and nothing else is wrong',
    run: run([pass]),
    crashed: ['junit', 'markdown'],
    code: 70,
    sentence: 'OUR BUG: nothing fails, but a report is missing (junit and markdown).',
  },
  {
    when: 'a reporter crashed and something fails',
    run: run([fail]),
    crashed: ['junit'],
    code: 1,
    sentence: 'NOT CONFORMANT: 1 requirement fails.',
  },
  {
    when: 'it was interrupted',
    run: run([pass], cut),
    interrupted: true,
    code: 130,
    sentence: 'INTERRUPTED: nothing was found so far; the rest was not run.',
  },
  {
    when: 'it was interrupted after a failure',
    run: run([fail, warn], cut),
    interrupted: true,
    code: 130,
    sentence: 'INTERRUPTED: so far 1 requirement fails and 1 warns; the rest was not run.',
  },
];

describe('a judged run', () => {
  it.each(TABLE)('ends with $code where $when', ({ run: judged, strict, interrupted, crashed, code, sentence }) => {
    const conclusion = conclude({
      kind: 'judged',
      run: judged,
      strict: strict ?? false,
      interrupted: interrupted ?? false,
      crashedReporters: crashed ?? [],
    });
    expect([conclusion.code, conclusion.sentence]).toEqual([code, sentence]);
  });
});

describe('no run at all', () => {
  it('ends with 3 and the raw cause', () => {
    expect(conclude({ kind: 'unreachable', target: { suite: 'websocket' }, rawCause: 903 })).toMatchObject({
      code: 3,
      sentence: 'NO VERDICT: no call can be set up, raw cause 903.',
    });
    expect(conclude({ kind: 'unreachable', target: { suite: 'services' } })).toMatchObject({
      code: 3,
      sentence: 'NO VERDICT: no request is answered as it should be.',
    });
    expect(conclude({ kind: 'start-failed', reason: 'it ended with exit code 1' })).toMatchObject({
      code: 3,
      sentence: 'NO VERDICT: the target did not start (it ended with exit code 1).',
    });
  });
});

it.each([
  [[], 0],
  [[0, 0], 0],
  [[0, 3], 3],
  [[3, 1], 1],
  [[1, 130], 130],
  [[130, 70], 70],
] as const)('the code of runs that end with %j is %i', (codes, worst) => {
  expect(worstOf(codes)).toBe(worst);
});
