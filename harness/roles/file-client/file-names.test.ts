import { describe, expect, it } from 'vitest';
import { encodeSegments, encodeWhole, filePrefix, isOurs, octetsOf, runLetters } from './file-names.ts';

describe('a prefix of names', () => {
  it('is of small letters, of the same length for every drive, and another for each', () => {
    const run = runLetters(Uint8Array.of(0, 25, 26, 51, 255, 100));
    const prefixes = [0, 1, 25, 26, 700, 17_575].map((drive) => filePrefix(run, drive));
    expect(prefixes).toEqual([
      'acuazazvwaaa',
      'acuazazvwaab',
      'acuazazvwaaz',
      'acuazazvwaba',
      'acuazazvwbay',
      'acuazazvwzzz',
    ]);
  });

  it('tells ours from others', () => {
    expect(isOurs(`${filePrefix('abcdef', 3)}/x.wav`)).toBe(true);
    expect(isOurs('acumen.wav')).toBe(false);
    expect(isOurs(`x${filePrefix('abcdef', 3)}`)).toBe(false);
  });
});

describe('a name in a URL', () => {
  it.each([
    ['a/b.wav', 'a/b.wav', 'a%2Fb.wav'],
    ['a b/ü?#%.wav', 'a%20b/%C3%BC%3F%23%25.wav', 'a%20b%2F%C3%BC%3F%23%25.wav'],
    ['../..//./', '../..//./', '..%2F..%2F%2F.%2F'],
    ['\0\n\\', '%00%0A%5C', '%00%0A%5C'],
    ['\ud800😀\udc00', '%ED%A0%80%F0%9F%98%80%ED%B0%80', '%ED%A0%80%F0%9F%98%80%ED%B0%80'],
  ])('is encoded by segment or whole: %j', (name, bySegment, whole) => {
    expect(encodeSegments(name)).toBe(bySegment);
    expect(encodeWhole(name)).toBe(whole);
  });

  it('has the octets of UTF-8, and those of its codes where it is half a pair', () => {
    expect(octetsOf('aü\u2028😀').toString('utf8')).toBe('aü\u2028😀');
    expect(octetsOf('ü\udfff').toString('hex')).toBe('c3bcedbfbf');
  });
});
