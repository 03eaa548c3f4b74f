import type { CaseHead } from '../harness/engine/case.ts';
import { UsageError } from '../harness/engine/options.ts';
import { globMatcher, select } from '../harness/engine/select.ts';
import { checkFilters } from './filters.ts';
import { type JudgedSuiteName, judgedSuite } from './judged-suites.ts';
import type { RunSettings } from './run-settings.ts';

type Filters = Pick<RunSettings, 'seed' | 'only' | 'skip' | 'profile'>;

interface Selectable {
  readonly cases: readonly CaseHead[];
  readonly requirements: readonly string[];
}

const selectableOf = async (
  name: JudgedSuiteName,
  { seed }: Pick<RunSettings, 'seed'>,
  scenarios: readonly CaseHead[],
): Promise<Selectable> => {
  const suite = judgedSuite(name);
  const own = await suite.cases(seed);
  const taken = scenarios.find(({ id }) => own.some((each) => each.id === id));
  if (taken !== undefined) throw new UsageError(`--scenario: the id ${taken.id} belongs to a case of the suite`);
  return { cases: [...own, ...scenarios], requirements: suite.requirements.map(({ id }) => id) };
};

const idsOf = ({ cases, requirements }: Selectable): readonly string[] => [
  ...requirements,
  ...cases.map(({ id }) => id),
];

/** Filters as one suite understands them. */
export type SuiteFilters = Pick<RunSettings, 'only' | 'skip'>;

/**
 * What filters mean for several suites at once: for each suite the globs that match something of it. A suite of which
 * nothing is left is left out.
 *
 * @throws UsageError for a filter that matches nothing in any of them, and where no suite is left
 */
export const filtersBySuite = async (
  suites: readonly JudgedSuiteName[],
  settings: Filters,
): Promise<ReadonlyMap<JudgedSuiteName, SuiteFilters>> => {
  const all = await Promise.all(suites.map(async (name) => ({ name, own: await selectableOf(name, settings, []) })));
  const everyId = all.flatMap(({ own }) => idsOf(own));
  checkFilters('--only', settings.only, everyId);
  checkFilters('--skip', settings.skip, everyId);
  const chosen = new Map<JudgedSuiteName, SuiteFilters>();
  let refusal: UsageError | undefined;
  for (const { name, own } of all) {
    const ids = idsOf(own);
    const matching = (globs: readonly string[]): readonly string[] =>
      globs.filter((glob) => ids.some(globMatcher(glob)));
    const filters = { only: matching(settings.only), skip: matching(settings.skip) };
    if (settings.only.length > 0 && filters.only.length === 0) continue;
    try {
      select(own.cases, own.requirements, { ...settings, ...filters });
      chosen.set(name, filters);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      refusal = error;
    }
  }
  if (chosen.size === 0) throw refusal ?? new UsageError('no case is left to run');
  return chosen;
};

/**
 * Refuses filters that match nothing or leave nothing, before a target is started or called for nothing.
 *
 * @throws UsageError with the nearest id
 */
export const checkSelection = async (
  suite: JudgedSuiteName,
  settings: Filters,
  scenarios: readonly CaseHead[],
): Promise<void> => {
  const selectable = await selectableOf(suite, settings, scenarios);
  const ids = idsOf(selectable);
  checkFilters('--only', settings.only, ids);
  checkFilters('--skip', settings.skip, ids);
  select(selectable.cases, selectable.requirements, settings);
};
