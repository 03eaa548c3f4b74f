// A schema of the kind that the documents sketch, with members of our own where nothing is published.
import { isObject, type JsonObject, mergeDeep } from './json.ts';

const page = (method: string): JsonObject => ({
  type: 'object',
  properties: {
    address: { $ref: '#/definitions/address' },
    method: { enum: ['GET', 'POST'], default: method },
  },
  additionalProperties: false,
});

export const OUTBOUND_SCHEMA: JsonObject = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Outbound Service Configuration Schema',
  description: 'For tests',
  type: 'object',
  properties: {
    enabled: { type: 'boolean', default: true },
    service_password: { type: ['null', 'string'], minLength: 6, maxLength: 64, default: null },
    description: { type: ['null', 'string'], maxLength: 255, default: null },
    extra_channels: { type: 'integer', minimum: 0, maximum: 100, default: 0 },
    g729: { type: 'boolean', default: false },
    call_constraints: {
      type: 'object',
      properties: {
        allowed_prefixes: { $ref: '#/definitions/prefixes' },
        blocked_prefixes: { $ref: '#/definitions/prefixes' },
        price_cap: { type: ['null', 'number'], exclusiveMinimum: 0, maximum: 10, multipleOf: 0.25 },
      },
      additionalProperties: false,
    },
    application_type: { enum: ['UAS', 'REST'], default: 'UAS' },
    uas: {
      type: 'object',
      properties: {
        application_name: { type: ['null', 'string'], minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_-]+$' },
        application_parameters: { type: ['null', 'string'], maxLength: 1024 },
      },
      additionalProperties: false,
    },
    rest: {
      type: 'object',
      properties: {
        first_page: page('POST'),
        final_page: page('POST'),
        error_page: page('POST'),
        api_version: { enum: ['1.0', '2.0'], default: '2.0' },
        application_parameters: { type: ['null', 'string'], maxLength: 1024 },
        tts_voice: { type: 'string', minLength: 1, maxLength: 100, default: 'English UK Female Polly Amy' },
        authentication: {
          type: 'object',
          properties: {
            username: { anyOf: [{ type: 'null' }, { type: 'string', minLength: 1, maxLength: 32 }] },
            password: { anyOf: [{ type: 'null' }, { type: 'string', minLength: 1, maxLength: 32 }] },
          },
          dependencies: { username: ['password'] },
          additionalProperties: false,
        },
        call_recording: {
          type: 'object',
          properties: {
            enabled: { type: 'boolean' },
            mode: { const: 'mixed' },
            cipher: { oneOf: [{ type: 'null' }, { enum: ['aes-128', 'aes-256'] }] },
          },
          additionalProperties: false,
        },
        max_call_duration: { type: 'integer', minimum: 1, maximum: 1440, default: 240 },
        answer_timeout: { type: 'integer', minimum: 1, maximum: 600, default: 30 },
        call_configuration: {
          type: 'object',
          properties: {
            headers: {
              type: 'object',
              additionalProperties: { type: 'string', maxLength: 64 },
              propertyNames: { pattern: '^X-[A-Za-z-]+$' },
              maxProperties: 4,
            },
          },
          additionalProperties: false,
        },
      },
      additionalProperties: false,
    },
    fax: {
      type: 'object',
      properties: {
        receive: { type: 'boolean', default: false },
        station_id: { type: ['null', 'string'], maxLength: 20, pattern: '^[0-9 +]*$' },
      },
      additionalProperties: false,
    },
  },
  definitions: {
    address: { type: ['null', 'string'], minLength: 8, maxLength: 512, pattern: '^https?://' },
    prefixes: {
      type: 'array',
      items: { type: 'string', minLength: 1, maxLength: 8, pattern: '^[0-9]+$' },
      minItems: 0,
      maxItems: 5,
      uniqueItems: true,
    },
  },
  allOf: [
    {
      if: { properties: { application_type: { const: 'REST' } }, required: ['application_type'] },
      // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema.
      then: {
        properties: {
          service_password: { type: 'string' },
          rest: {
            properties: { first_page: { properties: { address: { type: 'string' } }, required: ['address'] } },
            required: ['first_page'],
          },
          fax: { properties: { receive: { const: false } } },
        },
        required: ['service_password', 'rest'],
      },
      else: {
        properties: {
          service_password: { type: 'string' },
          uas: { properties: { application_name: { type: 'string' } }, required: ['application_name'] },
        },
        required: ['service_password', 'uas'],
      },
    },
  ],
  additionalProperties: false,
};

const emptyPage: JsonObject = { address: null, method: 'POST' };

export const OUTBOUND_DEFAULTS: JsonObject = {
  enabled: true,
  service_password: null,
  description: null,
  extra_channels: 0,
  g729: false,
  call_constraints: { allowed_prefixes: [], blocked_prefixes: [], price_cap: null },
  application_type: 'UAS',
  uas: { application_name: null, application_parameters: null },
  rest: {
    first_page: emptyPage,
    final_page: emptyPage,
    error_page: emptyPage,
    api_version: '2.0',
    application_parameters: null,
    tts_voice: 'English UK Female Polly Amy',
    authentication: { username: null, password: null },
    call_recording: { enabled: false, mode: 'mixed', cipher: null },
    max_call_duration: 240,
    answer_timeout: 30,
    call_configuration: { headers: {} },
  },
  fax: { receive: false, station_id: null },
};

export const UAS_BASE: JsonObject = { service_password: '{password}', uas: { application_name: 'my_uas_app' } };

export const REST_BASE: JsonObject = {
  service_password: '{password}',
  application_type: 'REST',
  rest: { first_page: { address: 'http://127.0.0.1:50080/first' } },
};

export const OUTBOUND_HINTS = {
  password: '{password}',
  merge: (sent: JsonObject): JsonObject => (isObject(sent) ? mergeDeep(OUTBOUND_DEFAULTS, sent) : sent),
  bases: [UAS_BASE, REST_BASE],
};
