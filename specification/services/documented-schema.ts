// A configuration schema made of what is published, for when no target gives its own: the ten options, the types that
// the examples show, the mandatory options. Everything unpublished is left open.

const nullableText = { type: ['string', 'null'] };
const page = {
  type: 'object',
  properties: { address: nullableText, method: { enum: ['GET', 'POST'] } },
};

const appliesTo = (type: string) => ({ properties: { application_type: { const: type } } });

/** JSON Schema draft-07 of an outbound service's configuration, as far as it is published. */
export const DOCUMENTED_SCHEMA = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: 'Outbound service configuration, as published',
  description: 'What the documents say of a configuration; everything else is left open.',
  type: 'object',
  properties: {
    enabled: { type: 'boolean' },
    service_password: nullableText,
    description: nullableText,
    extra_channels: { type: 'integer', minimum: 0 },
    g729: { type: 'boolean' },
    call_constraints: { type: 'object' },
    application_type: { enum: ['UAS', 'REST'] },
    uas: { type: 'object', properties: { application_name: nullableText, application_parameters: nullableText } },
    rest: {
      type: 'object',
      properties: {
        first_page: page,
        final_page: page,
        error_page: page,
        api_version: { type: 'string' },
        application_parameters: nullableText,
        tts_voice: { type: 'string' },
        authentication: { type: 'object' },
        call_recording: { type: 'object' },
        max_call_duration: { type: 'integer', minimum: 1 },
        answer_timeout: { type: 'integer', minimum: 1 },
        call_configuration: { type: 'object' },
      },
    },
    fax: { type: 'object' },
  },
  definitions: {},
  allOf: [
    {
      if: { ...appliesTo('REST'), required: ['application_type'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema; this object is never awaited.
      then: {
        required: ['service_password', 'rest'],
        properties: {
          service_password: { type: 'string' },
          rest: {
            required: ['first_page'],
            properties: { first_page: { required: ['address'], properties: { address: { type: 'string' } } } },
          },
        },
      },
      else: {
        required: ['service_password', 'uas'],
        properties: {
          service_password: { type: 'string' },
          uas: { required: ['application_name'], properties: { application_name: { type: 'string' } } },
        },
      },
    },
  ],
  additionalProperties: false,
} as const;
