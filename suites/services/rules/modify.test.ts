import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../harness/traces/services-trace.ts';
import { errorBody, REST_SENT, REST_WHOLE, UAS_SENT, UAS_WHOLE } from '../exchange.fixture.ts';
import { modifyRules } from './modify.ts';
import { type Exchanges, outcomeOf, violationsOf } from './outcome.fixture.ts';

const outcome = (requirement: string, ...exchanges: Exchanges) =>
  outcomeOf(modifyRules, `services.modify.${requirement}`, exchanges);
const violations = (...exchanges: Exchanges) => violationsOf(modifyRules, exchanges);
const write = (json: Json) => ({ do: 'write', service: 'a', json }) as const;
const modify = (json: Json) => ({ do: 'modify', service: 'a', json }) as const;
const read = { do: 'read', service: 'a' } as const;
const error = (status: number) => ({ status, json: errorBody(status, '/') });

const BORN = [write(UAS_SENT), { status: 201, json: UAS_WHOLE }] as const;
const REST_BORN = [write(REST_SENT), { status: 201, json: REST_WHOLE }] as const;
const REST = REST_WHOLE.rest as JsonObject;
const mine = (more: JsonObject = {}) => ({ json: { ...UAS_WHOLE, description: 'mine', ...more } });

describe('services.modify.merges', () => {
  it('passes where what was sent is there and all else as before', () => {
    expect(outcome('merges', BORN, [modify({ description: 'mine' }), mine()])).toBe('pass');
    const json = { ...REST_WHOLE, rest: { ...REST, final_page: { address: 'http://final/', method: 'POST' } } };
    expect(
      outcome('merges', REST_BORN, [modify({ rest: { final_page: { address: 'http://final/' } } }), { json }]),
    ).toBe('pass');
  });

  it('turns where a supplied option is not taken, or another one changes', () => {
    expect(outcome('merges', BORN, [modify({ description: 'mine' }), { json: UAS_WHOLE }])).toBe(
      'violated: description: null',
    );
    expect(outcome('merges', BORN, [modify({ description: 'mine' }), mine({ g729: true })])).toBe(
      'violated: g729: true',
    );
  });

  it.each<readonly [string, JsonObject, string]>([
    ['2', { ...REST, final_page: { address: 'http://final/' } }, 'rest.final_page.method: absent'],
    ['1', { final_page: { address: 'http://final/', method: 'POST' } }, 'rest.first_page: absent'],
  ])('turns where the merge ends at depth %s', (_, rest, observed) => {
    const json = { ...REST_WHOLE, rest };
    const change = modify({ rest: { final_page: { address: 'http://final/' } } });
    expect(outcome('merges', REST_BORN, [change, { json }])).toMatch(`violated: ${observed}`);
  });

  it.each([201, 204, 301, 400, 404, 500])('turns on %i', (status) => {
    expect(violations(BORN, [modify({ description: 'mine' }), { ...mine(), status }])).toEqual([
      'services.modify.merges',
    ]);
  });

  it.each([null, {}, errorBody(400, '/')])('turns on 200 with %j, once', (json) => {
    expect(violations(BORN, [modify({ description: 'mine' }), { json }])).toEqual(['services.modify.merges']);
  });

  it('does not hold against a Modify what the answer before it had left out', () => {
    const { g729: _, ...rest } = UAS_WHOLE;
    expect(
      violations([write(UAS_SENT), { status: 201, json: rest }], [modify({ g729: true }), mine({ g729: true })]),
    ).toEqual(['services.modify.merges']);
    const answers = [modify({ description: 'mine', g729: true }), mine({ g729: true })] as const;
    expect(violations([write(UAS_SENT), { status: 201, json: rest }], answers)).toEqual([]);
  });

  it('leaves hostile requests, and those that may be refused, to others', () => {
    expect(violations(BORN, [modify({ description: '🦊' }), error(500)])).toEqual([]);
    expect(violations(BORN, [modify({ colour: 'red' }), error(400)])).toEqual([]);
    expect(violations(BORN, [modify({ description: 'x'.repeat(150), uas: null }), error(400)])).toEqual([]);
    expect(violations([modify({ description: 'mine' }), error(500)])).toEqual([]);
  });
});

describe('services.modify.null', () => {
  const described = [write({ ...UAS_SENT, description: 'mine' }), { status: 201, ...mine() }] as const;
  const nulled = modify({ description: null });

  it('passes where null is the value afterwards', () => {
    expect(outcome('null', described, [nulled, { json: UAS_WHOLE }])).toBe('pass');
  });

  it('turns, alone, where the null was ignored, or the option removed, or the request refused', () => {
    const { description: _, ...removed } = UAS_WHOLE;
    expect(outcome('null', described, [nulled, mine()])).toBe('violated: description: "mine"');
    expect(outcome('null', described, [nulled, { json: removed }])).toBe('violated: description: absent');
    expect(outcome('null', described, [nulled, error(400)])).toBe('violated: 400 ("A sentence")');
    for (const answer of [mine(), { json: removed }, error(400)]) {
      expect(violations(described, [nulled, answer])).toEqual(['services.modify.null']);
    }
  });

  it('turns deeper down as well', () => {
    const json = { ...UAS_WHOLE, uas: { application_name: 'my_uas_app', application_parameters: 'p' } };
    const change = modify({ uas: { application_parameters: null } });
    expect(outcome('null', [write(json), { status: 201, json }], [change, { json }])).toBe(
      'violated: uas.application_parameters: "p"',
    );
  });

  it('is not exercised by null for null, nor by null for an object', () => {
    expect(outcome('null', BORN, [nulled, { json: UAS_WHOLE }])).toBe('not exercised');
    expect(outcome('null', BORN, [modify({ fax: null }), { json: { ...UAS_WHOLE, fax: null } }])).toBe('not exercised');
  });
});

describe('services.modify.unknown-option', () => {
  const coloured = modify({ colour: 'red', description: 'mine' });

  it('passes where it was ignored, or refused and not stored', () => {
    expect(outcome('unknown-option', BORN, [coloured, mine()])).toBe('pass');
    expect(outcome('unknown-option', BORN, [coloured, error(400)], [read, { json: UAS_WHOLE }])).toBe('pass');
  });

  it('turns, alone, where it was stored, at the top and below', () => {
    expect(outcome('unknown-option', BORN, [coloured, mine({ colour: 'red' })])).toBe('violated: colour: "red"');
    expect(violations(BORN, [coloured, mine({ colour: 'red' })])).toEqual(['services.modify.unknown-option']);
    const uas = { ...(UAS_WHOLE.uas as JsonObject), colour: 'red' };
    expect(outcome('unknown-option', BORN, [modify({ uas: { colour: 'red' } }), { json: { ...UAS_WHOLE, uas } }])).toBe(
      'violated: uas.colour: "red"',
    );
  });

  it('turns where only a Read shows that it was stored', () => {
    expect(outcome('unknown-option', BORN, [coloured, mine()], [read, mine({ colour: 'red' })])).toBe(
      'violated: colour: "red"',
    );
    expect(outcome('unknown-option', BORN, [coloured, mine()], [read, mine()])).toBe('pass');
  });

  it('is not exercised where the target allows it', () => {
    const rest = { ...REST, colour: 'red' };
    const change = modify({ rest: { colour: 'red' } });
    expect(outcome('unknown-option', REST_BORN, [change, { json: { ...REST_WHOLE, rest } }])).toBe('not exercised');
  });
});

describe('services.modify.empty', () => {
  it('passes on 200 and the configuration as it was', () => {
    expect(outcome('empty', BORN, [modify({}), { json: UAS_WHOLE }])).toBe('pass');
  });

  it('warns on 400', () => {
    expect(outcome('empty', BORN, [modify({}), error(400)])).toBe('violated (R25): 400 ("A sentence")');
  });

  it.each([201, 204, 404, 422, 500])('turns on %i, alone', (status) => {
    expect(violations(BORN, [modify({}), { status, json: UAS_WHOLE }])).toEqual(['services.modify.empty']);
  });

  it('turns on any change, alone', () => {
    const changes = [modify({}), { json: { ...UAS_WHOLE, extra_channels: 1 } }] as const;
    expect(outcome('empty', BORN, changes)).toBe('violated: extra_channels: 1');
    expect(violations(BORN, changes)).toEqual(['services.modify.empty']);
  });
});

describe('services.modify.idempotent', () => {
  const once = [modify({ description: 'mine' }), mine()] as const;

  it('passes where the second leaves what the first left', () => {
    expect(outcome('idempotent', BORN, once, once)).toBe('pass');
    expect(outcome('idempotent', BORN, once, [modify({ description: 5 }), error(400)], [read, mine()], once)).toBe(
      'pass',
    );
  });

  it('turns, alone, where the second changes something, or is refused', () => {
    const again = [modify({ description: 'mine' }), mine({ extra_channels: 1 })] as const;
    expect(outcome('idempotent', BORN, once, again)).toBe('violated: extra_channels: 1');
    expect(violations(BORN, once, again)).toEqual(['services.modify.idempotent']);
    expect(violations(BORN, once, [modify({ description: 'mine' }), error(409)])).toEqual([
      'services.modify.idempotent',
    ]);
  });

  it('says nothing of a first one that was wrong already', () => {
    const described = [write({ ...UAS_SENT, description: 'mine' }), { status: 201, ...mine() }] as const;
    const ignored = [modify({ description: null }), mine()] as const;
    expect(outcome('idempotent', described, ignored, ignored)).toBe('pass');
    expect(violations(described, ignored, ignored)).toEqual(['services.modify.null', 'services.modify.null']);
  });

  it.each<readonly [string, Exchanges[number]]>([
    ['another change', [modify({ g729: true }), mine({ g729: true })]],
    ['a Write', [write(UAS_SENT), { json: UAS_WHOLE }]],
    [
      'a request that may have done anything',
      [modify({ g729: true }), { failure: { kind: 'reset', message: 'reset' } }],
    ],
  ])('is not exercised with %s in between', (_, between) => {
    expect(outcome('idempotent', BORN, once, between, [modify({ description: 'mine' }), mine({ g729: true })])).toBe(
      'not exercised',
    );
  });
});
