// services.error.*: the bodies with which the service refuses. Each rule judges what is there; what is missing is
// services.error.shape's alone.
import type { Json } from '../../../harness/traces/services-trace.ts';
import { findingAt, isHostileName, isHttpLayer, isRefused, isUnsupportedMethod, show } from '../answer.ts';
import { isObject, memberOf, valueAt } from '../model/json.ts';
import type { Rule, RuleFinding, ViewedExchange } from '../rule.ts';
import { certainViolations } from './certain-violations.ts';
import { orderProblem, timeOf } from './error-datetime.ts';
import { FINE, perExchange, type Verdict } from './per-exchange.ts';
import { isPathCalled } from './request-path.ts';
import { mayBeRefusedUnread, stimulusOf } from './stimulus.ts';

/** A rule about the error bodies of a transcript. */
const perError = (requirement: string, judge: (body: Json, exchange: ViewedExchange) => Verdict): Rule =>
  perExchange(requirement, (exchange) => {
    const { body, response } = exchange;
    if (body.kind !== 'json' || !isRefused(exchange)) return undefined;
    // The HTTP layer, or the router, may have answered before the service.
    if (isHttpLayer(exchange) || isUnsupportedMethod(exchange)) return undefined;
    if (response?.status === 400 && isHostileName(exchange)) return undefined;
    return judge(body.value, exchange);
  });

const PUBLISHED = ['error.code', 'error.text', 'error.datetime', 'error.link', 'request.url', 'request.datetime'];

/** Where these are there, rules of their own judge them. */
const JUDGED_APART = ['error.code', 'error.datetime', 'request.datetime'];

const shape = perError('services.error.shape', (body, exchange) => {
  // Whether no JSON is answered by an error body at all is services.survives.malformed-json's to say.
  const isNoJsonAnswered = exchange.malformed && stimulusOf(exchange) === 'malformed-body';
  if (isNoJsonAnswered && !isObject(memberOf(body, 'error'))) return undefined;
  const wrong = PUBLISHED.filter((path) => {
    const value = valueAt(body, path);
    return JUDGED_APART.includes(path) ? value === undefined : typeof value !== 'string';
  });
  if (wrong.length === 0) return FINE;
  return [
    findingAt(
      exchange,
      'an error body has not the published form',
      'an object with the strings error.code, error.text, error.datetime, error.link, request.url and request.datetime',
      isObject(body) ? wrong.map((path) => `${path} is ${show(valueAt(body, path))}`).join(', ') : show(body),
    ),
  ];
});

const code = perError('services.error.code', (body, exchange) => {
  const value = valueAt(body, 'error.code');
  if (value === undefined) return undefined;
  const expected = `HTTP ${exchange.response?.status}`;
  if (value === expected || (typeof value === 'string' && /^\d{4}$/.test(value))) return FINE;
  const message = 'error.code is not the one of the response';
  return [findingAt(exchange, message, `"${expected}", or a code of four digits`, show(value))];
});

const datetime = perError('services.error.datetime', (body, exchange) => {
  const values = ['error.datetime', 'request.datetime'].flatMap((path) => {
    const value = valueAt(body, path);
    return value === undefined ? [] : [{ path, value }];
  });
  if (values.length === 0) return undefined;
  const wrong = values.filter(({ value }) => timeOf(value) === undefined);
  if (wrong.length > 0) {
    const observed = wrong.map(({ path, value }) => `${path} ${show(value)}`).join(', ');
    return [findingAt(exchange, 'a datetime is no real date of the published form', 'YYYY-MM-DD_HH:MM:SS', observed)];
  }
  const problem = orderProblem(valueAt(body, 'error.datetime'), valueAt(body, 'request.datetime'));
  if (problem === undefined) return FINE;
  return [findingAt(exchange, 'the error is dated before its request', 'error.datetime not before', problem)];
});

const requestUrl = perError('services.error.request-url', (body, exchange) => {
  const url = valueAt(body, 'request.url');
  if (typeof url !== 'string') return undefined;
  const isCalled = isPathCalled(url, exchange.event.request.target);
  if (isCalled === undefined) return undefined;
  if (isCalled) return FINE;
  return [findingAt(exchange, 'request.url is not the path that was called', exchange.event.request.target, show(url))];
});

const VALIDATION: ReadonlySet<string> = new Set(['mandatory', 'unknown-option', 'schema', 'merge']);

const details = perError('services.error.details', (body, exchange) => {
  const { prediction, response } = exchange;
  if (prediction.kind !== 'refusal' || !VALIDATION.has(prediction.why) || response?.status !== 400) return undefined;
  const error = memberOf(body, 'error');
  if (!isObject(error)) return undefined;
  const value = memberOf(error, 'details');
  if (value === undefined || (Array.isArray(value) && value.length === 0)) {
    // That several violations have to be listed is services.write.validation-error's to say.
    if (prediction.violations.length > 1 || mayBeRefusedUnread(exchange)) return undefined;
    return [wrongDetails(exchange, 'a validation error has no details', value, 'R21')];
  }
  if (typeof value === 'string') {
    // The reading is about a single violation.
    const reading = certainViolations(prediction.violations).length > 1 ? undefined : 'R15';
    return [wrongDetails(exchange, 'details is one string', value, reading)];
  }
  if (Array.isArray(value) && value.every((each) => typeof each === 'string' && each !== '')) return FINE;
  return [wrongDetails(exchange, 'details is no array of sentences', value)];
});

const wrongDetails = (
  exchange: ViewedExchange,
  message: string,
  value: Json | undefined,
  reading?: string,
): RuleFinding => findingAt(exchange, message, 'an array of strings, one for each violation', show(value), reading);

export const errorRules: readonly Rule[] = [shape, code, datetime, requestUrl, details];
