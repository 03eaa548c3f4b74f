import type { Json } from '../../../harness/traces/services-trace.ts';
import { show } from '../answer.ts';

const FORM = /^(\d{4})-(\d{2})-(\d{2})_(\d{2}):(\d{2}):(\d{2})$/;

/** Milliseconds, of whatever time zone (reading R32), of a real date written as `YYYY-MM-DD_HH:MM:SS`; undefined otherwise. */
export function timeOf(value: Json): number | undefined {
  if (typeof value !== 'string') return undefined;
  const parts = FORM.exec(value)?.slice(1).map(Number);
  if (parts === undefined) return undefined;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts;
  const time = Date.UTC(year, month - 1, day, hour, minute, second);
  // What is no real date comes out as another one.
  const isReal = new Date(time).toISOString().slice(0, 19) === value.replace('_', 'T');
  return isReal ? time : undefined;
}

/** How the datetime of an error comes before that of its request; undefined where it does not, or one is missing. */
export function orderProblem(error: Json | undefined, request: Json | undefined): string | undefined {
  if (error === undefined || request === undefined) return undefined;
  const [failedAt, askedAt] = [timeOf(error), timeOf(request)];
  if (failedAt === undefined || askedAt === undefined || failedAt >= askedAt) return undefined;
  return `error.datetime ${show(error)}, request.datetime ${show(request)}`;
}
