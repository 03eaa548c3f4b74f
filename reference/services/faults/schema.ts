import { at, isObject, type Json, type JsonObject, withAt, without } from '../json.ts';
import type { Hook } from '../seams.ts';
import { type Hooks, isScalar, overlooks, refusesToo, shows } from './vocabulary.ts';

/** Publishes another schema than the one that it judges by. */
const publishes =
  (change: (schema: JsonObject) => JsonObject): Hook =>
  (api) => ({ schema: () => change(api.schema()) });

const declares = (dialect: string): Hook => publishes((schema) => ({ ...schema, $schema: dialect }));

/** Definitions written out where they are referred to. */
function inlined(value: Json, definitions: Json | undefined): Json {
  if (Array.isArray(value)) return value.map((item) => inlined(item, definitions));
  if (!isObject(value)) return value;
  const name = typeof value.$ref === 'string' ? value.$ref.split('/').at(-1) : undefined;
  const definition = name === undefined ? undefined : at(definitions, name);
  if (definition !== undefined) return inlined(definition, definitions);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, inlined(member, definitions)]));
}

const EVERYWHERE = ['read', 'write', 'modify'] as const;

/** Stores what violates one of these keywords. */
const ignores = (...keywords: readonly string[]): Hook =>
  overlooks('write', ({ keyword, rule }) => rule === undefined && keywords.includes(keyword));

export const SCHEMA_FAULTS: Hooks = {
  'services.schema.draft-07': declares('http://json-schema.org/draft-04/schema#'),
  'services.schema.draft-07/undeclared': publishes((schema) => without(schema, '$schema')),
  'services.schema.draft-07/invalid': publishes((schema) =>
    withAt(schema, ['properties', 'extra_channels', 'minimum'], '0'),
  ),
  'services.schema.draft-07/reference': publishes((schema) => without(schema, 'definitions', 'page')),

  'services.schema.shape': publishes((schema) => ({ ...schema, additionalProperties: true })),
  'services.schema.shape/option': publishes((schema) => without(schema, 'properties', 'g729')),
  'services.schema.shape/definitions': publishes((schema) =>
    without(
      Object.fromEntries(Object.entries(schema).map(([k, v]) => [k, inlined(v, schema.definitions)])),
      'definitions',
    ),
  ),
  'services.schema.shape/all-of': publishes((schema) => without(schema, 'allOf')),
  'services.schema.shape/type': publishes((schema) => ({ ...schema, type: ['object'] })),

  'services.schema.validates-configurations': shows(EVERYWHERE, (configuration) => ({ id: 1, ...configuration })),
  'services.schema.validates-configurations/number-as-text': shows(EVERYWHERE, (configuration) =>
    withAt(configuration, ['fax', 'max_pages'], String(at(configuration, 'fax', 'max_pages'))),
  ),

  'services.schema.agrees-with-write': refusesToo(
    'write',
    'description is too long.',
    (_, { description }) => typeof description === 'string' && description.length > 60,
  ),
  'services.schema.agrees-with-write/upper-bound': refusesToo(
    'write',
    'extra_channels is too large.',
    (_, { extra_channels }) => extra_channels === 10,
  ),
  'services.schema.agrees-with-write/null': refusesToo(
    'write',
    'rest.final_page.address None is not allowed.',
    (supplied) => at(supplied, 'rest', 'final_page', 'address') === null,
  ),
  'services.schema.agrees-with-write/accepts-bounds': ignores(
    'minimum',
    'maximum',
    'exclusiveMinimum',
    'exclusiveMaximum',
  ),
  'services.schema.agrees-with-write/accepts-enum': ignores('enum'),
  'services.schema.agrees-with-write/accepts-type': overlooks(
    'write',
    ({ keyword, path, rule }, supplied) =>
      keyword === 'type' && rule === undefined && path.length === 1 && isScalar(at(supplied, ...path)),
  ),
  'services.schema.agrees-with-write/coerces': (api) => ({
    completed: (supplied, place) => {
      const number = Number(supplied.extra_channels);
      const coerced =
        typeof supplied.extra_channels === 'string' && supplied.extra_channels !== '' && Number.isInteger(number);
      return api.completed(coerced ? { ...supplied, extra_channels: number } : supplied, place);
    },
  }),
  'services.schema.agrees-with-write/accepts-short': ignores('minLength'),
  'services.schema.agrees-with-write/accepts-long': ignores('maxLength'),
  'services.schema.agrees-with-write/accepts-pattern': ignores('pattern'),
  'services.schema.agrees-with-write/accepts-items': ignores('minItems', 'maxItems', 'uniqueItems'),
  'services.schema.agrees-with-write/accepts-null': overlooks(
    'write',
    ({ keyword, path, rule }, supplied) => keyword === 'type' && rule === undefined && at(supplied, ...path) === null,
  ),
  'services.schema.agrees-with-write/accepts-fax': overlooks('write', ({ path }) => path.join('.') === 'fax.receive'),
  'services.schema.agrees-with-write/accepts-nested': overlooks(
    'write',
    ({ keyword, path }, supplied) =>
      keyword === 'additionalProperties' && path.length > 1 && isScalar(at(supplied, ...path)),
  ),
};
