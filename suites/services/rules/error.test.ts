import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../harness/traces/services-trace.ts';
import { type Answer, errorBody, PREFIX, REST_SENT, type Request, UAS_SENT, UAS_WHOLE } from '../exchange.fixture.ts';
import { errorRules } from './error.ts';
import { type Exchanges, outcomeOf, violationsOf } from './outcome.fixture.ts';

const SHAPE = 'services.error.shape';
const CODE = 'services.error.code';
const DATETIME = 'services.error.datetime';
const URL_ID = 'services.error.request-url';
const DETAILS = 'services.error.details';

const read: Request = { do: 'read', service: 'a' };
const PATH = `/service/v1/outbound/${PREFIX}a`;

const outcome = (id: string, request: Request, answer: Answer) => outcomeOf(errorRules, id, [[request, answer]]);

/** A 404 whose body has these members in its parts. */
const told = (id: string, error: JsonObject, request: JsonObject = {}): string => {
  const body = errorBody(404, PATH);
  const json = {
    error: { ...(body.error as JsonObject), ...error },
    request: { ...(body.request as JsonObject), ...request },
  };
  return outcome(id, read, { status: 404, json });
};

/** A 404 without a member. */
const lacking = (part: string, name: string): JsonObject => {
  const body = errorBody(404, PATH);
  const members = Object.entries(body[part] as JsonObject).filter(([each]) => each !== name);
  return { ...body, [part]: Object.fromEntries(members) };
};

it.each([400, 401, 403, 404, 405, 409, 422])('finds nothing wrong with the documented body of a %i', (status) => {
  const exchanges: Exchanges = [[read, { status, json: errorBody(status, PATH) }]];
  expect(violationsOf(errorRules, exchanges)).toEqual([]);
  expect(outcomeOf(errorRules, SHAPE, exchanges)).toBe('pass');
});

describe.each([SHAPE, CODE, DATETIME, URL_ID])('%s', (id) => {
  const wrong: Json = { error: { code: 5, datetime: 'now', text: '' }, request: { url: 'x' } };

  it.each([413, 414, 415, 429, 431, 500, 503, 200, 302])('does not judge %i', (status) => {
    expect(outcome(id, read, { status, json: wrong })).toBe('not exercised');
  });

  it('does not judge the answer to an unsupported method, nor the refusal of an impossible name', () => {
    expect(outcome(id, { do: 'request', method: 'POST' }, { status: 405, json: wrong })).toBe('not exercised');
    expect(outcome(id, { do: 'read', service: 'a b' }, { status: 400, json: wrong })).toBe('not exercised');
  });

  it('does not judge what is no JSON, or absent', () => {
    expect(outcome(id, read, { status: 404, text: "{'error': {}}" })).toBe('not exercised');
    expect(outcome(id, read, { status: 404 })).toBe('not exercised');
  });
});

describe(SHAPE, () => {
  it('takes more members', () => {
    expect(told(SHAPE, { details: [], trace: 5 }, { method: 'GET' })).toBe('pass');
  });

  it.each([
    ['error', 'code'],
    ['error', 'text'],
    ['error', 'datetime'],
    ['error', 'link'],
    ['request', 'url'],
    ['request', 'datetime'],
  ])('turns without %s.%s, and nothing else does', (part, name) => {
    const exchanges: Exchanges = [[read, { status: 404, json: lacking(part, name) }]];
    expect(outcomeOf(errorRules, SHAPE, exchanges)).toBe(`violated: ${part}.${name} is nothing`);
    expect(violationsOf(errorRules, exchanges)).toEqual([SHAPE]);
  });

  it.each<Json>([[], null, 'x', 5, {}, { error: [], request: 'x' }, { error: 'Not Found' }])(
    'alone turns on %j',
    (json) => {
      expect(violationsOf(errorRules, [[read, { status: 404, json }]])).toEqual([SHAPE]);
    },
  );

  it.each(['text', 'link'])('turns on %s that is no text', (name) => {
    expect(told(SHAPE, { [name]: 5 })).toBe(`violated: error.${name} is 5`);
  });

  it('leaves codes and datetimes that are numbers to the rules about them', () => {
    expect(told(SHAPE, { code: 404, datetime: 5 }, { datetime: null })).toBe('pass');
  });

  it('leaves it to survives.malformed-json whether a body that is no JSON gets an error body at all', () => {
    const write: Request = { do: 'write', service: 'a', text: '{' };
    expect(outcome(SHAPE, write, { status: 400, json: { message: 'x' } })).toBe('not exercised');
    expect(outcome(SHAPE, write, { status: 400, json: { error: {} } })).toMatch(/^violated/);
  });
});

describe(CODE, () => {
  it.each(['HTTP 404', '0405', '0001'])('passes on %s', (code) => {
    expect(told(CODE, { code })).toBe('pass');
  });

  it.each<Json>(['HTTP 400', '404', 'HTTP404', 'http 404', 'HTTP 404 ', '00405', '', 'Not Found', 404, null, ['0405']])(
    'turns on %j',
    (code) => {
      expect(told(CODE, { code })).toBe(`violated: ${JSON.stringify(code)}`);
    },
  );
});

describe(DATETIME, () => {
  it.each([
    ['2026-01-31_12:00:00', '2026-01-31_12:00:00'],
    ['2024-02-29_23:59:59', '2024-02-29_00:00:00'],
    ['2026-01-01_00:00:00', '2025-12-31_23:59:59'],
  ])('passes on an error at %s upon a request at %s', (error, request) => {
    expect(told(DATETIME, { datetime: error }, { datetime: request })).toBe('pass');
  });

  it.each<Json>([
    1769860800,
    null,
    '2026-01-31T12:00:00',
    '2026-01-31T12:00:00Z',
    '2026-01-31 12:00:00',
    '2026-01-31_12:00:00Z',
    '2026-01-31_12:00:00.5',
    '2026-02-30_12:00:00',
    '2025-02-29_12:00:00',
    '2026-13-01_12:00:00',
    '2026-00-10_12:00:00',
    '2026-01-31_24:00:00',
    '2026-01-31_12:60:00',
    '26-01-31_12:00:00',
    '1769860800',
    '',
  ])('turns on %j in either place', (datetime) => {
    expect(told(DATETIME, { datetime })).toBe(`violated: error.datetime ${JSON.stringify(datetime)}`);
    expect(told(DATETIME, {}, { datetime })).toBe(`violated: request.datetime ${JSON.stringify(datetime)}`);
  });

  it('turns on an error before its request', () => {
    expect(told(DATETIME, { datetime: '2026-01-31_11:59:59' }, { datetime: '2026-01-31_12:00:00' })).toBe(
      'violated: error.datetime "2026-01-31_11:59:59", request.datetime "2026-01-31_12:00:00"',
    );
  });

  it('judges one where the other is missing', () => {
    expect(outcome(DATETIME, read, { status: 404, json: lacking('request', 'datetime') })).toBe('pass');
  });
});

describe(URL_ID, () => {
  const ask = (target: string, url: string, service = 'a b'): string =>
    outcome(URL_ID, { do: 'read', service, target }, { status: 404, json: errorBody(404, url) });

  it.each([
    ['/s/a%20b', '/s/a%20b'],
    ['/s/a%20b', '/s/a b'],
    ['/s/%c3%a9', '/s/%C3%A9'],
    ['/s/%C3%A9', '/s/é'],
    ['/s/e%CC%81', '/s/é'],
    ['/s/a?x=%20', '/s/a'],
    ['/s/a?x=%20', '/s/a?x=%20'],
    ['/s/a?x=%20', '/s/a?x= '],
    ['/s/a%3Fb', '/s/a?b'],
    ['/s/a%3Fb', '/s/a%3fb'],
  ])('takes for %s that it is %s', (target, url) => {
    expect(ask(target, url)).toBe('pass');
  });

  it.each([
    ['/s/a', '/s/b'],
    ['/s/a', '/s'],
    ['/s/a', '/s/<ServiceName>'],
    ['/s/a', '/s/a/'],
    ['/s/a', 'http://127.0.0.1:8080/s/a'],
    ['/s/a', ''],
    ['/s/a', '/s/A'],
  ])('turns where for %s it is %s', (target, url) => {
    expect(ask(target, url, 'a')).toBe(`violated: ${JSON.stringify(url)}`);
  });

  it('does not judge a path that cannot be decoded', () => {
    expect(ask('/s/%ff', '/s/?')).toBe('not exercised');
    expect(ask('/s/%zz', '/s/%zz')).toBe('not exercised');
  });
});

describe(DETAILS, () => {
  const invalid: Request = { do: 'write', service: 'a', json: { ...UAS_SENT, extra_channels: -1 } };
  const twice: Request = { do: 'write', service: 'a', json: { ...UAS_SENT, extra_channels: -1, enabled: 'x' } };
  const ask = (details: Json | undefined, request = invalid): string =>
    outcome(DETAILS, request, { status: 400, json: errorBody(400, PATH, details === undefined ? {} : { details }) });

  it.each<readonly [string, Request]>([
    ['a value out of bounds', invalid],
    ['an unknown option', { do: 'write', service: 'a', json: { ...UAS_SENT, colour: 1 } }],
    ['a missing option', { do: 'write', service: 'a', json: { uas: { application_name: 'a' } } }],
  ])('passes on an array of sentences for %s', (_, request) => {
    expect(ask(['One.', 'Two.'], request)).toBe('pass');
    expect(ask(['', 'Two.'], request)).toBe('violated: ["","Two."]');
  });

  it.each([['x', 5], {}, 5, null, true, [['x']]])('turns on %j', (details) => {
    expect(ask(details)).toBe(`violated: ${JSON.stringify(details)}`);
    expect(ask(details, twice)).toBe(`violated: ${JSON.stringify(details)}`);
  });

  it('warns on one string, and on nothing for one violation', () => {
    expect(ask('One. Two.', twice)).toBe('violated: "One. Two."');
    expect(ask('One.')).toBe('violated (R15): "One."');
    // No type, no application: what else is mandatory depends on what the type should have been.
    const typeless: Request = { do: 'write', service: 'a', json: { ...REST_SENT, application_type: null } };
    expect(ask('One.', typeless)).toBe('violated (R15): "One."');
    expect(ask(undefined)).toBe('violated (R21): nothing');
    expect(ask([])).toBe('violated (R21): []');
  });

  it('leaves it to write.validation-error that several violations are listed', () => {
    expect(ask(undefined, twice)).toBe('not exercised');
    expect(ask([], twice)).toBe('not exercised');
  });

  it('judges Modify too, and nothing but validation', () => {
    const created: Exchanges[number] = [
      { do: 'write', service: 'a', json: UAS_SENT },
      { status: 201, json: UAS_WHOLE },
    ];
    const answer = { status: 400, json: errorBody(400, PATH, { details: 5 }) };
    const judged = (request: Request) => outcomeOf(errorRules, DETAILS, [created, [request, answer]]);
    expect(judged({ do: 'modify', service: 'a', json: { extra_channels: -1 } })).toBe('violated: 5');
    expect(judged({ do: 'modify', service: 'a', json: { enabled: false } })).toBe('not exercised');
    expect(judged({ do: 'read', service: 'b' })).toBe('not exercised');
    expect(judged({ do: 'write', service: 'a', text: '{' })).toBe('not exercised');
  });
});
