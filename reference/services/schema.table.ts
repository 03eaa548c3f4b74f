// The schema of an outbound service's configuration. Published are its top level, the names and defaults in the printed
// examples, and what error messages tell of constraints; everything else is made up, and says so in its $comment.
import type { JsonObject } from './json.ts';

const INVENTED = 'Invented: the documents do not print this part of the schema.';

/** A part of the schema of which neither name nor constraint is published. */
const invented = (schema: JsonObject): JsonObject => ({ $comment: INVENTED, ...schema });

/** An option that is published, with bounds that are not. */
const bounded = (schema: JsonObject): JsonObject => ({ $comment: 'Invented: the bounds of this option.', ...schema });

const object = (properties: JsonObject): JsonObject => ({ type: 'object', properties, additionalProperties: false });
const flag: JsonObject = { type: 'boolean' };
const text = (minLength: number, maxLength: number): JsonObject => ({ type: 'string', minLength, maxLength });
const textOrNull = (minLength: number, maxLength: number): JsonObject => ({
  type: ['null', 'string'],
  minLength,
  maxLength,
});
const integer = (minimum: number, maximum: number): JsonObject => ({ type: 'integer', minimum, maximum });
const oneOf = (...values: readonly string[]): JsonObject => ({ type: 'string', enum: values });
const page: JsonObject = { $ref: '#/definitions/page' };
const prefixes: JsonObject = { $ref: '#/definitions/prefixes' };

/** The object at a path must have this, all the way down to the option itself. */
const demand = (schema: JsonObject, ...path: readonly string[]): JsonObject => {
  const [key, ...rest] = path;
  return key === undefined ? schema : { required: [key], properties: { [key]: demand(schema, ...rest) } };
};

const given: JsonObject = { type: 'string' };

export const SCHEMA: JsonObject = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Aculab Cloud Outbound Service Configuration Schema',
  description:
    "This schema is used to validate an outbound service configuration before it is sent to the Cloud Server in the body of a 'Write' or 'Modify' web service request.",
  type: 'object',
  properties: {
    enabled: flag,
    service_password: bounded(textOrNull(1, 64)),
    description: bounded(textOrNull(0, 200)),
    extra_channels: bounded(integer(0, 10)),
    g729: flag,
    call_constraints: invented(
      object({
        price_cap: { type: 'number', minimum: 0, exclusiveMaximum: 1000 },
        allowed_prefixes: prefixes,
        blocked_prefixes: prefixes,
      }),
    ),
    application_type: oneOf('UAS', 'REST'),
    uas: object({
      application_name: bounded(textOrNull(1, 100)),
      application_parameters: bounded(textOrNull(0, 1000)),
    }),
    rest: object({
      first_page: page,
      final_page: page,
      error_page: page,
      api_version: bounded(oneOf('1.0', '2.0')),
      application_parameters: bounded(textOrNull(0, 1000)),
      tts_voice: bounded(text(1, 80)),
      authentication: invented(
        object({
          scheme: oneOf('NONE', 'BASIC', 'DIGEST'),
          username: text(0, 64),
          password: text(0, 64),
        }),
      ),
      call_recording: invented(
        object({
          enabled: flag,
          mode: oneOf('MIXED', 'SEPARATE'),
          eliminate_dtmf: flag,
          encryption: object({ cipher: oneOf('NONE', 'AES-128', 'AES-256'), key_id: integer(0, 255) }),
        }),
      ),
      max_call_duration: bounded(integer(1, 1440)),
      answer_timeout: bounded(integer(5, 120)),
      call_configuration: invented(
        object({
          codecs: {
            type: 'array',
            items: oneOf('G711A', 'G711U', 'G722', 'OPUS'),
            minItems: 1,
            maxItems: 4,
            uniqueItems: true,
          },
          gain_db: { type: 'number', exclusiveMinimum: -30, maximum: 30 },
          dtmf: object({
            mode: oneOf('RFC2833', 'INBAND'),
            shortest_ms: { type: 'integer', minimum: 20, maximum: 200, multipleOf: 10 },
          }),
          sip_headers: { type: 'array', items: { $ref: '#/definitions/sip_header' }, maxItems: 5 },
        }),
      ),
    }),
    fax: invented(
      object({
        receive: flag,
        station_id: { type: 'string', maxLength: 20, pattern: '^[0-9 +]*$' },
        resolution: oneOf('STANDARD', 'FINE'),
        max_rate: { type: 'integer', enum: [4800, 9600, 14400] },
        max_pages: integer(1, 500),
      }),
    ),
  },
  definitions: {
    page: object({ address: bounded(textOrNull(8, 255)), method: oneOf('GET', 'POST') }),
    prefixes: invented({
      type: 'array',
      items: { type: 'string', pattern: '^[0-9]{1,15}$' },
      maxItems: 20,
      uniqueItems: true,
    }),
    sip_header: invented({
      ...object({ name: { type: 'string', pattern: '^X-[A-Za-z-]{1,30}$' }, value: text(0, 100) }),
      required: ['name', 'value'],
    }),
  },
  // The description of a rule is what its violations end with.
  allOf: [
    {
      description: 'For UAS, you must provide an application_name and a service_password.',
      if: { properties: { application_type: { const: 'UAS' } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
      then: { allOf: [demand(given, 'service_password'), demand(given, 'uas', 'application_name')] },
    },
    {
      description: 'For REST, you must provide a first_page, a service_password and you can not enable fax receive.',
      if: demand({ const: 'REST' }, 'application_type'),
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
      then: {
        allOf: [demand(given, 'service_password'), demand(given, 'rest', 'first_page', 'address')],
        properties: { fax: { properties: { receive: { enum: [false] } } } },
      },
    },
    invented({
      description: 'For encryption, you must provide a key_id.',
      if: demand({ enum: ['AES-128', 'AES-256'] }, 'rest', 'call_recording', 'encryption', 'cipher'),
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema.
      then: demand({ minimum: 1 }, 'rest', 'call_recording', 'encryption', 'key_id'),
    }),
  ],
  additionalProperties: false,
};
