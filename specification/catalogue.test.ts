import { describe, expect, it } from 'vitest';
import { REQUIREMENTS, requirement, requirementsOf, violationVerdict } from './catalogue.ts';
import { READINGS, reading } from './readings.ts';
import type { SuiteName } from './types.ts';

const ID = /^(ws|cloud|services|files)(\.[a-z0-9]+(-[a-z0-9]+)*){1,2}$/;

/** How many requirements each suite has, and the first segment of their ids. */
const SUITES: ReadonlyArray<readonly [SuiteName, string, number]> = [
  ['websocket', 'ws', 65],
  ['cloud', 'cloud', 37],
  ['services', 'services', 46],
  ['media-files', 'files', 17],
];

/** How many requirements each group of the websocket suite has. */
const GROUPS: ReadonlyArray<readonly [string, number]> = [
  ['ws.handshake', 7],
  ['ws.message', 5],
  ['ws.frame', 7],
  ['ws.play', 18],
  ['ws.hangup', 3],
  ['ws.call', 5],
  ['ws.tolerates', 12],
  ['ws.survives', 7],
  ['ws.isolates', 1],
];

describe('the catalogue', () => {
  it.each(SUITES)('holds every requirement of %s under %s', (suite, prefix, count) => {
    const ids = requirementsOf(suite).map(({ id }) => id);
    expect(ids).toHaveLength(count);
    expect(ids.filter((id) => !id.startsWith(`${prefix}.`))).toEqual([]);
  });

  it.each(GROUPS)('holds every requirement of %s', (group, count) => {
    expect(REQUIREMENTS.filter(({ id }) => id.startsWith(`${group}.`))).toHaveLength(count);
  });

  it('has unique, well-formed ids', () => {
    const ids = REQUIREMENTS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !ID.test(id))).toEqual([]);
  });

  it('names only readings that exist, each once', () => {
    for (const { id, readings } of REQUIREMENTS) {
      expect(
        readings.filter((name) => reading(name) === undefined),
        id,
      ).toEqual([]);
      expect(new Set(readings).size, id).toBe(readings.length);
    }
  });

  it('states each requirement as one sentence whose verb is its level', () => {
    for (const { id, level, statement } of REQUIREMENTS) {
      expect(statement, id).toMatch(level === 'must' ? /\bmust\b/ : /\bshould\b/);
      expect(statement, id).not.toMatch(level === 'must' ? /\bshould\b/ : /\bmust\b/);
      expect(statement, id).toMatch(/^[A-Z].*[^.]\.$|^`?[a-z_.]+`? .*[^.]\.$/);
    }
  });

  it('states nothing twice', () => {
    const statements = REQUIREMENTS.map(({ statement }) => statement);
    expect(new Set(statements).size).toBe(statements.length);
  });

  it('says for each requirement where it was read, what to change and what would exercise it', () => {
    for (const { id, source, remedy, exercisedBy } of REQUIREMENTS) {
      expect(source.document, id).not.toBe('');
      expect(source.section, id).not.toBe('');
      expect(remedy.length, id).toBeGreaterThan(20);
      // It completes "not exercised: …".
      expect(exercisedBy, id).toMatch(/^[a-z].*[^.]$/);
    }
  });

  it('cites the documents for what is published, and an RFC only for what follows', () => {
    const published = REQUIREMENTS.filter(({ basis }) => basis === 'published');
    expect(published.filter(({ source }) => !source.document.startsWith('Aculab Cloud'))).toEqual([]);
  });

  it('finds a requirement by its id', () => {
    expect(requirement('ws.play.whole-samples')?.suite).toBe('websocket');
    expect(requirement('ws.play.half-samples')).toBeUndefined();
  });
});

describe('the verdict of a violation', () => {
  it('is a fail for what is demanded or follows, a warn for what is recommended or assumed', () => {
    expect(violationVerdict({ level: 'must', basis: 'published' })).toBe('fail');
    expect(violationVerdict({ level: 'must', basis: 'derived' })).toBe('fail');
    expect(violationVerdict({ level: 'must', basis: 'assumed' })).toBe('warn');
    expect(violationVerdict({ level: 'should', basis: 'published' })).toBe('warn');
  });

  it('is a fail wherever one bad peer brings down a service', () => {
    const survival = REQUIREMENTS.filter(({ id }) => /\.survives\.|\.isolates\./.test(id));
    const warned = survival.filter((entry) => violationVerdict(entry) === 'warn').map(({ id }) => id);
    expect(survival).toHaveLength(15);
    expect(warned).toEqual(['services.survives.unsupported-method']);
  });
});

describe('the readings', () => {
  it('are all there, in order', () => {
    const numbers = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => `R${from + n}`);
    expect(READINGS.map(({ id }) => id)).toEqual([...numbers(1, 38), ...numbers(40, 48), ...numbers(50, 52)]);
  });

  it('each ask a question, say what may be meant and how the harness acts', () => {
    for (const { id, question, readings, harness } of READINGS) {
      expect(question, id).toMatch(/^[A-Z0-9].*\?$/);
      expect(readings.length, id).toBeGreaterThan(0);
      expect(harness, id).toMatch(/\.$/);
    }
  });

  it('each bear on a requirement', () => {
    const named = new Set(REQUIREMENTS.flatMap(({ readings }) => readings));
    expect(READINGS.filter(({ id }) => !named.has(id)).map(({ id }) => id)).toEqual([]);
  });
});
