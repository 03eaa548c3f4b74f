import type { Exchange } from '../exchange.ts';
import { at, isObject, type Json, type JsonObject, withAt, without } from '../json.ts';
import { datetimeOf, type Refusal } from '../refusal.ts';
import type { Hook } from '../seams.ts';
import type { Hooks } from './vocabulary.ts';

/** Writes error bodies otherwise. */
const writes =
  (change: (body: JsonObject, exchange: Exchange, refusal: Refusal) => Json): Hook =>
  (api) => ({
    errorBody: (refusal, exchange) => {
      const body = api.errorBody(refusal, exchange);
      return isObject(body) ? change(body, exchange, refusal) : body;
    },
  });

const leavesOut = (...path: readonly string[]): Hook => writes((body) => without(body, ...path));

/** Says when in other ways: of the error, of the request, of both. */
const dates =
  (spell: (datetime: string) => Json, ...parts: readonly ('error' | 'request')[]): Hook =>
  (api) => ({
    errorBody: (refusal, exchange) => {
      const body = api.errorBody(refusal, exchange);
      if (!isObject(body)) return body;
      return parts.reduce(
        (changed, part) => withAt(changed, [part, 'datetime'], spell(String(at(changed, part, 'datetime')))),
        body,
      );
    },
  });

const isoOf = (datetime: string): string => `${datetime.replace('_', 'T')}Z`;

const says = (url: (exchange: Exchange) => string): Hook =>
  writes((body, exchange) => withAt(body, ['request', 'url'], url(exchange)));

export const ERRORS: Hooks = {
  'services.error.shape': leavesOut('error', 'text'),
  'services.error.shape/code': leavesOut('error', 'code'),
  'services.error.shape/link': leavesOut('error', 'link'),
  'services.error.shape/request': leavesOut('request'),
  'services.error.shape/url': leavesOut('request', 'url'),
  'services.error.shape/datetime': leavesOut('error', 'datetime'),
  'services.error.shape/flat': writes((body) => {
    const { error = {}, ...others } = body;
    return isObject(error) ? { ...others, ...error } : body;
  }),
  'services.error.shape/text-alone': writes((body) => ({ ...body, error: at(body, 'error', 'text') ?? null })),
  'services.error.shape/unauthorized': writes((body, _, { status }) =>
    status === 401 ? { message: 'Unauthorized' } : body,
  ),

  'services.error.code': writes((body) => withAt(body, ['error', 'code'], 'HTTP 418')),
  'services.error.code/number': writes((body, _, { status }) => withAt(body, ['error', 'code'], status)),
  'services.error.code/bare': writes((body, _, { status }) => withAt(body, ['error', 'code'], String(status))),

  'services.error.datetime': dates(isoOf, 'error', 'request'),
  'services.error.datetime/request': dates(isoOf, 'request'),
  'services.error.datetime/impossible': dates((datetime) => `2022-02-30${datetime.slice(10)}`, 'error', 'request'),
  'services.error.datetime/epoch': dates((datetime) => Date.parse(isoOf(datetime)) / 1000, 'error', 'request'),
  'services.error.datetime/early': dates(
    (datetime) => datetimeOf(new Date(Date.parse(isoOf(datetime)) - 60_000)),
    'error',
  ),

  'services.error.request-url': says(() => '/service/v1/outbound/<ServiceName>'),
  'services.error.request-url/host': says(({ path }) => `http://127.0.0.1${path}`),

  'services.error.details': (api) => ({
    details: (violations) => {
      const details = api.details(violations);
      return Array.isArray(details) ? details.join('\n') : details;
    },
  }),
  'services.error.details/single-text': (api) => ({
    details: (violations) => {
      const details = api.details(violations);
      return Array.isArray(details) && details.length === 1 ? (details[0] ?? null) : details;
    },
  }),
  'services.error.details/objects': (api) => ({
    details: (violations) =>
      violations.length === 0
        ? api.details(violations)
        : violations.map(({ path, sentence }) => ({ path: path.join('.'), message: sentence })),
  }),
};
