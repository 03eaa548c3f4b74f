import type { Hook } from '../seams.ts';
import type { Hooks } from './vocabulary.ts';

/** What each fault does, by its id. Every entry of SERVICES_FAULTS has one here, and the other way round. */
export const HOOKS: Hooks = {};

/** The hooks of some faults. An unknown id is a RangeError. */
export function hooksFor(ids: readonly string[]): readonly Hook[] {
  return ids.map((id) => {
    const hook = Object.hasOwn(HOOKS, id) ? HOOKS[id] : undefined;
    if (hook === undefined) throw new RangeError(`unknown fault: ${id}`);
    return hook;
  });
}
