import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../harness/traces/services-trace.ts';
import { errorBody, REST_SENT, REST_WHOLE, UAS_SENT, UAS_WHOLE } from '../exchange.fixture.ts';
import { type Exchanges, judgementOf, outcomeOf } from './outcome.fixture.ts';
import { readRules } from './read.ts';

const COMPLETE = 'services.read.complete';
const OWN_WRITE = 'services.read.own-write';
const UNKNOWN = 'services.read.unknown';

const outcome = (id: string, ...exchanges: Exchanges) => outcomeOf(readRules, id, exchanges);

const created: Exchanges[number] = [
  { do: 'write', service: 'a', json: UAS_SENT },
  { status: 201, json: UAS_WHOLE },
];
const createdRest: Exchanges[number] = [
  { do: 'write', service: 'a', json: REST_SENT },
  { status: 201, json: REST_WHOLE },
];
const read = { do: 'read', service: 'a' } as const;
const gone = { status: 404, json: errorBody(404, '/') };
const without = (configuration: JsonObject, name: string): JsonObject =>
  Object.fromEntries(Object.entries(configuration).filter(([each]) => each !== name));

describe(COMPLETE, () => {
  it('passes on a whole configuration, and on options that are not published', () => {
    expect(outcome(COMPLETE, created, [read, { json: UAS_WHOLE }])).toBe('pass');
    expect(outcome(COMPLETE, created, [read, { json: { ...UAS_WHOLE, queue: 1 } }])).toBe('pass');
  });

  it.each(Object.keys(UAS_WHOLE))('turns on a configuration without %s, whose Write had it not either', (name) => {
    const less = without(UAS_WHOLE, name);
    const observed = outcome(COMPLETE, [created[0], { status: 201, json: less }], [read, { json: less }]);
    expect(observed).toMatch(new RegExp(`^violated: without (.*, )?${name}\\b`));
  });

  it('turns on a nested option, once for all that is in it', () => {
    const rest = without(REST_WHOLE.rest as JsonObject, 'final_page');
    const observed = outcome(COMPLETE, createdRest, [read, { json: { ...REST_WHOLE, rest } }]);
    expect(observed).toMatch(/^violated: without rest.final_page; /);
  });

  it('turns on an option that only the target knows, where its own defaults have it', () => {
    const knowledge = { minimalUas: { sent: UAS_SENT, returned: { ...UAS_WHOLE, queue: 1 } } };
    expect(outcomeOf(readRules, COMPLETE, [created, [read, { json: UAS_WHOLE }]], knowledge)).toMatch(/without queue/);
  });

  it('misses nothing in an application that is not the active one, nor in what is null', () => {
    const idle = { ...UAS_WHOLE, rest: {} };
    expect(outcome(COMPLETE, [created[0], { status: 201, json: idle }], [read, { json: idle }])).toBe('pass');
    const nulled = { ...REST_WHOLE, rest: { ...(REST_WHOLE.rest as JsonObject), final_page: null } };
    expect(outcome(COMPLETE, createdRest, [read, { json: nulled }])).toBe('pass');
  });

  it.each([[], null, {}, 'x', { error: {} }])('is not exercised by %j', (json) => {
    expect(outcome(COMPLETE, created, [read, { json }])).toBe('not exercised');
  });
});

describe(OWN_WRITE, () => {
  it('passes where Read returns what Write returned, in whatever order', () => {
    const reordered = Object.fromEntries(Object.entries(UAS_WHOLE).reverse());
    expect(outcome(OWN_WRITE, created, [read, { json: reordered }])).toBe('pass');
  });

  it.each([
    ['another value', { ...UAS_WHOLE, description: 'x' }, 'description: "x"'],
    ['an option too many', { ...UAS_WHOLE, id: 7 }, 'id: 7'],
    ['a masked password', { ...UAS_WHOLE, service_password: '<another value>' }, 'service_password: "<another value>"'],
    [
      'a nested value',
      { ...UAS_WHOLE, uas: { application_name: 'x', application_parameters: null } },
      'uas.application_name: "x"',
    ],
  ])('turns on %s', (_, json, observed) => {
    expect(outcome(OWN_WRITE, created, [read, { json }])).toBe(`violated: ${observed}`);
  });

  it('turns on a missing option that is not documented, and leaves documented ones to read.complete', () => {
    const less = { ...UAS_WHOLE, fax: {} };
    expect(outcome(OWN_WRITE, created, [read, { json: less }])).toBe('violated: fax.receive: absent');
    expect(outcome(OWN_WRITE, created, [read, { json: without(UAS_WHOLE, 'g729') }])).toBe('pass');
  });

  it.each([404, 400, 401, 500, 302, 204, 201])('turns on %i for a service that was written', (status) => {
    expect(outcome(OWN_WRITE, created, [read, { status }])).toBe(`violated: ${status}`);
  });

  it.each([
    [[], '[]'],
    [null, 'null'],
    [{}, '{}'],
  ] as const)('turns on %j instead of a configuration', (json, shown) => {
    expect(outcome(OWN_WRITE, created, [read, { json }])).toBe(`violated: ${shown}`);
  });

  it('leaves to others what is no JSON, and 503', () => {
    expect(outcome(OWN_WRITE, created, [read, { text: '{' }])).toBe('not exercised');
    expect(outcome(OWN_WRITE, created, [read, { status: 503 }])).toBe('not exercised');
  });

  it('leaves it to read.unknown where it is not known that there is a service', () => {
    const answeredWithNull: Exchanges = [
      [read, { json: null }],
      [read, { json: null }],
    ];
    expect(outcome(OWN_WRITE, ...answeredWithNull)).toBe('not exercised');
  });

  it('leaves to others what a refused request has done', () => {
    const refused: Exchanges[number] = [
      { do: 'modify', service: 'a', json: { extra_channels: -1, description: 'x' } },
      { status: 400, json: errorBody(400, '/') },
    ];
    const changed = { ...UAS_WHOLE, description: 'x' };
    expect(outcome(OWN_WRITE, created, [read, { json: UAS_WHOLE }], refused, [read, { json: changed }])).toBe('pass');
  });

  it('leaves to modify.unknown-option what a Modify supplied and nobody knows', () => {
    const modified: Exchanges[number] = [{ do: 'modify', service: 'a', json: { colour: 'red' } }, { json: UAS_WHOLE }];
    expect(outcome(OWN_WRITE, created, modified, [read, { json: { ...UAS_WHOLE, colour: 'red' } }])).toBe('pass');
    expect(outcome(OWN_WRITE, created, modified, [read, { json: { ...UAS_WHOLE, size: 3 } }])).toBe(
      'violated: size: 3',
    );
  });

  it('counts one test for each Read', () => {
    const reads: Exchanges = [created, [read, { json: UAS_WHOLE }], [read, { json: UAS_WHOLE }]];
    expect(judgementOf(readRules, OWN_WRITE, reads).exercised).toBe(2);
  });
});

describe(UNKNOWN, () => {
  it('passes on 404 with an error body, for names that never were and for deleted ones', () => {
    expect(outcome(UNKNOWN, [read, gone])).toBe('pass');
    expect(outcome(UNKNOWN, created, [{ do: 'delete', service: 'a' }, { status: 204 }], [read, gone])).toBe('pass');
  });

  it.each([400, 403, 410, 500, 204])('turns on %i', (status) => {
    expect(outcome(UNKNOWN, [read, { status }])).toBe(`violated: ${status}`);
  });

  it.each([
    [null, '200 with null'],
    [errorBody(404, '/'), '200 with {"error"'],
  ])('turns on 200 with %.20j', (json, shown) => {
    expect(outcome(UNKNOWN, [read, { json }]).startsWith(`violated: ${shown}`)).toBe(true);
  });

  it('turns on 404 without a body', () => {
    expect(outcome(UNKNOWN, [read, { status: 404 }])).toBe('violated: 404 with no body');
  });

  it('turns on 404 with a page, and leaves an object that is no JSON to response.json', () => {
    expect(outcome(UNKNOWN, [read, { status: 404, text: '<h1>' }])).toBe('violated: 404 with "<h1>"');
    for (const text of ["{'error': {}}", '\uFEFF{}', '{"error":', '[]', '{}']) {
      expect(outcome(UNKNOWN, [read, { status: 404, text }])).toBe('pass');
    }
  });

  it('takes any refusal of an impossible name', () => {
    const impossible = { do: 'read', service: 'a b' } as const;
    expect(outcome(UNKNOWN, [impossible, { status: 400 }])).toBe('pass');
    expect(outcome(UNKNOWN, [impossible, { status: 500 }])).toBe('not exercised');
    expect(outcome(UNKNOWN, [impossible, { json: UAS_WHOLE }])).toMatch(/^violated: 200 with /);
  });

  it('leaves a service that stays after its Delete to delete.gone', () => {
    const exchanges: Exchanges = [
      created,
      [{ do: 'delete', service: 'a' }, { status: 204 }],
      [read, { json: UAS_WHOLE }],
    ];
    expect(outcome(UNKNOWN, ...exchanges)).toBe('not exercised');
  });

  it('leaves a service that a refused Write made to write.refused-changes-nothing', () => {
    const refused: Exchanges[number] = [
      { do: 'write', service: 'a', json: {} },
      { status: 400, json: errorBody(400, '/') },
    ];
    expect(outcome(UNKNOWN, refused, [read, { json: UAS_WHOLE }])).toBe('not exercised');
    expect(outcome(UNKNOWN, refused, [read, { json: null }])).toBe('violated: 200 with null');
  });

  it('leaves another account’s service to isolates.accounts', () => {
    const second = { ...read, as: 'second' } as const;
    expect(outcome(UNKNOWN, created, [second, { json: UAS_WHOLE }])).toBe('not exercised');
    expect(outcome(UNKNOWN, created, [second, { status: 403, json: errorBody(403, '/') }])).toBe('not exercised');
    expect(outcome(UNKNOWN, created, [second, gone])).toBe('pass');
  });
});
