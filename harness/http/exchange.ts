// One HTTP request and what came of it, as rules judge it and reports show it. Secrets are replaced when it is recorded,
// so nothing behind the recorder knows them.
import type { ServicesStep } from '../traces/services-trace.ts';

/** Octets as text where they are valid UTF-8, as base64 otherwise; `truncated` where only the beginning was kept. */
export interface RecordedBody {
  /** All octets, also those that were not kept. */
  readonly bytes: number;
  readonly text?: string;
  readonly base64?: string;
  readonly truncated?: true;
}

export type Header = readonly [name: string, value: string];

export interface RecordedRequest {
  readonly method: string;
  /** Path and query as written on the request line. */
  readonly target: string;
  /** In order; the value of Authorization is told in words, secrets are replaced. */
  readonly headers: readonly Header[];
  readonly body?: RecordedBody;
}

export interface RecordedResponse {
  readonly status: number;
  readonly reason: string;
  readonly headers: readonly Header[];
  /** Absent where the response has no body octets. */
  readonly body?: RecordedBody;
}

/**
 * Why there is no whole response: no connection, no answer in time, the connection ended before or within the answer, it
 * is no HTTP, or it went on past the limit.
 */
export interface ExchangeFailure {
  readonly kind: 'unconnected' | 'timeout' | 'reset' | 'cut' | 'malformed' | 'too-large' | 'aborted';
  /** One line. */
  readonly message: string;
}

/** One request and its response. `response` is there as soon as its head was; with `failure` its body is not whole. */
export interface ExchangeEvent {
  readonly kind: 'exchange';
  /** When the request began, in milliseconds since the case began, monotonic. */
  readonly ms: number;
  /** From then: first octet of the response, end of the response (or of the failure). */
  readonly firstByteMs?: number;
  readonly durationMs: number;
  /** `clean-up` are the deletions after a case: evidence, not judged. */
  readonly purpose: 'step' | 'clean-up';
  /** Position among the trace's steps, parallel ones counted through; -1 for a clean-up. */
  readonly step: number;
  /** What the request is meant to be, without its body. */
  readonly operation: Operation;
  readonly request: RecordedRequest;
  readonly response?: RecordedResponse;
  readonly failure?: ExchangeFailure;
  /** How often the target asked to come back later (429, 503 with Retry-After) before this answer. */
  readonly waits?: number;
}

/** The step that made the request, its names bound. */
export interface Operation {
  readonly do: ServicesStep['do'];
  /** Label of the service within the case: its name without the prefix. */
  readonly service?: string;
  /** Whose credentials the request carries; `refused` where they ought to be refused, `none` where there are none. */
  readonly as: 'first' | 'second' | 'refused' | 'none';
}

/** Our own event loop was late: times around it say nothing. */
export interface HttpStallEvent {
  readonly kind: 'stall';
  readonly ms: number;
  readonly lateMs: number;
}

/**
 * The process of a target that we started ended by itself, or said something during a case that it broke off: an answer
 * of 5xx, or none.
 */
export interface HttpProcessEvent {
  readonly kind: 'process';
  readonly ms: number;
  readonly event: 'exit' | 'restart' | 'output';
  readonly pid: number;
  readonly exitCode?: number | null;
  readonly signal?: string | null;
  readonly output?: readonly string[];
}

export type ExchangeTranscriptEvent = ExchangeEvent | HttpStallEvent | HttpProcessEvent;

export const EXCHANGES_FORMAT = 'aculab-conformance/exchanges@1';

export interface ExchangeTranscriptHeader {
  readonly format: typeof EXCHANGES_FORMAT;
  readonly suite: 'services' | 'media-files';
  readonly case: string;
  readonly title: string;
  readonly requirements: readonly string[];
  /** Base URL, without user and password. */
  readonly url: string;
  /** Wall clock at time zero, ISO 8601. */
  readonly startedAt: string;
  /** What the names of this case's services begin with, before their labels. */
  readonly namePrefix: string;
  readonly roundTripMs: number;
  readonly secondAccount: boolean;
}

/** Everything that a case sent and got, in the order in which the requests began. */
export interface ExchangeTranscript {
  readonly header: ExchangeTranscriptHeader;
  readonly events: readonly ExchangeTranscriptEvent[];
}
