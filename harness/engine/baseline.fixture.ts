// A small judged run, and baselines as the files that people keep.
import type { CaseResult, Finding, RequirementResult } from '../run.ts';
import { BASELINE_FORMAT, type Baseline, type BaselineEntry, parseBaseline } from './baseline-file.ts';
import { signatureOf } from './verdicts.ts';

export const finding = (
  requirement: string,
  caseId: string,
  message: string,
  more: Partial<Finding> = {},
): Finding => ({
  requirement,
  verdict: 'fail',
  message,
  expected: 'a',
  observed: 'b',
  case: caseId,
  ...more,
});

export const entryOf = (of: Finding, more: Partial<BaselineEntry> = {}): BaselineEntry => ({
  requirement: of.requirement,
  case: of.case,
  signature: signatureOf(of),
  reason: 'the vendor mends it',
  ...more,
});

const HEAD = { format: BASELINE_FORMAT, suite: 'websocket', seed: 7, profile: 'standard' } as const;

/** As read from `known.json`; the n-th entry, counted from 1, begins in line 6 + n, a line each. */
export const baselineOf = (...entries: readonly BaselineEntry[]): Promise<Baseline> => {
  const head = JSON.stringify(HEAD, null, 2).slice(0, -2);
  const lines = entries.map((entry) => `    ${JSON.stringify(entry)}`).join(',\n');
  return parseBaseline('known.json', `${head},\n  "entries": [\n${lines}\n  ]\n}\n`);
};

/** The results that have these findings; requirements are r.one, r.two and r.three, cases a/one, a/two and a/three. */
export const resultsOf = (
  findings: readonly Finding[],
  more: {
    readonly requirements?: Readonly<Record<string, Partial<RequirementResult>>>;
    readonly cases?: Readonly<Record<string, Partial<CaseResult>>>;
  } = {},
) => ({
  requirements: ['r.one', 'r.two', 'r.three'].map((id): RequirementResult => {
    const own = findings.filter(({ requirement }) => requirement === id);
    const verdict = own.some((each) => each.verdict === 'fail') ? 'fail' : own.length > 0 ? 'warn' : 'pass';
    return {
      id,
      level: 'must',
      basis: 'published',
      verdict,
      exercised: 3,
      findings: own,
      ...more.requirements?.[id],
    };
  }),
  cases: ['a/one', 'a/two', 'a/three'].map((id): CaseResult => {
    const own = findings.filter((each) => each.case === id);
    const verdict = own.some((each) => each.verdict === 'fail') ? 'fail' : own.length > 0 ? 'warn' : 'pass';
    return {
      id,
      title: id,
      suite: 'websocket',
      verdict,
      durationMs: 1,
      requirements: ['r.one'],
      findings: own,
      ...more.cases?.[id],
    };
  }),
});
