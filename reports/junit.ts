// junit.xml as CI servers read it: one suite with a test case for each requirement, one with a test case for each case.
import type { CaseResult, Finding, RequirementResult, RequirementVerdict, RunDocument } from '../harness/run.ts';
import type { RequirementLookup } from './catalogue-lookup.ts';
import type { EvidenceLookup } from './evidence.ts';
import { excerptText } from './excerpt-text.ts';
import { printable, shortened } from './printable.ts';
import { type SuiteWords, suiteWords } from './suite-words.ts';
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
}

interface Entry {
  readonly name: string;
  readonly classname: string;
  readonly seconds: number;
  readonly outcome: 'passed' | 'failed' | 'skipped';
  readonly xml: readonly string[];
}

// A message of a megabyte helps nobody in a CI server; run.json has it whole.
const LONGEST_TEXT = 2000;

const told = (text: string): string => shortened(printable(text), LONGEST_TEXT);

const findingText = (finding: Finding, { words, evidence }: Telling): string => {
  const { lines = [], commands = [] } = evidence?.get(finding) ?? {};
  return [
    `${finding.verdict}: ${finding.requirement}${finding.count === undefined ? '' : ` (${finding.count} times)`}`,
    `case:     ${printable(finding.case)}${finding.at === undefined ? '' : `, ${words.event} ${finding.at.event} at +${finding.at.ms.toFixed(1)} ms`}`,
    `finding:  ${told(finding.message)}`,
    `expected: ${told(finding.expected)}`,
    `observed: ${told(finding.observed)}`,
    ...(finding.reading === undefined ? [] : [`reading:  ${printable(finding.reading)}`]),
    ...excerptText(lines, words),
    ...(commands.length === 0 ? [] : ['requests:', ...commands.map((command) => `  ${told(command)}`)]),
  ].join('\n');
};

const skipped = (message: string): readonly string[] => [element('skipped', { message })];

const judged = (
  verdict: RequirementVerdict,
  findings: readonly Finding[],
  telling: Telling,
): Pick<Entry, 'outcome' | 'xml'> => {
  const worst = findings.find((finding) => finding.verdict === 'fail') ?? findings[0];
  const text = findings
    .slice(0, 20)
    .map((finding) => findingText(finding, telling))
    .join('\n\n');
  const message = worst === undefined ? 'failed' : told(worst.message);
  if (verdict === 'fail' || (verdict === 'warn' && telling.strict)) {
    return { outcome: 'failed', xml: [textElement('failure', { message, type: verdict }, text)] };
  }
  return { outcome: 'passed', xml: text === '' ? [] : [textElement('system-out', {}, text)] };
};

const requirementEntry = (result: RequirementResult, suite: string, telling: Telling): Entry => {
  const known = telling.requirement(result.id);
  const base = { name: result.id, classname: `${suite}.requirements`, seconds: 0 };
  if (result.verdict === 'not-exercised') {
    const wanted = known === undefined ? '' : `: ${known.exercisedBy}`;
    return { ...base, outcome: 'skipped', xml: skipped(`not exercised${wanted}`) };
  }
  if (result.verdict === 'inconclusive') {
    return { ...base, outcome: 'skipped', xml: skipped('inconclusive: the harness or its host could not judge it') };
  }
  return { ...base, ...judged(result.verdict, result.findings, telling) };
};

const caseEntry = (result: CaseResult, telling: Telling): Entry => {
  const base = { name: result.id, classname: `${result.suite}.cases`, seconds: result.durationMs / 1000 };
  if (result.verdict === 'skipped' || result.verdict === 'not-exercised' || result.verdict === 'inconclusive') {
    const word = result.verdict.replace('-', ' ');
    const reason = result.reason === undefined ? word : `${word}: ${told(result.reason)}`;
    return { ...base, outcome: 'skipped', xml: skipped(reason) };
  }
  return { ...base, ...judged(result.verdict, result.findings, telling) };
};

const testCase = (entry: Entry): string =>
  element(
    'testcase',
    { name: printable(entry.name), classname: entry.classname, time: entry.seconds.toFixed(3) },
    entry.xml,
  );

const counts = (entries: readonly Entry[]): Readonly<Record<string, number>> => ({
  tests: entries.length,
  failures: entries.filter((entry) => entry.outcome === 'failed').length,
  errors: 0,
  skipped: entries.filter((entry) => entry.outcome === 'skipped').length,
});

const testSuite = (name: string, entries: readonly Entry[], run: RunDocument, seconds: number): string =>
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
      ]),
      ...entries.map(testCase),
    ],
  );

/** The run as JUnit XML. Names are ids, so a CI server can follow a requirement or a case from build to build. */
export const renderJunit = (run: RunDocument, options: JunitOptions): string => {
  const suite = run.target.suite;
  const telling: Telling = { ...options, words: suiteWords(run.target) };
  const requirements = run.requirements.map((result) => requirementEntry(result, suite, telling));
  const cases = run.cases.map((result) => caseEntry(result, telling));
  const seconds = run.durationMs / 1000;
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element(
    'testsuites',
    { name: run.tool.name, ...counts([...requirements, ...cases]), time: seconds.toFixed(3) },
    [
      // The time of the run belongs to its cases; a requirement takes none of its own.
      testSuite(`${suite} requirements`, requirements, run, 0),
      testSuite(`${suite} cases`, cases, run, seconds),
    ],
  )}\n`;
};
