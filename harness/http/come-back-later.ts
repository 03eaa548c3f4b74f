// 429 and 503 are no answer to what was asked: the request is made again when the target says so.
import type { HttpResponse } from './message.ts';

/** A request is repeated at most so often, and waits at most so long altogether. */
export const MOST_WAITS = 4;
export const LONGEST_WAITS_MS = 60_000;
const LONGEST_WAIT_MS = 30_000;

/**
 * How long to wait before the request is made again, in milliseconds: Retry-After in seconds or as a date, at most 30 s;
 * without it 1 s, doubled with each wait before. Undefined where the response is an answer.
 */
export function comeBackAfterMs({ status, headers }: HttpResponse, waitsBefore: number): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  const asked = retryAfterMs(headerValue(headers, 'retry-after'), headerValue(headers, 'date'));
  return Math.min(LONGEST_WAIT_MS, asked ?? 1000 * 2 ** waitsBefore);
}

function retryAfterMs(value: string | undefined, date: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const untilMs = Date.parse(value);
  if (Number.isNaN(untilMs)) return undefined;
  // The target's own clock where it tells it: the two need not agree.
  const sentMs = Date.parse(date ?? '');
  return Math.max(0, untilMs - (Number.isNaN(sentMs) ? Date.now() : sentMs));
}

function headerValue(headers: HttpResponse['headers'], name: string): string | undefined {
  return headers.find(([each]) => each.toLowerCase() === name)?.[1].trim();
}
