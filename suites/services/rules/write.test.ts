import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../harness/traces/services-trace.ts';
import { errorBody, KNOWLEDGE, REST_SENT, REST_WHOLE, UAS_SENT, UAS_WHOLE } from '../exchange.fixture.ts';
import { type Exchanges, judgementOf, outcomeOf } from './outcome.fixture.ts';
import { writeRules } from './write.ts';

const outcome = (requirement: string, ...exchanges: Exchanges) =>
  outcomeOf(writeRules, `services.write.${requirement}`, exchanges);
const write = (json: Json, service = 'a') => ({ do: 'write', service, json }) as const;
const created = (json: Json = UAS_WHOLE) => ({ status: 201, json });
const error = (status: number) => ({ status, json: errorBody(status, '/') });

const BORN = [write(UAS_SENT), created()] as const;
const MINE: JsonObject = { ...UAS_SENT, description: 'mine' };
const MY_WHOLE: JsonObject = { ...UAS_WHOLE, description: 'mine' };
const MADE = [write(MINE), created(MY_WHOLE)] as const;

describe('services.write.creates', () => {
  it('passes on 201 with what was sent', () => {
    expect(outcome('creates', MADE)).toBe('pass');
  });

  it.each([200, 202, 301, 401, 404, 409, 500])('turns on %i', (status) => {
    expect(outcome('creates', [write(UAS_SENT), { status, json: UAS_WHOLE }])).toMatch(`violated: ${status}`);
  });

  it('turns on a value that is not the one sent, and on one that nobody asked for', () => {
    expect(outcome('creates', [write(MINE), created({ ...MY_WHOLE, description: 'min' })])).toBe(
      'violated: description: "min"',
    );
    expect(outcome('creates', [write(MINE), created({ ...MY_WHOLE, id: 7 })])).toBe('violated: id: 7');
    const { uas: _, ...rest } = MY_WHOLE;
    expect(outcome('creates', [write(MINE), created(rest)])).toBe('violated: uas: absent');
  });

  it.each<readonly [string, Json | undefined]>([
    ['no body', undefined],
    ['null', null],
    ['an empty object', {}],
    ['an error body', errorBody(400, '/')],
  ])('turns on 201 with %s, once', (_, json) => {
    const answer = json === undefined ? { status: 201 } : created(json);
    expect(judgementOf(writeRules, 'services.write.creates', [[write(MINE), answer]]).findings).toHaveLength(1);
    expect(outcome('defaults', [write(MINE), answer])).toBe('not exercised');
  });

  it('turns, alone, on what was sent and nothing else', () => {
    expect(outcome('creates', [write(MINE), created(MINE)])).toMatch(/^violated: \{"service_password"/);
    expect(outcome('defaults', [write(MINE), created(MINE)])).toBe('not exercised');
  });

  it('leaves it to others that a value is refused, that a body is no JSON, and what a hostile request does', () => {
    expect(outcome('creates', [write(UAS_SENT), error(400)])).toBe('not exercised');
    expect(outcome('creates', [write(UAS_SENT), error(422)])).toBe('not exercised');
    expect(outcome('creates', [write(UAS_SENT), { status: 201, text: '<html>' }])).toBe('pass');
    expect(outcome('creates', [write({ ...UAS_SENT, description: '🦊' }), error(500)])).toBe('not exercised');
    expect(outcome('creates', [write({ ...UAS_SENT, description: 'x'.repeat(1001) }), error(413)])).toBe(
      'not exercised',
    );
    expect(outcome('creates', [write(UAS_SENT, 'a b'), error(400)])).toBe('not exercised');
  });

  it('owns a refusal where there is no schema to disagree with', () => {
    const { schema: _, ...unknown } = KNOWLEDGE;
    const exchanges: Exchanges = [[write(UAS_SENT), error(400)]];
    expect(outcomeOf(writeRules, 'services.write.creates', exchanges, unknown)).toBe('violated: 400 ("A sentence")');
  });

  it('is not judged while the target asks to come back later, nor where no answer came', () => {
    expect(outcome('creates', [write(UAS_SENT), error(503)])).toBe('not exercised');
    const failure = { kind: 'timeout', message: 'nothing within 1000 ms' } as const;
    expect(outcome('creates', [write(UAS_SENT), { failure }])).toBe('not exercised');
  });
});

describe('services.write.replaces', () => {
  it('passes on 200 with what was sent', () => {
    expect(outcome('replaces', BORN, [write(MINE), { json: MY_WHOLE }])).toBe('pass');
  });

  it('warns on 201, which an example shows', () => {
    expect(outcome('replaces', BORN, [write(MINE), created(MY_WHOLE)])).toBe('violated (R11): 201');
  });

  it.each([204, 404, 409, 500])('turns on %i', (status) => {
    expect(outcome('replaces', BORN, [write(MINE), { status }])).toBe(`violated: ${status}`);
  });

  it('turns on 201 without a configuration, whatever is read', () => {
    const { findings } = judgementOf(writeRules, 'services.write.replaces', [BORN, [write(MINE), { status: 201 }]]);
    expect(findings.map(({ reading }) => reading)).toEqual(['R11', undefined]);
  });

  it('turns on an option whose old value stays although another one was sent', () => {
    expect(outcome('replaces', BORN, [write(MINE), { json: UAS_WHOLE }])).toBe('violated: description: null');
    expect(outcome('replace-resets', BORN, [write(MINE), { json: UAS_WHOLE }])).toBe('not exercised');
  });
});

describe('services.write.defaults', () => {
  it.each<readonly [string, JsonObject, JsonObject]>([
    ['enabled', UAS_SENT, { ...UAS_WHOLE, enabled: false }],
    ['fax.receive', UAS_SENT, { ...UAS_WHOLE, fax: { receive: true } }],
    [
      'uas.application_parameters',
      UAS_SENT,
      { ...UAS_WHOLE, uas: { application_name: 'my_uas_app', application_parameters: '' } },
    ],
    [
      'rest.answer_timeout',
      REST_SENT,
      { ...REST_WHOLE, rest: { ...(REST_WHOLE.rest as JsonObject), answer_timeout: 60 } },
    ],
  ])('turns on another value of %s', (path, sent, whole) => {
    expect(outcome('defaults', [write(sent), created(whole)])).toMatch(`violated: ${path}: `);
    expect(outcome('creates', [write(sent), created(whole)])).toBe('pass');
  });

  it('turns on one that is missing', () => {
    const { g729: _, ...rest } = UAS_WHOLE;
    expect(outcome('defaults', [write(UAS_SENT), created(rest)])).toBe('violated: g729: absent');
  });

  it('passes on the defaults, and is not exercised by a Write that leaves nothing out', () => {
    expect(outcome('defaults', BORN)).toBe('pass');
    expect(outcome('defaults', [write(UAS_WHOLE), created()])).toBe('not exercised');
  });

  it('judges a Write that replaces as well, and tells a wrong default from what is left over', () => {
    const wrong = { ...UAS_WHOLE, extra_channels: 1 };
    const knowledge = { ...KNOWLEDGE, minimalUas: { sent: UAS_SENT, returned: wrong } };
    const exchanges: Exchanges = [
      [write(UAS_SENT), created(wrong)],
      [write(UAS_SENT), { json: wrong }],
    ];
    for (const known of [knowledge, KNOWLEDGE]) {
      expect(judgementOf(writeRules, 'services.write.defaults', exchanges, known).findings).toHaveLength(2);
      expect(outcomeOf(writeRules, 'services.write.replace-resets', exchanges, known)).toBe('not exercised');
    }
  });
});

describe('services.write.replace-resets', () => {
  it('passes where the old settings are gone', () => {
    expect(outcome('replace-resets', MADE, [write(UAS_SENT), { json: UAS_WHOLE }])).toBe('pass');
  });

  it('is not exercised where there was nothing to reset', () => {
    expect(outcome('replace-resets', BORN, [write(UAS_SENT), { json: UAS_WHOLE }])).toBe('not exercised');
  });

  it('turns on an old setting, alone', () => {
    expect(outcome('replace-resets', MADE, [write(UAS_SENT), { json: MY_WHOLE }])).toBe(
      'violated: description: "mine"',
    );
    expect(outcome('defaults', MADE, [write(UAS_SENT), { json: MY_WHOLE }])).toBe('pass');
    expect(outcome('replaces', MADE, [write(UAS_SENT), { json: MY_WHOLE }])).toBe('pass');
  });

  it('turns on what is left over from the other application', () => {
    const rest = REST_WHOLE.rest as JsonObject;
    const exchanges: Exchanges = [
      [write(REST_SENT), created(REST_WHOLE)],
      [write(UAS_SENT), { json: { ...UAS_WHOLE, rest } }],
    ];
    expect(outcome('replace-resets', ...exchanges)).toMatch(/^violated: rest.first_page.address: "http/);
  });

  it('turns on an option that there should no longer be', () => {
    const odd = { ...MY_WHOLE, id: 7 };
    expect(
      outcome('replace-resets', [write(MINE), created(odd)], [write(UAS_SENT), { json: { ...UAS_WHOLE, id: 7 } }]),
    ).toBe('violated: id: 7');
  });
});
