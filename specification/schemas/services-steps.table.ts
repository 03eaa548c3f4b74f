// Steps of traces of the services suite: requests of an API client. Closed, as the trace itself is.
import { base64, closed, exactlyOne, text, union } from './shapes.ts';

const auth = { $ref: '#/$defs/auth' };
const headers = { type: 'object', additionalProperties: text };

const request = { auth, headers };
const named = {
  ...request,
  rawLabel: {
    type: 'string',
    pattern: '^[^\\u0000-\\u0020\\u007f]*$',
    description: 'text without spaces and control characters, as it can stand on a request line',
  },
};
const withBody = {
  ...named,
  // Any JSON, as what is no configuration is sent too.
  configuration: {},
  body: { $ref: '#/$defs/request-body' },
  contentType: { type: ['string', 'null'] },
};

const step = (name: string, properties = {}, optional = {}) => closed({ do: { const: name }, ...properties }, optional);

const STEPS = [
  step('list', {}, request),
  step('schema', {}, request),
  step('read', { service: text }, named),
  step('write', { service: text }, withBody),
  step('modify', { service: text }, withBody),
  step('delete', { service: text }, named),
  step(
    'request',
    {
      method: { type: 'string', pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", description: 'an HTTP method' },
    },
    { on: { type: 'string', enum: ['list', 'schema', 'service'] }, service: text, ...withBody },
  ),
  step('parallel', { steps: { type: 'array', items: { $ref: '#/$defs/services-step' }, minItems: 1 } }),
];

const AUTH = {
  account: { type: 'string', enum: ['first', 'second'] },
  user: text,
  key: text,
  scheme: text,
  header: text,
  none: { const: true },
};
const any = Object.fromEntries(Object.keys(AUTH).map((name) => [name, true]));
/** These stand alone. */
const alone = { type: 'object', properties: any, maxProperties: 1 };

export const SERVICES_STEP_DEFINITIONS = {
  'services-step': union('do', STEPS),
  auth: {
    ...closed({}, AUTH),
    minProperties: 1,
    dependentRequired: { user: ['key'], key: ['user'], scheme: ['user', 'key'] },
    dependentSchemas: { account: alone, header: alone, none: alone },
  },
  'request-body': exactlyOne({
    text,
    base64,
    // 64 Mi repetitions: enough for every oversized body, too few to fill the memory by a slip.
    repeat: closed({
      before: text,
      text,
      times: { type: 'integer', minimum: 0, maximum: 67_108_864 },
      after: text,
    }),
  }),
} as const;
