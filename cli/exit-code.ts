// The one place where a run becomes an exit code. It also says the sentence, so that the banner and the code that a CI
// job acts on cannot disagree; and it counts the findings that are printed, so exit 1 means: look above.
import type { Finding, RequirementResult, RunDocument } from '../harness/run.ts';
import { isReplay } from '../reports/command.ts';
import { printable } from '../reports/printable.ts';
import { type NamedTarget, suiteWords } from '../reports/suite-words.ts';
import type { Tone } from '../reports/terminal/style.ts';

/** What the process tells its caller. Part of the public contract. */
export const EXIT_CODES = {
  conformant: 0,
  findings: 1,
  usage: 2,
  noVerdict: 3,
  ourBug: 70,
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT_CODES)[keyof typeof EXIT_CODES];

export type Ending =
  | {
      readonly kind: 'judged';
      readonly run: RunDocument;
      /** Warnings fail the gate. */
      readonly strict: boolean;
      readonly interrupted: boolean;
      /** Names of reporters that crashed. */
      readonly crashedReporters: readonly string[];
    }
  | { readonly kind: 'unreachable'; readonly target: NamedTarget; readonly rawCause?: number }
  | { readonly kind: 'start-failed'; readonly reason: string };

export interface Conclusion {
  readonly code: ExitCode;
  /** The last line of the output. */
  readonly sentence: string;
  readonly tone: Extract<Tone, 'pass' | 'warn' | 'fail'>;
}

const requirements = (count: number): string => (count === 1 ? '1 requirement' : `${count} requirements`);

const fails = (count: number): string => `${requirements(count)} ${count === 1 ? 'fails' : 'fail'}`;
const warns = (count: number): string => `${count} ${count === 1 ? 'warns' : 'warn'}`;
const knownOnes = (count: number, what: string): readonly string[] =>
  count === 0 ? [] : [`${count} known ${count === 1 ? what : `${what}s`}`];

const list = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** How many cases ran, where not all of the suite did: the sentence then speaks of these alone. */
const extent = (run: RunDocument): string => {
  const { cases, shard } = run;
  if (shard === undefined && isReplay(run))
    return ` (${cases.length} ${cases.length === 1 ? 'case' : 'cases'} replayed)`;
  const leftOut = cases.some(({ verdict, reason = '' }) => verdict === 'skipped' && LEFT_OUT.has(reason));
  if (!leftOut && shard === undefined) return '';
  const ran = cases.filter(({ verdict }) => verdict !== 'skipped').length;
  return ` (${shard === undefined ? '' : `shard ${shard.index}/${shard.of}: `}${ran} of ${cases.length} cases run)`;
};

/** What is known of what would fail the gate: `2 known failures`, or nothing. */
const knownText = ({ requirements }: RunDocument, strict: boolean): string => {
  const known = requirements.flatMap(({ findings }) => findings.filter((finding) => finding.known !== undefined));
  const failures = known.filter(({ verdict }) => verdict === 'fail').length;
  return list([...knownOnes(failures, 'failure'), ...knownOnes(strict ? known.length - failures : 0, 'warning')]);
};

/** How many entries of the baseline do not fit the run: `2 entries of known.json are out of date`, or nothing. */
const staleText = ({ baseline }: RunDocument): string => {
  const { file, problems } = baseline ?? { file: '', problems: [] };
  if (problems.length === 0) return '';
  const [entries, are] = problems.length === 1 ? ['entry', 'is'] : ['entries', 'are'];
  return `${problems.length} ${entries} of ${printable(file)} ${are} out of date`;
};

/** By order of whoever runs it. */
const LEFT_OUT: ReadonlySet<string> = new Set(['not selected', 'in another shard']);

/** A shard to which no case fell. The cases are with the others, so not every shard can be one. */
const isIdleShard = ({ shard, complete, cases }: RunDocument): boolean =>
  shard !== undefined && complete && cases.every(({ verdict }) => verdict === 'skipped');

const judged = (ending: Extract<Ending, { kind: 'judged' }>): Conclusion => {
  const { run, strict } = ending;
  const isNew = ({ known }: Finding): boolean => known === undefined;
  const isFailing = ({ findings }: RequirementResult): boolean =>
    findings.some((finding) => finding.verdict === 'fail' && isNew(finding));
  // What is known warns all the same, but not where it would fail the gate.
  const isWarning = (each: RequirementResult): boolean =>
    !isFailing(each) && each.findings.some((finding) => finding.verdict === 'warn' && (!strict || isNew(finding)));
  const failing = run.requirements.filter(isFailing).length;
  const warning = run.requirements.filter(isWarning).length;
  const [known, stale] = [knownText(run, strict), staleText(run)];
  const beside = known === '' ? '' : `, beside ${known}`;
  const { pass, inconclusive, 'not-exercised': notExercised } = run.summary.requirements;
  const found = [
    ...(failing > 0 ? [fails(failing)] : []),
    ...(warning > 0
      ? [failing > 0 ? warns(warning) : `${requirements(warning)} ${warning === 1 ? 'warns' : 'warn'}`]
      : []),
  ];

  if (ending.interrupted) {
    const soFar = found.length === 0 ? `nothing was found so far${beside}` : `so far ${list(found)}${beside}`;
    return { code: EXIT_CODES.interrupted, tone: 'warn', sentence: `INTERRUPTED: ${soFar}; the rest was not run.` };
  }
  if (failing > 0) {
    const partly = run.complete ? '' : ', and the run is incomplete';
    return {
      code: EXIT_CODES.findings,
      tone: 'fail',
      sentence: `NOT CONFORMANT: ${list(found)}${beside}${stale === '' ? '' : `, and ${stale}`}${partly}${extent(run)}.`,
    };
  }
  if (strict && warning > 0) {
    const sentence = `NOT CONFORMANT under --strict: ${list(found)}${beside}${stale === '' ? '' : `, and ${stale}`}${extent(run)}.`;
    return { code: EXIT_CODES.findings, tone: 'fail', sentence };
  }
  if (stale !== '') {
    const partly = run.complete ? '' : '; the run is incomplete';
    const sentence = `BASELINE OUT OF DATE: ${known === '' ? 'nothing fails, but' : `nothing fails but for ${known}, and`} ${stale}${partly}${extent(run)}.`;
    return { code: EXIT_CODES.findings, tone: 'fail', sentence };
  }
  if (!run.complete) {
    const reason = run.incompleteReason ?? 'it was cut short';
    return { code: EXIT_CODES.noVerdict, tone: 'warn', sentence: `NO VERDICT: the run is incomplete (${reason}).` };
  }
  if (ending.crashedReporters.length > 0) {
    const sentence = `OUR BUG: nothing fails, but a report is missing (${list(ending.crashedReporters)}).`;
    return { code: EXIT_CODES.ourBug, tone: 'fail', sentence };
  }
  if (run.shard !== undefined && isIdleShard(run)) {
    const { index, of } = run.shard;
    const sentence = `NOTHING TO DO in shard ${index}/${of}: the cases are in the other shards.`;
    return { code: EXIT_CODES.conformant, tone: 'warn', sentence };
  }
  if (run.summary.verdict === 'none') {
    const sentence = `NO VERDICT: the run put no requirement to the test${extent(run)}.`;
    return { code: EXIT_CODES.noVerdict, tone: 'warn', sentence };
  }
  const rest = [
    `${requirements(pass)} ${pass === 1 ? 'passes' : 'pass'}`,
    ...(warning > 0 ? [warns(warning)] : []),
    ...(inconclusive > 0 ? [`${inconclusive} could not be judged`] : []),
    ...(notExercised > 0 ? [`${notExercised} ${notExercised === 1 ? 'was' : 'were'} not exercised`] : []),
  ];
  const unjudged = run.cases.filter(({ verdict }) => verdict === 'inconclusive').length;
  // Where requirements are told of, their cases are.
  const unsaid =
    unjudged === 0 || inconclusive > 0
      ? ''
      : `; ${unjudged === 1 ? '1 case' : `${unjudged} cases`} could not be judged`;
  return {
    code: EXIT_CODES.conformant,
    tone: 'pass',
    sentence: `CONFORMANT${known === '' ? '' : ` but for ${known}`}: ${list(rest)}${unsaid}${extent(run)}.`,
  };
};

/** Exit code and verdict sentence of whatever a run came to. */
export const conclude = (ending: Ending): Conclusion => {
  if (ending.kind === 'judged') return judged(ending);
  if (ending.kind === 'start-failed') {
    return {
      code: EXIT_CODES.noVerdict,
      tone: 'fail',
      sentence: `NO VERDICT: the target did not start (${ending.reason}).`,
    };
  }
  const cause = ending.rawCause === undefined ? '' : `, raw cause ${ending.rawCause}`;
  return {
    code: EXIT_CODES.noVerdict,
    tone: 'fail',
    sentence: `NO VERDICT: ${suiteWords(ending.target).unusable}${cause}.`,
  };
};

// What has to be looked at first decides: a bug of ours may have hidden findings, a finding stands whatever else was cut
// short.
const WORST_FIRST: readonly ExitCode[] = [
  EXIT_CODES.ourBug,
  EXIT_CODES.usage,
  EXIT_CODES.interrupted,
  EXIT_CODES.findings,
  EXIT_CODES.noVerdict,
];

/** The exit code of several runs: that of the worst of them. */
export const worstOf = (codes: readonly ExitCode[]): ExitCode =>
  WORST_FIRST.find((code) => codes.includes(code)) ?? EXIT_CODES.conformant;
