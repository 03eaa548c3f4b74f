// The run by hand in other states: everything known, a baseline that does not fit, hostile text in every field.
import type { BaselineProblem, Finding, KnownFinding, RunDocument } from '../harness/run.ts';
import { fixtureRun } from './run.fixture.ts';
import { servicesRun } from './services-run.fixture.ts';

const known: KnownFinding = {
  reason: 'mended in the next version',
  issue: 'https://bugs.example/12',
  expires: '2027-01-31',
};

export const outdated: BaselineProblem = {
  kind: 'passes',
  requirement: 'ws.call.pong',
  case: 'ping/long',
  message: 'it passes now',
  change: 'known.json:12: remove this entry',
};

const all = <T extends { readonly findings: readonly Finding[] }>(
  results: readonly T[],
  change: (finding: Finding) => Finding,
): readonly T[] => results.map((each) => ({ ...each, findings: each.findings.map(change) }));

/** The run with a baseline that lists every finding. */
export const knownRun = (problems: readonly BaselineProblem[]): RunDocument => ({
  ...fixtureRun,
  baseline: { file: 'known.json', entries: 9 + problems.length, met: 9, problems },
  summary: { ...fixtureRun.summary, verdict: problems.length > 0 ? 'fail' : 'pass' },
  requirements: all(fixtureRun.requirements, (finding) => ({ ...finding, known })),
  cases: all(fixtureRun.cases, (finding) => ({ ...finding, known })),
});

/** A run of each suite, and of both kinds of target of names. */
export const runsOfAllSuites: ReadonlyArray<readonly [string, RunDocument]> = [
  ['a server', fixtureRun],
  ['an API', servicesRun],
  ['a store', { ...fixtureRun, target: { suite: 'media-files', url: 'http://127.0.0.1:8081' } }],
  ['a validator', { ...fixtureRun, target: { suite: 'media-files', program: 'python3 validator.py' } }],
];

/** What breaks XML, terminals, Markdown, JSON readers and runners of workflows. */
const HOSTILE = [
  `]]><!--&"'<script>\u0000\u0007\u001b[31m\ud800\uffff\ufffe\u2028\u0085\r\n\t`,
  '::error title=x::forged\n  ::set-env name=PATH::/tmp\r::add-mask::a%0A::debug::',
  '##[add-mask]a ##[error]b\n</details>\n```\n| [x](javascript:1) @all',
  '\u{1f600}'.repeat(1100),
].join('\n');

/** The run where everything that a target or a file of the user's can bring in is hostile. */
export const hostileRun = (run: RunDocument): RunDocument => {
  const { at: _at, ...bare } = fixtureRun.requirements[1]?.findings[0] ?? { requirement: '', verdict: 'fail' };
  const finding: Finding = {
    ...bare,
    message: HOSTILE,
    expected: HOSTILE,
    observed: HOSTILE,
    reading: HOSTILE,
    case: HOSTILE,
  };
  const findings = [finding, { ...finding, known: { reason: HOSTILE, issue: HOSTILE, expires: '2027-01-31' } }];
  return {
    ...run,
    command: HOSTILE,
    complete: false,
    incompleteReason: HOSTILE,
    target: { ...run.target, notes: [HOSTILE] },
    baseline: {
      file: HOSTILE,
      entries: 1,
      met: 1,
      problems: Array.from({ length: 2 }, () => ({
        kind: 'unknown-case',
        requirement: HOSTILE,
        case: HOSTILE,
        message: HOSTILE,
        change: HOSTILE,
      })),
    },
    requirements: run.requirements.map((each) => ({ ...each, verdict: 'fail', findings })),
    cases: run.cases.map((each) => ({
      ...each,
      id: `${each.id} ${HOSTILE}`,
      title: HOSTILE,
      reason: HOSTILE,
      findings,
    })),
  };
};
