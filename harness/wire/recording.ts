import type { Clock } from './clock.ts';
import { createFrameColumns, type PayloadPlace } from './frame-columns.ts';
import { createPayloadArena } from './payload-arena.ts';
import {
  type FrameEvent,
  type Peer,
  TRANSCRIPT_FORMAT,
  type Transcript,
  type TranscriptEvent,
  type TranscriptHeader,
} from './transcript.ts';

export interface RecordingOptions {
  readonly clock: Clock;
  /** Longest payload of a text or control frame that is kept whole; of longer ones the beginning. Default 64 KiB. */
  readonly textLimitBytes?: number;
  /** All text, control and raw octets together. Default 16 MiB. */
  readonly textTotalBytes?: number;
  /** All payloads of binary frames together, each direction by itself. Default 256 KiB. */
  readonly audioLimitBytes?: number;
  /**
   * Events from which on binary frames are counted only; text and control frames, on which verdicts hang, are recorded up
   * to four times as many. Default 150,000.
   */
  readonly eventLimit?: number;
}

/** What the header of a transcript needs beside what the recording knows by itself. */
export type SealHeader = Omit<TranscriptHeader, 'format' | 'startedAt'> &
  Partial<Pick<TranscriptHeader, 'format' | 'startedAt'>>;

/** Everything that happens on the connections of one case, in order, in bounded memory. */
export interface Recording {
  /** Wall clock at time zero, ISO 8601. */
  readonly startedAt: string;
  /** Longest part of a payload that any frame can keep, in bytes. */
  readonly textLimitBytes: number;
  /** Milliseconds since the recording began, monotonic, whole microseconds. */
  nowMs(): number;
  /** Adds an event that is no frame. Returns its index, or -1 for a play beyond the limit. */
  add(event: Exclude<TranscriptEvent, FrameEvent>): number;
  /** Adds a frame; its payload is copied as far as it is kept. Returns its index, or -1 where it was only counted. */
  frame(event: FrameEvent): number;
  /** Events so far. */
  readonly length: number;
  /** Frames and plays beyond the limit, which were only counted. */
  readonly droppedEvents: number;
  /** The event at an index, made anew at each call. */
  at(index: number): TranscriptEvent | undefined;
  /** The events so far, from an index on, made one by one. */
  events(from?: number): IterableIterator<TranscriptEvent>;
  /** The transcript so far, as plain data. Payloads are views of the recording's memory. */
  seal(header: SealHeader): Transcript;
}

const TEXT = 1;
const BINARY = 2;
const CONTINUATION = 0;

export function createRecording(options: RecordingOptions): Recording {
  const { clock, textLimitBytes = 64 * 1024, eventLimit = 150_000 } = options;
  const zero = clock.nowMs();
  const startedAt = new Date().toISOString();
  const columns = createFrameColumns();
  const arena = createPayloadArena();
  const others = new Map<number, TranscriptEvent>();
  const audioLeft: Record<Peer, number> = { cloud: 256 * 1024, server: 256 * 1024 };
  if (options.audioLimitBytes !== undefined) audioLeft.cloud = audioLeft.server = options.audioLimitBytes;
  let textLeft = options.textTotalBytes ?? 16 * 1024 * 1024;
  let length = 0;
  let droppedEvents = 0;
  // Calls and directions in which a binary message is unfinished: its continuations count as audio.
  const insideBinary = new Set<number>();

  function isAudio({ call, from, opcode, fin }: FrameEvent): boolean {
    if (opcode > BINARY) return false;
    const stream = call * 2 + (from === 'server' ? 1 : 0);
    const audio = opcode === BINARY || (opcode === CONTINUATION && insideBinary.has(stream));
    if (audio && !fin) insideBinary.add(stream);
    else if (opcode === TEXT || fin) insideBinary.delete(stream);
    return audio;
  }

  function keep(event: FrameEvent, audio: boolean): PayloadPlace | undefined {
    const { payload, from } = event;
    if (payload === undefined) return undefined;
    const room = audio ? audioLeft[from] : Math.min(textLimitBytes, textLeft);
    if (room === 0 && payload.length > 0) return undefined;
    const kept = payload.length > room ? payload.subarray(0, room) : payload;
    if (audio) audioLeft[from] -= kept.length;
    else textLeft -= kept.length;
    arena.store(kept);
    return { chunk: arena.chunk, offset: arena.offset, length: kept.length };
  }

  const view = (place: PayloadPlace): Buffer => arena.view(place.chunk, place.offset, place.length);
  const at = (index: number): TranscriptEvent | undefined => others.get(index) ?? columns.get(index, view);

  function* events(from = 0): IterableIterator<TranscriptEvent> {
    for (let index = from; index < length; index++) {
      const event = at(index);
      if (event !== undefined) yield event;
    }
  }

  return {
    startedAt,
    textLimitBytes,
    nowMs: () => Math.round((clock.nowMs() - zero) * 1000) / 1000,
    add(event) {
      // Plays are the one other kind that a flooding server can multiply.
      if (event.kind === 'play' && length >= eventLimit) {
        droppedEvents++;
        return -1;
      }
      others.set(length, event.kind === 'octets' ? withinLimit(event) : event);
      return length++;
    },
    frame(event) {
      const audio = isAudio(event);
      if (length >= (audio ? eventLimit : 4 * eventLimit)) {
        droppedEvents++;
        return -1;
      }
      columns.set(length, event, keep(event, audio));
      return length++;
    },
    get length() {
      return length;
    },
    get droppedEvents() {
      return droppedEvents;
    },
    at,
    events,
    seal: (header) => ({
      header: {
        ...header,
        format: TRANSCRIPT_FORMAT,
        startedAt,
        ...(droppedEvents > 0 ? { droppedEvents } : {}),
      },
      events: [...events()],
    }),
  };

  function withinLimit<E extends { readonly payload?: Uint8Array }>(event: E): E | Omit<E, 'payload'> {
    const { payload, ...rest } = event;
    if (payload === undefined) return event;
    const room = Math.min(textLimitBytes, textLeft);
    if (room === 0 && payload.length > 0) return rest;
    const kept = Buffer.from(payload.subarray(0, room));
    textLeft -= kept.length;
    return { ...event, payload: kept };
  }
}
