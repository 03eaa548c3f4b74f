import { expect, it } from 'vitest';
import { hexLines } from './hex-lines.ts';

it('octets stand sixteen a line, with their places and their letters', () => {
  const octets = Uint8Array.from({ length: 20 }, (_octet, index) => index + 0x38);
  expect(hexLines(octets)).toEqual([
    '0000  38 39 3a 3b 3c 3d 3e 3f  40 41 42 43 44 45 46 47  89:;<=>?@ABCDEFG',
    '0010  48 49 4a 4b                                       HIJK',
  ]);
  expect(hexLines(Uint8Array.of(0, 255))[0]).toMatch(/ {2}\.\.$/);
  expect(hexLines(new Uint8Array())).toEqual([]);
});
