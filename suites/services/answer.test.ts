import { describe, expect, it } from 'vitest';
import {
  describeAnswer,
  errorSentence,
  hasErrorBody,
  hasNoBody,
  isAnswered,
  isHostileName,
  isHostileValue,
  isUnanswered,
  isUnsupportedMethod,
  show,
} from './answer.ts';
import { type Answer, errorBody, KNOWLEDGE, PREFIX, type Request, transcriptOf } from './exchange.fixture.ts';
import type { ViewedExchange } from './rule.ts';
import { viewOf } from './view.ts';

function viewed(request: Request, answer: Answer = {}): ViewedExchange {
  const [exchange] = viewOf(transcriptOf([[request, answer]]), KNOWLEDGE).exchanges;
  if (exchange === undefined) throw new Error('nothing was viewed');
  return exchange;
}

const read: Request = { do: 'read', service: 'a' };
const write = (text: string): Request => ({ do: 'write', service: 'a', text });

describe('an answer', () => {
  it.each([200, 204, 404, 500, 501])('with %i may be judged', (status) => {
    expect(isAnswered(viewed(read, { status }))).toBe(true);
  });

  it.each([429, 503])('with %i is not judged', (status) => {
    expect(isAnswered(viewed(read, { status }))).toBe(false);
  });

  it('that is not whole is no answer, and with its head not nothing either', () => {
    const cut = viewed(read, {
      status: 200,
      text: '{',
      failure: { kind: 'cut', message: 'ended after 1 of 9 octets' },
    });
    expect([isAnswered(cut), isUnanswered(cut)]).toEqual([false, false]);
    expect(describeAnswer(cut)).toBe('200, not whole (cut: ended after 1 of 9 octets)');
  });

  it.each([
    ['timeout', true],
    ['reset', true],
    ['cut', true],
    ['malformed', true],
    ['unconnected', false],
    ['aborted', false],
  ] as const)('that failed by %s: it was the target that gave none: %s', (kind, expected) => {
    expect(isUnanswered(viewed(read, { failure: { kind, message: 'x' } }))).toBe(expected);
  });

  it('has no body where no octet came', () => {
    expect(hasNoBody(viewed(read, { status: 404 }))).toBe(true);
    expect(hasNoBody(viewed(read, { status: 404, text: ' ' }))).toBe(false);
  });

  it('tells its error by details, or by its text', () => {
    expect(errorSentence(viewed(read, { status: 404, json: errorBody(404, '/') }))).toBe(' ("A sentence")');
    expect(errorSentence(viewed(read, { status: 400, json: errorBody(400, '/', { details: ['x'] }) }))).toBe(
      ' (["x"])',
    );
    expect(errorSentence(viewed(read, { status: 404, text: '<html>' }))).toBe('');
  });

  it.each([
    ['{"error":{}}', true],
    ['{"error":null}', true],
    ['{}', false],
    ['[]', false],
    ['null', false],
    ['<p>', false],
  ])('%s is an error body: %s', (text, expected) => {
    expect(hasErrorBody(viewed(read, { status: 400, text }))).toBe(expected);
  });
});

describe('a name is made to hurt', () => {
  it.each(['a', 'A-b_9', 'x'.repeat(40)])('not where it is %s', (service) => {
    expect(isHostileName(viewed({ do: 'read', service }))).toBe(false);
  });

  it.each(['', 'a b', 'é', 'a.b', 'x'.repeat(41), '%41', '😀'])('where it is %j', (service) => {
    expect(isHostileName(viewed({ do: 'read', service }))).toBe(true);
  });

  it('where it is written in another way than its label', () => {
    const target = `/service/v1/outbound/${PREFIX}%61`;
    expect(isHostileName(viewed({ do: 'read', service: 'a', target }))).toBe(true);
  });

  it('never on the list', () => {
    expect(isHostileName(viewed({ do: 'list' }))).toBe(false);
  });
});

describe('a value is made to hurt', () => {
  it.each([
    '{"description":"plain ~text"}',
    '{"extra_channels":9007199254740991}',
    '{ "uas" : {\n "application_name" : "a" } }',
    `{"description":"${'x'.repeat(1000)}"}`,
    `${'['.repeat(20)}${']'.repeat(20)}`,
    '{"a":-0,"b":1e-400}',
    "{'single': 'quotes'}",
  ])('not in %.40s', (text) => {
    expect(isHostileValue(viewed(write(text)))).toBe(false);
  });

  it.each([
    '{"description":"é"}',
    '{"description":"\\u0000"}',
    '{"description":"\\ud800"}',
    '{"é":1}',
    `{"description":"${'x'.repeat(1001)}"}`,
    '{"extra_channels":9007199254740992}',
    '{"extra_channels":-1e400}',
    '{"__proto__":{}}',
    '{"uas":{"constructor":1}}',
    `${'['.repeat(22)}${']'.repeat(22)}`,
    `${'['.repeat(50_000)}${']'.repeat(50_000)}`,
    "{'é': 1}",
  ])('in %.40s', (text) => {
    expect(isHostileValue(viewed(write(text)))).toBe(true);
  });

  it('where it is too long to be recorded, and not where there is none', () => {
    const { event, ...rest } = viewed(write('{}'));
    const body = { bytes: 100_000, text: '{', truncated: true } as const;
    expect(isHostileValue({ ...rest, event: { ...event, request: { ...event.request, body } } })).toBe(true);
    expect(isHostileValue(viewed(read))).toBe(false);
  });
});

it.each<readonly [Request, boolean]>([
  [{ do: 'request', method: 'POST', service: 'a' }, true],
  [{ do: 'request', method: 'PATCH', service: 'a' }, false],
  [{ do: 'request', method: 'PUT' }, true],
  [{ do: 'request', method: 'HEAD' }, false],
  [{ do: 'write', service: 'a' }, false],
])('%j has an unsupported method: %s', (request, expected) => {
  expect(isUnsupportedMethod(viewed(request))).toBe(expected);
});

describe('a value is shown', () => {
  it('as JSON, shortened between characters', () => {
    expect(show({ a: [1, null] })).toBe('{"a":[1,null]}');
    expect(show(undefined)).toBe('nothing');
    const long = show('😀'.repeat(200));
    expect(long.length).toBeLessThanOrEqual(201);
    expect(long).toMatch(/^"(😀)+…$/u);
  });

  it('in words where it is too deep', () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    expect(show(deep)).toMatch(/^(an array, nested very deeply|\[+…)$/);
  });
});
