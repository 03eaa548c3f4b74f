import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../harness/traces/services-trace.ts';
import { CONFIGURATION_OPTIONS } from '../../../specification/services/configuration.ts';
import { DOCUMENTED_SCHEMA } from '../../../specification/services/documented-schema.ts';
import { errorBody, KNOWLEDGE, SCHEMA as PLAIN_SCHEMA, UAS_SENT, UAS_WHOLE } from '../exchange.fixture.ts';
import type { TargetKnowledge } from '../knowledge.ts';
import { type Exchanges, judgementOf, outcomeOf } from './outcome.fixture.ts';
import { schemaRules } from './schema.ts';

/** In draft-07, allOf holds at least one schema. */
const SCHEMA: JsonObject = { ...PLAIN_SCHEMA, allOf: [{}] };

const DRAFT = 'services.schema.draft-07';
const SHAPE = 'services.schema.shape';
const VALIDATES = 'services.schema.validates-configurations';
const AGREES = 'services.schema.agrees-with-write';

const outcome = (id: string, ...exchanges: Exchanges) => outcomeOf(schemaRules, id, exchanges);
const withSchema = (schema: Json): TargetKnowledge => ({ ...KNOWLEDGE, schema });

const got = (json: Json): Exchanges[number] => [{ do: 'schema' }, { json }];
const without = (object: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([each]) => each !== name));
const properties = SCHEMA.properties as JsonObject;

describe(DRAFT, () => {
  it.each([
    'http://json-schema.org/draft-07/schema#',
    'http://json-schema.org/draft-07/schema',
    'https://json-schema.org/draft-07/schema#',
  ])('passes on %s', ($schema) => {
    expect(outcome(DRAFT, got({ ...SCHEMA, $schema }))).toBe('pass');
  });

  it('passes on a schema that differs from the one that was learned', () => {
    expect(outcome(DRAFT, got(DOCUMENTED_SCHEMA as unknown as JsonObject))).toBe('pass');
  });

  it.each<readonly [string, Json, RegExp]>([
    ['no declaration', without(SCHEMA, '$schema'), /\$schema is absent/],
    ['another draft', { ...SCHEMA, $schema: 'http://json-schema.org/draft-04/schema#' }, /\$schema is ".*draft-04/],
    ['a declaration that is no text', { ...SCHEMA, $schema: 7 }, /\$schema is 7/],
    ['a wrong type', { ...SCHEMA, type: 'text' }, /type/],
    ['a wrong keyword', { ...SCHEMA, properties: { ...properties, uas: { minLength: '5' } } }, /minLength/],
    [
      'a keyword of draft 04',
      { ...SCHEMA, properties: { g: { minimum: 0, exclusiveMinimum: true } } },
      /exclusiveMinimum/,
    ],
    ['a reference to nothing', { ...SCHEMA, allOf: [{ $ref: '#/definitions/none' }] }, /#\/definitions\/none/],
    ['an array', [], /^violated: \[\]/],
    ['null', null, /^violated: null/],
    ['true', true, /^violated: true/],
  ])('turns on %s', (_, json, observed) => {
    expect(outcome(DRAFT, got(json))).toMatch(/^violated/);
    expect(outcome(DRAFT, got(json))).toMatch(observed);
  });

  it('takes expressions that JavaScript cannot read, and documents that are not at hand', () => {
    expect(outcome(DRAFT, got({ ...SCHEMA, definitions: { a: { pattern: '(?i)^a$' } } }))).toBe('pass');
    expect(outcome(DRAFT, got({ ...SCHEMA, properties: { ...properties, uas: { pattern: '(?i)^a$' } } }))).toBe('pass');
    expect(outcome(DRAFT, got({ ...SCHEMA, allOf: [{ $ref: 'https://schemas.test/other.json' }] }))).toBe('pass');
  });

  it('takes what is too large for us to judge', () => {
    const deep = `${'{"not":'.repeat(50_000)}{}${'}'.repeat(50_000)}`;
    const text = JSON.stringify({ ...SCHEMA, allOf: ['deep'] }).replace('"deep"', deep);
    expect(outcome(DRAFT, [{ do: 'schema' }, { text }])).toBe('pass');
  });

  it.each([204, 401, 404, 500])('turns on %i', (status) => {
    expect(outcome(DRAFT, [{ do: 'schema' }, { status }])).toBe(`violated: ${status}`);
  });

  it('turns on no body, leaves what is no JSON to response.json, and is not exercised without credentials', () => {
    expect(outcome(DRAFT, [{ do: 'schema' }, {}])).toBe('violated: no body');
    expect(outcome(DRAFT, [{ do: 'schema' }, { text: '{' }])).toBe('not exercised');
    expect(outcome(DRAFT, [{ do: 'schema', as: 'none' }, { json: {} }])).toBe('not exercised');
  });
});

describe(SHAPE, () => {
  it('passes on the published shape, with more options and in any order', () => {
    expect(outcome(SHAPE, got({ ...SCHEMA, properties: { queue: {}, ...properties } }))).toBe('pass');
  });

  it.each(['title', 'description', 'type', 'properties', 'definitions', 'allOf', 'additionalProperties'])(
    'turns without %s',
    (name) => {
      expect(outcome(SHAPE, got(without(SCHEMA, name)))).toBe(`violated: ${name} is absent`);
    },
  );

  it.each<readonly [string, Json]>([
    ['title', null],
    ['description', 5],
    ['type', 'array'],
    ['type', ['object']],
    ['properties', []],
    ['definitions', []],
    ['allOf', {}],
    ['additionalProperties', true],
    ['additionalProperties', {}],
  ])('turns where %s is %j', (name, value) => {
    expect(outcome(SHAPE, got({ ...SCHEMA, [name]: value }))).toBe(`violated: ${name} is ${JSON.stringify(value)}`);
  });

  it.each(CONFIGURATION_OPTIONS)('turns without the option %s', (name) => {
    const schema = { ...SCHEMA, properties: without(properties, name) };
    expect(outcome(SHAPE, got(schema))).toBe(`violated: properties has no ${name}`);
  });

  it('judges neither other answers nor what is no object', () => {
    expect(outcome(SHAPE, [{ do: 'schema' }, { status: 404, json: {} }])).toBe('not exercised');
    expect(outcome(SHAPE, got([]))).toBe('not exercised');
  });
});

const write = (json: JsonObject, answer: JsonObject = UAS_WHOLE, status = 201): Exchanges[number] => [
  { do: 'write', service: 'a', json },
  { status, json: answer },
];
const refused: Exchanges[number][1] = { status: 400, json: errorBody(400, '/') };

describe(VALIDATES, () => {
  const read = (json: Json): Exchanges[number] => [{ do: 'read', service: 'a' }, { json }];

  it('passes on valid configurations and counts each', () => {
    const exchanges: Exchanges = [
      write(UAS_SENT),
      read(UAS_WHOLE),
      [{ do: 'modify', service: 'a', json: {} }, { json: UAS_WHOLE }],
      [
        { do: 'read', service: 'b' },
        { status: 404, json: errorBody(404, '/') },
      ],
    ];
    expect(judgementOf(schemaRules, VALIDATES, exchanges)).toEqual({ exercised: 3, findings: [] });
  });

  it('turns once for a fault that stays', () => {
    const bad = { ...UAS_WHOLE, extra_channels: '0', id: 7 };
    const { exercised, findings } = judgementOf(schemaRules, VALIDATES, [write(UAS_SENT, bad), read(bad), read(bad)]);
    expect(exercised).toBe(3);
    expect(findings.map(({ observed }) => observed)).toEqual(['id is not an option; extra_channels must be integer']);
  });

  it('turns where only Read returns it', () => {
    expect(outcome(VALIDATES, write(UAS_SENT), read({ ...UAS_WHOLE, g729: 'no' }))).toBe(
      'violated: g729 must be boolean',
    );
  });

  it('leaves a configuration that should have been refused to whoever says so', () => {
    const bad = { ...UAS_WHOLE, extra_channels: -1 };
    expect(outcome(VALIDATES, write({ ...UAS_SENT, extra_channels: -1 }, bad), read(bad))).toBe('pass');
  });

  it('leaves an unknown option that was supplied to modify.unknown-option', () => {
    const stored = { ...UAS_WHOLE, colour: 'red' };
    const modify: Exchanges[number] = [{ do: 'modify', service: 'a', json: { colour: 'red' } }, { json: stored }];
    expect(outcome(VALIDATES, write(UAS_SENT), modify, read(stored))).toBe('pass');
  });

  it('leaves options that are missing to those who miss them', () => {
    const whole = { anyOf: [{ not: { required: ['fax'] } }, { required: ['g729', 'serial'] }] };
    const knowledge = withSchema({ ...SCHEMA, allOf: [whole] });
    const less = without(UAS_WHOLE, 'g729');
    expect(outcomeOf(schemaRules, VALIDATES, [write(UAS_SENT, less)], knowledge)).toBe('violated: serial is missing');
  });

  it('knows that a password had more characters than its placeholder', () => {
    const password = { type: 'string', minLength: 20, pattern: '^[A-Za-z0-9]+$' };
    const knowledge = withSchema({ ...SCHEMA, properties: { ...properties, service_password: password } });
    expect(outcomeOf(schemaRules, VALIDATES, [write(UAS_SENT), read(UAS_WHOLE)], knowledge)).toBe('pass');
    const hidden = { ...UAS_WHOLE, service_password: '<another value>' };
    expect(outcomeOf(schemaRules, VALIDATES, [write(UAS_SENT, hidden), read(hidden)], knowledge)).toBe('pass');
  });

  it('turns where what was sent is valid and what comes of it is not', () => {
    const knowledge = withSchema({ ...SCHEMA, properties: { ...properties, fax: { maxProperties: 0 } } });
    expect(outcomeOf(schemaRules, VALIDATES, [write(UAS_SENT)], knowledge)).toMatch(/^violated: fax /);
  });

  it.each([5, null, { ...SCHEMA, type: 5 }])('is not exercised by the schema %j, which cannot be used', (schema) => {
    expect(outcomeOf(schemaRules, VALIDATES, [write(UAS_SENT)], withSchema(schema))).toBe('not exercised');
  });

  it('stands configurations nested without end', () => {
    const text = `{"enabled":true,"fax":${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}}`;
    const exchanges: Exchanges = [[{ do: 'read', service: 'a' }, { text }]];
    expect(() => judgementOf(schemaRules, VALIDATES, exchanges)).not.toThrow();
  });
});

describe(AGREES, () => {
  const invalid = { ...UAS_SENT, extra_channels: 101 };

  it('passes where both accept, and where both refuse', () => {
    expect(outcome(AGREES, write(UAS_SENT))).toBe('pass');
    expect(outcome(AGREES, [{ do: 'write', service: 'a', json: invalid }, refused])).toBe('pass');
    expect(outcome(AGREES, [{ do: 'write', service: 'a', json: invalid }, { status: 422 }])).toBe('pass');
  });

  it.each([400, 422])('turns where Write refuses with %i what the schema accepts', (status) => {
    const exchange: Exchanges[number] = [
      { do: 'write', service: 'a', json: UAS_SENT },
      { ...refused, status },
    ];
    expect(outcome(AGREES, exchange)).toBe(`violated: ${status} ("A sentence")`);
  });

  it.each([401, 403, 404, 409, 413, 415, 500])('leaves %i for a valid configuration to write.creates', (status) => {
    expect(outcome(AGREES, [{ do: 'write', service: 'a', json: UAS_SENT }, { status }])).toBe('not exercised');
  });

  it('turns where Write accepts what the schema refuses', () => {
    const taken = write(invalid, { ...UAS_WHOLE, extra_channels: 101 });
    expect(outcome(AGREES, taken)).toMatch(/^violated: 201 for \{"service_password":"\{password\}",.*101\}$/);
    const coerced = write({ ...UAS_SENT, extra_channels: '5' }, { ...UAS_WHOLE, extra_channels: 5 });
    expect(outcome(AGREES, coerced)).toMatch(/^violated/);
  });

  it('takes a schema of whole configurations, where the defaults make it one', () => {
    const whole = { ...SCHEMA, required: ['fax'] };
    expect(outcomeOf(schemaRules, AGREES, [write(UAS_SENT)], { schema: whole })).toBe('not exercised');
  });

  it('knows that a password had more characters than its placeholder', () => {
    const password = { type: 'string', minLength: 20 };
    const knowledge = withSchema({ ...SCHEMA, properties: { ...properties, service_password: password } });
    expect(outcomeOf(schemaRules, AGREES, [write(UAS_SENT)], knowledge)).not.toMatch(/^violated/);
  });

  it('leaves mandatory and unknown options to their own requirements', () => {
    expect(outcome(AGREES, [{ do: 'write', service: 'a', json: {} }, refused])).toBe('not exercised');
    expect(outcome(AGREES, [{ do: 'write', service: 'a', json: { ...UAS_SENT, x: 1 } }, refused])).toBe(
      'not exercised',
    );
  });

  it('is not exercised without a schema', () => {
    const exchange: Exchanges[number] = [{ do: 'write', service: 'a', json: UAS_SENT }, refused];
    expect(outcomeOf(schemaRules, AGREES, [exchange], {})).toBe('not exercised');
  });
});
