import { describe, expect, it } from 'vitest';
import type { FrameEvent, Peer, PlayEvent, TranscriptEvent } from '../../../harness/wire/transcript.ts';
import { type CallStory, callsIn, envelopeOf, recordingOf, storyOf } from './call-story.ts';

const frame = (ms: number, from: Peer, payload: Uint8Array | string, call = 0): FrameEvent => {
  const octets = typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
  const opcode = typeof payload === 'string' ? 1 : 2;
  return {
    kind: 'frame',
    call,
    ms,
    from,
    opcode,
    fin: true,
    rsv: 0,
    masked: from === 'cloud',
    lengthBits: 16,
    payloadBytes: octets.length,
    payload: octets,
  };
};

const play = (ms: number, state: PlayEvent['state'], number = 0): PlayEvent => ({
  kind: 'play',
  call: 0,
  ms,
  play: number,
  id: `p${number}`,
  state,
});

/** 20 ms of one value. */
const tone = (value: number): Uint8Array => new Uint8Array(Int16Array.from({ length: 160 }, () => value).buffer);

const EVENTS: readonly TranscriptEvent[] = [
  { kind: 'connect', call: 0, ms: 0, url: 'ws://127.0.0.1', label: 'main' },
  frame(1, 'cloud', '{"type":"call_start"}'),
  frame(10, 'server', '{"type":"audio_start"}'),
  play(10, 'queued'),
  play(10, 'buffering'),
  frame(11, 'server', tone(1000)),
  frame(12, 'server', tone(2000)),
  play(12, 'playing'),
  frame(13, 'server', tone(3000)),
  { kind: 'stall', call: 0, ms: 14, lateMs: 5 },
  frame(20, 'server', '{"type":"audio_play_end"}'),
  frame(21, 'server', '{"type":"audio_start","format":"mulaw"}'),
  play(21, 'queued', 1),
  frame(22, 'server', new Uint8Array(160)),
  { kind: 'stall', call: 0, ms: 400, lateMs: 300 },
  play(72, 'finished'),
  play(72, 'buffering', 1),
  play(72, 'playing', 1),
  frame(75, 'cloud', tone(-32_768)),
  play(80, 'aborted', 1),
  { kind: 'connect', call: 1, ms: 90, url: 'ws://127.0.0.1', label: 'probe' },
];

const story: CallStory = storyOf(EVENTS, 0);

describe('the story of a call', () => {
  it('knows its connections', () => {
    expect(callsIn(EVENTS)).toEqual([
      { call: 0, label: 'main' },
      { call: 1, label: 'probe' },
    ]);
    expect(storyOf(EVENTS, 1)).toMatchObject({ label: 'probe', messages: [], frames: [] });
  });

  it('has each message with its type', () => {
    expect(story.messages.map(({ from, label }) => `${from} ${label}`)).toEqual([
      'cloud call_start',
      'server audio_start',
      'server audio_play_end',
      'server audio_start',
    ]);
  });

  it('gives each frame to its play, in the coding that was announced', () => {
    expect(story.frames.map(({ from, play: number, coding }) => `${from} ${number} ${coding.format}`)).toEqual([
      'server 0 16bit_PCM',
      'server 0 16bit_PCM',
      'server 0 16bit_PCM',
      'server 1 mulaw',
      'cloud undefined 16bit_PCM',
    ]);
  });

  it('has the states of each play as stretches', () => {
    expect(
      story.plays.map(({ stretches, end }) => [
        stretches.map(({ state, ms, untilMs }) => `${state} ${ms} to ${untilMs}`),
        end?.state,
      ]),
    ).toEqual([
      [['queued 10 to 10', 'buffering 10 to 12', 'playing 12 to 72'], 'finished'],
      [['queued 21 to 72', 'buffering 72 to 72', 'playing 72 to 80'], 'aborted'],
    ]);
  });

  it('lets sound be heard one frame after another from when the play sounds, until it is aborted', () => {
    expect(story.sounds.server.map(({ ms, durationMs }) => [ms, durationMs])).toEqual([
      [12, 20],
      [32, 20],
      [52, 20],
      [72, 8],
    ]);
    expect(story.sounds.cloud.map(({ ms, durationMs }) => [ms, durationMs])).toEqual([[75, 20]]);
  });

  it('lets nothing be heard when the call is over', () => {
    const unfinished = storyOf(EVENTS.slice(0, 8), 0);
    expect(unfinished.sounds.server).toEqual([]);
    const cut = storyOf([...EVENTS.slice(0, 9), { kind: 'closed', call: 0, ms: 40, pendingBytes: 0 }], 0);
    expect(cut.sounds.server.map(({ ms, durationMs }) => [ms, durationMs])).toEqual([
      [12, 20],
      [32, 8],
    ]);
  });

  it('counts the frames that wait in a play', () => {
    expect(story.waiting.get(0)).toEqual([
      { ms: 11, value: 1 },
      { ms: 12, value: 0 },
      { ms: 12, value: 1 },
      { ms: 13, value: 2 },
      { ms: 32, value: 1 },
      { ms: 52, value: 0 },
    ]);
  });

  it('counts the plays that wait for others', () => {
    expect(story.queued).toEqual([
      { ms: 10, value: 1 },
      { ms: 10, value: 0 },
      { ms: 21, value: 1 },
      { ms: 72, value: 0 },
    ]);
  });

  it('measures gaps within a play, not between plays', () => {
    expect(story.gaps.map(({ from, gapMs }) => [from, gapMs])).toEqual([
      ['server', 1],
      ['server', 1],
    ]);
  });

  it('marks when the harness was late enough to matter', () => {
    expect(story.stalls.map(({ fromMs, ms }) => [fromMs, ms])).toEqual([[100, 400]]);
  });
});

describe('sound', () => {
  it('has an outline of the lowest and the highest in each column', () => {
    const columns = envelopeOf(story.sounds.server, 12, 52, 4);
    expect(columns.map((column) => column?.[1].toFixed(3))).toEqual(['0.031', '0.031', '0.061', '0.061']);
    expect(envelopeOf(story.sounds.server, 500, 600, 2)).toEqual([undefined, undefined]);
  });

  it('can be put together for listening, with its pauses', () => {
    const recording = recordingOf([...story.sounds.server.slice(0, 1), ...story.sounds.server.slice(2, 3)]);
    expect(recording?.fromMs).toBe(12);
    expect([0, 159, 160, 319, 320].map((index) => recording?.samples[index])).toEqual([1000, 1000, 0, 0, 3000]);
    expect(recordingOf([])).toBeUndefined();
  });
});
