import { describe, expect, it } from 'vitest';
import type { Kind } from './kinds.ts';
import { isValidName } from './validate.ts';

const accepted = (name: string, kind: Kind): boolean => isValidName(name, kind).accepted;

/** All characters that the guide lists, and the colon. */
const LISTED = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._@-:';

const LEGAL: Readonly<Record<'media' | 'msg_media', readonly string[]>> = {
  media: [
    'a.wav',
    'a.wave',
    'a.tif',
    'a.tiff',
    'a.WAV',
    'a.b.wav',
    'a/b.wav',
    'a/b/c/d/e.wav',
    '.a/b.wav',
    'a./b.wav',
    '.hidden.wav',
    'a/.b.wav',
    '-a.wav',
    '@.wav',
    'dir.exe/a.wav',
    'c:a.wav',
    'CON.wav',
    `${'a'.repeat(96)}.wav`,
  ],
  msg_media: ['a.png', 'a.wav', 'a.7z', 'a.x-y', 'a.tar.gz', 'a/b.extension', 'a.exe', 'a._'],
};

const ILLEGAL: Readonly<Record<'media' | 'msg_media', readonly string[]>> = {
  media: [
    '',
    'name',
    'name.',
    'dir.wav/name',
    'dir.wav/name.',
    'wav',
    'namewav',
    'a.mp3',
    'a.wavx',
    'a.xwav',
    'a.wav.exe',
    'a.wav/b.exe',
    'a..wav',
    '../a.wav',
    'a/../b.wav',
    'a..b.wav',
    'a/b...wav',
    'a//b.wav',
    'a/./b.wav',
    'a b.wav',
    'a\\b.wav',
    'a%20b.wav',
    'a.wav\n',
    '\na.wav',
    'a.wav\0',
    'a.wav ',
    'é.wav',
    '\u212a.wav',
    '\uff41.wav',
    '\u0131.wav',
    'e\u0301.wav',
    'a\u200bb.wav',
    '\u{1f600}.wav',
    '\ud800.wav',
  ],
  msg_media: ['', 'name', 'name.', 'dir.png/name', 'a..png', 'a//b.png', 'a/./b.png', 'a b.png', 'a.pn g', 'a.png\n'],
};

describe('the rules of names', () => {
  for (const kind of ['media', 'msg_media'] as const) {
    it(`accept legal names of ${kind}`, () => {
      expect(LEGAL[kind].filter((name) => !accepted(name, kind))).toEqual([]);
    });
    it(`refuse illegal names of ${kind} and say why`, () => {
      expect(ILLEGAL[kind].filter((name) => accepted(name, kind))).toEqual([]);
      expect(ILLEGAL[kind].map((name) => typeof isValidName(name, kind).reason)).toEqual(
        ILLEGAL[kind].map(() => 'string'),
      );
    });
  }

  it('accept of all UTF-16 code units just the listed ones', () => {
    const units = Array.from({ length: 0x1_0000 }, (_, code) => String.fromCharCode(code));
    const fit = units.filter((unit) => accepted(`a${unit}b.wav`, 'media'));
    expect(fit.join('')).toBe([...LISTED, '/'].sort().join(''));
  });

  it('refuse what stands at either end of a path, whatever the documents leave open', () => {
    const open = ['/', '.', '/a.wav', './a.wav', 'a.wav/', 'a.wav/.'];
    expect(open.filter((name) => accepted(name, 'media'))).toEqual([]);
  });

  it('ask of log files that they can be listed and are no way out', () => {
    const logs = ['log', '2024 01.txt', 'ä+b/c', 'a..b', '../a', 'a\\b', 'a\nb', 'a//b'];
    expect(logs.filter((name) => accepted(name, 'rest'))).toEqual(['log', '2024 01.txt', 'ä+b/c']);
  });

  it('end at 1024 octets', () => {
    expect(accepted(`${'a'.repeat(1020)}.wav`, 'media')).toBe(true);
    expect(accepted(`${'a'.repeat(1021)}.wav`, 'media')).toBe(false);
  });
});
