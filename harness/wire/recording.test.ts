import { describe, expect, it } from 'vitest';
import { createRecording, type RecordingOptions } from './recording.ts';
import type { FrameEvent, TargetProfile, TranscriptEvent } from './transcript.ts';

const profile: TargetProfile = {
  roundTripMs: 1,
  worstRoundTripMs: 2,
  answersPing: true,
  watchedMs: 1000,
  plays: true,
  timeoutScale: 1,
  started: false,
  secure: false,
  insecure: false,
};
const header = {
  suite: 'websocket',
  case: 'a/b',
  title: 'A case',
  requirements: [],
  url: 'ws://host/',
  profile,
} as const;

function record(options: Partial<RecordingOptions> = {}) {
  return createRecording({ clock: { nowMs: () => 0 }, ...options });
}

function frame(change: Partial<FrameEvent> & { readonly payload?: Uint8Array } = {}): FrameEvent {
  return {
    kind: 'frame',
    call: 0,
    ms: 1,
    from: 'server',
    opcode: 2,
    fin: true,
    rsv: 0,
    masked: false,
    lengthBits: 7,
    payloadBytes: change.payload?.length ?? 0,
    ...change,
  };
}

const kept = (events: readonly TranscriptEvent[]) =>
  events.map((event) => (event.kind === 'frame' || event.kind === 'octets' ? event.payload?.length : undefined));

describe('createRecording', () => {
  it('gives back every event in order, frames as they were', () => {
    const recording = record();
    const events: TranscriptEvent[] = [
      { kind: 'connect', call: 3, ms: 0.001, url: 'ws://host/', label: 'main' },
      frame({ call: 3, ms: 1.234, payload: Buffer.from('abc') }),
      frame({ call: 70_000, ms: 2, from: 'cloud', opcode: 15, fin: false, rsv: 7, masked: true, lengthBits: 64 }),
      { kind: 'octets', call: 3, ms: 3, from: 'cloud', bytes: 2, payload: Buffer.from('xy') },
      frame({ opcode: 0, rsv: 2, lengthBits: 16, payloadBytes: 2 ** 40, payload: Buffer.from('cut') }),
      frame({ opcode: 9, payload: Buffer.alloc(0) }),
      { kind: 'closed', call: 3, ms: 9, pendingBytes: 0 },
    ];
    const indexes = events.map((event) => (event.kind === 'frame' ? recording.frame(event) : recording.add(event)));
    expect(indexes).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(recording.seal(header).events).toEqual(events);
    expect(recording.length).toBe(7);
    expect(recording.at(1)).toEqual(events[1]);
    expect([...recording.events(5)]).toEqual(events.slice(5));
    expect(recording.at(7)).toBeUndefined();
  });

  it('gives back tens of thousands of frames', () => {
    const recording = record();
    for (let n = 0; n < 50_000; n++)
      recording.frame(frame({ ms: n, payloadBytes: 4, payload: Buffer.from([n, n >> 8, 0, 0]) }));
    const { events } = recording.seal(header);
    expect(events).toHaveLength(50_000);
    expect(events[49_999]).toEqual(frame({ ms: 49_999, payloadBytes: 4, payload: Buffer.from([79, 195, 0, 0]) }));
  });

  it('keeps payloads apart from the buffers that they came in', () => {
    const recording = record();
    const payload = Buffer.from('before');
    recording.frame(frame({ opcode: 1, payload }));
    recording.add({ kind: 'octets', call: 0, ms: 1, from: 'server', bytes: 6, payload });
    payload.fill(0);
    const texts = [...recording.events()].map((event) => ('payload' in event ? String(event.payload) : ''));
    expect(texts).toEqual(['before', 'before']);
  });

  it('cuts a text at its limit, each by itself', () => {
    const recording = record({ textLimitBytes: 10 });
    for (const length of [9, 10, 11]) recording.frame(frame({ opcode: 1, payload: Buffer.alloc(length) }));
    recording.add({ kind: 'octets', call: 0, ms: 1, from: 'cloud', bytes: 12, payload: Buffer.alloc(12) });
    expect(kept([...recording.events()])).toEqual([9, 10, 10, 10]);
  });

  it('stops keeping text when there is too much in all', () => {
    const recording = record({ textTotalBytes: 25 });
    for (let n = 0; n < 4; n++) recording.frame(frame({ opcode: n === 0 ? 9 : 1, payload: Buffer.alloc(10) }));
    recording.add({ kind: 'octets', call: 0, ms: 1, from: 'server', bytes: 1, payload: Buffer.alloc(1) });
    expect(kept([...recording.events()])).toEqual([10, 10, 5, undefined, undefined]);
  });

  it('keeps audio up to its limit in each direction', () => {
    const recording = record({ audioLimitBytes: 500 });
    for (let n = 0; n < 3; n++) {
      recording.frame(frame({ payload: Buffer.alloc(320) }));
      recording.frame(frame({ from: 'cloud', payload: Buffer.alloc(200) }));
    }
    expect(kept([...recording.events()])).toEqual([320, 200, 180, 200, undefined, 100]);
  });

  it('counts the fragments of an audio message as audio, also with a control frame between them', () => {
    const recording = record({ audioLimitBytes: 10 });
    const payload = Buffer.alloc(8);
    recording.frame(frame({ fin: false, payload }));
    recording.frame(frame({ opcode: 9, payload }));
    recording.frame(frame({ opcode: 0, fin: false, payload }));
    recording.frame(frame({ opcode: 0, payload }));
    recording.frame(frame({ opcode: 1, fin: false, payload }));
    recording.frame(frame({ opcode: 0, payload }));
    expect(kept([...recording.events()])).toEqual([8, 8, 2, undefined, 8, 8]);
  });

  it('only counts frames and plays beyond the limit, and says so', () => {
    const recording = record({ eventLimit: 2 });
    const play = { kind: 'play', call: 0, ms: 1, play: 0, id: '', state: 'queued' } as const;
    expect([recording.frame(frame()), recording.add(play), recording.frame(frame()), recording.add(play)]).toEqual([
      0, 1, -1, -1,
    ]);
    expect(recording.add({ kind: 'closed', call: 0, ms: 2, pendingBytes: 0 })).toBe(2);
    expect(recording.droppedEvents).toBe(2);
    const transcript = recording.seal(header);
    expect(transcript.header.droppedEvents).toBe(2);
    expect(transcript.events.map(({ kind }) => kind)).toEqual(['frame', 'play', 'closed']);
  });

  it('tells time from its own beginning, in whole microseconds', () => {
    let time = 1000.1234567;
    const recording = createRecording({ clock: { nowMs: () => time } });
    expect(recording.nowMs()).toBe(0);
    time += 20.0005678;
    expect(recording.nowMs()).toBe(20.001);
    expect(Math.abs(Date.parse(recording.startedAt) - Date.now())).toBeLessThan(60_000);
    expect(recording.seal({ ...header, startedAt: 'never' }).header.startedAt).toBe(recording.startedAt);
  });
});
