// What generators of one schema share: references, ways to satisfy schemas, strings for patterns; all of it found once.
import type { Schema } from './draft-07.ts';
import type { JsonObject } from './json.ts';
import { matchesAll, type PatternStrings, patternStrings } from './pattern-strings.ts';
import { type Resolve, resolverOf } from './references.ts';
import { type Shape, shapesOf } from './shape.ts';
import { timeAllowance } from './time-allowance.ts';

export interface Workshop {
  readonly resolve: Resolve;
  readonly strings: PatternStrings;
  /** Whether a text matches all the patterns. */
  matches(patterns: readonly string[], text: string): boolean;
  shapes(schemas: readonly Schema[]): readonly Shape[];
  /** Makes something once for each combination of schemas and depth; undefined once too much was made. */
  once<T>(kind: string, schemas: readonly Schema[], depth: number, make: () => T): T | undefined;
}

// Schemas inside schemas multiply: what is left over when this much was made is not generated.
const MOST_MADE = 20_000;
const PATTERN_TESTS_MS = 2000;

const workshops = new WeakMap<JsonObject, Workshop>();

/** The workshop of a schema document; one for each. */
export function workshopOf(root: JsonObject): Workshop {
  const known = workshops.get(root);
  if (known !== undefined) return known;
  const opened = openWorkshop(root);
  workshops.set(root, opened);
  return opened;
}

function openWorkshop(root: JsonObject): Workshop {
  const resolve = resolverOf(root);
  const allowance = timeAllowance(PATTERN_TESTS_MS);
  const ids = new Map<Schema, number>();
  const made = new Map<string, unknown>();
  const keyOf = (schemas: readonly Schema[]): string => {
    const numbers = schemas.map((schema) => {
      const id = ids.get(schema) ?? ids.size;
      ids.set(schema, id);
      return id;
    });
    return numbers.join(',');
  };
  const once = <T>(kind: string, schemas: readonly Schema[], depth: number, make: () => T): T | undefined => {
    const key = `${kind} ${depth} ${keyOf(schemas)}`;
    if (made.has(key)) return made.get(key) as T;
    if (made.size >= MOST_MADE) return undefined;
    // Reserved before it is made, so that what is being made counts.
    made.set(key, undefined);
    const value = make();
    made.set(key, value);
    return value;
  };
  return {
    resolve,
    strings: patternStrings(),
    matches: (patterns, text) => matchesAll(patterns, text, allowance),
    shapes: (schemas) => once('shapes', schemas, 0, () => shapesOf(schemas, resolve)) ?? [],
    once,
  };
}
