// services.response.*: what every response with a body has in common.
import type { ExchangeEvent } from '../../../harness/http/exchange.ts';
import { findingAt, isHostileName, isHttpLayer, isUnavailable, isUnsupportedMethod, show } from '../answer.ts';
import type { Rule, ViewedExchange } from '../rule.ts';
import { FINE, perExchange } from './per-exchange.ts';
import { stimulusOf } from './stimulus.ts';

const contentType = perExchange('services.response.content-type', (exchange) => {
  const { response, body } = exchange;
  if (response?.body === undefined || !isPromised(exchange)) return undefined;
  if (isAnswerToNoJson(exchange) && body.kind !== 'json') return undefined;
  const types = response.headers.filter(([name]) => name.toLowerCase() === 'content-type').map(([, value]) => value);
  if (types.length > 0 && types.every(isJsonType)) return FINE;
  return [
    findingAt(
      exchange,
      `a response with a body ${types.length === 0 ? 'has no Content-Type' : 'is not declared as application/json'}`,
      'Content-Type: application/json',
      `${types.length === 0 ? 'no Content-Type' : `Content-Type: ${types.join(' and ')}`}, status ${response.status}`,
    ),
  ];
});

/** Parameters are free (reading R33). */
const isJsonType = (type: string): boolean => /^\s*application\/json\s*(;|$)/i.test(type);

const json = perExchange('services.response.json', (exchange) => {
  const { response, body, event } = exchange;
  if (isAnswerToNoJson(exchange) || !isPromised(exchange)) return undefined;
  if (isCut(event)) {
    const { message } = event.failure;
    return [findingAt(exchange, 'a response has a body that is not whole', 'a whole body of JSON', message)];
  }
  if (response === undefined || body.kind === 'none') return undefined;
  if (body.kind === 'json') return FINE;
  const text = body.text === undefined ? '' : `: ${show(body.text)}`;
  return [findingAt(exchange, 'a response has a body that is no JSON', 'JSON', `${body.problem}${text}`)];
});

type CutEvent = ExchangeEvent & Required<Pick<ExchangeEvent, 'failure'>>;

/** The response began and its body broke off, went on without end or was no HTTP. Silence says nothing of the body. */
const isCut = (event: ExchangeEvent): event is CutEvent =>
  event.response !== undefined &&
  event.failure !== undefined &&
  ['cut', 'reset', 'malformed', 'too-large'].includes(event.failure.kind);

/**
 * The service itself answered, and it is the service that promises JSON: not for what the HTTP layer refuses, not for
 * breakdowns, which others report, and not for methods that it does not have. 204 has no body by definition.
 */
function isPromised(exchange: ViewedExchange): boolean {
  const { event } = exchange;
  const status = event.response?.status ?? 0;
  if (isHttpLayer(exchange) || isUnavailable(exchange) || status >= 500 || status === 204) return false;
  if (event.request.method === 'HEAD') return false;
  const isClientError = status >= 400;
  if (isClientError && isUnsupportedMethod(exchange)) return false;
  return !(status === 400 && isHostileName(exchange));
}

/** services.survives.malformed-json says what the answer to a body that is no JSON, or to none, has to be. */
const isAnswerToNoJson = (exchange: ViewedExchange): boolean =>
  (exchange.event.response?.status ?? 0) >= 400 &&
  stimulusOf(exchange) === 'malformed-body' &&
  (exchange.malformed || (exchange.event.request.body?.bytes ?? 0) === 0);

export const responseRules: readonly Rule[] = [contentType, json];
