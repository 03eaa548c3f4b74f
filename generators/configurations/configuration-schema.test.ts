import { describe, expect, it } from 'vitest';
import { openConfigurationSchema } from './configuration-schema.ts';
import type { Json } from './json.ts';
import { OUTBOUND_DEFAULTS, OUTBOUND_SCHEMA, REST_BASE, UAS_BASE } from './outbound-schema.fixture.ts';
import { UNJUDGED } from './problems.ts';

const outbound = openConfigurationSchema(OUTBOUND_SCHEMA);
const found = (schema: unknown, value: unknown): readonly string[] =>
  openConfigurationSchema(schema)
    .check(value)
    .map(({ path, keyword }) => `${path} ${keyword}`);

describe('a schema of configurations', () => {
  it('finds nothing wrong with legal configurations', () => {
    expect(outbound.problems).toEqual([]);
    expect(outbound.check(UAS_BASE)).toEqual([]);
    expect(outbound.check(REST_BASE)).toEqual([]);
  });

  it('finds everything that is wrong, each where it is', () => {
    const wrong = {
      ...UAS_BASE,
      enabled: 'yes',
      extra_channels: 101,
      shoe_size: 43,
      rest: { first_page: { address: 'woiern', method: 'haha', colour: 'red' } },
      uas: {},
    };
    const problems = outbound.check(wrong).map(({ path, keyword }) => `${path} ${keyword}`);
    expect(problems.toSorted()).toEqual([
      'enabled type',
      'extra_channels maximum',
      'rest.first_page.address minLength',
      'rest.first_page.address pattern',
      'rest.first_page.colour additionalProperties',
      'rest.first_page.method enum',
      'shoe_size additionalProperties',
      'uas.application_name if',
      'uas.application_name required',
    ]);
  });

  it('reports a failed condition where its parts failed, and at the top where they lie apart', () => {
    const conditions = (value: unknown) => outbound.check(value).filter(({ keyword }) => keyword === 'if');
    const noPage = { ...OUTBOUND_DEFAULTS, service_password: 'p@$$w0rd', application_type: 'REST' };
    expect(conditions(noPage).map(({ path }) => path)).toEqual(['rest.first_page.address']);
    expect(conditions({ application_type: 'REST' }).map(({ path }) => path)).toEqual(['']);
  });

  it('reports a failed choice where it is', () => {
    expect(found({ properties: { a: { anyOf: [{ type: 'null' }, { minLength: 3 }] } } }, { a: 'x' })).toContain(
      'a anyOf',
    );
  });

  it('never repeats a value in its messages', () => {
    const texts = outbound.check({ ...UAS_BASE, service_password: 's3cret-s3cret'.repeat(9), enabled: 's3cret' });
    expect(texts.length).toBeGreaterThan(1);
    expect(JSON.stringify(texts)).not.toContain('s3cret');
  });

  it('counts lengths in characters, as the standard does', () => {
    const short = { properties: { a: { maxLength: 2 } } };
    expect(found(short, { a: '\u{1f600}\u{1f600}' })).toEqual([]);
    expect(found(short, { a: 'abc' })).toEqual(['a maxLength']);
  });

  it('ignores the neighbours of a reference', () => {
    const definitions = { text: { type: 'string' } };
    expect(
      found({ properties: { a: { $ref: '#/definitions/text', maxLength: 1 } }, definitions }, { a: 'long' }),
    ).toEqual([]);
  });

  it('gives no meaning to words of other dialects', () => {
    const foreign = { id: 'x', $async: true, properties: { a: { type: 'string', nullable: true, id: 'y' } } };
    expect(found(foreign, { a: null })).toEqual(['a type']);
    expect(found(foreign, { a: 'text' })).toEqual([]);
  });

  it('says how often each keyword is used', () => {
    const { keywords } = openConfigurationSchema({
      properties: { a: { $ref: '#/definitions/d' }, b: { $ref: '#/definitions/d' }, c: { minLength: 1, title: 'C' } },
      definitions: { d: { type: 'string', minLength: 2 }, unused: { maximum: 1 } },
      additionalProperties: false,
    });
    expect([...keywords]).toEqual([
      ['$ref', 2],
      ['additionalProperties', 1],
      ['minLength', 2],
      ['properties', 1],
      ['type', 1],
    ]);
  });

  it('lists the options, through references and allOf', () => {
    const schema = openConfigurationSchema({
      allOf: [{ properties: { a: { type: 'string' } } }, { $ref: '#/definitions/more' }],
      properties: { a: { maxLength: 3 } },
      definitions: { more: { properties: { b: { type: ['object', 'null'], properties: { c: false } } } } },
    });
    expect(schema.places().map(({ path, nullable }) => [path.join('.'), nullable])).toEqual([
      ['a', false],
      ['b', true],
      ['b.c', false],
    ]);
    expect(schema.places()[0]?.schemas).toEqual([{ maxLength: 3 }, { type: 'string' }]);
  });

  it('has the ten options at the top of the documented one', () => {
    const top = outbound.places().filter(({ path }) => path.length === 1);
    expect(top.map(({ path }) => path[0])).toEqual(Object.keys(OUTBOUND_SCHEMA.properties ?? {}));
  });
});

describe('a schema that is wrong', () => {
  const unusable = [
    ['a number', 7, /a number is not a schema/],
    ['null', null, /null is not a schema/],
    ['an array', [], /an array is not a schema/],
    ['an unknown type', { properties: { a: { type: 'strnig' } } }, /properties\.a\.type/],
    ['a reference to nothing', { $ref: '#/definitions/x' }, /can't resolve reference/],
    ['a reference elsewhere', { $ref: 'http://127.0.0.1/x' }, /can't resolve reference/],
    ['a reference to itself', { $ref: '#' }, /nested too deeply/],
    ['a pattern of another language', { properties: { a: { pattern: '(?P<x>a)' } } }, /[Ii]nvalid regular expression/],
    ['ten thousand levels', nested(10_000), /too deep/],
    ['more than can be compiled', { enum: Array.from({ length: 50_000 }, (_, i) => [i]) }, /too large/],
  ] as const;

  it.each(unusable)('cannot be used: %s', (_name, schema, words) => {
    const opened = openConfigurationSchema(schema);
    expect(opened.usable).toBe(false);
    expect(opened.problems.join('\n')).toMatch(words);
    expect(opened.check({}).map(({ keyword }) => keyword)).toEqual([UNJUDGED]);
    expect(opened.places()).toEqual([]);
  });

  it('may be usable all the same, and says what is wrong', () => {
    const opened = openConfigurationSchema({ title: 7, properties: { a: { type: 'string' } } });
    expect(opened.usable).toBe(true);
    expect(opened.problems).toEqual(['title must be string']);
    expect(opened.check({ a: 1 })).toHaveLength(1);
  });

  it('may be true or false', () => {
    expect(found(true, { a: 1 })).toEqual([]);
    expect(found(false, { a: 1 })).toEqual([' not']);
  });

  it('leaves a value unjudged that would take for ever', () => {
    const slow = openConfigurationSchema({ properties: { a: { pattern: '^(a+)+$' } } });
    expect(slow.check({ a: 'aaaa' })).toEqual([]);
    const started = performance.now();
    expect(slow.check({ a: `${'a'.repeat(60)}!` }).map(({ keyword }) => keyword)).toEqual([UNJUDGED]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('leaves a value unjudged that is nested beyond the stack', () => {
    const endless = openConfigurationSchema({ properties: { a: { $ref: '#' } }, type: 'object' });
    expect(endless.check(JSON.parse(`${'{"a":'.repeat(100_000)}{}${'}'.repeat(100_000)}`))[0]?.keyword).toBe(UNJUDGED);
  });
});

function nested(depth: number): unknown {
  let schema: unknown = true;
  for (let i = 0; i < depth; i++) schema = { properties: { a: schema } };
  return schema;
}

describe('a schema with formats, which a validator may check or not', () => {
  const PAGE = { properties: { page: { type: 'string', maxLength: 40, format: 'uri' }, at: { format: 'time' } } };
  const keywordsFor = (value: Json, schema: Json = PAGE, ...shown: readonly Json[]): readonly string[] =>
    openConfigurationSchema(schema, shown)
      .check(value)
      .map(({ keyword }) => keyword);

  it('accepts what every validator accepts', () => {
    for (const page of ['http://11.222.33.44:50080/my_first_page', 'https://example.com/', 'http://localhost:8080']) {
      expect([page, keywordsFor({ page })]).toEqual([page, []]);
    }
    expect(keywordsFor({ at: '09:00:00Z' })).toEqual([]);
  });

  it('says nothing of what some refuse', () => {
    for (const page of ['', 'http://', 'x', 'http://a b/', 'http://example.com:99999/', '//example.com/']) {
      expect([page, keywordsFor({ page })]).toEqual([page, [UNJUDGED]]);
    }
    expect(keywordsFor({ at: '09:00' })).toEqual([UNJUDGED]);
  });

  it('refuses what is wrong in other ways', () => {
    expect(keywordsFor({ page: 'x'.repeat(41) })).toEqual(['maxLength']);
    expect(keywordsFor({ page: 5 })).toEqual(['type']);
  });

  it('accepts texts that are known to be legal', () => {
    expect(keywordsFor({ at: '09:00' }, PAGE, { at: '09:00' })).toEqual([]);
    expect(keywordsFor({ page: '09:00' }, PAGE, { at: '09:00', name: '09:00' })).toEqual([UNJUDGED]);
  });

  it('takes a format that is none of the published ones for a remark', () => {
    expect(keywordsFor({ word: 'x' }, { properties: { word: { format: 'password' } } })).toEqual([]);
  });

  it('can have an option that is called format', () => {
    expect(keywordsFor({ format: 'x' }, { properties: { format: { enum: ['x'] } } })).toEqual([]);
  });
});
