import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakableRules, type IllegalName, illegalName } from './illegal-name.ts';
import { anyExtension, LONGEST_NAME, legalName, type NamedKind } from './legal-name.ts';

const KINDS: readonly NamedKind[] = ['media', 'msg_media'];
const RULES = KINDS.flatMap((kind) => breakableRules(kind).map((requirement) => ({ kind, requirement })));

const sample = <T>(arbitrary: fc.Arbitrary<T>, seed: number, numRuns = 300): readonly T[] =>
  fc.sample(arbitrary, { seed, numRuns });

/** Where shrinking ends if everything fails, and what it came through. */
function shrunk<T>(arbitrary: fc.Arbitrary<T>, seed: number): readonly T[] {
  const tried: T[] = [];
  const run = fc.check(
    fc.property(arbitrary, (value) => {
      tried.push(value);
      return false;
    }),
    { seed, numRuns: 1 },
  );
  expect(run.counterexample).toEqual([tried.at(-1)]);
  return tried;
}

/** What each fault looks like, by an expression that knows nothing of how it was made. */
const SHOWS: Readonly<Record<string, RegExp>> = {
  'files.character.forbidden': /[^a-zA-Z0-9._/@-]/,
  'files.extension.media-required': /(^|\/)[^./]+\.?$/,
  'files.extension.message-media-required': /(^|\/)[^./]+\.?$/,
  'files.extension.media-set': /\.(?!(wave?|tiff?)$)[^./]+$/i,
  'files.sequence.dot-dot': /\.\./,
  'files.sequence.slash-slash': /\/\//,
  'files.sequence.slash-dot-slash': /\/\.\//,
};
const shows = ({ name, breaks }: IllegalName): boolean => SHOWS[breaks]?.test(name) === true;

describe('legal names', () => {
  it.each(KINDS)('of kind %s hold allowed characters and no forbidden sequence, and have an extension', (kind) => {
    for (const name of sample(legalName({ kind }), 1, 1000)) {
      expect(name).toMatch(/^[a-zA-Z0-9._/@-]+$/);
      expect(name).not.toMatch(/\.\.|\/\/|\/\.\/|^\.?\/|\/\.?$/);
      expect(name).toMatch(kind === 'media' ? /[^/]\.(wave?|tiff?)$/ : /[^/]\.jpg$/);
      expect(name.length).toBeLessThanOrEqual(LONGEST_NAME);
    }
  });

  it('are the same for the same seed, and others for another', () => {
    const names = (seed: number) => sample(legalName({ kind: 'media' }), seed);
    expect(names(1)).toEqual(names(1));
    expect(names(1)).not.toEqual(names(2));
  });

  it('have folders, dots at all places and every allowed character', () => {
    const names = sample(legalName({ kind: 'media' }), 1, 1000);
    for (const shape of [/^[^/]+$/, /(\/.*){4}/, /(^|\/)\.[^/]+$/, /\.\//, /\/\./, /[^/]\.[^/]+\.wav$/]) {
      expect([shape, names.some((name) => shape.test(name))]).toEqual([shape, true]);
    }
    expect(new Set(names.join('')).size).toBe(67);
    expect(new Set(names).size).toBeGreaterThan(900);
  });

  it('have colons only where they are asked for', () => {
    const coloned = sample(legalName({ kind: 'media', withColons: true }), 1);
    expect(coloned.filter((name) => name.includes(':')).length).toBeGreaterThan(50);
    expect(sample(legalName({ kind: 'media' }), 1).filter((name) => name.includes(':'))).toEqual([]);
  });

  it('shrink to one letter and the first extension', () => {
    for (let seed = 1; seed <= 20; seed++) {
      expect(shrunk(legalName({ kind: 'media' }), seed).at(-1)).toBe('a.wav');
    }
  });
});

describe('extensions of message media', () => {
  it('are words of allowed characters without dots', () => {
    for (const extension of sample(anyExtension, 1, 1000)) expect(extension).toMatch(/^[a-zA-Z0-9_@-]{1,8}$/);
    expect(shrunk(anyExtension, 1).at(-1)).toBe('a');
  });
});

describe('illegal names', () => {
  it('break each rule that a kind has', () => {
    expect(breakableRules('media')).toHaveLength(6);
    expect(breakableRules('msg_media')).toHaveLength(5);
    expect(() => illegalName('msg_media', 'files.extension.media-set')).toThrow(RangeError);
    expect(() => illegalName('media', 'files.separator')).toThrow(RangeError);
  });

  it.each(RULES)('$requirement of $kind: show their fault and say how', ({ kind, requirement }) => {
    for (const illegal of sample(illegalName(kind, requirement), 1, 1000)) {
      expect([illegal.name, shows(illegal)]).toEqual([illegal.name, true]);
      expect(illegal).toMatchObject({ kind, breaks: requirement });
      expect(illegal.what).not.toBe('');
      expect(illegal.name.length).toBeLessThanOrEqual(LONGEST_NAME);
    }
  });

  it.each(RULES)('$requirement of $kind: are the same for the same seed, and many', ({ kind, requirement }) => {
    const names = (seed: number) => sample(illegalName(kind, requirement), seed);
    expect(names(1)).toEqual(names(1));
    expect(names(1)).not.toEqual(names(2));
    expect(new Set(names(1).map(({ name }) => name)).size).toBeGreaterThan(200);
  });

  it.each(RULES)(
    '$requirement of $kind: keep their fault while they shrink, and end short',
    ({ kind, requirement }) => {
      for (let seed = 1; seed <= 20; seed++) {
        const tried = shrunk(illegalName(kind, requirement), seed);
        expect(tried.filter((illegal) => !shows(illegal))).toEqual([]);
        const [first, last] = [tried[0]!, tried.at(-1)!];
        expect(last.name.length).toBeLessThanOrEqual(first.name.length);
        expect(last.name.length).toBeLessThanOrEqual(10);
      }
    },
  );

  it('hold edge characters often, and all of ASCII that is not allowed', () => {
    const names = sample(illegalName('media', 'files.character.forbidden'), 1, 3000).map(({ name }) => name);
    const count = (character: string) => names.filter((name) => name.includes(character)).length;
    for (const edge of [' ', '%', '\n', '\0', '\\', '[', '~']) expect(count(edge)).toBeGreaterThan(20);
    const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
    const forbidden = ascii.filter((character) => !/[a-zA-Z0-9._/@:-]/.test(character));
    expect(forbidden.filter((character) => count(character) === 0)).toEqual([]);
  });
});
