import { describe, expect, it } from 'vitest';
import type { Operation } from '../../../harness/http/exchange.ts';
import type { Json } from '../../../harness/traces/services-trace.ts';
import { type Answer, errorBody, type Request, SCHEMA, UAS_SENT, UAS_WHOLE } from '../exchange.fixture.ts';
import { authRules } from './auth.ts';
import { type Exchanges, outcomeOf } from './outcome.fixture.ts';

const outcome = (id: string, ...exchanges: Exchanges) => outcomeOf(authRules, id, exchanges);

const created: Exchanges[number] = [
  { do: 'write', service: 'a', json: UAS_SENT },
  { status: 201, json: UAS_WHOLE },
];
const denied: Answer = { status: 401, json: errorBody(401, '/') };

describe.each<readonly [string, Operation['as'], Operation['as']]>([
  ['services.auth.required', 'none', 'refused'],
  ['services.auth.refused', 'refused', 'none'],
])('%s', (id, as, other) => {
  it.each<Request>([
    { do: 'list' },
    { do: 'schema' },
    { do: 'read', service: 'a' },
    { do: 'write', service: 'b', json: UAS_SENT },
    { do: 'write', service: 'a', json: UAS_SENT },
    { do: 'modify', service: 'a', json: {} },
    { do: 'delete', service: 'a' },
  ])('passes on 401 and 403 and turns on anything else for %j', (request) => {
    const ask = (answer: Answer) => outcome(id, created, [{ ...request, as }, answer]);
    expect(ask(denied)).toBe('pass');
    expect(ask({ status: 403 })).toBe('pass');
    for (const status of [200, 204, 302, 400, 404, 500]) expect(ask({ status })).toBe(`violated: ${status}`);
    expect(ask({ status: 400, json: errorBody(400, '/') })).toBe('violated: 400 ("A sentence")');
  });

  it('is not exercised by other credentials, by no answer and by 429', () => {
    expect(outcome(id, [{ do: 'list', as: other }, denied], [{ do: 'list' }, { json: { services: [] } }])).toBe(
      'not exercised',
    );
    expect(outcome(id, [{ do: 'list', as }, { failure: { kind: 'timeout', message: 'x' } }])).toBe('not exercised');
    expect(outcome(id, [{ do: 'list', as }, { status: 429 }])).toBe('not exercised');
  });

  it.each<readonly [string, Request, Json, string]>([
    ['a list', { do: 'list' }, { services: [] }, 'a list of services'],
    ['the schema', { do: 'schema' }, SCHEMA, 'the schema'],
    ['a configuration', { do: 'read', service: 'a' }, UAS_WHOLE, 'a configuration (service_password, '],
    [
      'a nested configuration',
      { do: 'delete', service: 'a' },
      [{ was: { uas: {}, rest: {} } }],
      'a configuration (uas',
    ],
  ])('turns on %s in the body of a refusal', (_, request, json, observed) => {
    expect(
      outcome(id, created, [
        { ...request, as },
        { status: 401, json },
      ]),
    ).toContain(`violated: ${observed}`);
  });

  it('takes it that a refusal repeats what was sent', () => {
    const request: Request = { do: 'write', service: 'b', json: UAS_SENT, as };
    expect(outcome(id, [request, { status: 401, json: { ...errorBody(401, '/'), body: UAS_SENT } }])).toBe('pass');
    expect(outcome(id, [request, { status: 401, json: UAS_WHOLE }])).toMatch(/^violated: a configuration/);
  });

  it('does not look into bodies that are nested without end', () => {
    const text = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
    expect(
      outcome(id, [
        { do: 'list', as },
        { status: 401, text },
      ]),
    ).toBe('pass');
  });

  it.each<readonly [string, Request]>([
    ['a body that is no JSON', { do: 'write', service: 'a', text: '{' }],
    ['an impossible name', { do: 'read', service: 'a b' }],
    ['an unknown service', { do: 'read', service: 'never' }],
    ['an invalid configuration', { do: 'write', service: 'b', json: {} }],
    ['an invalid merge', { do: 'modify', service: 'a', json: { enabled: 5 } }],
    ['an unsupported method', { do: 'request', method: 'POST' }],
  ])('leaves it open which error comes first where there is %s too', (_, request) => {
    const ask = (status: number) => outcome(id, created, [{ ...request, as }, { status }]);
    expect(ask(400)).toBe('not exercised');
    expect(ask(404)).toBe('not exercised');
    expect(ask(401)).toBe('pass');
  });

  it('turns on success, whatever else is wrong, and leaves breakdowns to what caused them', () => {
    const impossible: Request = { do: 'read', service: 'a b', as };
    expect(outcome(id, [impossible, { json: UAS_WHOLE }])).toMatch(/^violated: 200 with a configuration/);
    expect(outcome(id, [impossible, { status: 500 }])).toBe('not exercised');
  });
});

describe('services.auth.no-effect', () => {
  const id = 'services.auth.no-effect';
  const read: Request = { do: 'read', service: 'a' };
  const readWell: Exchanges[number] = [read, { json: UAS_WHOLE }];
  const attempts: readonly Request[] = [
    { do: 'write', service: 'a', json: UAS_SENT, as: 'none' },
    { do: 'modify', service: 'a', json: { description: 'x' }, as: 'refused' },
    { do: 'delete', service: 'a', as: 'refused' },
  ];

  it.each(attempts)('passes where the service is as before after %j', (attempt) => {
    expect(outcome(id, created, readWell, [attempt, denied], readWell)).toBe('pass');
  });

  it.each(attempts)('turns where the service is gone after %j', (attempt) => {
    const gone: Answer = { status: 404, json: errorBody(404, '/') };
    expect(outcome(id, created, readWell, [attempt, denied], [read, gone])).toMatch(/^violated: 404/);
  });

  it('turns where the service has changed, whatever the attempt was answered', () => {
    const changed: Exchanges[number] = [read, { json: { ...UAS_WHOLE, description: 'x' } }];
    for (const answer of [denied, { json: UAS_WHOLE }]) {
      const attempt = { do: 'modify', service: 'a', json: { description: 'x' }, as: 'none' } as const;
      expect(outcome(id, created, readWell, [attempt, answer], changed)).toBe('violated: description: "x"');
    }
  });

  it('turns where a service has come to be', () => {
    const attempt: Request = { do: 'write', service: 'a', json: UAS_SENT, as: 'none' };
    expect(outcome(id, [attempt, denied], readWell)).toMatch(/^violated: 200/);
    expect(outcome(id, [attempt, denied], [read, { status: 404, json: errorBody(404, '/') }])).toBe('pass');
  });

  it('is exercised by nothing but a Read after an attempt', () => {
    expect(outcome(id, created, readWell)).toBe('not exercised');
    expect(outcome(id, created, [{ do: 'read', service: 'a', as: 'none' }, denied], readWell)).toBe('not exercised');
  });
});
