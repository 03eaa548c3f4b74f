// What the kill matrices of all suites have in common: a row, and what is wrong with it.
import type { RunDocument, RunOutcome } from '../../index.ts';

/** A fault of a reference target, as far as the matrix needs it. */
export interface MatrixFault {
  readonly id: string;
  readonly requirement: string;
  readonly title: string;
  readonly verdict: Turned;
  /** Other requirements that may turn too. */
  readonly admits: readonly string[];
  /** Globs of the cases that suffice to show it. */
  readonly cases: readonly string[];
}

export type Turned = 'fail' | 'warn';

export interface MatrixRow {
  readonly fault?: MatrixFault;
  /** Requirements that failed or warned. */
  readonly turned: ReadonlyMap<string, Turned>;
  readonly run: RunDocument;
}

/** The row of a run. Throws where there was no verdict. */
export function rowOf(outcome: RunOutcome, fault: MatrixFault | undefined): MatrixRow {
  if (outcome.kind !== 'judged') throw new Error(`no verdict: ${JSON.stringify(outcome)}`);
  const turned = new Map<string, Turned>();
  for (const { id, verdict } of outcome.run.requirements) {
    if (verdict === 'fail' || verdict === 'warn') turned.set(id, verdict);
  }
  return { ...(fault === undefined ? {} : { fault }), turned, run: outcome.run };
}

/**
 * What is wrong with a row: empty where the fault turned what it names and nothing that it does not admit.
 *
 * @param mayFollow what else a fault may turn when more cases run than its entry names.
 */
export function rowProblems(
  { fault, turned, run }: MatrixRow,
  mayFollow: (fault: MatrixFault, other: string) => boolean = () => false,
): readonly string[] {
  const evidence = (id: string): string => {
    const finding = run.requirements.find((requirement) => requirement.id === id)?.findings[0];
    return finding === undefined ? '' : `: ${finding.case}: ${finding.message}; observed ${finding.observed}`;
  };
  if (fault === undefined) return [...turned].map(([id, verdict]) => `${id} is ${verdict}${evidence(id)}`);
  const problems: string[] = [];
  const own = turned.get(fault.requirement);
  if (own !== fault.verdict) {
    const result = run.requirements.find(({ id }) => id === fault.requirement);
    const reasons = run.cases.flatMap(({ verdict, id, reason }) =>
      verdict === 'inconclusive' ? [`; ${id}: ${reason}`] : [],
    );
    problems.push(
      `${fault.requirement} should be ${fault.verdict}, is ${result?.verdict} (exercised ${result?.exercised} times)${evidence(fault.requirement)}${reasons.slice(0, 2).join('')}`,
    );
  }
  for (const [id, verdict] of turned) {
    const isAdmitted = fault.admits.includes(id) || mayFollow(fault, id);
    if (id !== fault.requirement && !isAdmitted) problems.push(`${id} is ${verdict} too${evidence(id)}`);
  }
  return problems;
}

/** Runs `work` over `items`, so many at a time, in order of the items. */
export async function pool<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index] as T);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
