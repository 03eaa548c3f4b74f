import { describe, expect, it } from 'vitest';
import { terminalStyle } from '../reports/terminal/style.ts';
import { renderPlan } from './planned-requests.ts';
import { workOfTraces } from './planned-work.ts';

const base = 'http://h/service/v1/outbound/';
const plan = {
  cases: 2,
  made: '1 service',
  requests: [
    { case: 'write/a', method: 'PUT', url: `${base}name-one`, body: `{"a":"${'x'.repeat(100)}\u001b"}` },
    { case: 'write/a', method: 'PUT', url: `${base}${'n'.repeat(60)}`, body: '{}' },
    { case: 'schema/b', method: 'GET', url: 'http://h/service/v1/schema/outbound' },
  ],
};

describe('planned requests', () => {
  it('are told by case, short, below the base URL', () => {
    expect(renderPlan(plan, base, false, terminalStyle(60, false))).toEqual([
      'Base  http://h/service/v1/outbound',
      'write/a',
      `  PUT     /name-one  {"a":"${'x'.repeat(32)}…`,
      `  PUT     /${'n'.repeat(48)}…`,
      '          {}',
      'schema/b',
      '  GET     http://h/service/v1/schema/outbound',
      '',
      '3 requests in 2 cases, at most 1 service; none was sent.',
    ]);
  });

  it('say how long they take where they are not sent as fast as they can be', () => {
    const last = (requests: number, rate: number): string | undefined =>
      renderPlan(
        {
          ...plan,
          rate,
          requests: Array.from({ length: requests }, () => plan.requests[2]).filter((each) => each !== undefined),
        },
        base,
        false,
        terminalStyle(80, false),
      ).at(-1);
    expect(last(30, 5)).toMatch(/take 6 s\.$/);
    expect(last(3000, 5)).toMatch(/take 10 min\.$/);
  });

  it('are whole when verbose, and printable', () => {
    const lines = renderPlan(plan, base, true, terminalStyle(60, false));
    expect(lines[2]).toBe(`  PUT     ${base}name-one  {"a":"${'x'.repeat(100)}\\x1b"}`);
  });
});

it('counts what stored traces may create, and what they send', () => {
  const trace = {
    format: 'aculab-conformance/trace@1',
    suite: 'services',
    ...{ id: 'own/a', title: 'A', requirements: [] },
    steps: [
      { do: 'list' },
      {
        do: 'parallel',
        steps: [
          { do: 'write', service: 'a' },
          { do: 'write', service: 'b' },
        ],
      },
      { do: 'modify', service: 'a', auth: { account: 'second' } },
      { do: 'read', service: 'c' },
    ],
  } as const;
  expect(workOfTraces([trace])).toEqual({ created: 3, requests: 8 });
  expect(workOfTraces([])).toEqual({ created: 0, requests: 0 });
});
