import { UsageError } from '../harness/engine/options.ts';
import { select } from '../harness/engine/select.ts';
import type { Trace } from '../harness/traces/trace.ts';
import { requirementsOf } from '../specification/catalogue.ts';
import { websocketCases } from '../suites/websocket/cases.ts';
import { checkFilters } from './filters.ts';
import type { RunSettings } from './run-settings.ts';

/**
 * Refuses filters that match nothing or leave nothing, before a target is started or called for nothing.
 *
 * @throws UsageError with the nearest id
 */
export const checkSelection = async (
  settings: Pick<RunSettings, 'seed' | 'only' | 'skip' | 'profile'>,
  scenarios: readonly Trace[],
): Promise<void> => {
  const own = await websocketCases({ seed: settings.seed });
  const taken = scenarios.find(({ id }) => own.some((each) => each.id === id));
  if (taken !== undefined) throw new UsageError(`--scenario: the id ${taken.id} belongs to a case of the suite`);
  const requirements = requirementsOf('websocket').map(({ id }) => id);
  const cases = [...own, ...scenarios];
  const ids = [...requirements, ...cases.map(({ id }) => id)];
  checkFilters('--only', settings.only, ids);
  checkFilters('--skip', settings.skip, ids);
  select(cases, requirements, settings);
};
