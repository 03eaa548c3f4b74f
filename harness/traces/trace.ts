// A case as data: concrete steps that one driver runs. Scripted cases, generated ones, counterexamples and a user's own
// scenarios are all traces, so that anything that ever failed can be stored, replayed and mailed.
import type { SuiteName } from '../../specification/types.ts';

export const TRACE_FORMAT = 'aculab-conformance/trace@1';

export type Profile = 'smoke' | 'standard' | 'full';

/** Sound to send, 16-bit signed little-endian mono at 8000 Hz. Level is 0 to 1 of full scale. */
export type Signal =
  | { readonly kind: 'tone'; readonly hz: number; readonly level?: number }
  | { readonly kind: 'silence' }
  | { readonly kind: 'noise'; readonly level?: number; readonly seed?: number }
  /** A tone at ten times full scale, so that nearly every sample is at its limit. */
  | { readonly kind: 'clipping'; readonly hz: number }
  /** Dual tones, 100 ms on and 100 ms off for each digit (0-9 * # A-D), silence after the last. */
  | { readonly kind: 'dtmf'; readonly digits: string }
  /** Samples counted up from zero: the pattern that shows loss and reordering. */
  | { readonly kind: 'count' };

/** When the frames of an audio step leave. Frame n is due at start + n × frame length unless told otherwise. */
export interface Pacing {
  /** Send frames in groups of this many when the last of the group is due. Default 1. */
  readonly burst?: number;
  /** Each frame leaves up to this many milliseconds early or late, never before its predecessor. */
  readonly jitterMs?: number;
  /** Send nothing for this long once half of the frames are sent; the missed frames then leave at once. */
  readonly pauseMs?: number;
  /** All at once. */
  readonly unpaced?: boolean;
}

/**
 * Bytes as data: exactly one of the members. `repeat` is for payloads too long to write down. `request` is text in
 * which the driver replaces `{path}` (path and query of the target's URL), `{host}` (its host and port) and `{headers}`
 * (the lines of --header, each with its CRLF), so that a raw upgrade request can be stored without its target.
 */
export type Bytes =
  | { readonly text: string }
  | { readonly request: string }
  | { readonly hex: string }
  | { readonly base64: string }
  | { readonly repeat: { readonly hex: string; readonly times: number } };

/** Something to wait for; all are counted from the beginning of the call unless `since` is `step`. */
export type Condition =
  /** The Pong to the last Ping step. */
  | { readonly kind: 'pong' }
  /** The server's side of the connection is over: Close, FIN or RST received. */
  | { readonly kind: 'ended' }
  /** The TCP connection is gone. */
  | { readonly kind: 'closed' }
  /** The server sent a Close frame. */
  | { readonly kind: 'close-frame' }
  /** A play was started (its start message was accepted). */
  | { readonly kind: 'play-started'; readonly count?: number }
  /** A play is being played out: its initial buffer is full. */
  | { readonly kind: 'playing' }
  | { readonly kind: 'play-finished'; readonly count?: number }
  /** The server asked to hang up. */
  | { readonly kind: 'hangup' }
  /** A message of this type from the server. */
  | { readonly kind: 'message'; readonly type: string }
  /** Any frame from the server after this step began. */
  | { readonly kind: 'any-frame' }
  /** Nothing from the server for so long. */
  | { readonly kind: 'quiet'; readonly ms: number }
  /** Time itself: so many milliseconds pass (the call's audio goes on). Ends early when the connection is gone. */
  | { readonly kind: 'elapsed'; readonly ms: number };

/**
 * `parallel`, `churn`, `probe` and `sample-process` belong to the case and not to its call: they need no connection, so
 * they open none, and they run also after the call is over. All other steps belong to the call: the first of them
 * connects, and once the server has ended the call they are skipped.
 */
export type Step =
  /**
   * Opens the call's connection and does the upgrade. A call whose first step is neither `connect` nor `open-raw`
   * connects with the defaults. A failed upgrade is tried again up to twice, so that an intermittent fault is seen and
   * the case still runs. `path` replaces the path of the URL.
   */
  | {
      readonly do: 'connect';
      readonly protocols?: readonly string[];
      readonly headers?: Readonly<Record<string, string>>;
      readonly path?: string;
    }
  /** Opens TCP (and TLS) only: what follows are `bytes` steps. No upgrade is expected. */
  | { readonly do: 'open-raw' }
  /** A message, spelled as JSON.stringify spells it. */
  | { readonly do: 'send'; readonly message: Readonly<Record<string, unknown>> }
  /** A text message, verbatim. */
  | { readonly do: 'send-text'; readonly text: string }
  | { readonly do: 'send-binary'; readonly payload: Bytes }
  /** One message in fragments with these payloads, each fragment followed by a Ping where `pings` is true. */
  | {
      readonly do: 'fragments';
      readonly opcode: 1 | 2;
      readonly payloads: readonly Bytes[];
      readonly pings?: boolean;
    }
  /** One frame, legal or not. Masked, FIN set and lengths honest unless told otherwise. */
  | {
      readonly do: 'frame';
      readonly opcode: number;
      readonly payload?: Bytes;
      readonly fin?: boolean;
      /** 0 to 7: RSV1 is 4. */
      readonly rsv?: number;
      readonly mask?: boolean;
      /** Length form; the shortest one by default. */
      readonly lengthBits?: 7 | 16 | 64;
      /** Length to declare instead of the true one. A decimal string for what a number cannot hold. */
      readonly declaredLength?: number | string;
      /** Leave after this many octets of the encoded frame. */
      readonly cutAfter?: number;
    }
  /** Octets as they are; `chopped` writes them one octet at a time, `gapMs` apart. */
  | { readonly do: 'bytes'; readonly payload: Bytes; readonly chopped?: boolean; readonly gapMs?: number }
  /** Sends audio as binary frames. `frameSamples` is 160 (20 ms) by default. Returns when the last frame has left. */
  | {
      readonly do: 'audio';
      readonly signal: Signal;
      readonly ms: number;
      readonly frameSamples?: number;
      readonly pacing?: Pacing;
    }
  /** Starts audio that goes on in the background until `audio-off`, `send audio_end` or the end of the call. */
  | { readonly do: 'audio-on'; readonly signal: Signal; readonly frameSamples?: number }
  | { readonly do: 'audio-off' }
  /** Pings and waits for the Pong with the same payload. Unmet when it does not come. */
  | { readonly do: 'ping'; readonly payload?: Bytes; readonly wait?: boolean }
  | { readonly do: 'pong'; readonly payload?: Bytes }
  /**
   * Waits. `withinMs` is scaled by --timeout-scale and the round trip. When it does not come true the step is `unmet`:
   * the trace goes on, or, with `else: 'end'`, jumps to the end of the call (call_end and Close as after any call).
   */
  | { readonly do: 'wait'; readonly for: Condition; readonly withinMs?: number; readonly else?: 'go-on' | 'end' }
  /** Stops reading from the socket for so long; audio goes on. */
  | { readonly do: 'stall'; readonly ms: number }
  /** Sends a Close frame; without a code, an empty one. */
  | { readonly do: 'close'; readonly code?: number; readonly reason?: string }
  /** Waits for the end of the closing handshake, then makes sure that the socket is gone. */
  | { readonly do: 'await-close'; readonly withinMs?: number }
  | { readonly do: 'reset' }
  | { readonly do: 'half-close' }
  /** Gives up the socket without a word: nothing more is sent or read, TCP stays open until the case ends. */
  | { readonly do: 'go-silent'; readonly ms: number }
  /** Switches the Cloud role's own answers (audio_play_finished, error, call_end after hangup) off or on. On at first. */
  | { readonly do: 'role'; readonly answers: boolean }
  /** Other calls to the same server at the same time; ends when all have ended. Their transcripts carry `label`. */
  | { readonly do: 'parallel'; readonly calls: readonly ParallelCall[] }
  /** The steps again and again, `atOnce` at a time, each time as a call of its own. */
  | { readonly do: 'churn'; readonly times: number; readonly atOnce: number; readonly steps: readonly Step[] }
  /** A new plain call: upgrade, call_start, audio, ping and pong, call_end, close. Unmet when it does not work. */
  | { readonly do: 'probe' }
  /** Memory and open files of the target's process into the transcript, where the harness started it. */
  | { readonly do: 'sample-process' };

export interface ParallelCall {
  readonly label: string;
  /** Starts so many milliseconds after the step. */
  readonly afterMs?: number;
  readonly steps: readonly Step[];
}

export interface Trace {
  readonly format: typeof TRACE_FORMAT;
  /** Group and name, `call-end/while-playing`: kebab-case segments with slashes between them. */
  readonly id: string;
  readonly title: string;
  readonly suite: SuiteName;
  /** Requirements that the trace is made for; every rule judges it all the same. */
  readonly requirements: readonly string[];
  /** Smallest profile that runs it. Default `standard`. */
  readonly profile?: Profile;
  /** Runs alone, because it may break the server for others. */
  readonly exclusive?: boolean;
  readonly steps: readonly Step[];
}
