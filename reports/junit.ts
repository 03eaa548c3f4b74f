// junit.xml as CI servers read it: one suite with a test case for each requirement, one with a test case for each case
// that was to be made; one more for the run itself where it has no verdict, one for what is wrong with the baseline.
import type { CaseResult, Finding, RequirementResult, RunDocument } from '../harness/run.ts';
import type { RequirementLookup } from './catalogue-lookup.ts';
import type { EvidenceLookup } from './evidence.ts';
import { findingText, told } from './finding-text.ts';
import { isLeftOut, type NamedProblem, namedProblems, outcomeOf, withoutVerdict } from './outcome.ts';
import { printable } from './printable.ts';
import { type SuiteWords, suiteWords } from './suite-words.ts';
import { whyIdle } from './why-idle.ts';
import { element, textElement } from './xml.ts';

export interface JunitOptions {
  /** Warnings are failures too. */
  readonly strict: boolean;
  readonly requirement: RequirementLookup;
  /** What is shown below a finding, where it is known. */
  readonly evidence?: EvidenceLookup;
}

/** How findings are told in this document. */
interface Telling extends JunitOptions {
  readonly words: SuiteWords;
  readonly idle: (requirement: string) => string;
}

interface Entry {
  readonly name: string;
  readonly classname: string;
  readonly seconds: number;
  readonly outcome: 'passed' | 'failed' | 'broken' | 'skipped';
  readonly xml: readonly string[];
}

/** Findings of one test that are told. */
const MOST_TOLD = 20;

const skipped = (message: string): readonly string[] => [element('skipped', { message })];

const judged = (result: Pick<CaseResult, 'verdict' | 'findings'>, telling: Telling): Pick<Entry, 'outcome' | 'xml'> => {
  const texts = (findings: readonly Finding[]): string =>
    findings
      .slice(0, MOST_TOLD)
      .map((finding) => findingText(finding, telling))
      .join('\n\n');
  const unlisted = result.findings.filter(({ known }) => known === undefined);
  const listed = texts(result.findings.filter(({ known }) => known !== undefined));
  if (outcomeOf(result, telling.strict) === 'failed') {
    const worst = unlisted.find((finding) => finding.verdict === 'fail') ?? unlisted[0];
    const message = worst === undefined ? 'failed' : told(worst.message);
    const failure = textElement('failure', { message, type: result.verdict }, texts(unlisted));
    return { outcome: 'failed', xml: [failure, ...(listed === '' ? [] : [textElement('system-out', {}, listed)])] };
  }
  const text = [texts(unlisted), listed].filter((each) => each !== '').join('\n\n');
  return { outcome: 'passed', xml: text === '' ? [] : [textElement('system-out', {}, text)] };
};

const requirementEntry = (result: RequirementResult, suite: string, telling: Telling): Entry => {
  const base = { name: result.id, classname: `${suite}.requirements`, seconds: 0 };
  const outcome = outcomeOf(result, telling.strict);
  if (outcome === 'skipped') {
    const why = telling.idle(result.id);
    return { ...base, outcome, xml: skipped(why === '' ? 'not exercised' : `not exercised: ${told(why)}`) };
  }
  if (outcome === 'undecided') {
    return { ...base, outcome: 'skipped', xml: skipped('inconclusive: the harness or its host could not judge it') };
  }
  return { ...base, ...judged(result, telling) };
};

const caseEntry = (result: CaseResult, telling: Telling): Entry => {
  const base = { name: result.id, classname: `${result.suite}.cases`, seconds: result.durationMs / 1000 };
  const outcome = outcomeOf(result, telling.strict);
  if (outcome === 'skipped' || outcome === 'undecided') {
    const word = result.verdict.replace('-', ' ');
    const reason = result.reason === undefined ? word : `${word}: ${told(result.reason)}`;
    return { ...base, outcome: 'skipped', xml: skipped(reason) };
  }
  return { ...base, ...judged(result, telling) };
};

/** An entry of the baseline that does not fit fails like a requirement: else the list could rot. */
const problemEntry = (problem: NamedProblem, suite: string): Entry => {
  const type = `baseline ${problem.kind}`;
  return {
    name: problem.name,
    classname: `${suite}.baseline`,
    seconds: 0,
    outcome: 'failed',
    xml: [textElement('failure', { message: told(problem.message), type }, told(problem.change))],
  };
};

/** A run without a verdict has no failure; a server that counts failures alone would call that success. */
const runEntry = (reason: string, suite: string): Entry => ({
  name: 'verdict',
  classname: `${suite}.run`,
  seconds: 0,
  outcome: 'broken',
  xml: [textElement('error', { message: told(reason), type: 'no verdict' }, '')],
});

const testCase = (entry: Entry): string =>
  element(
    'testcase',
    { name: printable(entry.name), classname: entry.classname, time: entry.seconds.toFixed(3) },
    entry.xml,
  );

const counts = (entries: readonly Entry[]): Readonly<Record<string, number>> => ({
  tests: entries.length,
  failures: entries.filter((entry) => entry.outcome === 'failed').length,
  errors: entries.filter((entry) => entry.outcome === 'broken').length,
  skipped: entries.filter((entry) => entry.outcome === 'skipped').length,
});

type Property = readonly [name: string, value: string | number];

const testSuite = (
  name: string,
  entries: readonly Entry[],
  run: RunDocument,
  seconds: number,
  properties: readonly Property[] = [],
): string =>
  element(
    'testsuite',
    {
      name,
      ...counts(entries),
      time: seconds.toFixed(3),
      timestamp: run.startedAt.slice(0, 19),
      hostname: 'localhost',
    },
    [
      element('properties', {}, [
        element('property', { name: 'seed', value: run.seed }),
        element('property', { name: 'profile', value: run.profile }),
        element('property', { name: 'complete', value: String(run.complete) }),
        element('property', { name: 'command', value: printable(run.command) }),
        ...properties.map(([key, value]) => element('property', { name: key, value })),
      ]),
      ...entries.map(testCase),
    ],
  );

/**
 * The run as JUnit XML. Names are ids, so a CI server can follow a requirement or a case from build to build. Cases that
 * the run was not to make are a number among the properties: as tests that were skipped they hide those that were.
 */
export const renderJunit = (run: RunDocument, options: JunitOptions): string => {
  const suite = run.target.suite;
  const idle = (id: string): string => whyIdle(run, id, options.requirement(id));
  const telling: Telling = { ...options, words: suiteWords(run.target), idle };
  const requirements = run.requirements.map((result) => requirementEntry(result, suite, telling));
  const made = run.cases.filter((result) => !isLeftOut(result));
  const cases = made.map((result) => caseEntry(result, telling));
  const reason = withoutVerdict(run);
  const whole = reason === undefined ? [] : [runEntry(reason, suite)];
  const { baseline } = run;
  const problems = namedProblems(run).map((problem) => problemEntry(problem, suite));
  const listed: readonly Property[] =
    baseline === undefined
      ? []
      : [
          ['baseline', printable(baseline.file)],
          ['known', baseline.met],
        ];
  const seconds = run.durationMs / 1000;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(
    'testsuites',
    { name: run.tool.name, ...counts([...requirements, ...cases, ...whole, ...problems]), time: seconds.toFixed(3) },
    [
      // The time of the run belongs to its cases; a requirement takes none of its own.
      testSuite(`${suite} requirements`, requirements, run, 0, listed),
      testSuite(`${suite} cases`, cases, run, seconds, [['cases left out', run.cases.length - made.length]]),
      ...(whole.length === 0 ? [] : [testSuite(`${suite} run`, whole, run, 0)]),
      ...(problems.length === 0 ? [] : [testSuite(`${suite} baseline`, problems, run, 0)]),
    ],
  )}\n`;
};
