import { describe, expect, it } from 'vitest';
import { forbiddenIn, judgeName } from './naming-rules.ts';

/** The rules that a name breaks, in the letters of this table; `-` for none, a reading where it is left open. */
const RULES: Readonly<Record<string, string>> = {
  C: 'files.character.forbidden',
  D: 'files.sequence.dot-dot',
  S: 'files.sequence.slash-slash',
  P: 'files.sequence.slash-dot-slash',
  N: 'files.extension.media-required',
  X: 'files.extension.media-set',
  M: 'files.extension.message-media-required',
};

function lettersOf(name: string, kind: 'media' | 'msg_media' | 'rest'): string {
  const { verdict, broken, openBy } = judgeName(name, kind);
  const letters = Object.keys(RULES).filter((letter) => broken.includes(RULES[letter] ?? ''));
  expect(letters).toHaveLength(broken.length);
  expect(verdict === 'illegal').toBe(broken.length > 0);
  expect(verdict === 'open').toBe(openBy !== undefined);
  return letters.join('') || openBy || '-';
}

/** Name, what it breaks as the name of a media file, and of a message media file. Written by hand from the guide. */
const NAMES: ReadonlyArray<readonly [name: string, media: string, message: string]> = [
  ['a.wav', '-', '-'],
  ['a.wave', '-', '-'],
  ['a.tif', '-', '-'],
  ['a.tiff', '-', '-'],
  ['0.wav', '-', '-'],
  ['A-Z_a-z@0.9.wav', '-', '-'],
  ['@.wav', '-', '-'],
  ['-.wav', '-', '-'],
  ['__.wav', '-', '-'],
  ['a/b.wav', '-', '-'],
  ['a/b/c/d/e/f.wav', '-', '-'],
  ['a.b.c.wav', '-', '-'],
  ['.a.wav', '-', '-'],
  ['.a/b.wav', '-', '-'],
  ['a./b.wav', '-', '-'],
  ['a./.b.wav', '-', '-'],
  ['a.wav/b.wav', '-', '-'],
  ['a.wav.wav', '-', '-'],
  ['CON.wav', '-', '-'],
  ['a:b.wav', '-', '-'],
  ['C:/a.wav', '-', '-'],
  ['a/c/b.wav', '-', '-'],
  ['x'.repeat(96).concat('.wav'), '-', '-'],
  ['x'.repeat(97).concat('.wav'), 'R18', 'R18'],
  ['', 'N', 'M'],
  ['a', 'N', 'M'],
  ['a.', 'N', 'M'],
  ['a.wav.', 'N', 'M'],
  ['wav', 'N', 'M'],
  ['a/b', 'N', 'M'],
  ['a.wav/b', 'N', 'M'],
  ['a/b.', 'N', 'M'],
  ['a-wav', 'N', 'M'],
  ['a.mp3', 'X', '-'],
  ['a.wavx', 'X', '-'],
  ['a.wav.exe', 'X', '-'],
  ['a.wa', 'X', '-'],
  ['a.xwav', 'X', '-'],
  ['a.wav_', 'X', '-'],
  ['a.wav:x', 'X', '-'],
  ['a.tar.gz', 'X', '-'],
  ['a.-', 'X', '-'],
  ['a.WAV', 'R16', '-'],
  ['a.Wave', 'R16', '-'],
  ['a.tIFF', 'R16', '-'],
  ['.wav', 'R17', 'R17'],
  ['a/.tiff', 'R17', 'R17'],
  ['.WAV', 'R17', 'R17'],
  ['.htaccess', 'NX', 'R17'],
  ['/a.wav', 'R18', 'R18'],
  ['./a.wav', 'R18', 'R18'],
  ['a.wav/', 'R18', 'R18'],
  ['a.wav/.', 'R18', 'R18'],
  ['/', 'R18', 'R18'],
  ['.', 'R18', 'R18'],
  ['./', 'R18', 'R18'],
  ['/.', 'R18', 'R18'],
  ['a/', 'R18', 'R18'],
  ['/a.mp3', 'X', 'R18'],
  ['/a', 'N', 'M'],
  ['./a.WAV', 'R18', 'R18'],
  ['a..wav', 'D', 'D'],
  ['a..b.wav', 'D', 'D'],
  ['a...wav', 'D', 'D'],
  ['..a.wav', 'D', 'D'],
  ['../a.wav', 'D', 'D'],
  ['a/../b.wav', 'D', 'D'],
  ['a../b.wav', 'D', 'D'],
  ['a/.../b.wav', 'D', 'D'],
  ['a/..b/c.wav', 'D', 'D'],
  ['..', 'DN', 'DM'],
  ['a..', 'DN', 'DM'],
  ['a.wav/..', 'DN', 'DM'],
  ['a//b.wav', 'S', 'S'],
  ['a///b.wav', 'S', 'S'],
  ['//a.wav', 'S', 'S'],
  ['a.wav//', 'S', 'S'],
  ['a//.b.wav', 'S', 'S'],
  ['a/./b.wav', 'P', 'P'],
  ['a/././b.wav', 'P', 'P'],
  ['/./a.wav', 'P', 'P'],
  ['a./././b.wav', 'P', 'P'],
  ['a.wav/./', 'P', 'P'],
  ['a//./b.wav', 'SP', 'SP'],
  ['a//..//b.wav', 'DS', 'DS'],
  ['a//b', 'SN', 'SM'],
  ['a b.wav', 'C', 'C'],
  ['a\\b.wav', 'C', 'C'],
  ['a%2eb.wav', 'C', 'C'],
  ['a+b.wav', 'C', 'C'],
  ['a~.wav', 'C', 'C'],
  ['a,b.wav', 'C', 'C'],
  ['a[0].wav', 'C', 'C'],
  ['a`.wav', 'C', 'C'],
  ['a^.wav', 'C', 'C'],
  ['a{.wav', 'C', 'C'],
  ['a.wav\n', 'C', 'C'],
  ['a.wav\0', 'C', 'C'],
  ['a.wav ', 'C', 'C'],
  ['\na.wav', 'C', 'C'],
  ['a.w\tav', 'C', 'C'],
  ['\u00e9.wav', 'C', 'C'],
  ['e\u0301.wav', 'C', 'C'],
  ['\uff41.wav', 'C', 'C'],
  ['\u212a.wav', 'C', 'C'],
  ['\u{1f600}.wav', 'C', 'C'],
  ['\ud83d.wav', 'C', 'C'],
  ['\ude00\ud83d.wav', 'C', 'C'],
  ['a.wav\0.exe', 'CX', 'C'],
  ['a.exe\n', 'CX', 'C'],
  ['a.w\u00e4v', 'CX', 'C'],
  ['a b', 'CN', 'CM'],
  ['a\u2024wav', 'CN', 'CM'],
  ['a .. b.wav', 'CD', 'CD'],
];

describe('the naming rules', () => {
  it.each(NAMES)('%j: %s, %s', (name, media, message) => {
    expect(lettersOf(name, 'media')).toBe(media);
    expect(lettersOf(name, 'msg_media')).toBe(message);
  });

  it.each(NAMES)('leave %j open as the name of a log file', (name) => {
    expect(judgeName(name, 'rest')).toMatchObject({ verdict: 'open', openBy: 'R40', broken: [] });
  });

  it('tell that a name holds a colon', () => {
    expect(judgeName('a:b.wav', 'media').hasColon).toBe(true);
    expect(judgeName('a\uff1ab.wav', 'media').hasColon).toBe(false);
  });

  it('allow 68 characters of the 128 of ASCII', () => {
    const ascii = Array.from({ length: 128 }, (_, code) => String.fromCharCode(code));
    const allowed = ascii.filter((character) => forbiddenIn(character).length === 0).join('');
    expect(allowed).toBe('-./0123456789:@ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz');
  });

  it('allow no character beyond ASCII', () => {
    const wrong = Array.from({ length: 0x10000 - 128 }, (_, index) => String.fromCharCode(128 + index)).filter(
      (character) => forbiddenIn(`a${character}`).length === 0,
    );
    expect(wrong).toEqual([]);
    expect(forbiddenIn('a\u{1f600}b\u{1f600} ')).toEqual(['\u{1f600}', ' ']);
  });
});
