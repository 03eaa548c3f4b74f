// The Cloud's playout as a model that time is fed into: no timer, no clock, no socket. The Cloud role drives it to know
// when to say what; the websocket rules feed it a transcript to learn what each play went through.
import type { AudioFormat } from '../../../specification/limits.ts';
import {
  BYTES_PER_SAMPLE,
  QUEUED_FRAMES_LIMIT,
  QUEUED_PLAYS_LIMIT,
  SAMPLE_RATE_HZ,
} from '../../../specification/limits.ts';

const SAMPLES_PER_MS = SAMPLE_RATE_HZ / 1000;

/** The `play` of an effect that belongs to no play: audio outside of any. */
export const NO_PLAY = -1;

/** What a play start asks for, documented defaults filled in. */
export interface PlayRequest {
  readonly format: AudioFormat;
  readonly channels: 1 | 2;
  readonly channel: 0 | 1 | 2;
  readonly initialBufferMs: number;
  readonly id: string;
  /** How the caller counts this play; by default the starts of the call are counted from 0, refused ones included. */
  readonly number?: number;
}

/**
 * What can come of time passing or of a message. Each accepted play is `queued` once and then over once, by `finished`
 * or `aborted`; those two call for an audio_play_finished, in the order given. `refused` and `frame-dropped` call for an
 * error message.
 */
export type PlayEffectKind =
  | 'queued'
  | 'buffering'
  | 'playing'
  | 'underrun'
  | 'resumed'
  | 'finished'
  | 'aborted'
  | 'refused'
  | 'frame-dropped';

export interface PlayoutEffect {
  readonly kind: PlayEffectKind;
  /** Number of the play, or NO_PLAY. */
  readonly play: number;
  readonly id: string;
  /** Moment at which it happened in the model, which may be earlier than the moment at which it was asked. */
  readonly atMs: number;
  /** Why, where it is not the ordinary course of a play; fit for the `reason` of an error message. */
  readonly reason?: string;
}

/** What a play went through so far. Read it at once: the object lives on with the play. */
export interface PlayStatistics {
  readonly number: number;
  readonly id: string;
  readonly startedMs: number;
  readonly refused: boolean;
  readonly aborted: boolean;
  readonly playingFromMs: number | undefined;
  /** When it was over, however it ended. */
  readonly finishedMs: number | undefined;
  /** Audio taken into the queue, in milliseconds of sound. */
  readonly acceptedMs: number;
  /** Audio that was played out, known when the play is over. */
  readonly playedMs: number;
  readonly droppedFrames: number;
  readonly waitingFrames: number;
  readonly mostQueuedFrames: number;
  readonly mostQueuedAtMs: number | undefined;
  /** Each time it ran dry: from when, for how long, and whether audio came after all (or the play was over first). */
  readonly underruns: ReadonlyArray<{ readonly ms: number; readonly gapMs: number; readonly resumed: boolean }>;
}

export interface PlayoutLimits {
  /** Plays outstanding at once, the active one included. By default 1 active and 4 waiting (reading R2). */
  readonly outstandingPlays?: number;
  /** Frames waiting in one play (reading R5). */
  readonly waitingFrames?: number;
}

/** All times are in milliseconds on the caller's clock; a time before the latest one seen counts as the latest one. */
export interface Playout {
  /** A play start arrived. It ends the play that is still open; who would rather refuse it does not ask. */
  readonly start: (nowMs: number, request: PlayRequest) => readonly PlayoutEffect[];
  /** A binary message arrived. Part samples at its end are ignored. */
  readonly frame: (nowMs: number, payloadBytes: number) => readonly PlayoutEffect[];
  /** Ends the open play; without one, nothing happens. */
  readonly end: (nowMs: number) => readonly PlayoutEffect[];
  /** Discards every play that is not over. */
  readonly abort: (nowMs: number) => readonly PlayoutEffect[];
  /** The call is over: so is every play, and whatever comes later is ignored. */
  readonly callEnds: (nowMs: number) => readonly PlayoutEffect[];
  readonly advance: (nowMs: number) => readonly PlayoutEffect[];
  /** Next moment at which `advance` would yield something, if nothing else arrives. */
  readonly nextDueMs: () => number | undefined;
  /** Plays that are not over, refused ones excluded. */
  readonly outstanding: () => number;
  readonly statistics: (play: number) => PlayStatistics | undefined;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface PlayState extends Mutable<Omit<PlayStatistics, 'underruns'>> {
  readonly underruns: { ms: number; gapMs: number; resumed: boolean }[];
  readonly frameUnitBytes: number;
  readonly initialBufferMs: number;
  state: 'waiting' | 'buffering' | 'playing' | 'dry' | 'over';
  ended: boolean;
  /** Samples of each frame that has not begun to play, from index `next` on. */
  frames: number[];
  next: number;
  /** A run is a stretch of playing without a gap: its begin, its samples, and those of its frames that have begun. */
  runFromMs: number;
  runSamples: number;
  begunSamples: number;
}

/**
 * The model. A play is open from its start to its end, an abort or the next start. Plays are active one after another
 * in the order of their starts, each from the moment its predecessor is over. An active play buffers until
 * initial_buffer_ms of audio is there, or it was ended, or its queue is full (a longer buffer could never fill), and
 * then plays in real time. When it runs dry before its end it stops, and goes on with the next frame at once. It is
 * finished when it was ended and everything has been played.
 *
 * Waiting frames of a play are those that have not begun to play: the frame that is just being heard is not among them.
 */
export function createPlayout(limits: PlayoutLimits = {}): Playout {
  const outstandingLimit = limits.outstandingPlays ?? 1 + QUEUED_PLAYS_LIMIT;
  const waitingLimit = limits.waitingFrames ?? QUEUED_FRAMES_LIMIT;
  const plays = new Map<number, PlayState>();
  /** Accepted plays in order; those before `first` are over. */
  let queue: PlayState[] = [];
  let first = 0;
  let open: PlayState | undefined;
  let starts = 0;
  let clockMs = Number.NEGATIVE_INFINITY;
  let callOver = false;

  const dryAtMs = (play: PlayState) => play.runFromMs + play.runSamples / SAMPLES_PER_MS;

  /** Lets the frames whose turn has come by `atMs` begin. */
  function begin(play: PlayState, atMs: number): void {
    if (play.state !== 'playing') return;
    while (play.next < play.frames.length && play.runFromMs + play.begunSamples / SAMPLES_PER_MS <= atMs) {
      play.begunSamples += play.frames[play.next] ?? 0;
      play.next += 1;
    }
    if (play.next > 1024) {
      play.frames = play.frames.slice(play.next);
      play.next = 0;
    }
    play.waitingFrames = play.frames.length - play.next;
  }

  function over(play: PlayState, atMs: number): void {
    if (play.state === 'playing') {
      play.playedMs += Math.min(play.runSamples / SAMPLES_PER_MS, Math.max(0, atMs - play.runFromMs));
    }
    const gap = play.state === 'dry' ? play.underruns.at(-1) : undefined;
    if (gap !== undefined) gap.gapMs = atMs - gap.ms;
    play.state = 'over';
    play.finishedMs = atMs;
    play.frames = [];
    play.next = 0;
    play.waitingFrames = 0;
    if (open === play) open = undefined;
  }

  /** Carries the model to `nowMs`: everything that is due by then happens, at its own time. */
  function settle(nowMs: number, effects: PlayoutEffect[]): void {
    for (let atMs = clockMs; ; ) {
      const play = queue[first];
      if (play === undefined) break;
      if (play.state === 'waiting') {
        play.state = 'buffering';
        effects.push(effect('buffering', play, atMs));
      }
      if (play.state === 'buffering') {
        if (!isReady(play)) break;
        if (play.acceptedMs > 0) {
          play.state = 'playing';
          play.playingFromMs = atMs;
          play.runFromMs = atMs;
          play.runSamples = play.acceptedMs * SAMPLES_PER_MS;
          effects.push(effect('playing', play, atMs));
        }
      }
      if (play.state === 'playing') {
        const dryMs = dryAtMs(play);
        if (dryMs > nowMs) {
          begin(play, nowMs);
          break;
        }
        atMs = dryMs;
        if (!play.ended) {
          begin(play, dryMs);
          play.playedMs += play.runSamples / SAMPLES_PER_MS;
          play.state = 'dry';
          play.underruns.push({ ms: dryMs, gapMs: 0, resumed: false });
          effects.push(effect('underrun', play, dryMs));
          break;
        }
      }
      if (play.state === 'dry' && !play.ended) break;
      over(play, atMs);
      effects.push(effect('finished', play, atMs));
      first += 1;
    }
    if (first > 256) {
      queue = queue.slice(first);
      first = 0;
    }
  }

  function advanceTo(nowMs: number): PlayoutEffect[] {
    const effects: PlayoutEffect[] = [];
    if (nowMs <= clockMs) return effects;
    // What is due was made so by the past, hence before the clock moves: a play that follows another begins when the
    // other is over, not when somebody looks.
    settle(nowMs, effects);
    clockMs = nowMs;
    return effects;
  }

  function endOpen(effects: PlayoutEffect[]): void {
    if (open === undefined) return;
    const play = open;
    open = undefined;
    play.ended = true;
    if (!play.refused) settle(clockMs, effects);
  }

  function discard(kind: 'aborted' | 'finished', reason: string): PlayoutEffect[] {
    const discarded = queue.slice(first);
    queue = [];
    first = 0;
    open = undefined;
    return discarded.map((play) => {
      play.aborted = kind === 'aborted';
      over(play, clockMs);
      return effect(kind, play, clockMs, reason);
    });
  }

  function start(nowMs: number, request: PlayRequest): readonly PlayoutEffect[] {
    const effects = advanceTo(nowMs);
    if (callOver) return effects;
    endOpen(effects);
    const refused = queue.length - first >= outstandingLimit;
    const play = createPlay(request, request.number ?? starts, clockMs, refused);
    starts += 1;
    plays.set(play.number, play);
    open = play;
    if (refused) {
      effects.push(effect('refused', play, clockMs, `${outstandingLimit} audio plays are outstanding already`));
      return effects;
    }
    queue.push(play);
    effects.push(effect('queued', play, clockMs));
    settle(clockMs, effects);
    return effects;
  }

  function frame(nowMs: number, payloadBytes: number): readonly PlayoutEffect[] {
    const effects = advanceTo(nowMs);
    if (callOver) return effects;
    const play = open;
    if (play === undefined) {
      return [
        ...effects,
        { kind: 'frame-dropped', play: NO_PLAY, id: '', atMs: clockMs, reason: 'audio outside a play' },
      ];
    }
    if (play.refused) return effects;
    if (play.waitingFrames >= waitingLimit) {
      play.droppedFrames += 1;
      effects.push(effect('frame-dropped', play, clockMs, `${waitingLimit} audio data frames are waiting already`));
      return effects;
    }
    const samples = Math.floor(payloadBytes / play.frameUnitBytes);
    play.acceptedMs += samples / SAMPLES_PER_MS;
    if (play.state === 'dry' && samples > 0) {
      const gap = play.underruns.at(-1);
      if (gap !== undefined) {
        gap.gapMs = clockMs - gap.ms;
        gap.resumed = true;
      }
      play.state = 'playing';
      play.runFromMs = clockMs;
      play.runSamples = 0;
      play.begunSamples = 0;
      effects.push(effect('resumed', play, clockMs));
    }
    // An empty frame takes no time and no place.
    if (samples > 0) {
      play.frames.push(samples);
      play.waitingFrames += 1;
      if (play.state === 'playing') play.runSamples += samples;
    }
    settle(clockMs, effects);
    if (play.waitingFrames > play.mostQueuedFrames) {
      play.mostQueuedFrames = play.waitingFrames;
      play.mostQueuedAtMs = clockMs;
    }
    return effects;
  }

  function end(nowMs: number): readonly PlayoutEffect[] {
    const effects = advanceTo(nowMs);
    endOpen(effects);
    return effects;
  }

  function abort(nowMs: number): readonly PlayoutEffect[] {
    const effects = advanceTo(nowMs);
    return callOver ? effects : [...effects, ...discard('aborted', 'aborted by the server')];
  }

  function callEnds(nowMs: number): readonly PlayoutEffect[] {
    const effects = advanceTo(nowMs);
    callOver = true;
    return [...effects, ...discard('finished', 'the call ended')];
  }

  function nextDueMs(): number | undefined {
    const play = queue[first];
    return play?.state === 'playing' ? dryAtMs(play) : undefined;
  }

  return {
    start,
    frame,
    end,
    abort,
    callEnds,
    advance: advanceTo,
    nextDueMs,
    outstanding: () => queue.length - first,
    statistics: (play) => plays.get(play),
  };
}

function isReady(play: PlayState): boolean {
  if (play.ended) return true;
  if (play.acceptedMs === 0) return false;
  return play.acceptedMs >= play.initialBufferMs || play.waitingFrames >= QUEUED_FRAMES_LIMIT;
}

function createPlay(request: PlayRequest, number: number, startedMs: number, refused: boolean): PlayState {
  return {
    number,
    id: request.id,
    startedMs,
    refused,
    aborted: false,
    playingFromMs: undefined,
    finishedMs: undefined,
    acceptedMs: 0,
    playedMs: 0,
    droppedFrames: 0,
    waitingFrames: 0,
    mostQueuedFrames: 0,
    mostQueuedAtMs: undefined,
    underruns: [],
    frameUnitBytes: BYTES_PER_SAMPLE[request.format] * request.channels,
    initialBufferMs: request.initialBufferMs,
    state: 'waiting',
    ended: false,
    frames: [],
    next: 0,
    runFromMs: 0,
    runSamples: 0,
    begunSamples: 0,
  };
}

function effect(kind: PlayEffectKind, play: PlayState, atMs: number, reason?: string): PlayoutEffect {
  const base = { kind, play: play.number, id: play.id, atMs };
  return reason === undefined ? base : { ...base, reason };
}
