import * as fc from 'fast-check';
import type { ConfigurationSchema } from './configuration-schema.ts';
import { type Hints, PASSWORD_OPTION } from './hints.ts';
import type { Json, Path } from './json.ts';
import type { Place } from './places.ts';
import { valueArbitrary } from './value-arbitrary.ts';
import { type Workshop, workshopOf } from './workshop.ts';

/** One option set to one value. */
export interface Edit {
  readonly path: Path;
  readonly value: Json;
}

// The upper options are few and matter most; equal chances would give nearly all edits to the depths.
const WEIGHT_OF_DEPTH = [0, 8, 4, 3];

const MOST_EDITED_PLACES = 400;

/**
 * Any option of the schema down to a depth, set to what its own schema mostly allows. The password stays as the bases have
 * it. Undefined where the schema names no options.
 */
export function edits(schema: ConfigurationSchema, deepest: number): fc.Arbitrary<Edit> | undefined {
  const workshop = workshopOf(schema.schema);
  const choices = spread(
    schema.places().filter(({ path }) => path.length <= deepest && path[0] !== PASSWORD_OPTION),
  ).flatMap((place) => editsOf(place, workshop));
  return choices.length === 0 ? undefined : fc.oneof(...choices);
}

/** The password written again, which is a change that changes nothing. */
export function passwordEdit(schema: ConfigurationSchema, hints: Hints): fc.Arbitrary<Edit> | undefined {
  const named = schema.places().some(({ path }) => path.length === 1 && path[0] === PASSWORD_OPTION);
  return named ? fc.constant({ path: [PASSWORD_OPTION], value: hints.password }) : undefined;
}

function editsOf({ path, schemas }: Place, workshop: Workshop) {
  const values = valueArbitrary(schemas, workshop);
  if (values === undefined) return [];
  return [{ weight: WEIGHT_OF_DEPTH[path.length] ?? 2, arbitrary: values.map((value): Edit => ({ path, value })) }];
}

/** So many of them, evenly taken. */
function spread(places: readonly Place[]): readonly Place[] {
  const stride = Math.ceil(places.length / MOST_EDITED_PLACES);
  return places.filter((_, i) => i % stride === 0);
}
