import type { ProbeEvent, ProbeTranscript } from '../../../harness/roles/file-client/probe.ts';
import type { Answer } from '../rule.ts';

/** Statuses that are about the login, the pace or the content and say nothing of a name; 400, 414 and 431 do (R46). */
const NOT_ABOUT_NAMES: ReadonlySet<number> = new Set([401, 407, 408, 411, 413, 415, 429]);
const NO_ANSWER: ReadonlySet<string> = new Set(['timeout', 'reset', 'cut', 'malformed', 'exit']);

/** What the answer to a probe says of the target. */
export function answerOf(event: ProbeEvent, events: ProbeTranscript['events']): Answer {
  const status = event.response?.status;
  switch (event.outcome) {
    case 'accepted':
      return 'accepted';
    case 'refused':
      return status !== undefined && NOT_ABOUT_NAMES.has(status) ? undefined : 'refused';
    case 'failed':
      return isBroken(event, events) ? 'broken' : undefined;
    case 'unclear':
      return undefined;
  }
}

/** Something came, and it is no answer: rubbish, or one to a question that was not put (reading R48). */
export const isStrange = ({ failure }: ProbeEvent): boolean =>
  failure?.kind === 'rubbish' || failure?.kind === 'unknown-id';

function isBroken(event: ProbeEvent, events: ProbeTranscript['events']): boolean {
  const { response, failure } = event;
  // Rubbish and unknown ids are no answer about this name, and not the end of the target either (reading R48).
  if (failure !== undefined) return NO_ANSWER.has(failure.kind) && !isOurOwnDelay(event, events);
  return response !== undefined && response.status >= 500 && !asksToComeBack(response);
}

function asksToComeBack({ status, headers }: NonNullable<ProbeEvent['response']>): boolean {
  return status === 503 && headers.some(([name]) => name.toLowerCase() === 'retry-after');
}

/** A timeout says nothing where our own event loop stood still meanwhile. */
function isOurOwnDelay({ failure, ms, durationMs }: ProbeEvent, events: ProbeTranscript['events']): boolean {
  if (failure?.kind !== 'timeout') return false;
  return events.some((other) => other.kind === 'stall' && other.ms >= ms && other.ms - other.lateMs <= ms + durationMs);
}

/** How the target broke, in a few words: `500 Internal Server Error`, `no answer in time`. */
export function breakdownOf({ response, failure }: ProbeEvent): string {
  if (failure === undefined)
    return response === undefined ? 'no answer' : `${response.status} ${response.reason}`.trim();
  switch (failure.kind) {
    case 'timeout':
      return 'no answer in time';
    case 'exit':
      return 'the process ended';
    case 'malformed':
      return 'an answer that is no HTTP';
    default:
      return 'the connection ended without a whole answer';
  }
}
