import { describe, expect, it } from 'vitest';
import type { ExchangeEvent } from '../../../harness/http/exchange.ts';
import { type Answer, errorBody, KNOWLEDGE, type Request, transcriptOf } from '../exchange.fixture.ts';
import type { Rule } from '../rule.ts';
import { viewOf } from '../view.ts';
import { outcomeOf } from './outcome.fixture.ts';
import { responseRules } from './response.ts';

const TYPE = 'services.response.content-type';
const JSON_ID = 'services.response.json';

const outcome = (id: string, request: Request, answer: Answer) => outcomeOf(responseRules, id, [[request, answer]]);

const list: Request = { do: 'list' };
const read: Request = { do: 'read', service: 'a' };
const services = { services: [] };
const HTML = '<html><h1>Not Found</h1></html>';

describe(TYPE, () => {
  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
    'passes on %s',
    (contentType) => {
      expect(outcome(TYPE, list, { json: services, contentType })).toBe('pass');
    },
  );

  it.each(['text/html', 'text/plain; charset=utf-8', 'application/problem+json', 'application/jsonp', 'text/json', ''])(
    'turns on %j',
    (contentType) => {
      expect(outcome(TYPE, list, { json: services, contentType })).toBe(
        `violated: Content-Type: ${contentType}, status 200`,
      );
    },
  );

  it('turns on two that differ', () => {
    const headers = [['content-type', 'text/plain']] as const;
    expect(outcome(TYPE, list, { json: services, headers })).toMatch(/application\/json and text\/plain/);
  });

  it('turns where there is none', () => {
    const { header, events } = transcriptOf([[list, { json: services }]]);
    const bare = events.map((event) =>
      event.kind === 'exchange' && event.response !== undefined
        ? { ...event, response: { ...event.response, headers: [] } }
        : event,
    );
    const rule = responseRules[0] as Rule;
    const { findings } = rule.judge(viewOf({ header, events: bare }, KNOWLEDGE));
    expect(findings.map(({ observed }) => observed)).toEqual(['no Content-Type, status 200']);
  });

  it.each([400, 401, 403, 404, 405, 409, 302])('judges %i as well', (status) => {
    expect(outcome(TYPE, read, { status, text: HTML, contentType: 'text/html' })).toMatch(/^violated/);
  });

  it('is not exercised without a body', () => {
    expect(outcome(TYPE, { do: 'delete', service: 'a' }, { status: 204 })).toBe('not exercised');
    expect(outcome(TYPE, read, { status: 404 })).toBe('not exercised');
  });
});

describe(JSON_ID, () => {
  it.each(['{}', ' [] ', 'null', '"x"', '1'])('passes on %j', (text) => {
    expect(outcome(JSON_ID, list, { text })).toBe('pass');
  });

  it.each([
    HTML,
    "{'services': []}",
    '{"services":[],}',
    '\uFEFF{"services":[]}',
    '{"a":NaN}',
    '{"services":[]',
    '{} x',
  ])('turns on %j', (text) => {
    expect(outcome(JSON_ID, list, { text })).toMatch(/^violated: /);
  });

  it.each(['cut', 'reset', 'malformed', 'too-large'] as const)('turns on a body that is not whole (%s)', (kind) => {
    const failure = { kind, message: 'ended after 9 of 14 octets' };
    expect(outcome(JSON_ID, list, { status: 200, text: '{"service', failure })).toBe(
      'violated: ended after 9 of 14 octets',
    );
    expect(outcome(JSON_ID, read, { status: 404, text: '{"e', failure })).toMatch(/^violated/);
    expect(outcome(JSON_ID, read, { status: 500, text: '{"e', failure })).toBe('not exercised');
    expect(outcome(JSON_ID, list, { failure })).toBe('not exercised');
  });

  it.each(['timeout', 'aborted'] as const)('is not exercised by a response that took too long (%s)', (kind) => {
    expect(outcome(JSON_ID, list, { status: 200, text: '{', failure: { kind, message: 'x' } })).toBe('not exercised');
  });

  it('does not judge what the recording did not keep', () => {
    const { header, events } = transcriptOf([[list, { text: '{"services":[' }]]);
    const short = events.map((event): ExchangeEvent => {
      if (event.kind !== 'exchange' || event.response?.body === undefined) throw new Error('no body');
      const body = { ...event.response.body, bytes: 1_000_000, truncated: true } as const;
      return { ...event, response: { ...event.response, body } };
    });
    const rule = responseRules[1] as Rule;
    expect(rule.judge(viewOf({ header, events: short }, KNOWLEDGE))).toEqual({ exercised: 0, findings: [] });
  });
});

describe.each([TYPE, JSON_ID])('%s', (id) => {
  const page: Answer = { text: HTML, contentType: 'text/html' };

  it.each([413, 414, 415, 429, 431, 500, 502, 503])('does not judge %i', (status) => {
    expect(outcome(id, read, { ...page, status })).toBe('not exercised');
  });

  it('does not judge the refusal of an unsupported method, or of an impossible name', () => {
    const post: Request = { do: 'request', method: 'POST', service: 'a' };
    expect(outcome(id, post, { ...page, status: 405 })).toBe('not exercised');
    expect(outcome(id, post, { ...page, status: 200 })).toMatch(/^violated/);
    const impossible: Request = { do: 'read', service: '\u0000' };
    expect(outcome(id, impossible, { ...page, status: 400 })).toBe('not exercised');
    expect(outcome(id, impossible, { ...page, status: 404 })).toMatch(/^violated/);
  });

  it('leaves the answer to a body that is no JSON to survives.malformed-json', () => {
    const write: Request = { do: 'write', service: 'a', text: '{' };
    expect(outcome(id, write, { ...page, status: 400 })).toBe('not exercised');
    expect(outcome(id, { do: 'write', service: 'a' }, { ...page, status: 400 })).toBe('not exercised');
    expect(outcome(id, write, { ...page, status: 200 })).toMatch(/^violated/);
  });
});

it('judges the declared type of an error body, also upon a body that is no JSON', () => {
  const write: Request = { do: 'write', service: 'a', text: '{' };
  const answer: Answer = { status: 400, json: errorBody(400, '/'), contentType: 'text/html' };
  expect(outcome(TYPE, write, answer)).toBe('violated: Content-Type: text/html, status 400');
});
