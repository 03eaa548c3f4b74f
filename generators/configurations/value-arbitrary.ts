import * as fc from 'fast-check';
import type { Schema } from './draft-07.ts';
import { fits } from './edge-texts.ts';
import { edgeValues, otherNames } from './edge-values.ts';
import { type Json, type JsonObject, jsonKey } from './json.ts';
import { rangeOf } from './number-range.ts';
import type { JsonType, Shape } from './shape.ts';
import type { Workshop } from './workshop.ts';

const DEEPEST = 4;
const MOST_MEMBERS = 60;

// Single characters, so that lengths are in characters; plain ones first, which is where they shrink to.
const character = fc.oneof(
  { withCrossShrink: true },
  { weight: 6, arbitrary: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzABCXYZ0123456789') },
  { weight: 2, arbitrary: fc.constantFrom(...' -_.,:;!?\'"\\/<>&%$#@+*=()[]{}|~^`\t\n') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(...'\u00e9\u00df\u0416\u05d0\u0639\u6f22\u3042\uac00\u20ac\u{1f600}\u{1f469}\u{10348}'),
  },
);

/**
 * Values that schemas allow, most of them; edges are favoured, and it shrinks towards the simplest edge. Undefined where no
 * value could be thought of.
 */
export function valueArbitrary(
  schemas: readonly Schema[],
  workshop: Workshop,
  depth = 0,
): fc.Arbitrary<Json> | undefined {
  if (depth > DEEPEST) return undefined;
  return workshop.once('arbitrary', schemas, depth, () => {
    const edges = edgeValues(schemas, workshop, depth);
    const free = workshop.shapes(schemas).flatMap((shape) => freeValues(shape, workshop, depth));
    const choices = [
      ...(edges.length === 0 ? [] : [{ weight: 1 + free.length, arbitrary: fc.constantFrom(...edges) }]),
      ...free,
    ];
    return choices.length === 0 ? undefined : fc.oneof({ withCrossShrink: edges.length > 0 }, ...choices);
  });
}

type Weighted = { readonly weight: number; readonly arbitrary: fc.Arbitrary<Json> };

function freeValues(shape: Shape, workshop: Workshop, depth: number): readonly Weighted[] {
  if (shape.constants !== undefined) return [];
  const ofType: Readonly<Record<JsonType, () => fc.Arbitrary<Json> | undefined>> = {
    null: () => undefined,
    boolean: () => undefined,
    integer: () => numbers(shape, true),
    number: () => numbers(shape, false),
    string: () => texts(shape),
    array: () => lists(shape, workshop, depth),
    object: () => objects(shape, workshop, depth),
  };
  return [...shape.types].flatMap((type) => {
    const arbitrary = ofType[type]();
    return arbitrary === undefined ? [] : [{ weight: 1, arbitrary }];
  });
}

function numbers(shape: Shape, whole: boolean): fc.Arbitrary<Json> | undefined {
  const range = rangeOf(shape, whole);
  return range && fc.integer({ min: range.first, max: range.last }).map((unit) => range.at(unit));
}

// Texts with a pattern or a format are among the edges, all of them.
function texts(shape: Shape): fc.Arbitrary<Json> | undefined {
  if (shape.patterns.length > 0 || shape.formats.length > 0) return undefined;
  const { minLength, maxLength } = shape;
  if (minLength > 10_000) return undefined;
  const longest = Math.min(maxLength ?? Number.POSITIVE_INFINITY, minLength + 40);
  if (longest < minLength) return undefined;
  return fc.string({ unit: character, minLength, maxLength: longest, size: 'max' }).filter((text) => fits(shape, text));
}

function lists(shape: Shape, workshop: Workshop, depth: number): fc.Arbitrary<Json> | undefined {
  const item = shape.items.length === 0 ? character : valueArbitrary(shape.items, workshop, depth + 1);
  if (item === undefined || shape.minItems > 200) return undefined;
  const maxLength = Math.min(shape.maxItems ?? Number.POSITIVE_INFINITY, shape.minItems + 5);
  if (maxLength < shape.minItems) return undefined;
  const list = fc.array<Json>(item, { minLength: shape.minItems, maxLength, size: 'max' });
  return shape.uniqueItems ? list.map(withoutRepeats) : list;
}

function withoutRepeats(items: readonly Json[]): readonly Json[] {
  return [...new Map(items.map((item) => [jsonKey(item), item])).values()];
}

function objects(shape: Shape, workshop: Workshop, depth: number): fc.Arbitrary<Json> | undefined {
  const members: Record<string, fc.Arbitrary<Json>> = {};
  for (const name of new Set([...shape.required, ...shape.members.keys()])) {
    if (Object.keys(members).length >= MOST_MEMBERS || name === '__proto__') continue;
    const schemas = shape.members.get(name) ?? shape.otherMembers ?? [];
    const arbitrary = schemas.length === 0 ? character : valueArbitrary(schemas, workshop, depth + 1);
    if (arbitrary !== undefined) members[name] = arbitrary;
  }
  const named = fc.record(members, { requiredKeys: shape.required.filter((name) => Object.hasOwn(members, name)) });
  const names = otherNames(shape, workshop);
  const other = names.length === 0 ? undefined : valueArbitrary(shape.otherMembers ?? [], workshop, depth + 1);
  if (other === undefined) return Object.keys(members).length === 0 ? undefined : plain(named);
  const entries = fc.array(fc.tuple(fc.constantFrom(...names), other), {
    maxLength: Math.min(shape.maxProperties ?? 3, 3),
  });
  return plain(fc.tuple(named, entries).map(([object, extra]) => ({ ...Object.fromEntries(extra), ...object })));
}

// fc.record may make objects without a prototype, which JSON does not tell apart.
function plain(arbitrary: fc.Arbitrary<JsonObject>): fc.Arbitrary<Json> {
  return arbitrary.map((object) => ({ ...object }));
}
