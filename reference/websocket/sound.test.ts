import { describe, expect, it } from 'vitest';
import { bytesOf, level, silence, tone } from './sound.ts';

describe('sound', () => {
  it('has the bytes that its format and channels ask for', () => {
    expect(bytesOf({ format: '16bit_PCM', channels: 1 }, 20)).toBe(320);
    expect(bytesOf({ format: '16bit_PCM', channels: 2 }, 20)).toBe(640);
    expect(tone({ format: 'alaw', channels: 1 }, 440, 20)).toHaveLength(160);
    expect(tone({ format: 'mulaw', channels: 2 }, 440, 20)).toHaveLength(320);
  });

  it('begins a tone with the code of silence in every format', () => {
    for (const format of ['16bit_PCM', 'alaw', 'mulaw', '8bit_PCM'] as const) {
      const shape = { format, channels: 1 } as const;
      expect(tone(shape, 440, 10)[0]).toBe(silence(shape, 10)[0]);
    }
  });

  it('codes G.711 as the tables of the standard do', () => {
    // A tone of 2000 Hz is 0, +peak, 0, -peak; the peak is 3276.
    expect([...tone({ format: 'alaw', channels: 1 }, 2000, 10).subarray(0, 4)]).toEqual([0xd5, 0x9c, 0xd5, 0x1c]);
    expect([...tone({ format: 'mulaw', channels: 1 }, 2000, 10).subarray(0, 4)]).toEqual([0xff, 0xb5, 0xff, 0x35]);
  });

  it('tells speech from silence', () => {
    expect(level(silence({ format: '16bit_PCM', channels: 1 }, 20))).toBe(0);
    expect(level(tone({ format: '16bit_PCM', channels: 1 }, 440, 20))).toBeGreaterThan(0.05);
    expect(level(Buffer.alloc(1))).toBe(0);
  });
});
