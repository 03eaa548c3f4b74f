import { describe, expect, it } from 'vitest';
import { REQUIREMENTS } from '../../specification/catalogue.ts';
import { HOOKS, hooksFor } from './faults/index.ts';
import { SERVICES_FAULTS } from './faults.table.ts';

const requirements = REQUIREMENTS.filter(({ suite }) => suite === 'services');
const ids = new Set(requirements.map(({ id }) => id));
/** Readings under which a violation only warns, whatever the level of the requirement. */
const LENIENT_READINGS = ['R11', 'R15', 'R21', 'R22', 'R25'];

describe('the table of faults', () => {
  it('has a fault for every requirement of the services suite', () => {
    const broken = new Set(SERVICES_FAULTS.map(({ requirement }) => requirement));
    expect(requirements.map(({ id }) => id).filter((id) => !broken.has(id))).toEqual([]);
    expect(ids.size).toBeGreaterThan(40);
  });

  it('has one without a variant for every requirement', () => {
    const named = new Set(SERVICES_FAULTS.map(({ id }) => id));
    expect([...ids].filter((id) => !named.has(id))).toEqual([]);
  });

  it('names only requirements of the catalogue, and none as its own consequence', () => {
    const named = SERVICES_FAULTS.flatMap(({ requirement, admits }) => [requirement, ...admits]);
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
    const circular = SERVICES_FAULTS.filter(({ requirement, admits }) => admits.includes(requirement));
    expect(circular.map(({ id }) => id)).toEqual([]);
    const repetitive = SERVICES_FAULTS.filter(({ admits }) => new Set(admits).size < admits.length);
    expect(repetitive.map(({ id }) => id)).toEqual([]);
  });

  it('names every fault once, and no two alike', () => {
    expect(new Set(SERVICES_FAULTS.map(({ id }) => id)).size).toBe(SERVICES_FAULTS.length);
    expect(new Set(SERVICES_FAULTS.map(({ title }) => title)).size).toBe(SERVICES_FAULTS.length);
  });

  it('has a hook for every fault and a fault for every hook', () => {
    expect(Object.keys(HOOKS).sort()).toEqual(SERVICES_FAULTS.map(({ id }) => id).sort());
  });

  it('expects a failure only where the requirement is a must that is published or derived', () => {
    const lenient = new Set(
      requirements.filter(({ level, basis }) => level === 'should' || basis === 'assumed').map(({ id }) => id),
    );
    const wrong = SERVICES_FAULTS.filter(({ requirement, verdict }) => lenient.has(requirement) && verdict === 'fail');
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('expects a warning of a must only where a reading has it so', () => {
    const readings = new Map(requirements.map(({ id, level, basis, readings }) => [id, { level, basis, readings }]));
    const wrong = SERVICES_FAULTS.filter(({ requirement, verdict }) => {
      const known = readings.get(requirement);
      const strict = known?.level === 'must' && known.basis !== 'assumed';
      return verdict === 'warn' && strict && !known.readings.some((id) => LENIENT_READINGS.includes(id));
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('has titles that are sentences without a full stop', () => {
    expect(SERVICES_FAULTS.filter(({ title }) => !/^[A-Z].*[^.]$/.test(title)).map(({ id }) => id)).toEqual([]);
  });

  it('knows no other faults', () => {
    expect(() => hooksFor(['services.no-such-fault'])).toThrow(RangeError);
    expect(() => hooksFor(['toString'])).toThrow(RangeError);
  });
});
