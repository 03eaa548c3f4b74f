// What a case leaves behind: everything that crossed the wire, in order, with monotonic time. Rules judge it, reports
// show it; it can be read back from disk and judged again without the target.
import type { SuiteName } from '../../specification/types.ts';

export const TRANSCRIPT_FORMAT = 'aculab-conformance/transcript@1';

/** Which end of the connection did it. `cloud` speaks as Aculab Cloud, `server` as the application's WebSocket server. */
export type Peer = 'cloud' | 'server';

interface EventBase {
  /** Connection within the case: 0 is its main call. */
  readonly call: number;
  /** Milliseconds since the case began, monotonic, microsecond resolution. */
  readonly ms: number;
}

/** A TCP connection is being opened. `label` says what for: `main`, `probe`, `retry` or the name of a parallel call. */
export interface ConnectEvent extends EventBase {
  readonly kind: 'connect';
  readonly url: string;
  readonly label: string;
}

export interface ConnectedEvent extends EventBase {
  readonly kind: 'connected';
  /** Present on wss. */
  readonly tls?: { readonly authorized: boolean; readonly error?: string; readonly protocol: string };
}

/** No connection, or no TLS: with the raw cause that the application would see. */
export interface ConnectFailedEvent extends EventBase {
  readonly kind: 'connect-failed';
  readonly rawCause: number;
  readonly code: string;
  readonly message: string;
}

/** The upgrade request as written, head only. Values of secret headers are replaced. */
export interface RequestEvent extends EventBase {
  readonly kind: 'request';
  readonly text: string;
  readonly key: string;
  readonly protocols: readonly string[];
  readonly extensions: string | null;
  /** True where the request is deliberately no valid upgrade: the answer is not judged as one. */
  readonly deviant?: boolean;
}

export interface ResponseEvent extends EventBase {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
  /** In order, names as sent. */
  readonly headers: ReadonlyArray<readonly [string, string]>;
}

/** The server ended, stalled or sent something that is no HTTP response head. */
export interface ResponseFailedEvent extends EventBase {
  readonly kind: 'response-failed';
  readonly reason: string;
}

export interface FrameEvent extends EventBase {
  readonly kind: 'frame';
  readonly from: Peer;
  readonly opcode: number;
  readonly fin: boolean;
  /** Reserved bits as a number 0 to 7: RSV1 is 4, RSV2 is 2, RSV3 is 1. */
  readonly rsv: number;
  readonly masked: boolean;
  /** Which of the three length forms was used: 7, 16 or 64 bits. */
  readonly lengthBits: 7 | 16 | 64;
  readonly payloadBytes: number;
  /** Unmasked payload; absent where the transcript's limit was reached, shorter than payloadBytes where it was cut. */
  readonly payload?: Uint8Array;
}

/** Octets that are no frame: written raw by a step, or received where no frame could be decoded. */
export interface OctetsEvent extends EventBase {
  readonly kind: 'octets';
  readonly from: Peer;
  readonly bytes: number;
  readonly payload?: Uint8Array;
  /** For received octets: why they cannot be a frame. */
  readonly reason?: string;
}

/** One direction of the TCP connection ended: by FIN, or both by RST. */
export interface EndEvent extends EventBase {
  readonly kind: 'end';
  readonly from: Peer;
  readonly how: 'fin' | 'reset';
}

/** The connection is gone for good. */
export interface ClosedEvent extends EventBase {
  readonly kind: 'closed';
  /** Bytes of an unfinished frame that were left when the server's side ended. */
  readonly pendingBytes: number;
}

/** A step of the trace began or ended; `unmet` where its condition did not come true in time. */
export interface StepEvent extends EventBase {
  readonly kind: 'step';
  readonly index: number;
  readonly do: string;
  readonly phase: 'begin' | 'end';
  readonly unmet?: string;
}

/** The Cloud stops or resumes reading from the socket. */
export interface ReadingEvent extends EventBase {
  readonly kind: 'reading';
  readonly paused: boolean;
}

/** The Cloud role's own view of a play, for the play lane of a report. */
export interface PlayEvent extends EventBase {
  readonly kind: 'play';
  /** Counts the accepted plays of the call from 0. */
  readonly play: number;
  readonly id: string;
  readonly state: 'queued' | 'buffering' | 'playing' | 'underrun' | 'finished' | 'aborted' | 'refused';
}

/** What happened to the process of a target that the harness started. */
export interface ProcessEvent extends EventBase {
  readonly kind: 'process';
  readonly event: 'exit' | 'restart' | 'sample';
  readonly pid: number;
  readonly exitCode?: number | null;
  readonly signal?: string | null;
  /** Last lines of its output. */
  readonly output?: readonly string[];
  /** For `sample`: resident memory in bytes and open file descriptors, from /proc. */
  readonly rssBytes?: number;
  readonly openFiles?: number;
}

/** Our own event loop was late: timing after it cannot be trusted. */
export interface StallEvent extends EventBase {
  readonly kind: 'stall';
  readonly lateMs: number;
}

export type TranscriptEvent =
  | ConnectEvent
  | ConnectedEvent
  | ConnectFailedEvent
  | RequestEvent
  | ResponseEvent
  | ResponseFailedEvent
  | FrameEvent
  | OctetsEvent
  | EndEvent
  | ClosedEvent
  | StepEvent
  | ReadingEvent
  | PlayEvent
  | ProcessEvent
  | StallEvent;

/** What was measured of the target before the cases; rules use it as a control and for tolerances. */
export interface TargetProfile {
  /** Median and worst round trip of Ping and Pong, in milliseconds; of the TCP connect where no pong came. */
  readonly roundTripMs: number;
  readonly worstRoundTripMs: number;
  readonly answersPing: boolean;
  /** False where the server ended the closing handshake in no undisturbed call. */
  readonly endsClose?: boolean;
  /** How long undisturbed plain calls were watched, in milliseconds since call_start. */
  readonly watchedMs: number;
  /** Earliest time since call_start at which the server ended an undisturbed call by itself; absent if it never did. */
  readonly endsByItselfMs?: number;
  /** Whether the server played anything in the undisturbed calls. */
  readonly plays: boolean;
  /** Factor of --timeout-scale. */
  readonly timeoutScale: number;
  /** The harness started the process, so exits and memory can be seen. */
  readonly started: boolean;
  readonly secure: boolean;
  /** Certificate checks were switched off by --insecure. */
  readonly insecure: boolean;
}

export interface TranscriptHeader {
  readonly format: typeof TRANSCRIPT_FORMAT;
  readonly suite: SuiteName;
  readonly case: string;
  readonly title: string;
  /** Requirements that the case is made for. */
  readonly requirements: readonly string[];
  readonly url: string;
  /** Wall clock at time zero, ISO 8601. */
  readonly startedAt: string;
  readonly profile: TargetProfile;
  /** Frames and plays beyond the recording's limit, which were counted and not kept. Absent when none. */
  readonly droppedEvents?: number;
}

export interface Transcript {
  readonly header: TranscriptHeader;
  readonly events: readonly TranscriptEvent[];
}
