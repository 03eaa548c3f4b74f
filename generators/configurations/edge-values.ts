import type { Schema } from './draft-07.ts';
import { edgeTexts } from './edge-texts.ts';
import { isObject, type Json, type JsonObject, jsonKey } from './json.ts';
import { type NumberRange, rangeOf } from './number-range.ts';
import { type JsonType, type Shape, typesOfValue } from './shape.ts';
import type { Workshop } from './workshop.ts';

const DEEPEST = 5;
const MOST_ITEMS = 100;
const MOST_MEMBERS = 60;

/**
 * Values at the edges of what schemas allow, simplest first: bounds, listed values, shortest and longest, null. Most are
 * legal, none is promised to be. Empty where none were found.
 */
export function edgeValues(schemas: readonly Schema[], workshop: Workshop, depth = 0): readonly Json[] {
  if (depth > DEEPEST) return [];
  return (
    workshop.once('edges', schemas, depth, () => {
      const values = workshop.shapes(schemas).flatMap((shape) => edgesOf(shape, workshop, depth));
      return [...new Map(values.map((value) => [jsonKey(value), value])).values()];
    }) ?? []
  );
}

function edgesOf(shape: Shape, workshop: Workshop, depth: number): readonly Json[] {
  const { constants, types } = shape;
  if (constants !== undefined) return constants.filter((value) => typesOfValue(value).some((type) => types.has(type)));
  const ofType: Readonly<Record<JsonType, () => readonly Json[]>> = {
    null: () => [null],
    boolean: () => [false, true],
    integer: () => edgeNumbers(shape, rangeOf(shape, true)),
    number: () => edgeNumbers(shape, rangeOf(shape, false)),
    string: () => edgeTexts(shape, workshop),
    array: () => edgeLists(shape, workshop, depth),
    object: () => edgeObjects(shape, workshop, depth),
  };
  return [...types].flatMap((type) => ofType[type]());
}

function edgeNumbers({ suggestions }: Shape, range: NumberRange | undefined): readonly number[] {
  if (range === undefined) return [];
  const { first, last, step } = range;
  const units = [0, 1, first, first + 1, last - 1, last].filter((unit) => unit >= first && unit <= last);
  const suggested = suggestions.filter((value) => typeof value === 'number');
  return [...new Set([...units.map((unit) => range.at(unit)), ...(step === 1 ? suggested : [])])];
}

function edgeLists(shape: Shape, workshop: Workshop, depth: number): readonly Json[] {
  const items: readonly Json[] =
    shape.items.length === 0 ? ['a', 'b', 0] : edgeValues(shape.items, workshop, depth + 1);
  const lengths = [shape.minItems, shape.minItems + 1, shape.maxItems ?? shape.minItems + 3].filter(
    (length) => length <= Math.min(shape.maxItems ?? MOST_ITEMS, MOST_ITEMS),
  );
  return [...new Set(lengths)].flatMap((length) => {
    if (shape.uniqueItems && length > items.length) return [];
    if (length > 0 && items.length === 0) return [];
    return [Array.from({ length }, (_, i) => items[i % items.length] ?? null)];
  });
}

function edgeObjects(shape: Shape, workshop: Workshop, depth: number): readonly Json[] {
  const simplest = (name: string): readonly (readonly [string, Json])[] => {
    const schemas = shape.members.get(name) ?? shape.otherMembers ?? [];
    const [value] = schemas.length === 0 ? ['a'] : edgeValues(schemas, workshop, depth + 1);
    return value === undefined ? [] : [[name, value]];
  };
  const needed = Object.fromEntries(shape.required.slice(0, MOST_MEMBERS).flatMap(simplest));
  const named = Object.fromEntries([...shape.members.keys()].slice(0, MOST_MEMBERS).flatMap(simplest));
  const others = Object.fromEntries(
    otherNames(shape, workshop)
      .slice(0, shape.maxProperties ?? 2)
      .flatMap(simplest),
  );
  const candidates: readonly JsonObject[] = [needed, { ...needed, ...others }, { ...named, ...needed }];
  return candidates.filter((value) => isObject(value) && Object.keys(value).length >= shape.minProperties);
}

/** Names for members that the schema describes without naming them. */
export function otherNames({ otherMembers, memberNames }: Shape, workshop: Workshop): readonly string[] {
  if (otherMembers === undefined) return [];
  const [pattern] = memberNames;
  const names = pattern === undefined ? ['a', 'b', 'name', 'key-1'] : workshop.strings(pattern);
  return names.filter((name) => name !== '' && name !== '__proto__').slice(0, 8);
}
