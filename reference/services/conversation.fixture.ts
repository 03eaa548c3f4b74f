// One long conversation with the API that touches everything it can do, and what is said in it, to be compared.
import { type Account, DEFAULT_ACCOUNTS } from './accounts.table.ts';
import { createApi } from './api.ts';
import { type Exchange, type Outcome, ROOT, SCHEMA_PATH, targetOf } from './exchange.ts';
import { hooksFor } from './faults/index.ts';
import type { Json, JsonObject } from './json.ts';
import { basic } from './test-client.ts';
import { openValidator } from './validation.ts';

type Headers = Readonly<Record<string, string>>;
type Line = readonly [method: string, path: string, body?: Json | Buffer | undefined, headers?: Headers];

const [ALICE, BOB] = DEFAULT_ACCOUNTS;
const as = (account: Account): Headers => ({ authorization: basic(account) });
const ANONYMOUS: Headers = { authorization: '' };

const UAS: JsonObject = { service_password: 'secret', uas: { application_name: 'app' } };
const REST: JsonObject = {
  service_password: 'secret',
  application_type: 'REST',
  rest: { first_page: { address: 'http://192.0.2.1/first' } },
};
const rest = (options: JsonObject): JsonObject => ({ ...REST, rest: { ...(REST.rest as JsonObject), ...options } });
const service = (name: string): string => `${ROOT}/${name}`;
const json = (text: string): Buffer => Buffer.from(text);

const LIST: Line = ['GET', ROOT];
const get = (name: string): Line => ['GET', service(name)];
const put = (name: string, body: Json | Buffer): Line => ['PUT', service(name), body];
const patch = (name: string, body: Json | Buffer): Line => ['PATCH', service(name), body];
const remove = (name: string): Line => ['DELETE', service(name)];

const strangers: readonly Line[] = [
  ANONYMOUS,
  as({ user: ALICE.user, key: 'wrong' }),
  as({ user: ALICE.user, key: ALICE.key.slice(0, -1) }),
  as({ user: ALICE.user, key: ALICE.key.toUpperCase() }),
  as({ user: 'somebody', key: ALICE.key }),
  as({ user: ALICE.user, key: BOB.key }),
  { authorization: 'Basic !!!' },
].flatMap((headers): Line[] => [
  ['GET', ROOT, undefined, headers],
  ['GET', SCHEMA_PATH, undefined, headers],
  ['GET', service('stranger'), undefined, headers],
  ['PUT', service('stranger'), { ...UAS, description: 'by a stranger' }, headers],
  ['PATCH', service('stranger'), { description: 'by a stranger' }, headers],
  ['DELETE', service('stranger'), undefined, headers],
  get('stranger'),
]);

const badConfigurations: readonly Json[] = [
  {},
  { uas: { application_name: 'app' } },
  { service_password: 'secret' },
  { service_password: 'secret', application_type: 'REST' },
  { service_password: 'secret', rest: { first_page: { address: 'http://192.0.2.1/first' } } },
  { ...UAS, colour: 'red' },
  { ...UAS, colour: null },
  { ...UAS, uas: { application_name: 'app', colour: 'red' } },
  { ...UAS, extra_channels: 11 },
  { ...UAS, extra_channels: '5' },
  { ...UAS, g729: 'yes' },
  { ...UAS, g729: null },
  { ...UAS, extra_channels: -1, colour: 'red', application_type: 'REST' },
  rest({ api_version: '3.0' }),
  rest({ final_page: { address: 'short' } }),
  rest({ tts_voice: 'x'.repeat(100) }),
  rest({ call_configuration: { codecs: [] } }),
  { ...UAS, fax: { station_id: 'abc' } },
  { ...REST, fax: { receive: true } },
  { ...UAS, description: 'valid', extra_channels: 99 },
];

const goodConfigurations: readonly JsonObject[] = [
  { ...UAS, description: 'A description of a service in more than sixty characters, all of them well chosen' },
  { ...UAS, description: 'A < B & \u00fc' },
  { ...UAS, extra_channels: 10, enabled: false, fax: { max_pages: 7 } },
  rest({ final_page: { address: null }, error_page: { address: 'http://192.0.2.1/error' } }),
  { ...UAS, rest: { first_page: { address: 'http://192.0.2.1/first' } } },
  { ...UAS, call_constraints: { blocked_prefixes: ['44', '45'] } },
];

const badBodies: readonly Buffer[] = [
  json(''),
  json('{"description":'),
  json('{"description":"comma",}'),
  json('{"price":NaN}'),
  json('{"description":"first"} {"description":"second"}'),
  json('{"call_constraints":{"price_cap":NaN}}'),
  Buffer.concat([json('{"description":"'), Buffer.from([0xff]), json('"}')]),
  json('[]'),
  json('null'),
  json('{"rest":null}'),
  json('{"__proto__":{"enabled":false}}'),
  json('{"extra_channels":1e300}'),
  json(`{"description":${'['.repeat(200)}${']'.repeat(200)}}`),
];

const values: readonly string[] = ['\u{1F600}', '\0', '\ud800', 'x'.repeat(6000), ''];

const segments: readonly string[] = [
  '%F0%9F%93%9E',
  'a%25b',
  'a%2525b',
  'a%20b',
  'a.b',
  'a+b',
  'n'.repeat(90),
  `${'n'.repeat(89)}m`,
  '%zz',
  'Letters',
  'letters',
  '%C3%BC',
];

const changes: readonly JsonObject[] = [
  { description: 'changed' },
  { description: 'changed' },
  { enabled: true, extra_channels: 3 },
  { extra_channels: 3 },
  { enabled: true },
  { extra_channels: 0, enabled: false },
  { description: null },
  { rest: { final_page: { address: 'http://192.0.2.1/final' } } },
  { rest: { final_page: { address: null, method: 'GET' }, call_recording: { mode: 'SEPARATE' } } },
  { rest: { call_recording: { encryption: { cipher: 'AES-128', key_id: 3 } } } },
  { rest: { call_recording: { encryption: { key_id: 4 } } } },
  { call_constraints: { blocked_prefixes: ['1', '2'] } },
  { call_constraints: { allowed_prefixes: ['3'] } },
  { rest: { call_configuration: { sip_headers: [{ name: 'X-A', value: 'b' }] } } },
  {},
];

const badChanges: readonly JsonObject[] = [
  { description: 'half', extra_channels: 99 },
  { extra_channels: 99, description: 'half' },
  { description: 'half', application_type: 'REST' },
  { service_password: null },
  { uas: { application_name: null } },
  { enabled: 'yes' },
  { colour: 'red' },
  { colour: null },
  { uas: { colour: 'red' } },
  { description: 'half', g729: null },
  { rest: { call_recording: { enabled: 'yes' } } },
];

const probes = ['GET', 'PATCH', 'DELETE'].map(
  (method): Line => [method, service('nothing'), method === 'PATCH' ? { description: 'nothing' } : undefined],
);

const LINES: readonly Line[] = [
  LIST,
  ['GET', SCHEMA_PATH],
  put('stranger', UAS),
  get('stranger'),
  ...strangers,
  LIST,
  ...probes,

  ...badConfigurations.flatMap((body) => [put('bad', body), get('bad'), LIST]),
  put('bad', { ...UAS, description: 'before' }),
  get('bad'),
  ...badConfigurations.flatMap((body) => [put('bad', body), get('bad')]),
  remove('bad'),

  ...goodConfigurations.flatMap((body, at) => [put(`good-${at}`, body), get(`good-${at}`), LIST]),
  put('good-5', UAS),
  put('good-3', REST),
  put('good-1', UAS),
  LIST,
  get('good-5'),

  put('changing', UAS),
  ...changes.flatMap((body) => [patch('changing', body), get('changing'), LIST]),
  put('changing-rest', REST),
  patch('changing-rest', { rest: { first_page: { address: null } } }),
  get('changing-rest'),
  patch('changing-rest', { rest: { first_page: { address: 'http://192.0.2.1/other' } }, service_password: 'other' }),
  LIST,
  put('refused', UAS),
  patch('refused', {}),
  ...badChanges.flatMap((body) => [patch('refused', body), get('refused')]),
  get('good-0'),
  put('good-6', UAS),

  ...badBodies.flatMap((body) => [put('body', body), get('body'), patch('refused', body), get('refused')]),
  ...values.flatMap((description) => [put('value', { ...UAS, description }), get('value')]),
  ...segments.flatMap((segment) => [put(segment, UAS), get(segment), LIST, remove(segment)]),
  ...['POST', 'OPTIONS'].flatMap((method): Line[] => [[method, service('posted'), UAS], get('posted'), [method, ROOT]]),

  put('shared-name', UAS),
  ...[LIST, get('shared-name'), patch('shared-name', { description: 'of Bob' }), remove('shared-name')].map(
    ([method, path, body]): Line => [method, path, body, as(BOB)],
  ),
  get('shared-name'),
  put('shared-name', UAS),
  ['PUT', service('shared-name'), REST, as(BOB)],
  get('shared-name'),

  put('neighbour', UAS),
  put('neighbours', { ...UAS, description: 'other' }),
  put('NEIGHBOUR', UAS),
  patch('neighbour', { service_password: 'changed', fax: { station_id: '1' } }),
  get('neighbours'),
  get('neighbo'),
  ['GET', service('neighbour')],
  remove('neighbour'),
  LIST,
  get('neighbour'),
  get('neighbours'),
  remove('neighbour'),
  patch('neighbour', { description: 'back' }),
  get('neighbour'),
  LIST,
  put('neighbour', UAS),
  LIST,
];

/** A line of the conversation and its answer, as text. */
export interface Said {
  readonly asked: string;
  readonly answered: string;
  readonly outcome: Outcome;
}

/** Holds the whole conversation with an API of its own, in process. Dates that are as published are all the same. */
export async function converse(...faults: readonly string[]): Promise<readonly Said[]> {
  const api = createApi(DEFAULT_ACCOUNTS, await openValidator(), hooksFor(faults));
  return LINES.map(([method, path, body, headers = as(ALICE)]) => {
    const octets = Buffer.isBuffer(body) ? body : body === undefined ? Buffer.alloc(0) : json(JSON.stringify(body));
    const exchange: Exchange = {
      ...targetOf(method, path),
      headers: headers.authorization === '' ? {} : headers,
      body: octets,
      receivedAt: new Date(),
    };
    const outcome = api.answer(exchange);
    return {
      asked: `${method} ${path} ${octets.toString().slice(0, 200)}`,
      answered: textOf(outcome, exchange),
      outcome,
    };
  });
}

function textOf(outcome: Outcome, { receivedAt }: Exchange): string {
  if (typeof outcome === 'string') return outcome;
  const { status, headers, payload, verbatim = false } = outcome;
  const now = [new Date(), receivedAt].map((date) => date.toISOString().slice(0, 19).replace('T', '_'));
  const text = now.reduce((all, datetime) => all.replaceAll(datetime, '<now>'), payload.toString('latin1'));
  return `${status} ${JSON.stringify(headers)} ${text}${verbatim ? ' verbatim' : ''}`;
}
