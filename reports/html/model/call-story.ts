// A call as a picture needs it: what was said when, which plays there were, how much audio waited, and how it sounded.

import type { FrameEvent, Peer, PlayEvent, TranscriptEvent } from '../../../harness/wire/transcript.ts';
import { BYTES_PER_SAMPLE, SAMPLE_RATE_HZ } from '../../../specification/limits.ts';
import { SHOWN_STALL_MS } from '../../excerpt.ts';
import { type AudioCoding, codingIn, DEFAULT_CODING, messageOf } from './announced-audio.ts';
import { samplesOf } from './samples.ts';
import type { OutlinedFrame } from './transcript-lines.ts';

/** Something that is drawn at a moment. `event` is its index in the transcript. */
export interface Mark {
  readonly event: number;
  readonly ms: number;
}

export interface Message extends Mark {
  readonly from: Peer;
  /** Type of the message, or what kind of frame it is. */
  readonly label: string;
  /** No message of the protocol: a control frame, octets, the end of the connection. */
  readonly isBare: boolean;
}

export interface AudioFrame extends Mark {
  readonly from: Peer;
  readonly bytes: number;
  readonly coding: AudioCoding;
  /** Number of the play that it belongs to. */
  readonly play?: number;
  readonly payload?: Uint8Array;
  readonly outline?: OutlinedFrame['outline'];
}

export type PlayState = PlayEvent['state'];

export interface PlayStretch extends Mark {
  readonly state: PlayState;
  readonly untilMs: number;
}

export interface Play {
  readonly number: number;
  readonly id: string;
  readonly stretches: readonly PlayStretch[];
  readonly end?: Mark & { readonly state: 'finished' | 'aborted' | 'refused' };
}

/** A value that holds from a moment on. */
export interface Step {
  readonly ms: number;
  readonly value: number;
}

export interface Gap extends Mark {
  readonly from: Peer;
  readonly gapMs: number;
}

/** Sound at its moment: of the caller when it was sent, of the server when the caller hears it. */
export interface Sound {
  readonly ms: number;
  readonly durationMs: number;
  readonly frame: AudioFrame;
}

export interface CallStory {
  readonly call: number;
  readonly label: string;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly messages: readonly Message[];
  readonly frames: readonly AudioFrame[];
  readonly plays: readonly Play[];
  readonly underruns: readonly Mark[];
  /** Frames that wait in a play, by its number. */
  readonly waiting: ReadonlyMap<number, readonly Step[]>;
  /** Plays that wait for others to be over. */
  readonly queued: readonly Step[];
  readonly gaps: readonly Gap[];
  /** When our own event loop was late, so that times say nothing of the server. */
  readonly stalls: ReadonlyArray<Mark & { readonly fromMs: number }>;
  readonly sounds: Readonly<Record<Peer, readonly Sound[]>>;
}

const OPCODES: Readonly<Record<number, string>> = { 0: 'continuation', 8: 'close', 9: 'ping', 10: 'pong' };
const SAMPLES_PER_MS = SAMPLE_RATE_HZ / 1000;

/** Milliseconds of sound in a frame. */
const durationOf = ({ bytes, coding }: Pick<AudioFrame, 'bytes' | 'coding'>): number =>
  bytes / BYTES_PER_SAMPLE[coding.format] / coding.channels / SAMPLES_PER_MS;

const text = (payload: Uint8Array | undefined): string =>
  payload === undefined ? '' : new TextDecoder().decode(payload);

/** Connections of a case with what each was for. */
export const callsIn = (
  events: readonly TranscriptEvent[],
): ReadonlyArray<{ readonly call: number; readonly label: string }> => {
  const labels = new Map<number, string>();
  for (const event of events) {
    if (event.kind === 'connect') labels.set(event.call, event.label);
    else if (!labels.has(event.call) && event.kind === 'frame') labels.set(event.call, '');
  }
  return [...labels].map(([call, label]) => ({ call, label }));
};

/** One connection of a transcript. */
export const storyOf = (events: readonly TranscriptEvent[], call: number): CallStory => {
  const own = events.flatMap((event, index) => (event.call === call ? [{ event, index }] : []));
  const first = own[0]?.event.ms ?? 0;
  const last = own.at(-1)?.event.ms ?? first;
  const { frames, messages } = framesAndMessages(own);
  const plays = playsOf(own, last);
  const heard = heardSounds(frames, plays, last);
  return {
    call,
    label: own.flatMap(({ event }) => (event.kind === 'connect' ? [event.label] : []))[0] ?? '',
    fromMs: first,
    untilMs: Math.max(last, first + 1),
    messages,
    frames,
    plays,
    underruns: own.flatMap(({ event, index }) =>
      event.kind === 'play' && event.state === 'underrun' ? [{ event: index, ms: event.ms }] : [],
    ),
    waiting: waitingOf(frames, heard, plays),
    queued: queuedOf(own),
    gaps: gapsOf(frames),
    stalls: events.flatMap((event, index) =>
      event.kind === 'stall' && event.lateMs >= SHOWN_STALL_MS
        ? [{ event: index, ms: event.ms, fromMs: event.ms - event.lateMs }]
        : [],
    ),
    sounds: {
      cloud: frames
        .filter(({ from }) => from === 'cloud')
        .map((frame) => ({ ms: frame.ms, durationMs: durationOf(frame), frame })),
      server: heard,
    },
  };
};

type Indexed = { readonly event: TranscriptEvent; readonly index: number };

const framesAndMessages = (
  own: readonly Indexed[],
): { frames: readonly AudioFrame[]; messages: readonly Message[] } => {
  const frames: AudioFrame[] = [];
  const messages: Message[] = [];
  const codings = { cloud: DEFAULT_CODING, server: DEFAULT_CODING };
  let play: number | undefined;
  for (const { event, index } of own) {
    const mark = { event: index, ms: event.ms };
    if (event.kind === 'play' && (event.state === 'queued' || event.state === 'refused')) play = event.play;
    else if (event.kind === 'frame' && event.opcode === 2) {
      frames.push(audioFrame(event, mark, codings[event.from], event.from === 'server' ? play : undefined));
    } else if (event.kind === 'frame') {
      const said = event.opcode === 1 ? text(event.payload) : '';
      codings[event.from] = codingIn(said) ?? codings[event.from];
      const type = messageOf(said)?.type;
      if (event.from === 'server' && /^audio_play_(end|abort)$/.test(type ?? '')) play = undefined;
      const label = type ?? OPCODES[event.opcode] ?? (event.opcode === 1 ? 'text' : `opcode ${event.opcode}`);
      messages.push({ ...mark, from: event.from, label, isBare: event.opcode !== 1 });
    } else messages.push(...bareMessage(event, mark));
  }
  return { frames, messages };
};

const audioFrame = (event: FrameEvent, mark: Mark, coding: AudioCoding, play: number | undefined): AudioFrame => {
  const { from, payloadBytes, payload, outline }: OutlinedFrame = event;
  return {
    ...mark,
    from,
    bytes: payloadBytes,
    coding,
    ...(play === undefined ? {} : { play }),
    ...(payload === undefined ? {} : { payload }),
    ...(outline === undefined ? {} : { outline }),
  };
};

const bareMessage = (event: TranscriptEvent, mark: Mark): readonly Message[] => {
  const bare = (from: Peer, label: string): readonly Message[] => [{ ...mark, from, label, isBare: true }];
  switch (event.kind) {
    case 'request':
      return bare('cloud', 'upgrade');
    case 'response':
      return bare('server', String(event.status));
    case 'response-failed':
      return bare('server', 'no answer');
    case 'octets':
      return bare(event.from, 'octets');
    case 'end':
      return bare(event.from, event.how === 'fin' ? 'FIN' : 'RST');
    default:
      return [];
  }
};

const playsOf = (own: readonly Indexed[], lastMs: number): readonly Play[] => {
  const states = new Map<number, { readonly id: string; readonly marks: (Mark & { readonly state: PlayState })[] }>();
  for (const { event, index } of own) {
    if (event.kind !== 'play') continue;
    const known = states.get(event.play) ?? { id: event.id, marks: [] };
    known.marks.push({ event: index, ms: event.ms, state: event.state });
    states.set(event.play, known);
  }
  return [...states].map(([number, { id, marks }]) => {
    const end = marks.find(({ state }) => isEnd(state));
    const stretches = marks
      .filter(({ state }) => !isEnd(state))
      .map((mark, index, all): PlayStretch => ({ ...mark, untilMs: all[index + 1]?.ms ?? end?.ms ?? lastMs }));
    return {
      number,
      id,
      stretches,
      ...(end !== undefined && isEnd(end.state) ? { end: { ...end, state: end.state } } : {}),
    };
  });
};

const isEnd = (state: PlayState): state is 'finished' | 'aborted' | 'refused' =>
  state === 'finished' || state === 'aborted' || state === 'refused';

/** When each frame of the server's is heard: one after another from when its play sounds, at the earliest when it came. */
const heardSounds = (frames: readonly AudioFrame[], plays: readonly Play[], lastMs: number): readonly Sound[] =>
  plays.flatMap((play) => {
    const sounding = play.stretches.find(({ state }) => state === 'playing');
    if (sounding === undefined) return [];
    // What was discarded, and what is left when the call ends, nobody hears.
    const untilMs =
      play.end === undefined ? lastMs : play.end.state === 'aborted' ? play.end.ms : Number.POSITIVE_INFINITY;
    let nextMs = sounding.ms;
    return frames
      .filter((frame) => frame.play === play.number)
      .flatMap((frame) => {
        const ms = Math.max(nextMs, frame.ms);
        const durationMs = Math.min(durationOf(frame), untilMs - ms);
        nextMs = ms + durationOf(frame);
        return durationMs <= 0 ? [] : [{ ms, durationMs, frame }];
      });
  });

const waitingOf = (
  frames: readonly AudioFrame[],
  heard: readonly Sound[],
  plays: readonly Play[],
): ReadonlyMap<number, readonly Step[]> => {
  const begins = new Map(heard.map(({ frame, ms }) => [frame, ms]));
  return new Map(
    plays.map(({ number, end }) => {
      const changes = frames
        .filter((frame) => frame.play === number)
        .flatMap((frame) => {
          const leavesMs = begins.get(frame) ?? end?.ms ?? Number.POSITIVE_INFINITY;
          return [
            { ms: frame.ms, by: 1 },
            ...(leavesMs === Number.POSITIVE_INFINITY ? [] : [{ ms: leavesMs, by: -1 }]),
          ];
        });
      return [number, steps(changes)] as const;
    }),
  );
};

const steps = (changes: ReadonlyArray<{ readonly ms: number; readonly by: number }>): readonly Step[] => {
  let value = 0;
  return [...changes]
    .sort((a, b) => a.ms - b.ms || a.by - b.by)
    .map(({ ms, by }) => {
      value += by;
      return { ms, value: Math.max(0, value) };
    });
};

/** A play waits from when it was taken until it is its turn, or it is discarded. */
const queuedOf = (own: readonly Indexed[]): readonly Step[] => {
  const waiting = new Set<number>();
  const found: Step[] = [];
  for (const { event } of own) {
    if (event.kind !== 'play' || event.state === 'refused') continue;
    if (event.state === 'queued') waiting.add(event.play);
    else if (!waiting.delete(event.play)) continue;
    found.push({ ms: event.ms, value: waiting.size });
  }
  return found;
};

/** Between frames of one side that follow each other in a play, or in the caller's audio. */
const gapsOf = (frames: readonly AudioFrame[]): readonly Gap[] => {
  const before = new Map<string, number>();
  return frames.flatMap(({ event, ms, from, play }) => {
    const stream = `${from} ${play ?? ''}`;
    const last = before.get(stream);
    before.set(stream, ms);
    return last === undefined ? [] : [{ event, ms, from, gapMs: ms - last }];
  });
};

/** Lowest and highest of the sounds in each of so many columns between two moments, from -1 to 1; undefined for silence of none. */
export const envelopeOf = (
  sounds: readonly Sound[],
  fromMs: number,
  untilMs: number,
  columns: number,
): ReadonlyArray<readonly [low: number, high: number] | undefined> => {
  const all: (readonly [number, number] | undefined)[] = Array.from({ length: columns });
  const widthMs = (untilMs - fromMs) / columns;
  const add = (ms: number, low: number, high: number): void => {
    const column = Math.floor((ms - fromMs) / widthMs);
    if (column < 0 || column >= columns) return;
    const [lowest, highest] = all[column] ?? [0, 0];
    all[column] = [Math.min(lowest, low), Math.max(highest, high)];
  };
  for (const { ms, durationMs, frame } of sounds) {
    if (ms > untilMs || ms + durationMs < fromMs) continue;
    if (frame.outline !== undefined) {
      const [low, high] = frame.outline;
      for (let at = ms; at < ms + durationMs; at += Math.max(widthMs, 1)) add(at, low / 128, high / 128);
    } else if (frame.payload !== undefined) {
      const samples = samplesOf(frame.payload, frame.coding.format);
      const each = 1 / (SAMPLES_PER_MS * frame.coding.channels);
      const most = Math.ceil(durationMs / each);
      samples.forEach((sample, index) => {
        if (index < most) add(ms + index * each, sample / 32_768, sample / 32_768);
      });
    }
  }
  return all;
};

/** Longest piece of audio that is put together for listening, in milliseconds. */
const LONGEST_MS = 10 * 60_000;

export interface Recording {
  /** When its first sample is, on the clock of the case. */
  readonly fromMs: number;
  /** One channel. */
  readonly samples: Int16Array;
}

/** The sounds at their distances, channels mixed; undefined where there are no samples. */
export const recordingOf = (sounds: readonly Sound[]): Recording | undefined => {
  const kept = sounds.filter(({ frame }) => frame.payload !== undefined);
  const [first] = kept;
  if (first === undefined) return undefined;
  const fromMs = first.ms;
  const untilMs = Math.min(
    kept.reduce((most, { ms, durationMs }) => Math.max(most, ms + durationMs), fromMs),
    fromMs + LONGEST_MS,
  );
  const mixed = new Int16Array(Math.ceil((untilMs - fromMs) * SAMPLES_PER_MS));
  for (const { ms, durationMs, frame } of kept) {
    const { format, channels } = frame.coding;
    const samples = samplesOf(frame.payload ?? new Uint8Array(), format);
    const start = Math.round((ms - fromMs) * SAMPLES_PER_MS);
    const most = Math.min(Math.floor(samples.length / channels), Math.ceil(durationMs * SAMPLES_PER_MS));
    for (let index = 0; index < most && start + index < mixed.length; index += 1) {
      const left = samples[index * channels] ?? 0;
      mixed[start + index] = channels === 1 ? left : (left + (samples[index * channels + 1] ?? 0)) / 2;
    }
  }
  return { fromMs, samples: mixed };
};
