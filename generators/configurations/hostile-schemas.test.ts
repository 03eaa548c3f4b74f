import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openConfigurationSchema } from './configuration-schema.ts';
import type { JsonObject } from './json.ts';
import { keywordCoverage } from './keyword-coverage.ts';
import { validChange } from './valid-change.ts';
import { validConfiguration } from './valid-configuration.ts';
import { violations } from './violations.ts';

const numbered = <T>(count: number, name: string, make: (i: number) => T): Readonly<Record<string, T>> =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [`${name}${i}`, make(i)]));

const HOSTILE: Readonly<Record<string, unknown>> = {
  true: true,
  false: false,
  'not an object': 'text',
  'a tree': { type: 'object', properties: { left: { $ref: '#' }, right: { $ref: '#' }, value: { type: 'integer' } } },
  'a circle of references': {
    allOf: [{ $ref: '#/definitions/a' }],
    definitions: { a: { $ref: '#/definitions/b' }, b: { $ref: '#/definitions/a' } },
  },
  'alternatives that double thirty times': {
    properties: { x: { $ref: '#/definitions/a0' } },
    definitions: {
      ...numbered(30, 'a', (i) => ({
        anyOf: [{ $ref: `#/definitions/a${i + 1}` }, { $ref: `#/definitions/a${i + 1}` }],
      })),
      a30: { type: 'string', minLength: 1e9 },
    },
  },
  'patterns that backtrack': {
    properties: {
      x: { type: 'string', pattern: '^(a+)+$', minLength: 30 },
      y: { type: 'string', pattern: '^(([a-z])+.)+[A-Z]([a-z])+$' },
      z: { type: 'string', pattern: '^(a{0,999}){0,999}$' },
    },
  },
  'more options than are looked at': {
    properties: numbered(2100, 'p', (i) => ({ type: 'string', pattern: `^[a-z]{1,${(i % 9) + 1}}$`, maxLength: 9 })),
    additionalProperties: false,
  },
  'many choices at once': {
    allOf: Array.from({ length: 20 }, (_, i) => ({
      anyOf: Array.from({ length: 20 }, (_, j) => ({ properties: { [`p${i}`]: { const: j } } })),
    })),
  },
  'sizes beyond reason': {
    properties: {
      list: { type: 'array', minItems: 1e9 },
      text: { type: 'string', minLength: 1e9 },
      long: { maxLength: 1e12 },
      object: { type: 'object', minProperties: 1e9 },
      multiple: { type: 'number', multipleOf: 1e-300 },
      impossible: { type: 'number', minimum: 1e308, maximum: -1e308 },
    },
  },
  'names that every object has': JSON.parse(
    '{"properties":{"__proto__":{"type":"integer"},"constructor":{"type":"string"},"toString":{"enum":[1]}}}',
  ),
  'sixty conditions': {
    allOf: Array.from({ length: 60 }, (_, i) => ({
      if: { properties: { [`p${i}`]: { const: 1 } }, required: [`p${i}`] },
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema.
      then: { required: [`q${i}`] },
    })),
  },
};

describe('schemas that nobody writes in good faith', () => {
  it.each(Object.entries(HOSTILE))('end in bounded time: %s', (_name, document) => {
    const hints = { password: 'p', bases: [{}], merge: (sent: JsonObject) => sent };
    const started = process.cpuUsage();
    const schema = openConfigurationSchema(document);
    const configurations = fc.sample(validConfiguration(schema, hints), { seed: 1, numRuns: 30 });
    const changes = fc.sample(validChange(schema, hints), { seed: 1, numRuns: 30 });
    const { list } = violations(schema, hints, {});
    const coverage = keywordCoverage(schema).summary();
    const spentMs = process.cpuUsage(started).user / 1000;

    expect(configurations).toHaveLength(30);
    expect(changes).toHaveLength(30);
    expect(schema.places().length).toBeLessThanOrEqual(2000);
    expect(coverage).toMatch(/demands/);
    expect(JSON.stringify([...configurations, ...changes, ...list.map(({ value }) => value)]).length).toBeLessThan(5e7);
    expect(spentMs).toBeLessThan(30_000);
  });

  it('give valid values where they have any', () => {
    const schema = openConfigurationSchema(HOSTILE['a tree']);
    const hints = { password: 'p', bases: [{}], merge: (sent: JsonObject) => sent };
    const sample = fc.sample(validConfiguration(schema, hints), { seed: 1, numRuns: 50 });
    expect(sample.every((sent) => schema.check(sent).length === 0)).toBe(true);
    expect(sample.some((sent) => 'left' in sent && 'value' in sent)).toBe(true);
  });
});
