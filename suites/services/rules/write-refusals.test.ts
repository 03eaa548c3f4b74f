import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../harness/traces/services-trace.ts';
import { errorBody, KNOWLEDGE, SCHEMA, UAS_SENT, UAS_WHOLE } from '../exchange.fixture.ts';
import { type Exchanges, outcomeOf } from './outcome.fixture.ts';
import { writeRefusalRules } from './write-refusals.ts';

const outcome = (requirement: string, ...exchanges: Exchanges) =>
  outcomeOf(writeRefusalRules, `services.write.${requirement}`, exchanges);
const write = (json: Json, service = 'a') => ({ do: 'write', service, json }) as const;
const read = { do: 'read', service: 'a' } as const;
const error = (status: number, details?: Json) => ({
  status,
  json: errorBody(status, '/', details === undefined ? {} : { details }),
});

const BORN = [write(UAS_SENT), { status: 201, json: UAS_WHOLE }] as const;
const SEEN = [read, { json: UAS_WHOLE }] as const;
const NO_PASSWORD: JsonObject = { uas: { application_name: 'a' } };
const UNKNOWN: JsonObject = { ...UAS_SENT, colour: 'red' };
const OUT_OF_BOUNDS: JsonObject = { ...UAS_SENT, extra_channels: -1 };

describe.each([
  ['mandatory', NO_PASSWORD, 'service_password'],
  ['unknown-option', UNKNOWN, 'colour'],
])('services.write.%s', (requirement, sent) => {
  it('passes on 400, and on any word for invalid', () => {
    expect(outcome(requirement, [write(sent), error(400)])).toBe('pass');
    expect(outcome(requirement, [write(sent), error(422)])).toBe('pass');
  });

  it.each([200, 201, 204])('turns on %i, for a new service and for one that is there', (status) => {
    expect(outcome(requirement, [write(sent), { status }])).toMatch(`violated: ${status} for {`);
    expect(outcome(requirement, BORN, [write(sent), { status }])).toMatch(`violated: ${status} for {`);
  });

  it('is not exercised by what says nothing of it', () => {
    expect(outcome(requirement, BORN)).toBe('not exercised');
    expect(outcome(requirement, [write(sent), error(404)])).toBe('not exercised');
    expect(outcome(requirement, [write(sent, 'a b'), error(400)])).toBe('not exercised');
    expect(outcome(requirement, [write(OUT_OF_BOUNDS), { status: 201 }])).toBe('not exercised');
  });
});

describe('services.write.validation-error', () => {
  const all = 'validation-error';

  it.each([NO_PASSWORD, UNKNOWN, OUT_OF_BOUNDS])('passes on 400 for %j', (sent) => {
    expect(outcome(all, [write(sent), error(400, ['It is wrong.'])])).toBe('pass');
  });

  it('turns on a success with an error body, alone', () => {
    expect(outcome(all, [write(NO_PASSWORD), error(200, ['It is wrong.'])])).toMatch(/^violated: 200/);
    expect(outcome('mandatory', [write(NO_PASSWORD), error(200)])).toBe('not exercised');
  });

  it.each([301, 401, 404, 409, 422, 500])('turns on %i', (status) => {
    expect(outcome(all, [write(NO_PASSWORD), error(status)])).toBe(`violated: ${status} ("A sentence")`);
  });

  it('turns on 400 without a body', () => {
    expect(outcome(all, [write(NO_PASSWORD), { status: 400 }])).toBe('violated: 400 without a body');
  });

  it('leaves it to others that the Write is taken, or breaks, or is refused for something else', () => {
    expect(outcome(all, [write(NO_PASSWORD), { status: 201 }])).toBe('not exercised');
    expect(outcome(all, [write({ description: '🦊' }), error(500)])).toBe('not exercised');
    expect(outcome(all, [write(NO_PASSWORD), error(413)])).toBe('not exercised');
    expect(outcome(all, [write(NO_PASSWORD, 'a b'), error(404)])).toBe('not exercised');
    expect(outcome(all, BORN)).toBe('not exercised');
  });

  const several: JsonObject = { enabled: 'yes', extra_channels: 'x' };
  const sentences = [
    "service_password None is not of type 'string'.",
    "uas.application_name None is not of type 'string'.",
    "enabled 'yes' is not of type 'boolean'.",
    "extra_channels 'x' is not of type 'integer'.",
  ];

  it('passes where every violation has an entry, or is named in one', () => {
    expect(outcome(all, [write(several), error(400, sentences)])).toBe('pass');
    expect(outcome(all, [write(several), error(400, [sentences.join(' ')])])).toBe('pass');
    expect(outcome(all, [write(several), error(400, ['a', 'b', 'c', 'd'])])).toBe('pass');
    expect(outcome(all, [write(several), error(400, sentences.join(' '))])).toBe('pass');
  });

  it.each<readonly [string, Json | undefined]>([
    ['no details', undefined],
    ['the first violation only', sentences.slice(0, 1)],
    ['all but one', sentences.slice(1)],
    ['an empty array', []],
    ['one string of the first', sentences[0]],
    ['a number', 4],
  ])('turns on %s', (_, details) => {
    expect(outcome(all, [write(several), error(400, details)])).toMatch(/^violated: (no )?details/);
  });

  it('asks for nothing of a single violation, nor of a body that is no error body', () => {
    expect(outcome(all, [write(UNKNOWN), error(400)])).toBe('pass');
    expect(outcome(all, [write(several), { status: 400, json: ['what'] }])).toBe('pass');
    expect(outcome(all, [write(several), { status: 400, text: '<html>' }])).toBe('pass');
  });

  it('does not count what is mandatory for an application type that does not exist', () => {
    const sent = { ...UAS_SENT, uas: {}, application_type: 'FAX' };
    expect(outcome(all, [write(sent), error(400, ["application_type 'FAX' is not one of"])])).toBe('pass');
  });

  it('does not count what each alternative of a schema lacks', () => {
    const isOfType = (type: string, needed: string): JsonObject => ({
      properties: { application_type: { const: type } },
      required: [needed],
    });
    const schema = { ...SCHEMA, allOf: [{ oneOf: [isOfType('UAS', 'uas'), isOfType('REST', 'rest')] }] };
    const of = (sent: JsonObject, details: readonly string[]): string =>
      outcomeOf(writeRefusalRules, 'services.write.validation-error', [[write(sent), error(400, details)]], {
        ...KNOWLEDGE,
        schema,
      });
    expect(of({ service_password: 'p' }, ['It is valid under none of the given schemas.'])).toBe('pass');
    expect(of({}, ['It is valid under none of the given schemas.'])).toMatch(/^violated: details/);
  });

  it('does not ask what is wrong with a body that a reader of JSON may have refused', () => {
    const twice = { do: 'write', service: 'a', text: '{"enabled":1,"enabled":2,"g729":3}' } as const;
    expect(outcome(all, [twice, error(400)])).toBe('pass');
    expect(outcome(all, [write({ enabled: '🦊', g729: 3 }), error(400)])).toBe('pass');
    expect(outcome(all, [write({ enabled: '🦊', g729: 3 }), error(400, ['enabled'])])).toMatch(/^violated: details/);
  });

  it('counts an option and what is in it once', () => {
    const sent = { service_password: 'p', uas: 'my_uas_app' };
    expect(outcome(all, [write(sent), error(400, ["uas 'my_uas_app' is not of type 'object'."])])).toBe('pass');
  });
});

describe('services.write.refused-changes-nothing', () => {
  const nothing = 'refused-changes-nothing';
  const refusal = [write({ ...OUT_OF_BOUNDS, description: 'new' }), error(400)] as const;

  it('passes where the service is as before, or not there', () => {
    expect(outcome(nothing, BORN, SEEN, refusal, SEEN)).toBe('pass');
    expect(outcome(nothing, refusal, [read, error(404)])).toBe('pass');
  });

  it('turns where it was created, changed or lost', () => {
    expect(outcome(nothing, refusal, SEEN)).toMatch(/^violated: 200 with \{"enabled":true/);
    const changed = { ...UAS_WHOLE, description: 'new' };
    expect(outcome(nothing, BORN, refusal, [read, { json: changed }])).toBe('violated: description: "new"');
    expect(outcome(nothing, BORN, SEEN, refusal, [read, { json: { ...UAS_WHOLE, g729: true } }])).toBe(
      'violated: g729: true',
    );
    expect(outcome(nothing, BORN, SEEN, refusal, [read, error(404)])).toBe('violated: 404 ("A sentence")');
  });

  it('does not take for a change what Read may have shown from the beginning', () => {
    const masked = { ...UAS_WHOLE, service_password: '***' };
    expect(outcome(nothing, BORN, refusal, [read, { json: masked }])).toBe('not exercised');
    expect(outcome(nothing, BORN, refusal, [read, error(404)])).toBe('not exercised');
    expect(outcome(nothing, refusal, [read, { json: null }])).toBe('not exercised');
  });
});
