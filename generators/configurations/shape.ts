// What a value must look like, gathered from all the schemas that describe it. A shape may be too generous (`not`,
// `contains` and `propertyNames` are left to the judge), so whatever is made from one is judged before it is used.
import { isSchema, type Schema } from './draft-07.ts';
import { isList, isObject, type Json, type JsonObject, jsonKey, own } from './json.ts';
import { propertiesOf } from './places.ts';
import { type Resolve, unconditional } from './references.ts';

export const JSON_TYPES = ['null', 'boolean', 'integer', 'number', 'string', 'array', 'object'] as const;
export type JsonType = (typeof JSON_TYPES)[number];

/** One way to satisfy a conjunction of schemas. Lengths in characters (code points), bounds inclusive unless named otherwise. */
export interface Shape {
  readonly types: ReadonlySet<JsonType>;
  /** The only legal values, where they are listed. */
  readonly constants: readonly Json[] | undefined;
  /** Defaults and examples: not necessarily legal. */
  readonly suggestions: readonly Json[];
  readonly least: number | undefined;
  readonly most: number | undefined;
  readonly above: number | undefined;
  readonly below: number | undefined;
  readonly multipleOf: number | undefined;
  readonly minLength: number;
  readonly maxLength: number | undefined;
  readonly patterns: readonly string[];
  readonly formats: readonly string[];
  readonly items: readonly Schema[];
  readonly minItems: number;
  readonly maxItems: number | undefined;
  readonly uniqueItems: boolean;
  readonly members: ReadonlyMap<string, readonly Schema[]>;
  readonly required: readonly string[];
  /** Schemas of members that are not named; undefined where none are allowed, or none are described. */
  readonly otherMembers: readonly Schema[] | undefined;
  readonly memberNames: readonly string[];
  readonly minProperties: number;
  readonly maxProperties: number | undefined;
}

const MOST_SHAPES = 12;
const MOST_NESTED_CHOICES = 4;

/** The ways to satisfy all the schemas at once: one for each choice of alternatives, at most 12. */
export function shapesOf(schemas: readonly Schema[], resolve: Resolve): readonly Shape[] {
  return choices(schemas, resolve, MOST_NESTED_CHOICES).flatMap((conjunction) => {
    const shape = shapeOf(conjunction);
    return shape === undefined ? [] : [shape];
  });
}

function choices(schemas: readonly Schema[], resolve: Resolve, depth: number): readonly (readonly Schema[])[] {
  const always = unconditional(schemas, resolve);
  if (depth === 0) return [always];
  const forks = always.flatMap((schema) => (isObject(schema) ? forksOf(schema) : []));
  if (forks.length === 0) return [always];
  const plain = always.map((schema) => (isObject(schema) ? withoutForks(schema) : schema));
  const picks = forks.reduce<readonly (readonly Schema[])[]>(
    (combined, fork) => combined.flatMap((pick) => fork.map((branch) => [...pick, ...branch])).slice(0, MOST_SHAPES),
    [[]],
  );
  return picks.flatMap((pick) => choices([...plain, ...pick], resolve, depth - 1)).slice(0, MOST_SHAPES);
}

function forksOf(schema: JsonObject): readonly (readonly (readonly Schema[])[])[] {
  const branches = [schema.anyOf, schema.oneOf].flatMap((fork) =>
    isList(fork) ? [fork.filter(isSchema).map((branch) => [branch])] : [],
  );
  const { if: condition, then: met, else: unmet } = schema;
  if (!isSchema(condition)) return branches;
  return [...branches, [[condition, ...(isSchema(met) ? [met] : [])], isSchema(unmet) ? [unmet] : []]];
}

function withoutForks({
  anyOf: _any,
  oneOf: _one,
  if: _if,
  then: _then,
  else: _else,
  allOf: _all,
  ...rest
}: JsonObject) {
  return rest;
}

function shapeOf(schemas: readonly Schema[]): Shape | undefined {
  if (schemas.includes(false)) return undefined;
  const parts = schemas.filter(isObject);
  const types = typesOf(parts);
  if (types.size === 0) return undefined;
  const numbers = (keyword: string): readonly number[] =>
    parts.flatMap((part) => (typeof part[keyword] === 'number' ? [part[keyword]] : []));
  const texts = (keyword: string): readonly string[] =>
    parts.flatMap((part) => (typeof part[keyword] === 'string' ? [part[keyword]] : []));
  const others = parts.map((part) => part.additionalProperties);
  return {
    types,
    constants: constantsOf(parts),
    suggestions: parts.flatMap((part) => [
      ...(part.default === undefined ? [] : [part.default]),
      ...(isList(part.examples) ? part.examples.slice(0, 8) : []),
    ]),
    least: greatest(numbers('minimum')),
    most: smallest(numbers('maximum')),
    above: greatest(numbers('exclusiveMinimum')),
    below: smallest(numbers('exclusiveMaximum')),
    multipleOf: greatest(numbers('multipleOf')),
    minLength: greatest(numbers('minLength')) ?? 0,
    maxLength: smallest(numbers('maxLength')),
    patterns: texts('pattern'),
    formats: texts('format'),
    items: parts.flatMap(({ items }) =>
      isList(items) ? items.filter(isSchema).slice(0, 1) : isSchema(items) ? [items] : [],
    ),
    minItems: greatest(numbers('minItems')) ?? 0,
    maxItems: smallest(numbers('maxItems')),
    uniqueItems: parts.some((part) => part.uniqueItems === true),
    members: propertiesOf(parts),
    required: [...new Set(parts.flatMap(({ required }) => (isList(required) ? required.filter(isText) : [])))],
    otherMembers: others.includes(false) ? undefined : otherMembersOf(parts),
    memberNames: parts
      .flatMap(({ patternProperties }) => (isObject(patternProperties) ? Object.keys(patternProperties) : []))
      .concat(
        parts.flatMap(({ propertyNames }) => {
          const pattern = own(propertyNames, 'pattern');
          return typeof pattern === 'string' ? [pattern] : [];
        }),
      ),
    minProperties: greatest(numbers('minProperties')) ?? 0,
    maxProperties: smallest(numbers('maxProperties')),
  };
}

// Members that nobody describes are left out even where a schema tolerates them: whether a target stores them is open.
function otherMembersOf(parts: readonly JsonObject[]): readonly Schema[] | undefined {
  const described = parts.flatMap(({ additionalProperties, patternProperties }) => [
    ...(isObject(additionalProperties) ? [additionalProperties] : []),
    ...(isObject(patternProperties) ? Object.values(patternProperties).filter(isSchema).slice(0, 1) : []),
  ]);
  return described.length === 0 ? undefined : described;
}

function typesOf(parts: readonly JsonObject[]): ReadonlySet<JsonType> {
  const wide = (types: readonly Json[]): ReadonlySet<Json> =>
    new Set(types.includes('number') ? [...types, 'integer'] : types);
  const demands = parts.flatMap(({ type }) => (type === undefined ? [] : [wide(isList(type) ? type : [type])]));
  return new Set(JSON_TYPES.filter((type) => demands.every((demand) => demand.has(type))));
}

function constantsOf(parts: readonly JsonObject[]): readonly Json[] | undefined {
  const lists = parts.flatMap((part) => [
    ...(isList(part.enum) ? [part.enum] : []),
    ...(part.const === undefined ? [] : [[part.const]]),
  ]);
  const [first, ...others] = lists;
  const keys = others.map((list) => new Set(list.map(jsonKey)));
  return first?.filter((value) => keys.every((known) => known.has(jsonKey(value))));
}

/** The types of JSON Schema that a value has: an integer is a number too. */
export function typesOfValue(value: Json): readonly JsonType[] {
  if (value === null) return ['null'];
  if (isList(value)) return ['array'];
  if (typeof value === 'number') return Number.isInteger(value) ? ['integer', 'number'] : ['number'];
  if (typeof value === 'boolean') return ['boolean'];
  return typeof value === 'string' ? ['string'] : ['object'];
}

function greatest(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.max(...values);
}

function smallest(values: readonly number[]): number | undefined {
  return values.length === 0 ? undefined : Math.min(...values);
}

function isText(value: Json): value is string {
  return typeof value === 'string';
}
