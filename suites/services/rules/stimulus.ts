// What of a request is meant to hurt. Where the target breaks under it (5xx, no answer), the requirement about that
// stimulus reports it, and those about the operation do not.
import {
  describeAnswer,
  errorSentence,
  isHostileName,
  isHostileValue,
  isServerError,
  isUnanswered,
  isUnsupportedMethod,
} from '../answer.ts';
import type { ServicesView, ViewedExchange } from '../rule.ts';
import { hasRepeatedName } from '../view/repeated-name.ts';

export type Stimulus = 'hostile-name' | 'unsupported-method' | 'malformed-body' | 'hostile-value';

const KNOWN = new WeakMap<ViewedExchange, Stimulus | 'none'>();

/** The one thing in a request to which a breakdown is put down; undefined for an ordinary request. */
export function stimulusOf(exchange: ViewedExchange): Stimulus | undefined {
  // Many rules ask, and it takes a look at everything that was sent.
  const stimulus = KNOWN.get(exchange) ?? findStimulus(exchange) ?? 'none';
  KNOWN.set(exchange, stimulus);
  return stimulus === 'none' ? undefined : stimulus;
}

function findStimulus(exchange: ViewedExchange): Stimulus | undefined {
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

/**
 * A reader of JSON may have refused the body before anything was validated, so that there are no violations to list: a
 * member is named twice, or a value is made to hurt.
 */
export const mayBeRefusedUnread = (exchange: ViewedExchange): boolean =>
  isHostileValue(exchange) || (exchange.sent !== undefined && hasRepeatedName(exchange.event.request.body?.text ?? ''));

/** The target broke, and the requirement about the stimulus says so. */
export const isStimulusOwned = (exchange: ViewedExchange): boolean =>
  (isServerError(exchange) || isUnanswered(exchange)) && stimulusOf(exchange) !== undefined;

/** How the target broke under a request, in a few words: 5xx, no answer, or the end of its process; or undefined. */
export function breakdownOf(view: ServicesView, exchange: ViewedExchange): string | undefined {
  if (isServerError(exchange)) return `${describeAnswer(exchange)}${errorSentence(exchange)}`;
  if (isUnanswered(exchange)) return describeAnswer(exchange);
  return exchange.response === undefined ? undefined : endOfProcessAfter(view, exchange);
}

/** The process of the target ended before anything else was asked of it. */
function endOfProcessAfter({ transcript }: ServicesView, { index }: ViewedExchange): string | undefined {
  const next = transcript.events.slice(index + 1).find(({ kind }) => kind !== 'stall');
  if (next?.kind !== 'process' || next.event !== 'exit') return undefined;
  const how = typeof next.signal === 'string' ? `signal ${next.signal}` : `exit code ${next.exitCode ?? 'unknown'}`;
  return `the process of the target ended after its answer (${how})`;
}
