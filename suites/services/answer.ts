// What rules ask of one exchange: how it was answered, and whether the request was made to hurt.
import type { ExchangeFailure } from '../../harness/http/exchange.ts';
import type { Json } from '../../harness/traces/services-trace.ts';
import { isDeeperThan, isObject, memberOf } from './model/json.ts';
import type { RuleFinding, ViewedExchange } from './rule.ts';

/** A whole response came, and it is not one that only asks to come back later: the rules may judge it. */
export const isAnswered = (exchange: ViewedExchange): boolean =>
  exchange.response !== undefined && !isUnavailable(exchange);

export const isSuccess = (exchange: ViewedExchange): boolean => hundreds(exchange) === 2;

export const isRefused = (exchange: ViewedExchange): boolean => hundreds(exchange) === 4 && !isUnavailable(exchange);

/** A status of 500 and above, 503 apart. */
export const isServerError = (exchange: ViewedExchange): boolean =>
  hundreds(exchange) === 5 && !isUnavailable(exchange);

/** The target still asked to come back later when all waiting was over (reading R29): no rule judges that. */
export const isUnavailable = ({ response }: ViewedExchange): boolean =>
  response?.status === 429 || response?.status === 503;

const NO_ANSWER: ReadonlySet<ExchangeFailure['kind']> = new Set(['timeout', 'reset', 'cut', 'malformed']);

/** Nothing that could be a response came, though the request was sent: silence, an end of the connection, no HTTP. */
export const isUnanswered = ({ event }: ViewedExchange): boolean =>
  event.failure !== undefined && NO_ANSWER.has(event.failure.kind) && event.response === undefined;

function hundreds({ response }: ViewedExchange): number | undefined {
  return response === undefined ? undefined : Math.floor(response.status / 100);
}

/** What came, in a few words: `404 Not Found`, `no answer (timeout: …)`. */
export function describeAnswer({ response, event }: ViewedExchange): string {
  if (response !== undefined) return `${response.status} ${response.reason}`.trim();
  const failure = event.failure === undefined ? 'nothing' : `${event.failure.kind}: ${event.failure.message}`;
  return event.response === undefined ? `no answer (${failure})` : `${event.response.status}, not whole (${failure})`;
}

/** No octet of a body came; as opposed to one that the recording did not keep whole, which cannot be read either. */
export const hasNoBody = ({ response }: ViewedExchange): boolean => (response?.body?.bytes ?? 0) === 0;

/** Statuses of the HTTP layer, which answers before the service is asked (reading R29). */
export const isHttpLayer = ({ response }: ViewedExchange): boolean =>
  response !== undefined && [413, 414, 415, 431].includes(response.status);

/** The body is a JSON object that has `error`, whatever is in it. */
export const hasErrorBody = ({ body }: ViewedExchange): boolean =>
  body.kind === 'json' && isObject(body.value) && Object.hasOwn(body.value, 'error');

/** ` (the sentence of an error body)`, or nothing where there is none: to be put behind a status. */
export function errorSentence({ body }: ViewedExchange): string {
  const error = body.kind === 'json' ? memberOf(body.value, 'error') : undefined;
  const details = memberOf(error, 'details');
  const sentence = details === undefined ? memberOf(error, 'text') : details;
  return sentence === undefined ? '' : ` (${show(sentence)})`;
}

const METHODS_ON_SERVICES: ReadonlySet<string> = new Set(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE']);
const METHODS_ELSEWHERE: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/** The method is not published for the path: anything but GET on the list or the schema, POST and the like on a service. */
export function isUnsupportedMethod({ operation, event }: ViewedExchange): boolean {
  const supported = operation.service === undefined ? METHODS_ELSEWHERE : METHODS_ON_SERVICES;
  return operation.do === 'request' && !supported.has(event.request.method);
}

const PLAIN_LABEL = /^[A-Za-z0-9_-]{1,40}$/;
const PLAIN_SEGMENT = /^[A-Za-z0-9_-]+$/;

/** The name of the service is one that a target may refuse (reading R27), by its label or by the way it is written. */
export function isHostileName({ operation, event }: ViewedExchange): boolean {
  if (operation.service === undefined) return false;
  const path = event.request.target.split('?', 1)[0] ?? '';
  return !PLAIN_LABEL.test(operation.service) || !PLAIN_SEGMENT.test(path.slice(path.lastIndexOf('/') + 1));
}

const LONGEST_PLAIN_TEXT = 1000;
const DEEPEST_PLAIN_VALUE = 20;
const PLAIN_TEXT = /^[ -~]*$/;
const TRAPS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * The request's body holds what breaks careless servers: text with control or non-ASCII characters or over 1000 of
 * them, a name such as `__proto__`, nesting deeper than 20, a number that a double cannot hold, or more octets than were
 * recorded.
 */
export function isHostileValue({ event, sent }: ViewedExchange): boolean {
  const { body } = event.request;
  if (body === undefined) return false;
  if (body.truncated === true || body.base64 !== undefined) return true;
  const value = sent ?? parsed(body.text ?? '');
  return value === undefined ? !isPlainText(body.text ?? '') : !isPlainValue(value);
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

function isPlainValue(value: Json): boolean {
  return !isDeeperThan(value, DEEPEST_PLAIN_VALUE) && nodesOf(value).every(isPlainNode);
}

/** The value and everything in it, for values that are not nested deeply. */
function nodesOf(value: Json): readonly Json[] {
  if (typeof value !== 'object' || value === null) return [value];
  return [value, ...(Object.values(value) as Json[]).flatMap(nodesOf)];
}

function isPlainNode(node: Json): boolean {
  if (typeof node === 'string') return isPlainText(node);
  if (typeof node === 'number') return Math.abs(node) < 2 ** 53;
  return !isObject(node) || Object.keys(node).every((name) => isPlainText(name) && !TRAPS.has(name));
}

const isPlainText = (text: string): boolean => text.length <= LONGEST_PLAIN_TEXT && PLAIN_TEXT.test(text);

const LONGEST_SHOWN = 200;

/** A value as JSON, at most about 200 characters of it; `nothing` for undefined. Never throws. */
export function show(value: Json | undefined): string {
  if (value === undefined) return 'nothing';
  const text = jsonText(value);
  return text.length > LONGEST_SHOWN ? `${[...text.slice(0, LONGEST_SHOWN)].slice(0, -1).join('')}…` : text;
}

function jsonText(value: Json): string {
  try {
    return JSON.stringify(value);
  } catch {
    // The stack ran out.
    return Array.isArray(value) ? 'an array, nested very deeply' : 'an object, nested very deeply';
  }
}

/** A finding about an exchange. */
export function findingAt(
  exchange: ViewedExchange,
  message: string,
  expected: string,
  observed: string,
  reading?: string,
): RuleFinding {
  return { message, expected, observed, at: exchange, ...(reading === undefined ? {} : { reading }) };
}
