// A Modify or Delete of a service that does not exist.
import {
  describeAnswer,
  errorSentence,
  findingAt,
  hasNoBody,
  isAnswered,
  isHostileName,
  isHttpLayer,
  isRefused,
} from '../answer.ts';
import type { ServicesView, ViewedExchange } from '../rule.ts';
import { isOthersService, reachedOthersService } from './other-account.ts';
import { FINE, type Verdict } from './per-exchange.ts';
import { isMalformedBody, isStimulusOwned } from './stimulus.ts';

/**
 * Nobody ever had the service, as far as the answers tell: where a Write was taken and Read says otherwise, either of the
 * two is wrong.
 */
export const isNeverWritten = ({ prediction, before }: ViewedExchange): boolean =>
  prediction.kind === 'refusal' &&
  prediction.why === 'unknown-service' &&
  before?.presence === 'absent' &&
  !before.everWritten;

/**
 * Judges the answer to a request for a service that does not exist.
 *
 * @param options.what completes "a … is not answered by 404"
 * @param options.needsBody the error body is asked for as well
 */
export function judgeUnknownService(
  view: ServicesView,
  exchange: ViewedExchange,
  options: { readonly what: string; readonly needsBody: boolean },
): Verdict {
  const { response } = exchange;
  if (!isAnswered(exchange) || isStimulusOwned(exchange) || reachedOthersService(view, exchange)) return undefined;
  if (response?.status === 404) {
    if (!options.needsBody || !hasNoBody(exchange)) return FINE;
    const message = `a ${options.what} is answered without an error body`;
    return [findingAt(exchange, message, '404 with an error body', `${describeAnswer(exchange)} without a body`)];
  }
  // Reading R27: an impossible name may be refused as such.
  if (isRefused(exchange) && isHostileName(exchange)) return FINE;
  // Whether what is another account's is unknown or forbidden is not said; nor which error comes first (R28, R29).
  if (isRefused(exchange) && isOthersService(view, exchange)) return undefined;
  if (isHttpLayer(exchange) || (isRefused(exchange) && isWrongItself(exchange, view))) return undefined;
  const observed = `${describeAnswer(exchange)}${errorSentence(exchange)}`;
  return [findingAt(exchange, `a ${options.what} is not answered by 404`, '404 with an error body', observed)];
}

/** The body of a Modify would be refused whatever the service. */
function isWrongItself(exchange: ViewedExchange, { model }: ServicesView): boolean {
  const { operation, sent } = exchange;
  if (operation.do !== 'modify') return false;
  if (sent === undefined || isMalformedBody(exchange)) return true;
  return [model.knowledge.minimalUas, model.knowledge.minimalRest].every(
    (minimal) => minimal === undefined || model.modify(minimal.returned, sent).verdict !== 'valid',
  );
}
