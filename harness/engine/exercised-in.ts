import type { CaseResult, RequirementResult } from '../run.ts';

/** In every case is what many rules look at, and run.json is for people too. */
const MOST_NAMED = 20;

type Told = Pick<CaseResult, 'id' | 'requirements'>;

/** The cases that put a requirement to the test: how many, and the first of them, those that are made for it before others. */
export function exercisedIn(
  requirement: string,
  cases: readonly Told[],
  count: number = cases.length,
): Pick<RequirementResult, 'exercisedIn'> {
  if (count === 0) return {};
  const madeForIt = new Set(cases.filter(({ requirements }) => requirements.includes(requirement)).map(({ id }) => id));
  // By their ids, as the order in which cases end is another each time.
  const inOrder = [...new Set(cases.map(({ id }) => id))].sort(
    (a, b) => Number(!madeForIt.has(a)) - Number(!madeForIt.has(b)) || (a < b ? -1 : 1),
  );
  return { exercisedIn: { cases: count, first: inOrder.slice(0, MOST_NAMED) } };
}
