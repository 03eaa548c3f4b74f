// What of a request is meant to hurt. Where the target breaks under it (5xx, no answer), the requirement about that
// stimulus reports it, and those about the operation do not.
import { isHostileName, isHostileValue, isServerError, isUnanswered, isUnsupportedMethod } from '../answer.ts';
import type { ViewedExchange } from '../rule.ts';

export type Stimulus = 'hostile-name' | 'unsupported-method' | 'malformed-body' | 'hostile-value';

/** The one thing in a request to which a breakdown is put down; undefined for an ordinary request. */
export function stimulusOf(exchange: ViewedExchange): Stimulus | undefined {
  const { prediction } = exchange;
  if (prediction.kind === 'refusal' && prediction.why === 'credentials') return undefined;
  if (isHostileName(exchange)) return 'hostile-name';
  if (isUnsupportedMethod(exchange)) return 'unsupported-method';
  if (isMalformedBody(exchange)) return 'malformed-body';
  return isHostileValue(exchange) ? 'hostile-value' : undefined;
}

/** A Write or Modify whose body is no JSON object, or is not declared as JSON (reading R38). */
export function isMalformedBody({ operation, malformed, prediction, event }: ViewedExchange): boolean {
  if (operation.do !== 'write' && operation.do !== 'modify') return false;
  if (malformed || event.request.body === undefined) return true;
  if (prediction.kind === 'refusal') return prediction.why === 'malformed' || prediction.why === 'not-an-object';
  const type = event.request.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  return !/^application\/json\b/i.test(type);
}

/** The target broke, and the requirement about the stimulus says so. */
export const isStimulusOwned = (exchange: ViewedExchange): boolean =>
  (isServerError(exchange) || isUnanswered(exchange)) && stimulusOf(exchange) !== undefined;
