// Why a requirement was not exercised. Where none of its cases ran nothing is known of the target, and what would exercise it
// otherwise would mislead.
import type { RunDocument } from '../harness/run.ts';
import type { Requirement } from '../specification/types.ts';

/** The requirement's cases, where there are some and none of them ran, and the reasons of that: at most three. */
export const unrunCases = (
  run: RunDocument,
  id: string,
): { readonly cases: number; readonly reasons: readonly string[] } | undefined => {
  const made = run.cases.filter(({ requirements }) => requirements.includes(id));
  if (made.length === 0 || made.some(({ verdict }) => verdict !== 'skipped')) return undefined;
  // Every report begins with why a run was cut short.
  const reasons = made.flatMap(({ reason }) =>
    reason === run.incompleteReason ? 'the run is incomplete' : (reason ?? []),
  );
  return { cases: made.length, reasons: [...new Set(reasons)].slice(0, 3) };
};

/** `its 5 cases were not run`. */
export const unrunText = ({ cases }: { readonly cases: number }): string =>
  cases === 1 ? 'its 1 case was not run' : `its ${cases} cases were not run`;

/** The same in one line, or what of a target would exercise the requirement; empty for one that this version does not know. */
export const whyIdle = (run: RunDocument, id: string, known: Pick<Requirement, 'exercisedBy'> | undefined): string => {
  const unrun = unrunCases(run, id);
  if (unrun !== undefined) return `${unrunText(unrun)}: ${unrun.reasons.join('; ')}`;
  return known?.exercisedBy ?? '';
};
