import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { breakableRules, illegalName, legalName } from '../../generators/names/index.ts';
import { judgeName } from './naming-rules.ts';
import { shorterNames } from './shorter-names.ts';

/** Goes on from the first shorter name that still shows it, as whoever reduces a case does. */
function shortest(name: string, shows: (name: string) => boolean): string {
  for (const shorter of shorterNames(name, 'media', 'f')) {
    if (shows(shorter)) return shortest(shorter, shows);
  }
  return name;
}

describe('shorter names', () => {
  it('break the same rule and are shorter, whatever the name', () => {
    for (const requirement of breakableRules('media')) {
      for (const { name } of fc.sample(illegalName('media', requirement), { seed: 1, numRuns: 30 })) {
        for (const shorter of shorterNames(name, 'media', 'f')) {
          expect(judgeName(`f${shorter}`, 'media').broken).toEqual([requirement]);
          expect(shorter.length).toBeLessThan(name.length);
        }
      }
    }
  });

  it('of a legal name are legal', () => {
    for (const name of fc.sample(legalName({ kind: 'media' }), { seed: 1, numRuns: 50 })) {
      const all = [...shorterNames(name, 'media')];
      expect(
        all.map((shorter) => judgeName(shorter, 'media').verdict).filter((verdict) => verdict !== 'legal'),
      ).toEqual([]);
    }
  });

  it('lead to the shortest name that shows it', () => {
    expect(shortest('one/two three/four.five.wav', (name) => name.includes(' '))).toBe(' .wav');
    expect(shortest('one/two../three..four.tiff', (name) => /\.\.[^/]*\.tif/.test(name))).toBe('...tif');
    expect(shortest('one/@two/three.wav', (name) => name.includes('@'))).toBe('@.wav');
    expect(shortest('a.b\u{1f600}\u{1f600}c.wav', (name) => name.includes('\u{1f600}'))).toBe('\u{1f600}.wav');
  });

  it('never hold half of a character', () => {
    for (const shorter of shorterNames('\u{1f600}\u{1f600}\u{1f600}.wav', 'media')) {
      expect(/\p{Surrogate}/u.test(shorter)).toBe(false);
    }
  });

  it('are none of the shortest, and each once', () => {
    expect([...shorterNames('a.wav', 'media')]).toEqual([]);
    const all = [...shorterNames('aaaa/aaaa/aaaa.wav', 'media')];
    expect(new Set(all).size).toBe(all.length);
    expect(all[0]).toBe('aaaa/aaaa.wav');
  });
});
