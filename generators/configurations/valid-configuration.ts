import * as fc from 'fast-check';
import type { ConfigurationSchema } from './configuration-schema.ts';
import { edits } from './edits.ts';
import type { Hints } from './hints.ts';
import { type JsonObject, withMember } from './json.ts';
import { isValidEitherWay, startingPoints } from './starting-points.ts';

const MOST_EDITS = 10;
const DEEPEST_EDIT = 8;

/**
 * What one would Write: a base with some options set, valid as sent and as merged with the defaults. Edge values are
 * favoured; the password is that of the base. Shrinks towards the first base, and every shrink is valid too. Where no base is
 * valid (see `startingPoints`) it gives the bases as they are.
 */
export function validConfiguration(schema: ConfigurationSchema, hints: Hints): fc.Arbitrary<JsonObject> {
  const starts = startingPoints(schema, hints);
  if (starts.length === 0) return fc.constantFrom(...(hints.bases.length === 0 ? [{}] : hints.bases));
  const edit = edits(schema, DEEPEST_EDIT);
  if (edit === undefined) return fc.constantFrom(...starts);
  // An edit that would make it invalid is left out, so nothing is ever rejected and drawn again: this ends with any schema.
  return fc.tuple(startOf(starts), fc.array(edit, { maxLength: MOST_EDITS, size: 'max' })).map(([start, steps]) =>
    steps.reduce((before, { path, value }) => {
      const after = withMember(before, path, value);
      return isValidEitherWay(schema, hints, after) ? after : before;
    }, start),
  );
}

// The first ones are the smallest: they show best what an omitted option becomes.
function startOf(starts: readonly JsonObject[]): fc.Arbitrary<JsonObject> {
  return fc.oneof(
    { withCrossShrink: true },
    ...starts.map((start, i) => ({ weight: starts.length - i, arbitrary: fc.constant(start) })),
  );
}
