// The vocabulary of JSON Schema draft-07: which keywords hold schemas, and where.
import { isList, isObject, type Json, type JsonObject, own } from './json.ts';

/** A schema of draft-07: an object, or true (anything) or false (nothing). */
export type Schema = boolean | JsonObject;

const ONE = ['additionalItems', 'additionalProperties', 'contains', 'else', 'if', 'not', 'propertyNames', 'then'];
const MANY = ['allOf', 'anyOf', 'oneOf'];
const NAMED = ['dependencies', 'patternProperties', 'properties'];
const STORE = ['$defs', 'definitions'];

const ASSERTIONS = [
  'const',
  'enum',
  'exclusiveMaximum',
  'exclusiveMinimum',
  'items',
  'maxItems',
  'maxLength',
  'maxProperties',
  'maximum',
  'minItems',
  'minLength',
  'minProperties',
  'minimum',
  'multipleOf',
  'pattern',
  'required',
  'type',
  'uniqueItems',
];

/** Keywords that a value can fail by themselves: `then` and `else` count as part of their `if`. */
const DEMANDING_KEYWORDS: ReadonlySet<string> = new Set(
  [...ASSERTIONS, ...ONE, ...MANY, ...NAMED].filter(
    (keyword) => keyword !== 'properties' && keyword !== 'then' && keyword !== 'else' && keyword !== 'allOf',
  ),
);

/** Whether some value can fail the keyword as it stands: `minLength: 0` and `additionalProperties: true` demand nothing. */
export function demandsSomething(schema: JsonObject, keyword: string): boolean {
  const demand = own(schema, keyword);
  if (!DEMANDING_KEYWORDS.has(keyword) || demand === undefined || demand === true) return keyword === 'uniqueItems';
  if (demand === 0 && keyword.startsWith('min') && keyword !== 'minimum') return false;
  if (keyword === 'uniqueItems') return demand !== false;
  if (keyword === 'if') return schema.then !== undefined || schema.else !== undefined;
  return !(isList(demand) || isObject(demand)) || Object.keys(demand).length > 0;
}

/** Every keyword that takes part in judging. */
export const JUDGING_KEYWORDS: ReadonlySet<string> = new Set([...ASSERTIONS, ...ONE, ...MANY, ...NAMED, '$ref']);

export function isSchema(value: unknown): value is Schema {
  return typeof value === 'boolean' || isObject(value);
}

/** The schemas directly inside a schema that judge the value or parts of it; a $ref excludes its neighbours. */
export function innerSchemas(schema: JsonObject): readonly Schema[] {
  if (typeof schema.$ref === 'string') return [];
  return [...held(schema, ONE, MANY, NAMED), ...schemasIn(schema.items)];
}

/**
 * The schema as ajv is to read it: without what ajv gives a meaning that draft-07 does not know (`nullable`, `$async`),
 * what it stops at (`id`), and the declared `$schema`, which is judged on its own.
 */
export function forJudging(schema: JsonObject): JsonObject {
  const { $schema: _declared, ...rest } = schema;
  return cleaned(rest);
}

function cleaned(schema: JsonObject): JsonObject {
  const entries = Object.entries(schema).filter(
    ([name, value]) =>
      !((name === 'nullable' || name === '$async') && typeof value === 'boolean') &&
      !(name === 'id' && typeof value === 'string'),
  );
  return Object.fromEntries(entries.map(([name, value]) => [name, cleanedBelow(name, value)]));
}

function cleanedBelow(keyword: string, value: Json): Json {
  const schema = (inner: Json): Json => (isObject(inner) ? cleaned(inner) : inner);
  if (ONE.includes(keyword) || (keyword === 'items' && isObject(value))) return schema(value);
  if ((MANY.includes(keyword) || keyword === 'items') && isList(value)) return value.map(schema);
  if ((NAMED.includes(keyword) || STORE.includes(keyword)) && isObject(value)) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, schema(inner)]));
  }
  return value;
}

function held(
  schema: JsonObject,
  one: readonly string[],
  many: readonly string[],
  named: readonly string[],
): readonly Schema[] {
  return [
    ...one.flatMap((keyword) => only(schema[keyword])),
    ...many.flatMap((keyword) => schemasIn(isList(schema[keyword]) ? schema[keyword] : undefined)),
    ...named.flatMap((keyword) => {
      const value = schema[keyword];
      return isObject(value) ? Object.values(value).filter(isSchema) : [];
    }),
  ];
}

function schemasIn(value: Json | undefined): readonly Schema[] {
  return isList(value) ? value.filter(isSchema) : only(value);
}

function only(value: Json | undefined): readonly Schema[] {
  return isSchema(value) ? [value] : [];
}
