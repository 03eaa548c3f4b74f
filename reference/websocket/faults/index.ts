import type { Hook } from '../seams.ts';
import { CALL_COURSE } from './call-course.ts';
import { FRAMES } from './frames.ts';
import { HANDSHAKE } from './handshake.ts';
import { HANGUP } from './hangup.ts';
import { MESSAGES } from './messages.ts';
import { PLAYS } from './plays.ts';
import { SURVIVES } from './survives.ts';
import { TOLERATES } from './tolerates.ts';
import type { Hooks } from './vocabulary.ts';

/** What each fault does, by its id. Every entry of FAULTS has one here, and the other way round. */
export const HOOKS: Hooks = {
  ...HANDSHAKE,
  ...MESSAGES,
  ...FRAMES,
  ...PLAYS,
  ...HANGUP,
  ...CALL_COURSE,
  ...TOLERATES,
  ...SURVIVES,
};

/** The hooks of some faults. An unknown id is a RangeError. */
export function hooksFor(ids: readonly string[]): readonly Hook[] {
  return ids.flatMap((id) => {
    const hooks = Object.hasOwn(HOOKS, id) ? HOOKS[id] : undefined;
    if (hooks === undefined) throw new RangeError(`unknown fault: ${id}`);
    return hooks;
  });
}
