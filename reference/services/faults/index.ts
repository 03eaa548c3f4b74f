import type { Hook } from '../seams.ts';
import { AUTHENTICATION } from './authentication.ts';
import { DELETING } from './deleting.ts';
import { ERRORS } from './errors.ts';
import { ISOLATION } from './isolation.ts';
import { LISTING } from './listing.ts';
import { MODIFYING } from './modifying.ts';
import { READING } from './reading.ts';
import { RESPONSES } from './responses.ts';
import { SCHEMA_FAULTS } from './schema.ts';
import { SURVIVES } from './survives.ts';
import type { Hooks } from './vocabulary.ts';
import { WRITING } from './writing.ts';

/** What each fault does, by its id. Every entry of SERVICES_FAULTS has one here, and the other way round. */
export const HOOKS: Hooks = {
  ...AUTHENTICATION,
  ...RESPONSES,
  ...LISTING,
  ...SCHEMA_FAULTS,
  ...READING,
  ...WRITING,
  ...MODIFYING,
  ...DELETING,
  ...ERRORS,
  ...SURVIVES,
  ...ISOLATION,
};

/** The hooks of some faults. An unknown id is a RangeError. */
export function hooksFor(ids: readonly string[]): readonly Hook[] {
  return ids.map((id) => {
    const hook = Object.hasOwn(HOOKS, id) ? HOOKS[id] : undefined;
    if (hook === undefined) throw new RangeError(`unknown fault: ${id}`);
    return hook;
  });
}
