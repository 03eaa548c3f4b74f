import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../harness/traces/services-trace.ts';
import {
  errorBody,
  KNOWLEDGE,
  PREFIX,
  REST_SENT,
  REST_WHOLE,
  transcriptOf,
  UAS_SENT,
  UAS_WHOLE,
} from './exchange.fixture.ts';
import type { ViewedExchange } from './rule.ts';
import { viewOf } from './view.ts';

const view = (...exchanges: Parameters<typeof transcriptOf>[0]): readonly ViewedExchange[] =>
  viewOf(transcriptOf(exchanges), KNOWLEDGE).exchanges;

const write = (service: string, json: Json) => ({ do: 'write', service, json }) as const;
const modify = (service: string, json: Json) => ({ do: 'modify', service, json }) as const;
const read = (service: string) => ({ do: 'read', service }) as const;

const kinds = (exchanges: readonly ViewedExchange[]) =>
  exchanges.map(({ prediction }) => (prediction.kind === 'success' ? prediction.action : prediction.kind));

const refused = { status: 400, json: errorBody(400, '/') };
const unknown = { status: 404, json: errorBody(404, '/') };

describe('predictions', () => {
  it('follow a service through its life', () => {
    const exchanges = view(
      [read('a'), unknown],
      [write('a', UAS_SENT), { status: 201, json: UAS_WHOLE }],
      [read('a'), { json: UAS_WHOLE }],
      [write('a', REST_SENT), { json: REST_WHOLE }],
      [modify('a', { description: 'x' }), { json: { ...REST_WHOLE, description: 'x' } }],
      [{ do: 'delete', service: 'a' }, { status: 204 }],
      [read('a'), unknown],
    );
    expect(kinds(exchanges)).toEqual(['refusal', 'created', 'read', 'replaced', 'modified', 'deleted', 'refusal']);
    expect(exchanges.flatMap(({ differences }) => differences)).toEqual([]);
    expect(exchanges.map(({ before }) => before?.presence)).toEqual([
      'absent',
      'absent',
      'present',
      'present',
      'present',
      'present',
      'absent',
    ]);
  });

  it.each<readonly [string, JsonObject, string]>([
    ['without a password', { uas: { application_name: 'a' } }, 'mandatory'],
    ['of a REST service without a first page', { service_password: 'p', application_type: 'REST' }, 'mandatory'],
    ['with null for the application', { service_password: 'p', uas: { application_name: null } }, 'mandatory'],
    ['with an option that does not exist', { ...UAS_SENT, colour: 'red' }, 'unknown-option'],
    ['with a value out of bounds', { ...UAS_SENT, extra_channels: -1 }, 'schema'],
    ['with a nested unknown option', { ...UAS_SENT, uas: { application_name: 'a', colour: 1 } }, 'schema'],
  ])('refuse a Write %s', (_, sent, why) => {
    const [exchange] = view([write('a', sent), refused]);
    expect(exchange?.prediction).toMatchObject({ kind: 'refusal', why });
  });

  it('refuse a Modify whose merge is invalid, and leave a nested unknown option open', () => {
    const exchanges = view(
      [write('a', UAS_SENT), { status: 201, json: UAS_WHOLE }],
      [modify('a', { application_type: 'REST' }), refused],
      [modify('a', { extra_channels: 'x' }), refused],
      [modify('a', { colour: 'red' }), refused],
      [modify('b', {}), unknown],
    );
    expect(exchanges.slice(1).map(({ prediction }) => prediction)).toMatchObject([
      { kind: 'refusal', why: 'merge', violations: ['rest.first_page.address'] },
      { kind: 'refusal', why: 'merge', violations: ['extra_channels'] },
      { kind: 'either' },
      { kind: 'refusal', why: 'unknown-service' },
    ]);
  });

  it('expect refused credentials to be refused, whatever else is sent', () => {
    const exchanges = view(
      [
        { ...write('a', UAS_SENT), as: 'none' },
        { status: 401, json: errorBody(401, '/') },
      ],
      [
        { do: 'list', as: 'refused' },
        { status: 401, json: errorBody(401, '/') },
      ],
    );
    expect(exchanges.map(({ prediction }) => prediction)).toMatchObject([
      { kind: 'refusal', why: 'credentials' },
      { kind: 'refusal', why: 'credentials' },
    ]);
  });

  it('leave open what parsers may read differently', () => {
    const text = JSON.stringify({ ...UAS_SENT, description: 'X' });
    const exchanges = view(
      [{ do: 'write', service: 'a', text: text.replace('X', '\\ud800') }, refused],
      [{ do: 'write', service: 'b', text: text.replace('{', '{"enabled":true,"enabled":false,') }, refused],
      [{ do: 'write', service: 'c', json: UAS_SENT, contentType: 'text/plain' }, refused],
      [{ do: 'write', service: 'd', text: `${'['.repeat(20_000)}${']'.repeat(20_000)}` }, refused],
    );
    expect(kinds(exchanges)).toEqual(['either', 'either', 'either', 'any']);
  });
});

describe('differences', () => {
  it('tell where what was expected comes from', () => {
    const [exchange] = view([
      write('a', { ...UAS_SENT, description: 'mine' }),
      { status: 201, json: { ...UAS_WHOLE, g729: true, fax: { receive: true } } },
    ]);
    expect(exchange?.differences).toEqual([
      { path: 'description', expected: 'mine', actual: null, origin: 'sent', isOld: false },
      { path: 'g729', expected: false, actual: true, origin: 'documented-default', isOld: false },
      { path: 'fax.receive', expected: false, actual: true, origin: 'learned-default', isOld: false },
    ]);
  });

  it('tell what is left over from the service that was replaced', () => {
    const exchanges = view(
      [write('a', { ...UAS_SENT, description: 'old' }), { status: 201, json: { ...UAS_WHOLE, description: 'old' } }],
      [write('a', UAS_SENT), { json: { ...UAS_WHOLE, description: 'old' } }],
    );
    expect(exchanges[1]?.differences).toEqual([
      { path: 'description', expected: null, actual: 'old', origin: 'documented-default', isOld: true },
    ]);
  });

  it('see a merge that is not deep', () => {
    const rest = { first_page: { address: 'http://x/' } };
    const exchanges = view(
      [write('a', REST_SENT), { status: 201, json: REST_WHOLE }],
      [modify('a', { rest }), { json: { ...REST_WHOLE, rest } }],
    );
    expect(exchanges[1]?.differences.map(({ path }) => path)).toContain('rest.answer_timeout');
    expect(exchanges[1]?.differences.map(({ path }) => path)).toContain('rest.first_page.method');
  });

  it('judge nothing by a configuration that the target never returned', () => {
    const [exchange] = viewOf(
      transcriptOf([[write('a', UAS_SENT), { status: 201, json: { ...UAS_WHOLE, extra_channels: 3 } }]]),
      {},
    ).exchanges;
    expect(exchange?.differences.map(({ path }) => path)).toEqual(['extra_channels']);
  });
});

describe('the state of a service', () => {
  it('points at what was done to it last', () => {
    const exchanges = view(
      [write('a', UAS_SENT), { status: 201, json: UAS_WHOLE }],
      [read('a'), { json: UAS_WHOLE }],
      [write('b', UAS_SENT), { status: 201, json: UAS_WHOLE }],
      [read('a'), { json: UAS_WHOLE }],
      [
        { ...modify('a', {}), as: 'refused' },
        { status: 401, json: errorBody(401, '/') },
      ],
      [read('a'), { json: UAS_WHOLE }],
      [write('a', {}), refused],
      [read('a'), { json: UAS_WHOLE }],
      [
        { ...write('a', UAS_SENT), as: 'second' },
        { status: 201, json: UAS_WHOLE },
      ],
      [read('a'), { json: UAS_WHOLE }],
    );
    expect(exchanges.filter(({ operation }) => operation.do === 'read').map(({ before }) => before?.touch)).toEqual([
      'written',
      'other-service',
      'unauthorised',
      'refused-write',
      'other-account',
    ]);
  });

  it('is unknown after an answer that contradicts it, so that one symptom is one finding', () => {
    const exchanges = view(
      [write('a', UAS_SENT), { status: 201, json: UAS_WHOLE }],
      [read('a'), unknown],
      [read('a'), unknown],
      [write('a', UAS_SENT), { failure: { kind: 'timeout', message: 'no answer' } }],
      [{ do: 'delete', service: 'a' }, unknown],
    );
    expect(kinds(exchanges)).toEqual(['created', 'read', 'either', 'either', 'either']);
  });
});

it('keeps to the entries of its own case in a list', () => {
  const entry = (name: string) => ({ name, target: 't', description: null });
  const [, list] = view(
    [write('a', UAS_SENT), { status: 201, json: UAS_WHOLE }],
    [{ do: 'list' }, { json: { services: [entry('Foreign'), entry(`${PREFIX}a`), 5, null] } }],
  );
  expect(list?.listed?.map(({ service }) => service)).toEqual(['a']);
  expect([...(list?.existing?.keys() ?? [])]).toEqual(['a']);
});
