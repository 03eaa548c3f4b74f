// A baseline made of a run: what still holds is kept with its reason, what passes is dropped, what is new is added.
import type { Finding, RunDocument } from '../run.ts';
import type { Profile } from '../traces/trace.ts';
import { keyOf, wasExercised, wasJudged } from './baseline.ts';
import { BASELINE_FORMAT, type BaselineDocument, type BaselineEntry } from './baseline-file.ts';
import { signatureOf } from './verdicts.ts';

export interface UpdateOptions {
  /** Of entries that are new. */
  readonly reason: string;
  readonly issue?: string;
  readonly expires?: string;
  /** Warnings are listed too. */
  readonly strict: boolean;
}

export interface BaselineUpdate {
  readonly document: BaselineDocument;
  readonly added: readonly BaselineEntry[];
  readonly kept: readonly BaselineEntry[];
  readonly dropped: readonly BaselineEntry[];
}

/**
 * The baseline that fits the run, sorted by requirement, case and signature. An entry whose case was not judged, or whose
 * requirement was not put to the test, is kept. `before` must be of the run's suite, seed and profile.
 */
export function updatedBaseline(
  before: Pick<BaselineDocument, 'entries'>,
  run: Pick<RunDocument, 'target' | 'seed' | 'requirements' | 'cases' | 'complete'> & { readonly profile: Profile },
  { reason, issue, expires, strict }: UpdateOptions,
): BaselineUpdate {
  const findings = new Map<string, Finding>();
  for (const finding of run.requirements.flatMap((each) => each.findings)) {
    findings.set(keyOf(finding, signatureOf(finding)), finding);
  }
  const keyOfEntry = (entry: BaselineEntry): string => keyOf(entry, entry.signature);
  const holds = (entry: BaselineEntry): boolean => findings.has(keyOfEntry(entry)) || !isRefuted(entry, run);
  const kept = before.entries.filter(holds);
  const listed = new Set(kept.map(keyOfEntry));
  const added = [...findings]
    .filter(([key, { verdict }]) => !listed.has(key) && (strict || verdict === 'fail'))
    .map(
      ([, finding]): BaselineEntry => ({
        requirement: finding.requirement,
        case: finding.case,
        signature: signatureOf(finding),
        reason,
        ...(issue === undefined ? {} : { issue }),
        ...(expires === undefined ? {} : { expires }),
      }),
    );
  const document = {
    format: BASELINE_FORMAT,
    suite: run.target.suite,
    seed: run.seed,
    profile: run.profile,
    entries: sorted([...kept, ...added]),
  } as const;
  return { document, added: sorted(added), kept, dropped: before.entries.filter((entry) => !holds(entry)) };
}

/** Whether the run shows that an entry whose finding did not come has no place in the baseline any more. */
function isRefuted(
  entry: BaselineEntry,
  { requirements, cases, complete }: Pick<RunDocument, 'requirements' | 'cases' | 'complete'>,
): boolean {
  const requirement = requirements.find(({ id }) => id === entry.requirement);
  if (requirement === undefined) return true;
  const judged = cases.find(({ id }) => id === entry.case);
  // A complete run names all cases, those that it skipped included.
  return judged === undefined ? complete : wasJudged(judged) && wasExercised(requirement);
}

const sorted = (entries: readonly BaselineEntry[]): readonly BaselineEntry[] =>
  entries.toSorted(
    (a, b) => order(a.requirement, b.requirement) || order(a.case, b.case) || order(a.signature, b.signature),
  );

/** By code unit: the same on every machine. */
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
