// One request of a case: sent, recorded, and remembered where it may have created something.
import type { HttpClient } from '../../http/client.ts';
import type { ExchangeEvent } from '../../http/exchange.ts';
import { recordResponse } from '../../http/record.ts';
import type { Journal } from './account-journal.ts';
import { type ExchangeRecording, rounded } from './exchange-recording.ts';
import type { PreparedRequest, RequestContext } from './prepare-request.ts';

/** What the requests of one drive share. */
export interface Drive extends RequestContext {
  readonly client: HttpClient;
  readonly journal: Journal;
  readonly onEvent?: (event: ExchangeEvent) => void;
  readonly recording: ExchangeRecording;
  /** Passwords that the case sends in the clear. */
  readonly literals: Set<string>;
  /** What was sent that may have created services. */
  readonly creating: Creating[];
}

export interface Creating {
  readonly request: PreparedRequest;
  /** The target said that it did not do it; or nobody knows what it did, or still does. */
  readonly effect: 'done' | 'refused' | 'unknown';
}

/** Sends a request and records what comes of it. Rejects only for a request that cannot be written. */
export async function exchange(
  drive: Drive,
  prepared: PreparedRequest,
  purpose: ExchangeEvent['purpose'],
  step: number,
  signal: AbortSignal,
): Promise<ExchangeEvent> {
  const { client, recording, secrets, literals } = drive;
  const { told, operation } = prepared;
  const outcome = await client.send(prepared.request, signal);
  const { failure, response, waits } = outcome;
  if (prepared.mayCreate.length > 0) {
    const effect = failure !== undefined ? 'unknown' : isRefusal(response?.status ?? 0) ? 'refused' : 'done';
    drive.creating.push({ request: prepared, effect });
  }
  const event: ExchangeEvent = {
    kind: 'exchange',
    ms: recording.sinceBegin(outcome.beganMs),
    ...(outcome.firstByteMs === undefined ? {} : { firstByteMs: rounded(outcome.firstByteMs) }),
    durationMs: rounded(outcome.durationMs),
    purpose,
    step,
    operation,
    // The client tells the headers of the request first, with their secrets; those are known here in words.
    request: { ...told, headers: [...told.headers, ...outcome.sentHeaders.slice(told.headers.length)] },
    ...(response === undefined ? {} : { response: recordResponse(response, failure === undefined, secrets, literals) }),
    ...(failure === undefined
      ? {}
      : { failure: { kind: failure.kind, message: oneLine(secrets.redact(failure.message, { cut: true })) } }),
    ...(waits === 0 ? {} : { waits }),
  };
  recording.add(event);
  drive.onEvent?.(event);
  return event;
}

export const isRefusal = (status: number): boolean => status >= 400 && status < 500;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();
