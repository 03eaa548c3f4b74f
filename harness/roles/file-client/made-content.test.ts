import { describe, expect, it } from 'vitest';
import { contentFor } from './made-content.ts';

describe('content made for a name', () => {
  it('is the same for the same name and another for another', () => {
    expect(contentFor('a.wav')).toEqual(contentFor('a.wav'));
    expect(contentFor('a.wav')).not.toEqual(contentFor('A.wav'));
    expect(contentFor('\ud800')).not.toEqual(contentFor('\ufffd'));
  });

  it('is a sound where the name says so', () => {
    for (const name of ['a.wav', 'a.WAVE']) {
      const content = contentFor(name);
      expect(content.toString('latin1', 0, 4)).toBe('RIFF');
      expect(content.readUInt32LE(4)).toBe(content.length - 8);
      expect(content.readUInt32LE(40)).toBe(content.length - 44);
      expect(content.readUInt32LE(24)).toBe(8000);
    }
  });

  it('is a picture where the name says so', () => {
    const content = contentFor('a.tiff');
    expect(content.toString('latin1', 0, 4)).toBe('II*\0');
    const entries = content.readUInt16LE(8);
    const values = new Map(
      Array.from({ length: entries }, (_, index) => {
        const at = 10 + index * 12;
        return [content.readUInt16LE(at), content.readUInt32LE(at + 8)];
      }),
    );
    expect((values.get(273) ?? 0) + (values.get(279) ?? 0)).toBe(content.length);
  });

  it('holds what text modes change', () => {
    const content = contentFor('notes');
    for (const octet of [0x00, 0x0a, 0x0d, 0x1a, 0xff]) expect(content.includes(octet)).toBe(true);
    expect(Buffer.from(content.toString('utf8'))).not.toEqual(content);
  });
});
