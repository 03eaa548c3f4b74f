// Transcripts written by hand, for the tests of rules and views.
import {
  EXCHANGES_FORMAT,
  type ExchangeEvent,
  type ExchangeTranscript,
  type Header,
  type Operation,
  type RecordedResponse,
} from '../../harness/http/exchange.ts';
import type { Json, JsonObject } from '../../harness/traces/services-trace.ts';
import type { TargetKnowledge } from './knowledge.ts';

export const PREFIX = 'aculab-conformance-abc123-1-';

/** What a request was: the service is a label; `body` a JSON value or a text as it stands. */
export interface Request {
  readonly do: Operation['do'];
  readonly service?: string;
  readonly as?: Operation['as'];
  readonly method?: string;
  readonly target?: string;
  readonly json?: Json;
  readonly text?: string;
  readonly contentType?: string | null;
}

/** What came back: a JSON value, a text, or nothing; or why nothing came. */
export interface Answer {
  readonly status?: number;
  readonly json?: Json;
  readonly text?: string;
  readonly contentType?: string;
  readonly headers?: readonly Header[];
  readonly failure?: ExchangeEvent['failure'];
}

const METHODS: Partial<Record<Operation['do'], string>> = {
  list: 'GET',
  schema: 'GET',
  read: 'GET',
  write: 'PUT',
  modify: 'PATCH',
  delete: 'DELETE',
};

const recorded = (text: string) => ({ bytes: Buffer.byteLength(text), text });

const targetOf = ({ do: what, service }: Request): string => {
  if (what === 'schema') return '/service/v1/schema/outbound';
  const name = service === undefined ? '' : `/${PREFIX}${encodeURIComponent(service)}`;
  return `/service/v1/outbound${name}`;
};

const responseOf = ({ status = 200, json, text, contentType, headers = [] }: Answer): RecordedResponse => {
  const body = json === undefined ? text : JSON.stringify(json);
  const type: readonly Header[] = body === undefined ? [] : [['Content-Type', contentType ?? 'application/json']];
  return {
    status,
    reason: '',
    headers: [...type, ...headers],
    ...(body === undefined || body === '' ? {} : { body: recorded(body) }),
  };
};

/** One exchange; `step` is its place in the transcript. */
function exchange(request: Request, answer: Answer, step = 0): ExchangeEvent {
  const text = request.json === undefined ? request.text : JSON.stringify(request.json);
  const contentType = request.contentType === undefined ? 'application/json' : request.contentType;
  return {
    kind: 'exchange',
    ms: step * 10,
    firstByteMs: 1,
    durationMs: 2,
    purpose: 'step',
    step,
    operation: {
      do: request.do,
      ...(request.service === undefined ? {} : { service: request.service }),
      as: request.as ?? 'first',
    },
    request: {
      method: request.method ?? METHODS[request.do] ?? 'POST',
      target: request.target ?? targetOf(request),
      headers: text === undefined || contentType === null ? [] : [['Content-Type', contentType]],
      ...(text === undefined ? {} : { body: recorded(text) }),
    },
    ...(answer.status === undefined && answer.failure !== undefined ? {} : { response: responseOf(answer) }),
    ...(answer.failure === undefined ? {} : { failure: answer.failure }),
  };
}

/** A transcript of requests with their answers, in order. */
export function transcriptOf(
  exchanges: ReadonlyArray<readonly [Request, Answer]>,
  requirements: readonly string[] = [],
): ExchangeTranscript {
  return {
    header: {
      format: EXCHANGES_FORMAT,
      suite: 'services',
      case: 'test/case',
      title: 'A case of a test',
      requirements,
      url: 'http://127.0.0.1:8080/service/v1/outbound',
      startedAt: '2026-01-31T12:00:00.000Z',
      namePrefix: PREFIX,
      roundTripMs: 1,
      secondAccount: true,
    },
    events: exchanges.map(([request, answer], index) => exchange(request, answer, index)),
  };
}

const page = (address: string | null) => ({ address, method: 'POST' });

/** What a Write of nothing but the mandatory options sets, and the whole that comes back. */
export const UAS_SENT: JsonObject = { service_password: '{password}', uas: { application_name: 'my_uas_app' } };
export const REST_SENT: JsonObject = {
  service_password: '{password}',
  application_type: 'REST',
  rest: { first_page: { address: 'http://11.222.33.44:50080/my_first_page' } },
};

const REST_DEFAULTS: JsonObject = {
  first_page: page(null),
  final_page: page(null),
  error_page: page(null),
  api_version: '2.0',
  application_parameters: null,
  tts_voice: 'English UK Female Polly Amy',
  authentication: { enabled: false },
  call_recording: { enabled: false },
  max_call_duration: 240,
  answer_timeout: 30,
  call_configuration: {},
};

/** A whole configuration of each kind, as a correct target returns it after the minimal Write. */
export const UAS_WHOLE: JsonObject = {
  enabled: true,
  service_password: '{password}',
  description: null,
  extra_channels: 0,
  g729: false,
  call_constraints: { price_cap: null },
  application_type: 'UAS',
  uas: { application_name: 'my_uas_app', application_parameters: null },
  rest: REST_DEFAULTS,
  fax: { receive: false },
};
export const REST_WHOLE: JsonObject = {
  ...UAS_WHOLE,
  application_type: 'REST',
  uas: { application_name: null, application_parameters: null },
  rest: { ...REST_DEFAULTS, first_page: page('http://11.222.33.44:50080/my_first_page') },
};

const text = { type: ['string', 'null'] };
const method = { enum: ['GET', 'POST'] };
const pageSchema = { type: 'object', properties: { address: text, method }, additionalProperties: false };

/** A schema that both configurations satisfy. */
export const SCHEMA: JsonObject = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Configuration',
  description: 'Of a test',
  type: 'object',
  properties: {
    enabled: { type: 'boolean' },
    service_password: text,
    description: { type: ['string', 'null'], maxLength: 200 },
    extra_channels: { type: 'integer', minimum: 0, maximum: 100 },
    g729: { type: 'boolean' },
    call_constraints: { type: 'object' },
    application_type: { enum: ['UAS', 'REST'] },
    uas: {
      type: 'object',
      properties: { application_name: text, application_parameters: text },
      additionalProperties: false,
    },
    rest: { type: 'object', properties: { first_page: pageSchema, final_page: pageSchema, error_page: pageSchema } },
    fax: { type: 'object' },
  },
  definitions: {},
  allOf: [],
  additionalProperties: false,
};

/** What was learned of a correct target. */
export const KNOWLEDGE: TargetKnowledge = {
  schema: SCHEMA,
  minimalUas: { sent: UAS_SENT, returned: UAS_WHOLE },
  minimalRest: { sent: REST_SENT, returned: REST_WHOLE },
};

/** An error body in the documents' form. */
export function errorBody(status: number, target: string, more: JsonObject = {}): JsonObject {
  return {
    error: {
      code: `HTTP ${status}`,
      text: 'A sentence',
      datetime: '2026-01-31_12:00:01',
      link: 'https://www.aculab.com/',
      ...more,
    },
    request: { url: target, datetime: '2026-01-31_12:00:00' },
  };
}
