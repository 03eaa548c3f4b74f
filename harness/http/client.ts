import { Agent as HttpAgent } from 'node:http';
import { type AgentOptions, Agent as HttpsAgent } from 'node:https';
import type { TlsOptions } from '../engine/options.ts';
import { type Clock, monotonicClock } from '../wire/clock.ts';
import { attempt } from './attempt.ts';
import { comeBackAfterMs, LONGEST_WAITS_MS, MOST_WAITS } from './come-back-later.ts';
import type { ExchangeFailure, Header } from './exchange.ts';
import type { HttpOutcome, HttpRequest } from './message.ts';
import { createPace } from './pace.ts';
import { pause } from './pause.ts';

export interface HttpClientOptions {
  /** Host, port and scheme (http: or https:) are taken from here. */
  readonly url: URL;
  readonly tls?: TlsOptions;
  /** Go with every request that does not have its own of the same name. Their values are secret. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For one attempt: connection, request and whole response. Asked anew each time, as the round trip is being learned. */
  readonly timeoutMs: () => number;
  /** Requests a second at most, repetitions included; unlimited where absent. */
  readonly ratePerSecond?: number;
  /** A longer body is cut off: 4 MiB where absent. */
  readonly maxBodyBytes?: number;
  readonly clock?: Clock;
}

export interface SendOutcome extends HttpOutcome {
  /** How often the target asked to come back later before this answer. */
  readonly waits: number;
  /** What went with the request besides what the connection itself needs; values of the client's own headers in words. */
  readonly sentHeaders: readonly Header[];
}

/** A client that takes any answer, or none, and never waits or grows without bounds. */
export interface HttpClient {
  /** Sends one request and waits for what comes of it. Rejects only for a request that cannot be written. */
  send(request: HttpRequest, signal?: AbortSignal): Promise<SendOutcome>;
  /** Ends all connections, those of requests under way too. */
  close(): void;
}

const MOST_BODY_BYTES = 4 * 1024 * 1024;
const SECRET_HEADER = '<header>';

/**
 * Makes a client over kept connections. Nothing is normalised, followed, decompressed or remembered. A kept connection
 * that ends before any octet of the response is replaced once; 429 and 503 are waited for as Retry-After says.
 */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { url, headers = {}, timeoutMs, maxBodyBytes = MOST_BODY_BYTES, clock = monotonicClock } = options;
  const pace = createPace(options.ratePerSecond, clock);
  const connecting: AgentOptions = {
    ...tlsOptions(options.tls),
    // Node gives each address 250 ms, which a far server with two addresses cannot always meet.
    autoSelectFamilyAttemptTimeout: Math.max(250, Math.round(timeoutMs() / 4)),
  };
  const kept = agentFor(url, { ...connecting, keepAlive: true });
  const fresh = agentFor(url, { ...connecting, keepAlive: false });
  const closing = new AbortController();
  const own = Object.entries(headers);

  const joined = new WeakMap<AbortSignal, AbortSignal>();

  /** Aborted with the signal, or when the client is closed. Made once: it costs as much as a part of a request. */
  function withClosing(signal: AbortSignal): AbortSignal {
    const known = joined.get(signal);
    if (known !== undefined) return known;
    const either = AbortSignal.any([signal, closing.signal]);
    joined.set(signal, either);
    return either;
  }

  async function sendOnce(request: HttpRequest, signal: AbortSignal): Promise<HttpOutcome> {
    const limits = { url, timeoutMs: timeoutMs(), maxBodyBytes, clock };
    const first = await attempt({ ...limits, agent: kept }, request, signal);
    if (!first.stale || signal.aborted) return first.outcome;
    const { outcome } = await attempt({ ...limits, agent: fresh }, request, signal);
    // The target is gone, and it went with the first.
    return outcome.failure?.kind === 'unconnected' ? first.outcome : outcome;
  }

  return {
    async send(request, signal) {
      const either = signal === undefined ? closing.signal : withClosing(signal);
      const complete = completed(request, own, url);
      const ending = (outcome: HttpOutcome, waits: number): SendOutcome => ({
        ...outcome,
        waits,
        sentHeaders: complete.told,
      });
      let waitedMs = 0;
      for (let waits = 0; ; waits++) {
        if (!(await pace.turn(either))) return ending(givenUp(clock), waits);
        const outcome = await sendOnce(complete.request, either);
        if (outcome.failure !== undefined || outcome.response === undefined) return ending(outcome, waits);
        const afterMs = comeBackAfterMs(outcome.response, waits);
        if (afterMs === undefined || waits === MOST_WAITS) return ending(outcome, waits);
        waitedMs += afterMs;
        if (waitedMs > LONGEST_WAITS_MS) return ending(outcome, waits);
        if (!(await pause(afterMs, either))) return ending({ ...outcome, failure: ABORTED }, waits);
      }
    },
    close() {
      closing.abort();
      kept.destroy();
      fresh.destroy();
    },
  };
}

const ABORTED: ExchangeFailure = { kind: 'aborted', message: 'the request was given up' };

const givenUp = (clock: Clock): HttpOutcome => ({ beganMs: clock.nowMs(), durationMs: 0, failure: ABORTED });

/** The request with everything that goes with it, and its headers as they may be told. */
function completed(
  request: HttpRequest,
  own: ReadonlyArray<readonly [string, string]>,
  url: URL,
): { readonly request: HttpRequest; readonly told: readonly Header[] } {
  const given = new Set(request.headers.map(([name]) => name.toLowerCase()));
  const added: Header[] = [];
  const told: Header[] = [];
  const add = (name: string, value: string, telling = value): void => {
    if (given.has(name.toLowerCase())) return;
    given.add(name.toLowerCase());
    added.push([name, value]);
    told.push([name, telling]);
  };
  for (const [name, value] of own) add(name, value, SECRET_HEADER);
  add('Host', url.host);
  // Without it some services answer in XML or HTML.
  add('Accept', 'application/json');
  if (request.body !== undefined) add('Content-Length', String(request.body.length));
  return { request: { ...request, headers: [...request.headers, ...added] }, told: [...request.headers, ...told] };
}

function agentFor(url: URL, options: AgentOptions): HttpAgent {
  return url.protocol === 'https:' ? new HttpsAgent(options) : new HttpAgent(options);
}

function tlsOptions(tls: TlsOptions = {}): AgentOptions {
  return {
    ...(tls.insecure === true ? { rejectUnauthorized: false } : {}),
    ...(tls.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls.cert === undefined ? {} : { cert: tls.cert }),
    ...(tls.key === undefined ? {} : { key: tls.key }),
  };
}
