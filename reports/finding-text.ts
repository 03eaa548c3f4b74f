// A finding as lines of plain text, for documents that other tools read.
import type { Finding } from '../harness/run.ts';
import type { Evidence, EvidenceLookup } from './evidence.ts';
import { excerptText } from './excerpt-text.ts';
import { printable, shortened } from './printable.ts';
import type { SuiteWords } from './suite-words.ts';

interface Telling {
  readonly words: SuiteWords;
  /** What is shown below a finding, where it is known. */
  readonly evidence?: EvidenceLookup;
}

// A message of a megabyte helps nobody in a CI server; run.json has it whole.
const LONGEST_TEXT = 2000;

/** Text of the target on one line, not too long. */
export const told = (text: string): string => shortened(printable(text), LONGEST_TEXT);

const knownText = (known: Finding['known']): readonly string[] => {
  if (known === undefined) return [];
  const until = known.expires === undefined ? '' : ` (until ${printable(known.expires)})`;
  return [`known:    ${told(known.reason)}${until}${known.issue === undefined ? '' : `, ${told(known.issue)}`}`];
};

/** What was found, where, what was expected and observed, and its evidence. */
export const findingText = (finding: Finding, { words, evidence }: Telling): string => {
  const { lines = [], legend, commands = [] }: Partial<Evidence> = evidence?.get(finding) ?? {};
  return [
    `${finding.verdict}: ${finding.requirement}${finding.count === undefined ? '' : ` (${finding.count} times)`}`,
    ...knownText(finding.known),
    `case:     ${printable(finding.case)}${finding.at === undefined ? '' : `, ${words.event} ${finding.at.event} at +${finding.at.ms.toFixed(1)} ms`}`,
    `finding:  ${told(finding.message)}`,
    `expected: ${told(finding.expected)}`,
    `observed: ${told(finding.observed)}`,
    ...(finding.reading === undefined ? [] : [`reading:  ${printable(finding.reading)}`]),
    ...excerptText(lines, words, legend),
    ...(commands.length === 0 ? [] : ['requests:', ...commands.map((command) => `  ${told(command)}`)]),
  ].join('\n');
};
