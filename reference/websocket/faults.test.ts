import { describe, expect, it } from 'vitest';
import { REQUIREMENTS } from '../../specification/catalogue.ts';
import { HOOKS, hooksFor } from './faults/index.ts';
import { FAULTS } from './faults.table.ts';

const requirements = REQUIREMENTS.filter(({ suite }) => suite === 'websocket');
const ids = new Set(requirements.map(({ id }) => id));

describe('the table of faults', () => {
  it('has a fault for every requirement of the websocket suite', () => {
    const broken = new Set(FAULTS.map(({ requirement }) => requirement));
    expect(requirements.map(({ id }) => id).filter((id) => !broken.has(id))).toEqual([]);
    expect(ids.size).toBeGreaterThan(50);
  });

  it('names only requirements of the catalogue', () => {
    const named = FAULTS.flatMap(({ requirement, admits }) => [requirement, ...admits]);
    expect(named.filter((id) => !ids.has(id))).toEqual([]);
  });

  it('names every fault once', () => {
    expect(new Set(FAULTS.map(({ id }) => id)).size).toBe(FAULTS.length);
  });

  it('has a hook for every fault and a fault for every hook', () => {
    expect(Object.keys(HOOKS).sort()).toEqual(FAULTS.map(({ id }) => id).sort());
  });

  it('expects a failure only where the requirement is a must that is published or derived', () => {
    const lenient = new Set(
      requirements.filter(({ level, basis }) => level === 'should' || basis === 'assumed').map(({ id }) => id),
    );
    const wrong = FAULTS.filter(({ requirement, verdict }) => lenient.has(requirement) && verdict === 'fail');
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('knows no other faults', () => {
    expect(() => hooksFor(['ws.no-such-fault'])).toThrow(RangeError);
    expect(() => hooksFor(['toString'])).toThrow(RangeError);
  });
});
