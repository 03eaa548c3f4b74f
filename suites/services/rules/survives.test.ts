import { describe, expect, it } from 'vitest';
import { errorBody, KNOWLEDGE, transcriptOf, UAS_SENT, UAS_WHOLE } from '../exchange.fixture.ts';
import { viewOf } from '../view.ts';
import { type Exchanges, outcomeOf } from './outcome.fixture.ts';
import { survivesRules } from './survives.ts';

const outcome = (requirement: string, ...exchanges: Exchanges) =>
  outcomeOf(survivesRules, `services.survives.${requirement}`, exchanges);
const text = (what: 'write' | 'modify', body: string) => ({ do: what, service: 'a', text: body }) as const;
const read = { do: 'read', service: 'a' } as const;
const error = (status: number) => ({ status, json: errorBody(status, '/') });
const reset = { failure: { kind: 'reset', message: 'ECONNRESET' } } as const;

const BORN = [
  { do: 'write', service: 'a', json: UAS_SENT },
  { status: 201, json: UAS_WHOLE },
] as const;
const SEEN = [read, { json: UAS_WHOLE }] as const;
const HTML = { status: 400, text: '<html>', contentType: 'text/html' } as const;

describe('services.survives.malformed-json', () => {
  const id = 'malformed-json';

  it.each([400, 404, 415, 422])('passes on %i with an error body, after which nothing is there', (status) => {
    expect(outcome(id, [text('write', '{'), error(status)], [read, error(404)])).toBe('pass');
    expect(outcome(id, BORN, [text('modify', '{'), error(status)], SEEN)).toBe('pass');
  });

  it.each([200, 201, 301, 500, 502])('turns on %i', (status) => {
    expect(outcome(id, [text('write', '{'), error(status)])).toMatch(`violated: ${status}`);
    expect(outcome(id, BORN, [text('modify', '{'), error(status)])).toMatch(`violated: ${status}`);
  });

  it('turns where no answer comes, and not where nobody could be asked', () => {
    expect(outcome(id, [text('write', '{'), reset])).toBe('violated: no answer (reset: ECONNRESET)');
    const unconnected = { failure: { kind: 'unconnected', message: 'ECONNREFUSED' } } as const;
    expect(outcome(id, [text('write', '{'), unconnected])).toBe('not exercised');
    expect(outcome(id, [text('write', '{'), error(503)])).toBe('not exercised');
  });

  it.each<readonly [string, Exchanges[number][1]]>([
    ['no body', { status: 400 }],
    ['a body that is no JSON', HTML],
    ['another object', { status: 400, json: { message: 'no' } }],
  ])('turns on a refusal with %s, unless by the HTTP layer', (_, answer) => {
    expect(outcome(id, [text('write', '{'), answer])).toMatch(/^violated: 400 with /);
    expect(outcome(id, [text('write', '{'), { ...answer, status: 415 }])).toBe('pass');
  });

  it('turns where something was stored although it was refused', () => {
    expect(outcome(id, [text('write', '{'), error(400)], SEEN)).toMatch(/^violated: 200 with \{/);
    const changed = { json: { ...UAS_WHOLE, g729: true } };
    expect(outcome(id, BORN, SEEN, [text('modify', '{"g729":true'), error(400)], [read, changed])).toBe(
      'violated: g729: true',
    );
  });

  it('takes what was stored for the same as the answer that it was taken', () => {
    const judged = survivesRules[0]?.judge(
      viewOf(transcriptOf([[text('write', '{'), { status: 201, json: UAS_WHOLE }], SEEN]), KNOWLEDGE),
    );
    expect(judged?.findings).toHaveLength(1);
    const changed = { json: { ...UAS_WHOLE, g729: true } };
    const again = transcriptOf([BORN, SEEN, [text('write', '{'), changed], [read, changed]]);
    expect(survivesRules[0]?.judge(viewOf(again, KNOWLEDGE)).findings).toHaveLength(1);
  });

  it.each(['[]', 'null', '"text"', '5', ''])(
    'asks for a refusal of %j, and warns where a Modify takes it for no change',
    (body) => {
      expect(outcome(id, [text('write', body), error(400)])).toBe('pass');
      expect(outcome(id, [text('write', body), error(201)])).toMatch(/^violated: 201/);
      expect(outcome(id, [text('write', body), error(500)])).toMatch(/^violated: 500/);
      expect(outcome(id, BORN, [text('modify', body), { json: UAS_WHOLE }])).toMatch(/^violated \(R38\): 200/);
    },
  );

  it('allows a byte order mark to be ignored', () => {
    const marked = text('write', `\uFEFF${JSON.stringify(UAS_SENT)}`);
    expect(outcome(id, [marked, { status: 201, json: UAS_WHOLE }])).toBe('pass');
    expect(outcome(id, [marked, error(400)])).toBe('pass');
    expect(outcome(id, [marked, error(500)])).toMatch(/^violated/);
  });

  it('turns on a breakdown under another Content-Type, and asks for nothing else there', () => {
    const plain = { do: 'write', service: 'a', json: UAS_SENT, contentType: 'text/plain' } as const;
    expect(outcome(id, [plain, error(500)])).toMatch(/^violated: 500/);
    expect(outcome(id, [plain, { status: 201, json: UAS_WHOLE }])).toBe('pass');
    expect(outcome(id, [plain, error(415)])).toBe('pass');
  });

  it('is not exercised by JSON, nor by requests without credentials', () => {
    expect(outcome(id, BORN, SEEN)).toBe('not exercised');
    expect(outcome(id, [{ ...text('write', '{'), as: 'none' }, error(500)])).toBe('not exercised');
  });
});

describe('services.survives.hostile-values', () => {
  const id = 'hostile-values';
  const fox = { do: 'write', service: 'a', json: { ...UAS_SENT, description: '🦊' } } as const;

  it('passes on any answer below 500', () => {
    expect(outcome(id, [fox, error(400)])).toBe('pass');
    expect(outcome(id, [fox, { status: 201, json: { ...UAS_WHOLE, description: '🦊' } }])).toBe('pass');
  });

  it('turns on 5xx, on no answer, and on the end of the process', () => {
    expect(outcome(id, [fox, error(500)])).toBe('violated: 500 ("A sentence")');
    expect(outcome(id, [fox, reset])).toMatch(/^violated: no answer/);
    const transcript = transcriptOf([[fox, error(400)]]);
    const exit = { kind: 'process', ms: 20, event: 'exit', pid: 7, exitCode: null, signal: 'SIGSEGV' } as const;
    const view = viewOf({ ...transcript, events: [...transcript.events, exit] }, KNOWLEDGE);
    const judged = survivesRules.find(({ requirement }) => requirement === `services.survives.${id}`)?.judge(view);
    expect(judged?.findings.map(({ observed }) => observed)).toEqual([
      'the process of the target ended after its answer (signal SIGSEGV)',
    ]);
  });

  it('is not exercised by ordinary values, nor by what belongs to another stimulus', () => {
    expect(outcome(id, [{ do: 'write', service: 'a', json: UAS_SENT }, error(500)])).toBe('not exercised');
    expect(outcome(id, [text('write', '{"description":"🦊"'), error(500)])).toBe('not exercised');
    expect(outcome(id, [{ ...fox, service: 'a b' }, error(500)])).toBe('not exercised');
  });
});

describe('services.survives.unsupported-method', () => {
  const id = 'unsupported-method';
  const call = (method: string, service?: string) =>
    ({ do: 'request', method, ...(service === undefined ? {} : { service }) }) as const;

  it.each([400, 404, 405, 501])('passes on %i', (status) => {
    expect(outcome(id, [call('POST', 'a'), error(status)])).toBe('pass');
    expect(outcome(id, [call('PUT'), { status }])).toBe('pass');
  });

  it.each([200, 201, 301, 500, 502])('turns on %i', (status) => {
    expect(outcome(id, [call('POST', 'a'), error(status)])).toMatch(`violated: ${status}`);
  });

  it('allows OPTIONS', () => {
    expect(outcome(id, [call('OPTIONS', 'a'), { status: 204 }])).toBe('pass');
  });

  it('turns where no answer comes', () => {
    expect(outcome(id, [call('BREW', 'a'), reset])).toMatch(/^violated: no answer/);
  });

  it('is not exercised by methods that are published for the path', () => {
    expect(outcome(id, [call('PUT', 'a'), error(500)], [call('HEAD'), error(500)])).toBe('not exercised');
  });
});
