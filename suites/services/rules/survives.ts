// services.survives.*: a request that is wrong or strange costs itself, and never the target.
import {
  describeAnswer,
  errorSentence,
  findingAt,
  hasNoBody,
  isAnswered,
  isHttpLayer,
  isRefused,
  isSuccess,
  show,
} from '../answer.ts';
import { isObject, memberOf } from '../model/json.ts';
import type { Rule, ServicesView, Touch, ViewedExchange } from '../rule.ts';
import { hostileNames } from './hostile-names.ts';
import { isLenientJson } from './lenient-json.ts';
import { FINE, perExchange, type Verdict } from './per-exchange.ts';
import { judgeReadBack } from './read-back.ts';
import { breakdownOf, type Stimulus, stimulusOf } from './stimulus.ts';

/** Whether the target broke under this stimulus; undefined where the exchange is no such thing, or tells nothing. */
function judgeBreakdown(exchange: ViewedExchange, view: ServicesView, stimulus: Stimulus, message: string): Verdict {
  if (stimulusOf(exchange) !== stimulus) return undefined;
  const breakdown = breakdownOf(view, exchange);
  if (breakdown !== undefined) return [findingAt(exchange, message, 'an answer below 500', breakdown)];
  return isAnswered(exchange) ? FINE : undefined;
}

const MALFORMED: ReadonlySet<Touch> = new Set<Touch>(['malformed']);

const malformedJson: Rule = perExchange('services.survives.malformed-json', (exchange, view) => {
  const message = 'a body that is no configuration in JSON breaks the target';
  const broken = judgeBreakdown(exchange, view, 'malformed-body', message);
  if (broken === undefined) return wasTaken(exchange, view) ? undefined : judgeStored(exchange, view);
  return broken.length > 0 ? broken : judgeRefusal(exchange);
});

/** The malformed request itself was answered with success: that is the finding, and not what it left behind. */
function wasTaken({ before }: ViewedExchange, { exchanges }: ServicesView): boolean {
  const request = exchanges.find(({ index }) => index === before?.touchedBy);
  return request !== undefined && isSuccess(request);
}

const judgeStored = (exchange: ViewedExchange, view: ServicesView): Verdict =>
  judgeReadBack(view, exchange, MALFORMED, 'a request whose body is no configuration in JSON');

/** It has to be refused, with an error body where the body was no JSON at all. */
function judgeRefusal(exchange: ViewedExchange): Verdict {
  const { prediction } = exchange;
  if (isRefused(exchange)) {
    const lack = isHttpLayer(exchange) ? undefined : lackOfErrorBody(exchange);
    if (lack === undefined) return FINE;
    const message = 'a body that is no JSON is refused without an error body';
    return [findingAt(exchange, message, '4xx with an error body', `${describeAnswer(exchange)} with ${lack}`)];
  }
  // Where the service does not exist, that is what the target is asked about.
  const isWrong =
    prediction.kind === 'refusal' && (prediction.why === 'malformed' || prediction.why === 'not-an-object');
  if (!isWrong || (isSuccess(exchange) && exchange.malformed && isLenientJson(exchange.event.request.body)))
    return FINE;
  const observed = `${describeAnswer(exchange)}${errorSentence(exchange)} for ${bodyText(exchange)}`;
  const message = isSuccess(exchange)
    ? 'a body that is no configuration in JSON is taken'
    : 'a body that is no configuration in JSON is not refused';
  return [findingAt(exchange, message, '4xx with an error body', observed, readingOf(exchange))];
}

/** What came instead of an error body; the requirements of all answers do not speak of answers to what is no JSON. */
function lackOfErrorBody(exchange: ViewedExchange): string | undefined {
  const { body, malformed } = exchange;
  if (!malformed && !isEmptyBody(exchange)) return undefined;
  if (hasNoBody(exchange)) return 'no body';
  if (body.kind === 'unreadable') return `a body that is no JSON (${body.problem})`;
  const isLacking = malformed && body.kind === 'json' && !isObject(memberOf(body.value, 'error'));
  return isLacking ? show(body.value) : undefined;
}

/** A Modify that takes nothing for no change stores nothing invalid. */
function readingOf({ operation, malformed }: ViewedExchange): string | undefined {
  return operation.do === 'modify' && !malformed ? 'R38' : undefined;
}

const isEmptyBody = ({ event }: ViewedExchange): boolean => (event.request.body?.bytes ?? 0) === 0;

const bodyText = ({ event }: ViewedExchange): string => {
  const { body } = event.request;
  if (body === undefined || body.bytes === 0) return 'an empty body';
  return body.text === undefined ? `${body.bytes} bytes that are no UTF-8` : show(body.text);
};

const hostileValues: Rule = perExchange('services.survives.hostile-values', (exchange, view) =>
  judgeBreakdown(exchange, view, 'hostile-value', 'a value in a configuration breaks the target'),
);

const unsupportedMethod: Rule = perExchange('services.survives.unsupported-method', (exchange, view) => {
  const { method } = exchange.event.request;
  // 501 says that the method is unknown, and 2xx to OPTIONS is how browsers ask (reading R30).
  const status = exchange.response?.status;
  if (stimulusOf(exchange) === 'unsupported-method' && status === 501) return FINE;
  const broken = judgeBreakdown(
    exchange,
    view,
    'unsupported-method',
    'a method that is not published breaks the target',
  );
  if (broken === undefined || broken.length > 0) return broken;
  if (isRefused(exchange) || (isSuccess(exchange) && method === 'OPTIONS')) return FINE;
  const observed = `${describeAnswer(exchange)} to ${method}`;
  return [findingAt(exchange, 'a method that is not published is not refused', '405, 404 or 501', observed)];
});

export const survivesRules: readonly Rule[] = [malformedJson, hostileValues, hostileNames, unsupportedMethod];
