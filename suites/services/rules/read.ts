// services.read.*: what Read returns of a service that exists, and of one that does not. A surprise that shows what some
// other request has done belongs to the requirement about that request (read-back.ts).
import {
  describeAnswer,
  errorSentence,
  findingAt,
  hasNoBody,
  isAnswered,
  isHostileName,
  isRefused,
  isServerError,
  isSuccess,
  show,
} from '../answer.ts';
import { isMissedBy, missingOptions } from '../completeness.ts';
import { valueAt } from '../model/json.ts';
import type { Rule, RuleFinding, ServicesView, Touch, ViewedExchange } from '../rule.ts';
import {
  differenceFindings,
  findingWithoutConfiguration,
  isConfiguration,
  lacksConfiguration,
} from './configurations.ts';
import { isOthersService, reachedOthersService } from './other-account.ts';
import { FINE, perExchange, type Verdict } from './per-exchange.ts';
import { judgeReadBack } from './read-back.ts';

const complete = perExchange('services.read.complete', (exchange, { model }) => {
  const { operation, returned, prediction } = exchange;
  if (operation.do !== 'read' || prediction.kind === 'refusal' || !isConfiguration(returned)) return undefined;
  const missing = missingOptions(returned, model.knowledge);
  if (missing.length === 0) return FINE;
  return [
    findingAt(
      exchange,
      'a Read leaves options out',
      `every option of the service, with ${missing.join(', ')}`,
      `without ${missing.join(', ')}; at the top there are ${Object.keys(returned).join(', ')}`,
    ),
  ];
});

const ownWrite = perExchange('services.read.own-write', (exchange, view) => {
  const { operation, prediction } = exchange;
  if (operation.do !== 'read' || !isAnswered(exchange) || prediction.kind === 'refusal') return undefined;
  if (prediction.kind === 'any' || isOwnedByTouch(exchange, view)) return undefined;
  const isRight = prediction.kind === 'success' ? exchange.response?.status === 200 : isSuccess(exchange);
  if (isRight) return judgeReturned(exchange, view);
  // Whether it exists, or may have that name, is open.
  if (prediction.kind !== 'success') return undefined;
  const observed = `${describeAnswer(exchange)}${errorSentence(exchange)}`;
  return [findingAt(exchange, 'a service that was written cannot be read', '200 with its configuration', observed)];
});

function judgeReturned(exchange: ViewedExchange, view: ServicesView): Verdict {
  const { returned, prediction, differences } = exchange;
  if (lacksConfiguration(exchange)) {
    // Where it is not known to exist, this may be how the target answers for what does not: services.read.unknown's.
    return prediction.kind === 'success' ? [findingWithoutConfiguration(exchange)] : undefined;
  }
  if (!isConfiguration(returned) || !('configuration' in prediction)) return undefined;
  const missing = missingOptions(returned, view.model.knowledge);
  const others = differences.filter(
    (difference) =>
      !(difference.actual === undefined && isMissedBy(missing, difference.path)) &&
      !(difference.expected === undefined && isSuppliedByModify(exchange, view, difference.path)),
  );
  return differenceFindings(exchange, 'a Read returns something else than the target returned before', others);
}

/** An option that the Modify before supplied, and that turns up only now, is services.modify.unknown-option's. */
function isSuppliedByModify({ before }: ViewedExchange, { exchanges }: ServicesView, path: string): boolean {
  if (before?.touch !== 'modified') return false;
  const modify = exchanges.find(({ index }) => index === before.touchedBy);
  return valueAt(modify?.sent, path) !== undefined;
}

const unknown = perExchange('services.read.unknown', (exchange, view) => {
  const { operation, prediction, response, before } = exchange;
  if (operation.do !== 'read' || prediction.kind !== 'refusal' || prediction.why !== 'unknown-service')
    return undefined;
  if (!isAnswered(exchange) || reachedOthersService(view, exchange)) return undefined;
  if (isServerError(exchange) && isHostileName(exchange)) return undefined;
  if (response?.status === 404) return hasErrorObject(exchange) ? FINE : [withoutError(exchange)];
  // Reading R27: an impossible name may be refused as such.
  if (isRefused(exchange) && isHostileName(exchange)) return FINE;
  // Whether what is another account's is unknown or forbidden is not said.
  if (isRefused(exchange) && isOthersService(view, exchange)) return undefined;
  if (before?.deleted || isOwnedByTouch(exchange, view)) return undefined;
  const { body } = exchange;
  const observed = `${describeAnswer(exchange)}${body.kind === 'json' ? ` with ${show(body.value)}` : ''}`;
  return [
    findingAt(
      exchange,
      'a Read of a service that does not exist is not answered by 404',
      '404 with an error body',
      observed,
    ),
  ];
});

/** There is a body that is meant to be an object, at least; services.response.json and error.shape judge how it is made. */
function hasErrorObject(exchange: ViewedExchange): boolean {
  const { body } = exchange;
  if (body.kind === 'none') return !hasNoBody(exchange);
  return body.kind === 'json' || body.text === undefined || /^[\s\uFEFF]*\{/.test(body.text);
}

const withoutError = (exchange: ViewedExchange): RuleFinding => {
  const body = exchange.body.kind === 'unreadable' ? show(exchange.body.text) : 'no body';
  return findingAt(
    exchange,
    'a Read of a service that does not exist is answered without an error body',
    '404 with an error body',
    `${describeAnswer(exchange)} with ${body}`,
  );
};

/** What happened to the service last was none of its own requests of success: a surprise may show what that did. */
const OTHERS_TOUCHES: ReadonlySet<Touch> = new Set<Touch>([
  'refused-write',
  'refused-modify',
  'unauthorised',
  'malformed',
  'other-service',
  'other-account',
]);

const isOwnedByTouch = (exchange: ViewedExchange, view: ServicesView): boolean =>
  judgeReadBack(view, exchange, OTHERS_TOUCHES, '') !== undefined;

export const readRules: readonly Rule[] = [complete, unknown, ownWrite];
