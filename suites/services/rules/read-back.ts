// What Read shows of a service after something that should not have changed it.
import { describeAnswer, errorSentence, findingAt, isAnswered, isHostileName, isSuccess, show } from '../answer.ts';
import type { Difference } from '../model/difference.ts';
import { sameJson, valueAt } from '../model/json.ts';
import type { ServicesView, Touch, ViewedExchange } from '../rule.ts';
import { differenceFindings, isConfiguration, isMissingDocumented } from './configurations.ts';
import { FINE, type Verdict } from './per-exchange.ts';

/**
 * Judges a Read if what last happened to its service is one of `touches`: the service has to be as it was.
 *
 * @param cause completes "a service changed by …"
 */
export function judgeReadBack(
  view: ServicesView,
  exchange: ViewedExchange,
  touches: ReadonlySet<Touch>,
  cause: string,
): Verdict {
  const { operation, before, prediction } = exchange;
  if (operation.do !== 'read' || before === undefined || !touches.has(before.touch)) return undefined;
  if (!isAnswered(exchange) || before.presence === 'unknown') return undefined;
  if (prediction.kind === 'refusal') return before.presence === 'absent' ? judgeAbsent(exchange, cause) : undefined;
  return isSuccess(exchange) ? judgeValues(view, exchange, cause) : judgeLost(view, exchange, cause);
}

function judgeAbsent(exchange: ViewedExchange, cause: string): Verdict {
  if (exchange.response?.status === 404) return FINE;
  // Anything else than a configuration is how the target answers for services that it does not have.
  if (!isSuccess(exchange) || !isConfiguration(exchange.returned)) return undefined;
  return [findingAt(exchange, `a service exists by ${cause}`, '404, as before', `200 with ${show(exchange.returned)}`)];
}

function judgeLost(view: ServicesView, exchange: ViewedExchange, cause: string): Verdict {
  // Only 404 says that the service is gone; and Read may never have found what Write had stored.
  if (exchange.response?.status !== 404 || !wasReadBefore(view, exchange)) return undefined;
  if (isHostileName(exchange)) return undefined;
  return [
    findingAt(
      exchange,
      `a service cannot be read any more after ${cause}`,
      '200 with the configuration as before',
      `${describeAnswer(exchange)}${errorSentence(exchange)}`,
    ),
  ];
}

function judgeValues(view: ServicesView, exchange: ViewedExchange, cause: string): Verdict {
  if (!isConfiguration(exchange.returned)) return undefined;
  const isVerified = wasReadBefore(view, exchange);
  const differences = exchange.differences.filter(
    (difference) => !isMissingDocumented(difference) && (isVerified || isTaken(view, exchange, difference)),
  );
  if (differences.length === 0 && exchange.differences.length > 0) return undefined;
  return differenceFindings(exchange, `a service changed by ${cause}`, differences);
}

/**
 * What the service should hold was last shown by Read: where Write or Modify showed it, Read may have shown something
 * else from the beginning.
 */
function wasReadBefore(view: ServicesView, { index, operation, before }: ViewedExchange): boolean {
  const shown = view.exchanges.findLast(
    (earlier) =>
      earlier.index < index &&
      earlier.index !== before?.touchedBy &&
      earlier.operation.service === operation.service &&
      earlier.operation.as === operation.as &&
      earlier.returned !== undefined,
  );
  return shown?.operation.do === 'read';
}

/** The value is the one that the request in between asked for. */
function isTaken(view: ServicesView, { before }: ViewedExchange, { path, actual }: Difference): boolean {
  const between = view.exchanges.find(({ index }) => index === before?.touchedBy);
  const asked = valueAt(between?.sent, path);
  return asked !== undefined && sameJson(asked, actual);
}
