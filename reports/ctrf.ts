// ctrf.json: the Common Test Report Format (https://ctrf.io), which dashboards and pull request bots read. The tests are
// those of junit.xml, under the same names: one for each requirement, and one for each case that was to be made.
import type { CaseResult, Finding, RequirementResult, RunDocument } from '../harness/run.ts';
import type { RequirementLookup } from './catalogue-lookup.ts';
import type { EvidenceLookup } from './evidence.ts';
import { findingText, told } from './finding-text.ts';
import { isLeftOut, type NamedProblem, namedProblems, type Outcome, outcomeOf, withoutVerdict } from './outcome.ts';
import { printable } from './printable.ts';
import { type SuiteWords, suiteWords } from './suite-words.ts';
import { whyIdle } from './why-idle.ts';

export interface CtrfOptions {
  /** Warnings are failures too. */
  readonly strict: boolean;
  readonly requirement: RequirementLookup;
  /** What is shown below a finding, where it is known. */
  readonly evidence?: EvidenceLookup;
  /** Where a path of run.json is, seen from ctrf.json. */
  readonly pathOf: (path: string) => string;
}

type Status = 'passed' | 'failed' | 'skipped' | 'pending' | 'other';

interface Attachment {
  readonly name: string;
  readonly contentType: string;
  readonly path: string;
}

interface Test {
  readonly name: string;
  readonly status: Status;
  /** Our own word, where the format has none for it. */
  readonly rawStatus: string;
  readonly duration: number;
  readonly start?: number;
  readonly stop?: number;
  readonly suite: readonly string[];
  readonly type: 'requirement' | 'case' | 'baseline' | 'run';
  readonly message?: string;
  readonly trace?: string;
  readonly labels?: Readonly<Record<string, string | number | readonly string[]>>;
  readonly attachments?: readonly Attachment[];
}

interface Telling extends CtrfOptions {
  readonly words: SuiteWords;
  readonly idle: (requirement: string) => string;
}

const SPEC_VERSION = '0.0.0';

/** Findings of one test that are told. */
const MOST_TOLD = 20;

// A known failure is neither: it fails, and nobody is to act on it.
const STATUS: Readonly<Record<Outcome, Status>> = {
  passed: 'passed',
  failed: 'failed',
  known: 'other',
  skipped: 'skipped',
  undecided: 'other',
};

const statusOf = (
  result: Pick<CaseResult, 'verdict' | 'findings'>,
  strict: boolean,
): Pick<Test, 'status' | 'rawStatus'> => {
  const outcome = outcomeOf(result, strict);
  return { status: STATUS[outcome], rawStatus: outcome === 'known' ? 'known' : result.verdict };
};

/** What was found, what nobody knew of first. */
const findingsOf = (findings: readonly Finding[], telling: Telling): Pick<Test, 'message' | 'trace'> => {
  const rank = ({ verdict, known }: Finding): number => (known === undefined ? 0 : 2) + (verdict === 'fail' ? 0 : 1);
  const sorted = [...findings].sort((a, b) => rank(a) - rank(b));
  const [worst] = sorted;
  if (worst === undefined) return {};
  const texts = sorted.slice(0, MOST_TOLD).map((finding) => findingText(finding, telling));
  return { message: told(worst.message), trace: texts.join('\n\n') };
};

const requirementTest = (result: RequirementResult, suite: string, telling: Telling): Test => {
  const known = telling.requirement(result.id);
  const why = result.verdict === 'not-exercised' ? telling.idle(result.id) : '';
  return {
    name: result.id,
    ...statusOf(result, telling.strict),
    duration: 0,
    suite: [suite, 'requirements'],
    type: 'requirement',
    ...(why === '' ? {} : { message: `not exercised: ${told(why)}` }),
    ...findingsOf(result.findings, telling),
    labels: {
      level: result.level,
      basis: result.basis,
      exercised: result.exercised,
      ...(known === undefined ? {} : { document: known.source.document, section: known.source.section }),
    },
  };
};

const attached = (
  name: string,
  contentType: string,
  path: string | undefined,
  telling: Telling,
): readonly Attachment[] => (path === undefined ? [] : [{ name, contentType, path: telling.pathOf(path) }]);

const timesOf = ({
  startedAt,
  durationMs,
}: Pick<CaseResult, 'startedAt' | 'durationMs'>): Pick<Test, 'start' | 'stop'> => {
  const start = Date.parse(startedAt ?? '');
  return Number.isNaN(start) ? {} : { start, stop: start + Math.round(durationMs) };
};

const caseTest = (result: CaseResult, telling: Telling): Test => {
  const attachments = [
    ...attached('transcript', 'application/x-ndjson', result.transcript, telling),
    ...attached('trace', 'application/json', result.trace, telling),
  ];
  return {
    name: printable(result.id),
    ...statusOf(result, telling.strict),
    duration: Math.round(result.durationMs),
    ...timesOf(result),
    suite: [result.suite, 'cases'],
    type: 'case',
    ...(result.reason === undefined ? {} : { message: told(result.reason) }),
    ...findingsOf(result.findings, telling),
    labels: {
      title: told(result.title),
      // The format has no empty lists here.
      ...(result.requirements.length === 0 ? {} : { requirements: result.requirements }),
    },
    ...(attachments.length === 0 ? {} : { attachments }),
  };
};

const problemTest = (problem: NamedProblem, suite: string): Test => ({
  name: printable(problem.name),
  status: 'failed',
  rawStatus: problem.kind,
  duration: 0,
  suite: [suite, 'baseline'],
  type: 'baseline',
  message: told(problem.message),
  trace: told(problem.change),
});

const runTest = (reason: string, suite: string): Test => ({
  name: 'verdict',
  status: 'failed',
  rawStatus: 'no-verdict',
  duration: 0,
  suite: [suite, 'run'],
  type: 'run',
  message: told(reason),
});

/**
 * The run as CTRF. A requirement that was not exercised is skipped; what could not be judged and what a baseline lists is
 * `other`, with our own word in `rawStatus`; a run without a verdict has a failing test that says why.
 */
export const renderCtrf = (run: RunDocument, options: CtrfOptions): string => {
  const { suite, url, program } = run.target;
  const idle = (id: string): string => whyIdle(run, id, options.requirement(id));
  const telling: Telling = { ...options, words: suiteWords(run.target), idle };
  const made = run.cases.filter((result) => !isLeftOut(result));
  const reason = withoutVerdict(run);
  const tests: readonly Test[] = [
    ...(reason === undefined ? [] : [runTest(reason, suite)]),
    ...run.requirements.map((result) => requirementTest(result, suite, telling)),
    ...made.map((result) => caseTest(result, telling)),
    ...namedProblems(run).map((problem) => problemTest(problem, suite)),
  ];
  const count = (status: Status): number => tests.filter((test) => test.status === status).length;
  const start = Date.parse(run.startedAt);
  const stop = start + Math.round(run.durationMs);
  const document = {
    reportFormat: 'CTRF',
    specVersion: SPEC_VERSION,
    timestamp: new Date(stop).toISOString(),
    generatedBy: `${run.tool.name} ${run.tool.version}`,
    results: {
      tool: { name: run.tool.name, version: run.tool.version },
      summary: {
        tests: tests.length,
        passed: count('passed'),
        failed: count('failed'),
        skipped: count('skipped'),
        pending: count('pending'),
        other: count('other'),
        suites: new Set(tests.map((test) => test.suite.join(' '))).size,
        start,
        stop,
        duration: stop - start,
      },
      tests,
      environment: {
        appName: told(url ?? program ?? suite),
        healthy: run.complete,
        extra: {
          suite,
          verdict: run.summary.verdict,
          profile: run.profile,
          seed: run.seed,
          command: printable(run.command),
          casesLeftOut: run.cases.length - made.length,
        },
      },
    },
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
};
