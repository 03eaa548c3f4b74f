import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openConfigurationSchema } from './configuration-schema.ts';
import { type JsonObject, memberAt, mergeDeep } from './json.ts';
import { OUTBOUND_HINTS, OUTBOUND_SCHEMA, REST_BASE, UAS_BASE } from './outbound-schema.fixture.ts';
import { startingPoints } from './starting-points.ts';
import { validChange } from './valid-change.ts';
import { validConfiguration } from './valid-configuration.ts';

const outbound = openConfigurationSchema(OUTBOUND_SCHEMA);
const { merge } = OUTBOUND_HINTS;
const configurations = validConfiguration(outbound, OUTBOUND_HINTS);
const changes = validChange(outbound, OUTBOUND_HINTS);

const isValid = (sent: JsonObject) => outbound.check(sent).length === 0 && outbound.check(merge(sent)).length === 0;

describe('valid configurations', () => {
  const sample = fc.sample(configurations, { seed: 1, numRuns: 1000 });

  it('are valid as sent and as merged with the defaults', () => {
    expect(sample.filter((sent) => !isValid(sent))).toEqual([]);
  });

  it('are the same for the same seed and others for another', () => {
    const ofSeed = (seed: number) => fc.sample(configurations, { seed, numRuns: 30 });
    expect(ofSeed(5)).toEqual(ofSeed(5));
    expect(ofSeed(5)).not.toEqual(ofSeed(6));
    const again = validConfiguration(openConfigurationSchema(structuredClone(OUTBOUND_SCHEMA)), OUTBOUND_HINTS);
    expect(fc.sample(again, { seed: 1, numRuns: 1000 })).toEqual(sample);
  });

  it('set every option of the schema, and hold the password of their base', () => {
    const unset = outbound.places().filter(({ path }) => !sample.some((sent) => memberAt(sent, path) !== undefined));
    expect(unset.map(({ path }) => path.join('.'))).toEqual([]);
    expect(new Set(sample.map((sent) => sent.service_password))).toEqual(new Set(['{password}']));
  });

  it('favour edges', () => {
    const seen = (path: readonly string[]) => new Set(sample.map((sent) => memberAt(sent, path)));
    const durations = seen(['rest', 'max_call_duration']);
    for (const edge of [1, 2, 1439, 1440]) expect(durations).toContain(edge);
    const descriptions = seen(['description']);
    for (const edge of [null, '', '\u{1f600}'.repeat(255), 'a'.repeat(255)]) expect(descriptions).toContain(edge);
    expect(seen(['call_constraints', 'price_cap'])).toContain(10);
    expect(seen(['application_type'])).toEqual(new Set([undefined, 'UAS', 'REST']));
  });

  it('are mostly different', () => {
    expect(new Set(sample.map((sent) => JSON.stringify(sent))).size).toBeGreaterThan(850);
  });

  it('shrink to a base, through valid ones only', () => {
    const tried: JsonObject[] = [];
    const failed = fc.check(
      fc.property(configurations, (sent) => {
        tried.push(sent);
        return false;
      }),
      { seed: 3, numRuns: 1 },
    );
    expect(tried.filter((sent) => !isValid(sent))).toEqual([]);
    expect(failed.counterexample).toEqual([UAS_BASE]);
  });

  it('shrink to the one option that matters', () => {
    const failed = fc.check(
      fc.property(configurations, (sent) => {
        const duration = memberAt(sent, ['rest', 'max_call_duration']);
        return typeof duration !== 'number' || duration < 500;
      }),
      { seed: 3, numRuns: 1000 },
    );
    const [smallest] = failed.counterexample ?? [];
    expect(smallest).toMatchObject({ rest: { max_call_duration: expect.any(Number) } });
    expect(JSON.stringify(smallest).length).toBeLessThan(JSON.stringify(REST_BASE).length + 50);
  });

  it('are made in less than a millisecond each', () => {
    const spentMs = [1, 2, 3].map((seed) => {
      const started = process.cpuUsage();
      fc.sample(configurations, { seed, numRuns: 1000 });
      return process.cpuUsage(started).user / 1000;
    });
    expect(Math.min(...spentMs)).toBeLessThan(1000);
  });

  it('start from whole configurations where a schema demands every option', () => {
    const strict = openConfigurationSchema({ ...OUTBOUND_SCHEMA, required: ['enabled', 'fax', 'rest', 'uas'] });
    expect(startingPoints(strict, OUTBOUND_HINTS)).toEqual([merge(UAS_BASE), merge(REST_BASE)]);
    for (const sent of fc.sample(validConfiguration(strict, OUTBOUND_HINTS), { seed: 1, numRuns: 100 })) {
      expect(strict.check(sent)).toEqual([]);
    }
  });

  it('are the bases as they are where the schema accepts nothing', () => {
    const nothing = openConfigurationSchema(false);
    expect(startingPoints(nothing, OUTBOUND_HINTS)).toEqual([]);
    const sent = fc.sample(validConfiguration(nothing, OUTBOUND_HINTS), { seed: 1, numRuns: 50 });
    expect(new Set(sent)).toEqual(new Set([UAS_BASE, REST_BASE]));
  });
});

describe('valid changes', () => {
  const sample = fc.sample(changes, { seed: 1, numRuns: 1000 });
  const isValidFor = (base: JsonObject, change: JsonObject) =>
    outbound.check(merge(mergeDeep(base, change))).length === 0;

  it('leave one of the bases valid, and mostly both', () => {
    const some = sample.filter((change) => isValidFor(UAS_BASE, change) || isValidFor(REST_BASE, change));
    const both = sample.filter((change) => isValidFor(UAS_BASE, change) && isValidFor(REST_BASE, change));
    expect(some).toHaveLength(1000);
    expect(both.length).toBeGreaterThan(800);
  });

  it('are of one to four levels, and hardly ever empty', () => {
    const depths = sample.map(depthOf);
    for (const depth of [1, 2, 3, 4]) expect(depths).toContain(depth);
    expect(depths.filter((depth) => depth === 0).length).toBeLessThan(20);
  });

  it('set null where that is legal, and the password to its placeholder', () => {
    expect(sample).toContainEqual({ description: null });
    expect(sample.filter((change) => 'service_password' in change).map((change) => change.service_password)).toContain(
      '{password}',
    );
  });

  it('shrink to a single option', () => {
    const failed = fc.check(
      fc.property(changes, (change) => memberAt(change, ['rest']) === undefined),
      { seed: 2, numRuns: 1000 },
    );
    expect(failed.counterexample).toEqual([{ rest: {} }]);
  });
});

function depthOf(change: JsonObject): number {
  const below = Object.values(change).map((value) =>
    typeof value === 'object' && value !== null && !Array.isArray(value) ? 1 + depthOf(value as JsonObject) : 1,
  );
  return Math.max(0, ...below);
}
