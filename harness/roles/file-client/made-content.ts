// Content of files of which a case does not care what is in them. Stores may check that a sound is a sound.
import { createHash } from 'node:crypto';
import { octetsOf } from './file-names.ts';

/** What text modes, C strings and character sets change on the way. */
const FRAGILE = [0x00, 0x0a, 0x0d, 0x0d, 0x0a, 0x1a, 0x7f, 0x80, 0xc3, 0x28, 0xff, 0xfe, 0x09, 0x20, 0x25, 0x30];
const EIGHT_KHZ = 8000;
const A_LAW = 6;

/** Octets that differ from name to name: a short sound (WAV, 8000 Hz, A-law), a fax page of a few dots (TIFF), or such. */
export function contentFor(name: string): Buffer {
  const marks = Buffer.concat([Buffer.from(FRAGILE), createHash('sha256').update(octetsOf(name)).digest()]);
  if (/\.wave?$/i.test(name)) return wav(marks);
  if (/\.tiff?$/i.test(name)) return tiff(marks);
  return marks;
}

function wav(samples: Buffer): Buffer {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(A_LAW, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(EIGHT_KHZ, 24);
  head.writeUInt32LE(EIGHT_KHZ, 28);
  head.writeUInt16LE(1, 32);
  head.writeUInt16LE(8, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

const SHORT = 3;
const LONG = 4;

/** One strip of uncompressed black and white, eight dots a line. */
function tiff(lines: Buffer): Buffer {
  const entries: ReadonlyArray<readonly [tag: number, type: number, value: number]> = [
    [256, LONG, 8],
    [257, LONG, lines.length],
    [258, SHORT, 1],
    [259, SHORT, 1],
    [262, SHORT, 0],
    [273, LONG, 0],
    [277, SHORT, 1],
    [278, LONG, lines.length],
    [279, LONG, lines.length],
  ];
  const directory = Buffer.alloc(8 + 2 + entries.length * 12 + 4);
  directory.write('II', 0, 'latin1');
  directory.writeUInt16LE(42, 2);
  directory.writeUInt32LE(8, 4);
  directory.writeUInt16LE(entries.length, 8);
  for (const [index, [tag, type, value]] of entries.entries()) {
    const at = 10 + index * 12;
    directory.writeUInt16LE(tag, at);
    directory.writeUInt16LE(type, at + 2);
    directory.writeUInt32LE(1, at + 4);
    directory.writeUInt32LE(tag === 273 ? directory.length : value, at + 8);
  }
  return Buffer.concat([directory, lines]);
}
