import { describe, expect, it } from 'vitest';
import { openConfigurationSchema } from './configuration-schema.ts';
import { type JsonObject, mergeDeep } from './json.ts';
import { OUTBOUND_HINTS, OUTBOUND_SCHEMA, REST_BASE, UAS_BASE } from './outbound-schema.fixture.ts';
import { isAtOrUnder } from './problems.ts';
import { violations } from './violations.ts';

const outbound = openConfigurationSchema(OUTBOUND_SCHEMA);
const ofUas = violations(outbound, OUTBOUND_HINTS, UAS_BASE);
const ofRest = violations(outbound, OUTBOUND_HINTS, REST_BASE);
const all = [...ofUas.list, ...ofRest.list];

/** What of a small schema is violated, from the base `{}`. */
const small = (schema: JsonObject, base: JsonObject = {}) =>
  violations(openConfigurationSchema(schema), { password: 'p', bases: [base], merge: (sent) => sent }, base);

describe('violations of a schema', () => {
  it('are invalid as sent and as merged', () => {
    expect(all.length).toBeGreaterThan(500);
    expect(all.filter(({ value }) => outbound.check(value).length === 0)).toEqual([]);
    expect(all.filter(({ value }) => outbound.check(OUTBOUND_HINTS.merge(value)).length === 0)).toEqual([]);
  });

  it('break nothing but their keyword, or what lies at their path', () => {
    const others = all.flatMap(({ value, keyword, path, description }) =>
      outbound
        .check(value)
        .filter((problem) => problem.keyword !== keyword && !isAtOrUnder(problem, path))
        .map((problem) => `${description}: ${problem.path} ${problem.keyword}`),
    );
    expect(others).toEqual([]);
  });

  it('break their keyword itself, and mostly it alone', () => {
    const wrapping = new Set(['items', 'anyOf', 'oneOf', 'dependencies', 'additionalProperties', 'propertyNames']);
    const direct = all.filter(({ keyword }) => !wrapping.has(keyword));
    const broken = direct.map(({ value, keyword }) => ({ keyword, problems: outbound.check(value) }));
    expect(broken.filter(({ keyword, problems }) => !problems.some((problem) => problem.keyword === keyword))).toEqual(
      [],
    );
    const alone = broken.filter(({ keyword, problems }) =>
      problems.every((problem) => problem.keyword === keyword || problem.keyword === 'if'),
    );
    expect(alone.length / direct.length).toBeGreaterThan(0.85);
  });

  it('cover every place and keyword of the schema but the few that are named', () => {
    const key = ({ path, keyword }: { path: string; keyword: string }) => `${path} ${keyword}`;
    expect(ofUas.droppedPairs.map(key)).toEqual(['rest.authentication dependencies']);
    expect(ofUas.dropped).toBe(1);
    expect(ofRest.droppedPairs.map(key)).toEqual(['application_type enum', 'rest.authentication dependencies']);
    const options = new Set(ofUas.list.map(({ path }) => path));
    for (const { path } of outbound.places()) expect(options).toContain(path.join('.'));
  });

  it('name the option that is unknown, at every depth that forbids one', () => {
    const unknown = ofUas.list.filter(({ keyword }) => keyword === 'additionalProperties').map(({ path }) => path);
    for (const path of [
      'unknown_option',
      'rest.unknown_option',
      'rest.first_page.unknown_option',
      'fax.unknown_option',
    ]) {
      expect(unknown).toContain(path);
    }
  });

  it('have a REST service without a first page, without a password, and with fax receive', () => {
    const conditions = ofRest.list.filter(({ keyword }) => keyword === 'if');
    const described = conditions.map(({ description }) => description);
    expect(described).toContain('the configuration lacks rest.first_page.address');
    expect(described).toContain('the configuration has service_password null');
    expect(described).toContain('the configuration has a fax.receive that is true, which is not listed');
    expect(ofUas.list.map(({ description }) => description)).toContain('the configuration has application_type "REST"');
    expect(conditions.find(({ description }) => description.includes('lacks rest.first_page.address'))?.value).toEqual({
      ...REST_BASE,
      rest: { first_page: {} },
    });
  });

  it('step just over a bound', () => {
    const values = ofUas.list
      .filter(({ path }) => path === 'rest.answer_timeout')
      .map(({ value }) => (value.rest as JsonObject).answer_timeout);
    expect(values).toContain(0);
    expect(values).toContain(601);
  });

  it('count characters: enough units of UTF-16 are still too few', () => {
    const texts = ofUas.list
      .filter(({ path, keyword }) => path === 'rest.tts_voice' && keyword === 'maxLength')
      .map(({ value }) => (value.rest as JsonObject).tts_voice);
    expect(texts).toContain('a'.repeat(101));
    expect(texts).toContain('\u{1f600}'.repeat(101));
  });

  it('are the same every time, broad from the beginning', () => {
    const again = violations(openConfigurationSchema(structuredClone(OUTBOUND_SCHEMA)), OUTBOUND_HINTS, UAS_BASE);
    expect(again).toEqual(ofUas);
    const pairs = new Set(ofUas.list.map(({ path, keyword, value }) => `${keyword} ${path} ${Object.keys(value)}`));
    const first = ofUas.list.slice(0, 80).map(({ path, keyword, value }) => `${keyword} ${path} ${Object.keys(value)}`);
    expect(pairs.size).toBeGreaterThan(80);
    expect(new Set(first).size).toBe(80);
  });

  it.each([
    ['required', { required: ['a'], properties: { a: { type: 'string' } } }, { a: 'x' }],
    ['minProperties', { minProperties: 1 }, { a: 'x' }],
    ['maxProperties', { maxProperties: 1, properties: { a: {} } }, {}],
    ['patternProperties', { patternProperties: { '^x-[a-z]+$': { type: 'integer' } } }, {}],
    ['dependencies', { dependencies: { a: ['b'] }, properties: { a: { type: 'integer' } } }, {}],
    ['not', { properties: { a: { not: { type: 'string' } } } }, {}],
    ['contains', { properties: { a: { type: 'array', contains: { const: 'x' } } } }, {}],
    ['anyOf', { anyOf: [{ required: ['a'] }, { required: ['b'] }] }, { a: 1 }],
    ['oneOf', { properties: { a: { oneOf: [{ type: 'integer' }, { type: 'number', minimum: 5 }] } } }, {}],
    ['minItems', { properties: { a: { type: 'array', items: { type: 'string' }, minItems: 2 } } }, {}],
    ['exclusiveMaximum', { properties: { a: { type: 'number', exclusiveMaximum: 5 } } }, {}],
    ['false schema', { properties: { a: false } }, {}],
    // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema.
    ['if', { if: { properties: { a: { const: 1 } }, required: ['a'] }, then: { required: ['b'] } }, {}],
  ])('break %s', (keyword, schema, base) => {
    expect(small(schema as JsonObject, base as JsonObject).list.map((each) => each.keyword)).toContain(keyword);
  });

  it('are dropped and counted where the defaults repair them', () => {
    const hints = { password: 'p', bases: [{}], merge: (sent: JsonObject) => mergeDeep({ a: { b: 1 } }, sent) };
    const schema = openConfigurationSchema({ properties: { a: { properties: { b: {} }, required: ['b'] } } });
    expect(violations(schema, hints, {})).toEqual({
      list: [],
      dropped: 1,
      droppedPairs: [{ path: 'a', keyword: 'required', why: 'the defaults repair it' }],
    });
  });

  it('are none of a base that is invalid itself', () => {
    expect(small({ required: ['a'] }).droppedPairs).toEqual([
      { path: '', keyword: '', why: 'the base itself is invalid' },
    ]);
  });

  it('are found in well under a second', () => {
    const spentMs = [1, 2, 3].map(() => {
      const started = process.cpuUsage();
      violations(outbound, OUTBOUND_HINTS, UAS_BASE);
      return process.cpuUsage(started).user / 1000;
    });
    expect(Math.min(...spentMs)).toBeLessThan(1000);
  });
});
