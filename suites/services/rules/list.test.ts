import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../harness/traces/services-trace.ts';
import {
  type Answer,
  errorBody,
  KNOWLEDGE,
  PREFIX,
  REST_SENT,
  REST_WHOLE,
  transcriptOf,
  UAS_SENT,
  UAS_WHOLE,
} from '../exchange.fixture.ts';
import { viewOf } from '../view.ts';
import { listRules } from './list.ts';
import { type Exchanges, judgementOf, outcomeOf, violationsOf } from './outcome.fixture.ts';

const SHAPE = 'services.list.shape';
const COMPLETE = 'services.list.complete';
const TARGET = 'services.list.target';
const DESCRIPTION = 'services.list.description';

const outcome = (id: string, ...exchanges: Exchanges) => outcomeOf(listRules, id, exchanges);
const violations = (...exchanges: Exchanges) => violationsOf(listRules, exchanges);

const write = (service: string): Exchanges[number] => [
  { do: 'write', service, json: UAS_SENT },
  { status: 201, json: UAS_WHOLE },
];
const remove = (service: string): Exchanges[number] => [{ do: 'delete', service }, { status: 204 }];
const entry = (service: string, more: JsonObject = {}): JsonObject => ({
  name: `${PREFIX}${service}`,
  target: 'my_uas_app',
  description: null,
  ...more,
});
const FOREIGN: JsonObject = { name: 'Foreign', target: 'secret-target', description: 'secret-description' };
const listed = (...services: Json[]): Exchanges[number] => [{ do: 'list' }, { json: { services } }];
const answered = (answer: Answer): Exchanges[number] => [{ do: 'list' }, answer];

it('finds nothing wrong with a list that is right', () => {
  expect(violations(listed(), write('a'), listed(entry('a'), FOREIGN), remove('a'), listed(FOREIGN))).toEqual([]);
});

describe(SHAPE, () => {
  it('passes on an empty list and on entries with more members', () => {
    expect(outcome(SHAPE, listed())).toBe('pass');
    expect(outcome(SHAPE, listed({ ...FOREIGN, id: 5 }))).toBe('pass');
  });

  it.each([204, 201, 302, 401, 404, 500])('turns on %i', (status) => {
    expect(outcome(SHAPE, answered({ status }))).toBe(`violated: ${status}`);
  });

  it.each<readonly [Json, string]>([
    [[], 'an array'],
    [null, 'null'],
    [{}, 'an object with no members'],
    [{ names: [] }, 'an object with names'],
    [{ services: {} }, '`services` is an object'],
    [{ services: null }, '`services` is null'],
  ])('turns on %j', (json, observed) => {
    expect(outcome(SHAPE, answered({ json }))).toBe(`violated: ${observed}`);
  });

  it('turns on no body, and leaves what is no JSON to response.json', () => {
    expect(outcome(SHAPE, answered({}))).toBe('violated: no body');
    expect(outcome(SHAPE, answered({ text: '{' }))).toBe('not exercised');
  });

  it.each<readonly [string, Json, string]>([
    ['a name', 'Foreign', 'a string'],
    ['null', null, 'null'],
    ['an array', [], 'an array'],
    ['no name', { target: 't', description: 'd' }, 'name is absent'],
    ['a number for a name', { ...FOREIGN, name: 5 }, 'name is a number'],
    ['no target', { name: 'Foreign', description: 'd' }, 'target is absent'],
    ['null for a target', { ...FOREIGN, target: null }, 'target is null'],
    ['a number for a description', { ...FOREIGN, description: 5 }, 'description is a number'],
  ])('turns on an entry that is or has %s', (_, wrong, observed) => {
    expect(outcome(SHAPE, listed(FOREIGN, wrong))).toBe(`violated: ${observed} in 1 of 2 entries, first at index 1`);
  });

  it('says once what is wrong with many entries, and shows nothing of them', () => {
    const { findings } = judgementOf(listRules, SHAPE, [listed({ ...FOREIGN, name: 5 }, { ...FOREIGN, name: 6 })]);
    expect(findings.map(({ observed }) => observed)).toEqual(['name is a number in 2 of 2 entries, first at index 0']);
    expect(JSON.stringify(findings.map(({ at: _, ...told }) => told))).not.toContain('secret');
  });

  it('warns on a description that is absent, unless the service is known to have one', () => {
    const bare = { name: `${PREFIX}a`, target: 'my_uas_app' };
    expect(outcome(SHAPE, write('a'), listed(bare))).toMatch(/^violated \(R22\): description is absent/);
    const described: Exchanges[number] = [
      { do: 'write', service: 'a', json: { ...UAS_SENT, description: 'mine' } },
      { status: 201, json: { ...UAS_WHOLE, description: 'mine' } },
    ];
    expect(outcome(SHAPE, described, listed(bare))).toMatch(/^violated: description is absent/);
    const { findings } = judgementOf(listRules, SHAPE, [described, listed({ name: 'Foreign', target: 't' }, bare)]);
    expect(findings.map(({ reading }) => reading)).toEqual(['R22', undefined]);
  });

  it('warns on an empty description of a service that has none, and of no other', () => {
    const empty = entry('a', { description: '' });
    expect(outcome(SHAPE, write('a'), listed(empty))).toBe(
      'violated (R22): description is empty where it is null in 1 of 1 entries, first at index 0',
    );
    expect(outcome(SHAPE, listed({ ...FOREIGN, description: '' }))).toBe('pass');
  });

  it('is not exercised by lists without valid credentials', () => {
    expect(outcome(SHAPE, [{ do: 'list', as: 'none' }, { status: 401 }])).toBe('not exercised');
  });
});

describe(COMPLETE, () => {
  it('follows a service through its life', () => {
    const life: Exchanges = [write('a'), listed(entry('a')), write('b'), listed(entry('b'), entry('a')), remove('a')];
    expect(outcome(COMPLETE, ...life, listed(entry('b')))).toBe('pass');
    expect(outcome(COMPLETE, ...life, listed(entry('b'), entry('a')))).toBe('violated: "a" listed');
    expect(outcome(COMPLETE, ...life, listed())).toBe('violated: no "b"');
  });

  it.each<readonly [string, Exchanges, string]>([
    ['a service is missing', [write('a'), write('b'), listed(FOREIGN)], 'no "a", "b"'],
    ['a service is there twice', [write('a'), listed(entry('a'), FOREIGN, entry('a'))], '"a" listed 2 times'],
    ['there is one that nobody wrote', [write('a'), listed(entry('a'), entry('z'))], '"z" listed'],
    [
      'a refused Write shows',
      [[{ do: 'write', service: 'a', json: {} }, { status: 400 }], listed(entry('a'))],
      '"a" listed',
    ],
  ])('turns where %s', (_, exchanges, observed) => {
    expect(outcome(COMPLETE, ...exchanges)).toBe(`violated: ${observed}`);
  });

  it('is not exercised where this case has written nothing', () => {
    expect(outcome(COMPLETE, listed(FOREIGN))).toBe('not exercised');
    expect(outcome(COMPLETE, [{ do: 'read', service: 'a' }, { status: 404 }], listed(FOREIGN))).toBe('not exercised');
  });

  it('is not exercised by a list of something else than named services', () => {
    expect(violations(write('a'), listed('a'))).toEqual([SHAPE]);
    expect(violations(write('a'), listed({ ...entry('a'), name: 5 }))).toEqual([SHAPE]);
  });

  it('leaves open what is not known to exist', () => {
    const broken: Exchanges[number] = [{ do: 'write', service: 'a', json: UAS_SENT }, { status: 500 }];
    expect(violations(broken, listed())).toEqual([]);
    expect(violations(broken, listed(entry('a')))).toEqual([]);
  });

  it('leaves names that are made to hurt to survives.hostile-names, as they are listed and as they should be', () => {
    expect(violations(write('A B'), listed(entry('a+b')))).toEqual([]);
    expect(violations(write('A B'), listed(entry('A B'), entry('A B')))).toEqual([]);
    expect(violations(write('A B'), listed(entry('A B'), entry('z')))).toEqual([COMPLETE]);
  });

  it('keeps the accounts apart', () => {
    const second = (...services: Json[]): Exchanges[number] => [{ do: 'list', as: 'second' }, { json: { services } }];
    const theirs: Exchanges[number] = [
      { do: 'write', service: 'b', json: UAS_SENT, as: 'second' },
      { status: 201, json: UAS_WHOLE },
    ];
    expect(violations(write('a'), theirs, second(entry('b')), listed(entry('a')))).toEqual([]);
    // isolates.accounts says so.
    expect(violations(write('a'), theirs, second(entry('b'), entry('a')))).toEqual([]);
    expect(violations(write('a'), theirs, second())).toEqual([COMPLETE]);
  });

  it('does not judge what changed while the list was made', () => {
    const { header, events } = transcriptOf([write('a'), listed()]);
    const rule = listRules.find(({ requirement }) => requirement === COMPLETE);
    const during = events.map((event) => (event.kind === 'exchange' ? { ...event, ms: 0, durationMs: 5 } : event));
    expect(rule?.judge(viewOf({ header, events: during }, KNOWLEDGE)).findings).toEqual([]);
    expect(rule?.judge(viewOf({ header, events }, KNOWLEDGE)).findings).toHaveLength(1);
  });
});

describe(TARGET, () => {
  const rest: Exchanges[number] = [
    { do: 'write', service: 'r', json: REST_SENT },
    { status: 201, json: REST_WHOLE },
  ];
  const address = 'http://11.222.33.44:50080/my_first_page';

  it('is the application of a UAS service and the first page of a REST service', () => {
    expect(outcome(TARGET, write('a'), rest, listed(entry('a'), entry('r', { target: address })))).toBe('pass');
    expect(outcome(TARGET, write('a'), listed(entry('a', { target: address })))).toBe(`violated: "${address}"`);
    expect(outcome(TARGET, rest, listed(entry('r')))).toBe('violated: "my_uas_app"');
    expect(outcome(TARGET, rest, listed(entry('r', { target: '' })))).toBe('violated: ""');
  });

  it('is that of the last configuration', () => {
    const modified: Exchanges[number] = [
      { do: 'modify', service: 'a', json: { uas: { application_name: 'other' } } },
      { json: { ...UAS_WHOLE, uas: { application_name: 'other', application_parameters: null } } },
    ];
    expect(outcome(TARGET, write('a'), modified, listed(entry('a')))).toBe('violated: "my_uas_app"');
    expect(outcome(TARGET, write('a'), modified, listed(entry('a', { target: 'other' })))).toBe('pass');
  });

  it('waits for a Read where something else may have changed the service', () => {
    const refused: Exchanges[number] = [{ do: 'write', service: 'a', json: {} }, { status: 400 }];
    const read: Exchanges[number] = [{ do: 'read', service: 'a' }, { json: UAS_WHOLE }];
    const other = listed(entry('a', { target: 'other' }));
    expect(outcome(TARGET, write('a'), read, refused, other)).toBe('not exercised');
    expect(outcome(TARGET, write('a'), read, refused, read, other)).toBe('violated: "other"');
  });

  it('leaves it to isolates.accounts where another account has a service of the same name', () => {
    const theirs: Exchanges[number] = [
      { do: 'write', service: 'a', json: REST_SENT, as: 'second' },
      { status: 201, json: REST_WHOLE },
    ];
    expect(outcome(TARGET, write('a'), theirs, listed(entry('a', { target: address })))).toBe('not exercised');
  });

  it('leaves a target that is no string to the shape, and foreign services alone', () => {
    expect(outcome(TARGET, write('a'), listed(entry('a', { target: null }), FOREIGN))).toBe('not exercised');
  });
});

describe(DESCRIPTION, () => {
  const described: Exchanges[number] = [
    { do: 'write', service: 'a', json: { ...UAS_SENT, description: 'mine' } },
    { status: 201, json: { ...UAS_WHOLE, description: 'mine' } },
  ];

  it('is that of the configuration', () => {
    expect(outcome(DESCRIPTION, described, listed(entry('a', { description: 'mine' })))).toBe('pass');
    expect(outcome(DESCRIPTION, described, listed(entry('a', { description: 'my' })))).toBe('violated: "my"');
    expect(outcome(DESCRIPTION, described, listed(entry('a')))).toBe('violated: null');
    expect(outcome(DESCRIPTION, described, listed(entry('a', { description: '' })))).toBe('violated: ""');
  });

  it('is null where there is none, and an empty one is a matter of the form', () => {
    expect(outcome(DESCRIPTION, write('a'), listed(entry('a')))).toBe('pass');
    expect(outcome(DESCRIPTION, write('a'), listed(entry('a', { description: 'x' })))).toBe('violated: "x"');
    expect(outcome(DESCRIPTION, write('a'), listed(entry('a', { description: '' })))).toBe('not exercised');
  });

  it('leaves one that is absent, or no text, to the shape', () => {
    const bare = { name: `${PREFIX}a`, target: 'my_uas_app' };
    expect(outcome(DESCRIPTION, described, listed(bare))).toBe('not exercised');
    expect(outcome(DESCRIPTION, described, listed(entry('a', { description: 5 })))).toBe('not exercised');
  });
});

it('stands lists of anything', () => {
  const rubbish: readonly Json[] = [[], 5, 'x', { services: 5 }, { services: [[], null, {}, { name: null }] }];
  for (const json of rubbish) {
    expect(() =>
      violations(write('a'), answered({ json }), answered({ status: 400, json: errorBody(400, '/') })),
    ).not.toThrow();
  }
});
