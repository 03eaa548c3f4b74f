// The vocabulary of the cases: one word for each thing that Aculab Cloud, or the network, does in a call.
import type { Bytes, Condition, Pacing, Signal, Step } from '../../harness/traces/trace.ts';
import { type CALL_END_ORIGINS, SAMPLE_RATE_HZ } from '../../specification/limits.ts';

export type CallEndOrigin = (typeof CALL_END_ORIGINS)[number];

/** How long a server is given to start a play while it hears a tone, and then while it hears silence. */
const PLAY_DURING_TONE_MS = 400;
const PLAY_DURING_SILENCE_MS = 1000;

/** Long enough for a handler that fails on call_end to show, short enough for cases by the hundred. */
const CLOSE_AFTER_CALL_END_MS = 60;

/** How long a call goes on after a stimulus, so that what fails later than the handler shows too. */
const AFTERMATH_MS = 150;

/** Marks a number as milliseconds where it is read. */
export const ms = (milliseconds: number): number => milliseconds;

export const tone = (hz: number): Signal => ({ kind: 'tone', hz });
export const silence = (): Signal => ({ kind: 'silence' });
export const noise = (): Signal => ({ kind: 'noise' });
export const clipping = (hz: number): Signal => ({ kind: 'clipping', hz });
export const dtmf = (digits: string): Signal => ({ kind: 'dtmf', digits });
export const counting = (): Signal => ({ kind: 'count' });

export const text = (characters: string): Bytes => ({ text: characters });
export const hex = (digits: string): Bytes => ({ hex: digits });
export const repeated = (digits: string, times: number): Bytes => ({ repeat: { hex: digits, times } });

export const send = (message: Readonly<Record<string, unknown>>): Step => ({ do: 'send', message });
export const sendText = (verbatim: string): Step => ({ do: 'send-text', text: verbatim });
export const callStart = (from = '+441908273800'): Step => send({ type: 'call_start', from });
export const audioStart = (): Step =>
  send({ type: 'audio_start', format: '16bit_PCM', sample_rate: SAMPLE_RATE_HZ, channels: 1 });
export const audioEnd = (): Step => send({ type: 'audio_end' });
export const errorMessage = (reason: string): Step => send({ type: 'error', reason });
export const overflowWarning = (): Step => send({ type: 'audio_overflow_warning' });
export const playFinished = (id: string): Step => send({ type: 'audio_play_finished', id });

export interface CallEnd {
  readonly origin?: CallEndOrigin;
  readonly cause?: string;
  readonly rawCause?: number;
}

export const callEnd = ({ origin = 'client', cause = 'NORMAL', rawCause = 0 }: CallEnd = {}): Step =>
  send({ type: 'call_end', origin, cause, raw_cause: rawCause });

/** Audio in real time, or as `pacing` has it; 20 ms a frame unless told otherwise. */
export const audio = (
  signal: Signal,
  durationMs: number,
  options: { readonly frameSamples?: number; readonly pacing?: Pacing } = {},
): Step => ({ do: 'audio', signal, ms: durationMs, ...options });
export const audioOn = (signal: Signal): Step => ({ do: 'audio-on', signal });
export const audioOff = (): Step => ({ do: 'audio-off' });

export const ping = (payload?: Bytes): Step =>
  payload === undefined ? { do: 'ping', wait: true } : { do: 'ping', payload, wait: true };
export const waitFor = (condition: Condition, withinMs: number, otherwise: 'go-on' | 'end' = 'go-on'): Step => ({
  do: 'wait',
  for: condition,
  withinMs,
  else: otherwise,
});
export const elapsed = (milliseconds: number): Step => ({ do: 'wait', for: { kind: 'elapsed', ms: milliseconds } });
export const close = (code?: number): Step => (code === undefined ? { do: 'close' } : { do: 'close', code });
export const awaitClose = (): Step => ({ do: 'await-close' });
export const reset = (): Step => ({ do: 'reset' });
export const probe = (): Step => ({ do: 'probe' });

/** The call is set up and hears a tone from here on. */
export const callWithAudio = (): readonly Step[] => [callStart(), audioStart(), audioOn(tone(440))];

/**
 * Waits for a play while audio goes on: first a tone, then silence, because there are servers that speak when they are
 * spoken to and those that speak when the caller has finished. A server that does neither ends the case here: what the
 * case is about cannot happen.
 */
const until = (condition: Condition, otherwise: 'go-on' | 'end'): readonly Step[] => [
  waitFor(condition, PLAY_DURING_TONE_MS),
  audioOff(),
  audioOn(silence()),
  waitFor(condition, PLAY_DURING_SILENCE_MS, otherwise),
];
export const untilPlaying = (otherwise: 'go-on' | 'end' = 'end'): readonly Step[] =>
  until({ kind: 'playing' }, otherwise);
export const untilPlayStarted = (): readonly Step[] => until({ kind: 'play-started' }, 'end');

/** The call goes on after a stimulus: at once, and a little later. Needs audio that runs. */
export const goesOn = (): readonly Step[] => [ping(), elapsed(AFTERMATH_MS), ping()];

/** The same where audio is started but none runs. */
export const goesOnHearing = (): readonly Step[] => [ping(), audio(tone(440), AFTERMATH_MS), ping()];

/** The same where no audio has been started yet. */
export const goesOnIntoAudio = (): readonly Step[] => [ping(), audioStart(), ...goesOnHearing()];

/** The end of a call as Aculab Cloud makes it, with a pause in which the server may close first (reading R8). */
export const endOfCall = (end: CallEnd = {}): readonly Step[] => [
  callEnd(end),
  waitFor({ kind: 'close-frame' }, CLOSE_AFTER_CALL_END_MS),
  close(1000),
  awaitClose(),
];
