import type { FrameEvent, ResponseEvent, Transcript, TranscriptEvent } from '../../harness/wire/transcript.ts';
import type { AudioFormat } from '../../specification/limits.ts';
import type { FrameScan } from './view/frame-scan.ts';

/** An event of the transcript with its index there: what a finding points at. */
export interface Located<E extends TranscriptEvent = TranscriptEvent> {
  readonly index: number;
  readonly event: E;
}

/** A violation as a rule reports it; the engine adds the case and the verdict that level and basis allow. */
export interface RuleFinding {
  readonly message: string;
  readonly expected: string;
  readonly observed: string;
  readonly at?: Located;
  /** Set where only one reading makes it a violation: the finding is then a warning at most. */
  readonly reading?: string;
}

export interface Judgement {
  /** How many times the transcript put the requirement to the test; 0 is not-exercised. */
  readonly exercised: number;
  readonly findings: readonly RuleFinding[];
}

/** Judges one requirement over one transcript. Pure: no clock, no state, never throws. */
export interface Rule {
  readonly requirement: string;
  readonly judge: (view: CaseView) => Judgement;
}

/** A complete data message from the server, put together from its fragments. */
export interface ServerMessage {
  readonly kind: 'text' | 'binary';
  readonly frames: ReadonlyArray<Located<FrameEvent>>;
  /** The first frame. */
  readonly at: Located<FrameEvent>;
  readonly ms: number;
  readonly payloadBytes: number;
  /** Text messages: the decoded text; undefined where it is no UTF-8 or was not kept whole. */
  readonly text?: string;
  /** Text messages that are one JSON object. */
  readonly object?: Readonly<Record<string, unknown>>;
  /** object.type where that is a string. */
  readonly type?: string;
}

/** A play that the server made, with everything that happened to it, as the documents read. */
export interface Play {
  /** Counts the plays of the call from 0. */
  readonly number: number;
  readonly start: ServerMessage;
  /** As asked for, documented defaults filled in; a property with an illegal value has its default here. */
  readonly format: AudioFormat;
  readonly channels: 1 | 2;
  readonly channel: 0 | 1 | 2;
  readonly initialBufferMs: number;
  readonly id: string;
  /** Binary messages between its start and its end. */
  readonly audio: readonly ServerMessage[];
  /** The message that ended it: audio_play_end, audio_play_abort, or the next start where the server forgot to. */
  readonly endedBy?: ServerMessage;
  readonly aborted: boolean;
  /** Milliseconds of the case clock; absent where it did not get so far before the transcript ended. */
  readonly playingFromMs?: number;
  readonly finishedMs?: number;
  /** Moments at which playout ran dry before the end of the play: when, and for how long. */
  readonly underruns: ReadonlyArray<{ readonly ms: number; readonly gapMs: number; readonly at: Located }>;
  /** Most audio frames that waited in it at once, and when. */
  readonly mostQueuedFrames: number;
  readonly mostQueuedAt?: Located;
  /** Plays outstanding (active and waiting, this one included) when it was started. */
  readonly outstandingAtStart: number;
}

/**
 * How the server's starts, ends and audio followed one another, before `crossedAt`. What follows a text that could not
 * be understood is not counted, up to the next start or abort: that text may have been the missing start or end.
 */
export interface PlayOrder {
  readonly starts: number;
  readonly ends: number;
  /** Binary messages. */
  readonly audio: number;
  readonly startsWhileOpen: readonly ServerMessage[];
  readonly endsWithoutStart: readonly ServerMessage[];
  readonly audioOutside: readonly ServerMessage[];
}

/** One connection of the case. */
export interface CallView {
  readonly call: number;
  readonly label: string;
  readonly events: readonly Located[];
  readonly response?: Located<ResponseEvent>;
  /** Set once a 101 was accepted and frames may flow. */
  readonly open: boolean;
  readonly serverFrames: ReadonlyArray<Located<FrameEvent>>;
  readonly cloudFrames: ReadonlyArray<Located<FrameEvent>>;
  /** What stands out among the frames from the server. */
  readonly scan: FrameScan;
  readonly serverMessages: readonly ServerMessage[];
  readonly plays: readonly Play[];
  readonly playOrder: PlayOrder;
  /**
   * From here on the order, the number and the timing of plays are not judged: the call ended (call_end, a Close, the
   * end of TCP), or the Cloud sent audio_play_finished for a play that the server had not ended (reading R50).
   */
  readonly crossedAt?: Located;
  /** When the Cloud sent call_start, call_end; when it sent or received a Close; when the server ended TCP. */
  readonly callStart?: Located<FrameEvent>;
  readonly callEnd?: Located<FrameEvent>;
  readonly cloudClose?: Located<FrameEvent>;
  readonly serverClose?: Located<FrameEvent>;
  /** First call_hangup from the server. */
  readonly hangup?: ServerMessage;
  /** The server's FIN or RST, or absent. */
  readonly serverEnd?: Located;
  /** The Cloud reset, half-closed or broke the protocol on this connection: endings are not judged after it. */
  readonly spoiledAt?: Located;
}

export interface CaseView {
  readonly transcript: Transcript;
  readonly calls: readonly CallView[];
}
