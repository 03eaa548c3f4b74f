import { RAW_CAUSES } from '../../specification/limits.ts';
import type { TlsOptions } from '../engine/options.ts';
import { type Connection, openConnection } from '../wire/connection.ts';
import type { DialFailure } from '../wire/dial.ts';
import type { Recording } from '../wire/recording.ts';
import type { ConnectedEvent, ResponseEvent } from '../wire/transcript.ts';
import type { UpgradeProblem } from '../wire/upgrade.ts';
import { certificateProblem } from './certificate-problem.ts';
import { diagnoseDial } from './preflight-connect.ts';
import type { Attempted, Diagnosis } from './preflight-diagnosis.ts';
import { diagnoseNoResponse, diagnoseViolation } from './preflight-handshake.ts';
import { diagnoseRefusal } from './preflight-refusal.ts';

/** What came out of one try to open a call, before it is explained. */
export type Tried = { readonly connectMs: number; readonly upgradeMs: number } & (
  | {
      readonly kind: 'open';
      readonly connected: ConnectedEvent | undefined;
      readonly connection: Connection;
      readonly subprotocol?: string;
    }
  | FailedTry
);

export type FailedTry =
  | { readonly kind: 'unconnected'; readonly failure: DialFailure }
  | { readonly kind: 'refused'; readonly connected: ConnectedEvent | undefined; readonly response: ResponseEvent }
  | {
      readonly kind: 'unanswered';
      readonly connected: ConnectedEvent | undefined;
      readonly reason: string;
      /** The error with which TLS ended, where it did. */
      readonly tlsError?: string;
    }
  | {
      readonly kind: 'violated';
      readonly connected: ConnectedEvent | undefined;
      readonly response: ResponseEvent;
      readonly problems: readonly UpgradeProblem[];
    };

export interface TryOptions {
  readonly url: URL;
  readonly tls?: TlsOptions;
  readonly headers: Readonly<Record<string, string>>;
  readonly protocols: readonly string[];
  readonly timeoutMs: number;
  readonly recording: Recording;
  /** Counts the tries from 0. */
  readonly number: number;
}

/** Connects and upgrades once. A connection that did not open properly is closed again. */
export async function tryCall(options: TryOptions): Promise<Tried> {
  const { url, tls, headers, protocols, timeoutMs, recording, number } = options;
  const firstEvent = recording.length;
  const begin = recording.nowMs();
  const dialed = await openConnection({
    url,
    headers,
    connectTimeoutMs: timeoutMs,
    recording,
    call: number,
    label: 'preflight',
    ...(tls === undefined ? {} : { tls }),
  });
  const connectMs = recording.nowMs() - begin;
  if (dialed.kind === 'failed') return { kind: 'unconnected', failure: dialed, connectMs, upgradeMs: 0 };

  const { connection } = dialed;
  const result = await connection.upgrade({ protocols, timeoutMs });
  const times = { connectMs, upgradeMs: recording.nowMs() - begin - connectMs };
  const events = [...recording.events(firstEvent)];
  const connected = events.find((event) => event.kind === 'connected');
  const response = events.find((event) => event.kind === 'response');

  if (result.kind === 'open' && result.problems.length === 0) {
    const { subprotocol } = result;
    return { kind: 'open', ...times, connected, connection, ...(subprotocol === undefined ? {} : { subprotocol }) };
  }
  connection.destroy();
  if (response === undefined || result.kind === 'failed') {
    const reason = result.kind === 'failed' ? result.reason : 'no response was recorded';
    const tlsError = events.find((event) => event.kind === 'octets' && event.bytes === 0 && event.from === 'server');
    const ended = tlsError?.kind === 'octets' ? tlsError.reason : undefined;
    return { kind: 'unanswered', ...times, connected, reason, ...(ended === undefined ? {} : { tlsError: ended }) };
  }
  return result.kind === 'refused'
    ? { kind: 'refused', ...times, connected, response }
    : { kind: 'violated', ...times, connected, response, problems: result.problems };
}

/** Explains a try that failed. */
export function diagnose(tried: FailedTry, attempted: Attempted): Diagnosis {
  switch (tried.kind) {
    case 'unconnected':
      return diagnoseDial(tried.failure, attempted.url);
    case 'refused':
      return diagnoseRefusal(tried.response, attempted);
    case 'violated':
      return diagnoseViolation(tried.problems, tried.response);
    case 'unanswered':
      return diagnoseClientCertificate(tried.tlsError) ?? diagnoseNoResponse(tried.reason, attempted);
  }
}

/** In TLS 1.3 a server that misses a client certificate says so only after the client takes the handshake for done. */
function diagnoseClientCertificate(tlsError: string | undefined): Diagnosis | undefined {
  if (
    tlsError === undefined ||
    !/alert (certificate required|bad certificate|unknown ca|certificate unknown)/.test(tlsError)
  ) {
    return undefined;
  }
  const { problem, advice } = certificateProblem('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED');
  return { kind: 'diagnosis', stage: 'tls', rawCause: RAW_CAUSES.tlsFailed, reason: problem, advice };
}
