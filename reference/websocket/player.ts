// The plays of one call: sends them one after another, paced so that each has a lead over its playout, and keeps count of
// those that are not finished yet.
import { FRAME_PAYLOAD_LIMIT_BYTES } from '../../specification/limits.ts';
import type { OutgoingAudio, OutgoingMessage } from './seams.ts';
import { type AudioShape, bytesOf, sampleBytes, silence } from './sound.ts';

/** How far the audio that was sent runs ahead of what can have been played: enough for a busy machine on either side. */
const LEAD_MS = 600;
/** An open play whose source is late is ended while this much is still to be played, so that it never runs dry. */
const LOW_MS = 200;
/** What a play from a live source begins with, as silence: its own lead, until it has proved to be in time. */
const PREFILL_MS = 400;
/** Sound that waits for a live play at most. What comes later than that is dropped. */
const BACKLOG_MS = 10_000;
/** Plays that are not finished yet; one less than even the strict reading of the guide allows (reading R2). */
const OUTSTANDING_LIMIT = 3;
/** How long after its expected end a play counts as over although nobody said so. */
const FORGET_MS = 2000;

export interface PlayRequest extends AudioShape {
  readonly id: string;
  /** Left out of the message where undefined, so that the documented default holds. */
  readonly channel?: 0 | 1 | 2;
}

/** A play whose audio comes little by little. */
export interface LivePlay {
  /** False once it ended, by itself for want of audio or because it was told to. */
  isOpen(): boolean;
  write(octets: Buffer): void;
  end(): void;
}

export interface Player {
  /** Queues a whole play. */
  play(request: PlayRequest, audio: Buffer): void;
  open(request: PlayRequest): LivePlay;
  /** Drops whatever was not sent and tells the Cloud to drop the rest. Does nothing where nothing is outstanding. */
  abort(): void;
  finished(id: string): void;
  /** Plays queued here, being sent, or sent and not finished. */
  outstanding(): number;
  /** Goes on after a slow reader has caught up. */
  pump(): void;
  stop(): void;
}

export interface PlayerOutput {
  message(message: OutgoingMessage): void;
  audio(audio: OutgoingAudio): void;
  /** True while nothing more should be sent because the peer does not read. */
  isBusy(): boolean;
  now(): number;
}

interface Track {
  readonly request: PlayRequest;
  readonly number: number;
  pending: Buffer;
  /** No more audio will be added. */
  complete: boolean;
  started: boolean;
  frames: number;
}

export function createPlayer(output: PlayerOutput): Player {
  const queue: Track[] = [];
  const sent = new Map<string, { expectedEnd: number }>();
  let plays = 0;
  let playedUntil = 0;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const aheadMs = (): number => playedUntil - output.now();

  const outstandingOnWire = (): number => {
    for (const [id, play] of sent) if (output.now() > play.expectedEnd + FORGET_MS) sent.delete(id);
    return sent.size;
  };

  const begin = (track: Track): boolean => {
    if (track.started) return true;
    if (outstandingOnWire() >= OUTSTANDING_LIMIT) return false;
    const { format, channels, channel, id } = track.request;
    track.started = true;
    sent.set(id, { expectedEnd: Math.max(playedUntil, output.now()) });
    output.message({
      type: 'audio_start',
      format,
      sample_rate: 8000,
      channels,
      ...(channel === undefined ? {} : { channel }),
      initial_buffer_ms: 100,
      id,
    });
    return true;
  };

  /** Bytes of the next frame, or 0 where there are too few: whole 10 ms, but for what is left at the very end. */
  const nextFrameBytes = (track: Track): number => {
    const tenMs = bytesOf(track.request, 10);
    const longest = track.complete ? 2 * tenMs : FRAME_PAYLOAD_LIMIT_BYTES;
    const whole = Math.min(track.pending.length, longest - (longest % tenMs));
    if (whole >= tenMs) return whole - (whole % tenMs);
    return track.complete ? whole - (whole % sampleBytes(track.request)) : 0;
  };

  const sendFrame = (track: Track, bytes: number): void => {
    const payload = track.pending.subarray(0, bytes);
    track.pending = track.pending.subarray(bytes);
    playedUntil = Math.max(playedUntil, output.now()) + (10 * bytes) / bytesOf(track.request, 10);
    const play = sent.get(track.request.id);
    if (play) play.expectedEnd = playedUntil;
    const last = track.complete && nextFrameBytes(track) === 0;
    output.audio({ payload, play: track.number, index: track.frames, last });
    track.frames += 1;
  };

  const end = (): void => {
    queue.shift();
    output.message({ type: 'audio_play_end' });
  };

  const pump = (): void => {
    clearTimeout(timer);
    for (let track = queue[0]; track && !stopped; track = queue[0]) {
      if (output.isBusy() || !begin(track)) break;
      for (let bytes = nextFrameBytes(track); bytes > 0 && aheadMs() < LEAD_MS && !output.isBusy(); ) {
        sendFrame(track, bytes);
        bytes = nextFrameBytes(track);
      }
      const dry = nextFrameBytes(track) === 0;
      if (dry && !track.complete && track.frames > 0 && aheadMs() <= LOW_MS) track.complete = true;
      else if (!dry || !track.complete) break;
      if (nextFrameBytes(track) === 0) end();
    }
    if (queue.length > 0 && !stopped) timer = setTimeout(pump, 20);
  };

  const add = (request: PlayRequest, audio: Buffer, complete: boolean): Track => {
    const track = { request, number: plays, pending: audio, complete, started: false, frames: 0 };
    plays += 1;
    queue.push(track);
    return track;
  };

  return {
    play: (request, audio) => {
      add(request, audio, true);
      pump();
    },
    open: (request) => {
      const track = add(request, Buffer.alloc(0), false);
      let lead = silence(request, PREFILL_MS);
      pump();
      return {
        isOpen: () => !track.complete && !stopped,
        write: (octets) => {
          if (track.complete || track.pending.length > bytesOf(request, BACKLOG_MS)) return;
          track.pending = Buffer.concat([track.pending, lead, octets]);
          lead = Buffer.alloc(0);
          pump();
        },
        end: () => {
          track.complete = true;
          pump();
        },
      };
    },
    abort: () => {
      const pointless = outstandingOnWire() === 0;
      for (const track of queue.splice(0)) track.complete = true;
      playedUntil = output.now();
      if (!pointless && !stopped) output.message({ type: 'audio_play_abort' });
    },
    finished: (id) => {
      sent.delete(id);
      pump();
    },
    outstanding: () => outstandingOnWire() + queue.filter((track) => !track.started).length,
    pump,
    stop: () => {
      stopped = true;
      clearTimeout(timer);
      queue.splice(0);
    },
  };
}
