import { describe, expect, it } from 'vitest';
import type { TranscriptEvent } from '../harness/wire/transcript.ts';
import { excerpt } from './excerpt.ts';
import { fixtureEvents, frame, textFrame } from './run.fixture.ts';

const startedAt = '2026-03-04T05:06:07.000Z';

const of = (events: readonly TranscriptEvent[], options = {}) => excerpt({ startedAt, events }, options);

describe('excerpt', () => {
  it('tells both clocks, the direction and what a frame is', () => {
    const [line] = of([textFrame(1100.5, '{"type":"audio_start"}')]);
    expect(line).toEqual({
      event: 0,
      ms: 1100.5,
      wall: '05:06:08.100',
      from: 'server',
      kind: 'text',
      detail: '{"type":"audio_start"}',
      marked: false,
      whole: false,
      count: 1,
      lastMs: 1100.5,
    });
  });

  it('folds equal binary frames of each direction while nothing else passes', () => {
    const audio = Array.from({ length: 50 }, (_, index) => [
      frame(index * 20, { from: 'cloud', payloadBytes: 320 }),
      frame(index * 20 + 1, { payloadBytes: 320 }),
    ]).flat();
    const lines = of([...audio, textFrame(1000, '{}'), frame(1001, { payloadBytes: 320 })]);
    expect(lines.map(({ from, kind, count, lastMs }) => [from, kind, count, lastMs])).toEqual([
      ['cloud', 'binary', 50, 980],
      ['server', 'binary', 50, 981],
      ['server', 'text', 1, 1000],
      ['server', 'binary', 1, 1001],
    ]);
  });

  it('tells the marked event and the error that answers it whole, and nothing else', () => {
    const long = 'x'.repeat(400);
    const events = [
      textFrame(1, long),
      textFrame(2, long),
      frame(3, { from: 'cloud', payloadBytes: 320 }),
      textFrame(4, `{"type":"error","message":"${long}"}`, { from: 'cloud' }),
      textFrame(5, long),
    ];
    expect(of(events, { event: 1 }).map(({ whole, detail }) => [whole, detail.endsWith('…')])).toEqual([
      [false, true],
      [true, false],
      [false, false],
      [true, false],
      [false, true],
    ]);
  });

  it('never folds the frame that the finding points at', () => {
    const lines = of(
      Array.from({ length: 9 }, (_, index) => frame(index, { payloadBytes: 320 })),
      { event: 4 },
    );
    expect(lines.map(({ count, marked }) => [count, marked])).toEqual([
      [4, false],
      [1, true],
      [4, false],
    ]);
  });

  it('shows at most twelve lines with the event among them, wherever it is', () => {
    const events = Array.from({ length: 100 }, (_, index) => textFrame(index, `{"n":${index}}`));
    for (const event of [0, 1, 50, 98, 99]) {
      const lines = of(events, { event });
      expect(lines.filter(({ marked }) => marked).map((line) => line.event)).toEqual([event]);
      expect(lines).toHaveLength(12);
    }
  });

  it('shows the end of the transcript where the finding points at nothing', () => {
    expect(of(fixtureEvents).at(-1)).toMatchObject({ kind: 'FIN', from: 'server' });
  });

  it('shows one connection, and what happened to the process', () => {
    const lines = of(
      [
        textFrame(1, 'other', { call: 1 }),
        textFrame(2, 'this'),
        { kind: 'process', event: 'exit', pid: 42, exitCode: null, signal: 'SIGSEGV', call: 1, ms: 3 },
      ],
      { event: 1 },
    );
    expect(lines.map(({ detail }) => detail)).toEqual(['this', 'process 42 ended, signal SIGSEGV']);
  });

  it('names what is unusual about a frame', () => {
    const [odd] = of([frame(1, { fin: false, rsv: 4, masked: true, lengthBits: 64, payloadBytes: 5 })]);
    expect(odd?.detail).toBe('5 bytes (not final, reserved bits 4, masked, length in 64 bits)');
  });

  it('reads close codes and reasons', () => {
    const reason = new Uint8Array([0x03, 0xf3, ...new TextEncoder().encode('no\u001b')]);
    const lines = of([frame(1, { opcode: 8, payload: reason }), frame(2, { opcode: 8, payload: new Uint8Array() })]);
    expect(lines.map(({ detail }) => detail)).toEqual(['1011 no\\x1b', 'no code']);
  });

  it('shortens long texts and leaves nothing unprintable in them', () => {
    const [line] = of([textFrame(1, `\u001b[2J${'x'.repeat(1_000_000)}`)], { detail: 40 });
    expect(line?.detail).toMatch(/^\\x1b\[2Jx+…$/);
    expect([...(line?.detail ?? '')].length).toBe(40);
  });
});
