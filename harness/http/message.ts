import type { ExchangeFailure, Header } from './exchange.ts';

/** A request as it goes over the wire. Secrets are in the clear. */
export interface HttpRequest {
  /** Any token; letter case is kept. CONNECT cannot be sent. */
  readonly method: string;
  /** Path and query, written on the request line as they are: octets above 0x7f as UTF-8; no spaces, no controls. */
  readonly target: string;
  /** In order. They go before what the client adds by itself and replace it. */
  readonly headers: readonly Header[];
  /** Announced by Content-Length, unless the headers say something else. */
  readonly body?: Uint8Array;
}

export interface HttpResponse {
  readonly status: number;
  readonly reason: string;
  /** In order, names as sent, values octet by octet (latin1). */
  readonly headers: readonly Header[];
  /** As it came, without a transfer coding and with any content coding; with a failure as much as came, or its beginning. */
  readonly body: Buffer;
}

/** What came of a request. Exactly one of a whole response and a failure; with a failure perhaps a part of a response. */
export interface HttpOutcome {
  readonly response?: HttpResponse;
  readonly failure?: ExchangeFailure;
  /** When the request began, by the client's clock: the last one where it was repeated. */
  readonly beganMs: number;
  /** From then on: first octet of the response, end of the response or of the failure. */
  readonly firstByteMs?: number;
  readonly durationMs: number;
}
