import * as fc from 'fast-check';
import type { ConfigurationSchema } from './configuration-schema.ts';
import { edits, passwordEdit } from './edits.ts';
import type { Hints } from './hints.ts';
import { type JsonObject, mergeDeep, withMember } from './json.ts';
import { startingPoints } from './starting-points.ts';

const MOST_EDITS = 3;
const DEEPEST_EDIT = 4;

/**
 * What one would Modify: one to three options at depth 1 to 4, set to values with which at least one of the bases stays
 * valid; whether another service does is the caller's to find out. `{}` where no option could be set. Every shrink is such
 * a change too.
 */
export function validChange(schema: ConfigurationSchema, hints: Hints): fc.Arbitrary<JsonObject> {
  const starts = startingPoints(schema, hints);
  const edit = starts.length === 0 ? undefined : edits(schema, DEEPEST_EDIT);
  if (edit === undefined) return fc.constant({});
  const password = passwordEdit(schema, hints);
  const any =
    password === undefined ? edit : fc.oneof({ weight: 30, arbitrary: edit }, { weight: 1, arbitrary: password });
  const staysValid = (change: JsonObject): boolean =>
    starts.some((start) => schema.check(hints.merge(mergeDeep(start, change))).length === 0);
  return fc.array(any, { minLength: 1, maxLength: MOST_EDITS, size: 'max' }).map((steps) =>
    steps.reduce<JsonObject>((before, { path, value }) => {
      const after = withMember(before, path, value);
      return staysValid(after) ? after : before;
    }, {}),
  );
}
