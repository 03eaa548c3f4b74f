import { describe, expect, it } from 'vitest';
import { openConfigurationSchema } from './configuration-schema.ts';
import { keywordCoverage } from './keyword-coverage.ts';
import { OUTBOUND_HINTS, OUTBOUND_SCHEMA, UAS_BASE } from './outbound-schema.fixture.ts';
import { violations } from './violations.ts';

const SCHEMA = openConfigurationSchema({
  properties: { a: { type: ['null', 'string'], maxLength: 3 }, b: { type: 'integer', minimum: 0 } },
  required: ['a'],
  additionalProperties: false,
});

describe('coverage of keywords', () => {
  it('knows every demand, and none of them at first', () => {
    const { demands, summary } = keywordCoverage(SCHEMA);
    expect(demands().map(({ path, keyword }) => `${path} ${keyword}`)).toEqual([
      ' required',
      ' additionalProperties',
      'a type',
      'a maxLength',
      'b type',
      'b minimum',
    ]);
    expect(summary()).toBe('6 demands of 5 keywords: 0 met (0 of 2 at the boundary), 0 violated');
  });

  it('tells what was met from what was met at its boundary', () => {
    const { noteValid, demands, summary } = keywordCoverage(SCHEMA);
    noteValid({ a: null });
    expect(demands().find(({ keyword }) => keyword === 'maxLength')).toMatchObject({ met: false, atBoundary: false });
    noteValid({ a: '\u{1f600}\u{1f600}', b: 4 });
    expect(demands().find(({ keyword }) => keyword === 'maxLength')).toMatchObject({ met: true, atBoundary: false });
    noteValid({ a: '\u{1f600}\u{1f600}\u{1f600}', b: 0 });
    expect(demands().find(({ keyword }) => keyword === 'maxLength')).toMatchObject({ met: true, atBoundary: true });
    expect(summary()).toBe('6 demands of 5 keywords: 6 met (2 of 2 at the boundary), 0 violated');
  });

  it('puts a missing or unknown member down to the object that demands', () => {
    const { noteViolation, demands } = keywordCoverage(SCHEMA);
    noteViolation({ path: 'a', keyword: 'required' });
    noteViolation({ path: 'unknown_option', keyword: 'additionalProperties' });
    noteViolation({ path: 'b', keyword: 'minimum' });
    expect(
      demands()
        .filter(({ violated }) => violated)
        .map(({ path, keyword }) => `${path} ${keyword}`),
    ).toEqual([' required', ' additionalProperties', 'b minimum']);
  });

  it('agrees with what the violations say of themselves', () => {
    const schema = openConfigurationSchema(OUTBOUND_SCHEMA);
    const found = violations(schema, OUTBOUND_HINTS, UAS_BASE);
    const coverage = keywordCoverage(schema);
    for (const violation of found.list) coverage.noteViolation(violation);
    const missing = coverage.demands().filter(({ violated }) => !violated);
    expect(missing.map(({ path, keyword }) => ({ path, keyword }))).toEqual(
      found.droppedPairs.map(({ path, keyword }) => ({ path, keyword })),
    );
  });
});
