import { describe, expect, it } from 'vitest';
import { errorBody, PREFIX, UAS_SENT, UAS_WHOLE } from '../exchange.fixture.ts';
import { hostileNames } from './hostile-names.ts';
import { type Exchanges, outcomeOf } from './outcome.fixture.ts';

const outcome = (...exchanges: Exchanges) => outcomeOf([hostileNames], 'services.survives.hostile-names', exchanges);
const write = (service: string) => ({ do: 'write', service, json: UAS_SENT }) as const;
const named = (what: 'read' | 'delete', service = 'é ✓') => ({ do: what, service }) as const;
const change = { do: 'modify', service: 'é ✓', json: {} } as const;
const error = (status: number) => ({ status, json: errorBody(status, '/') });
const list = (...labels: readonly string[]) =>
  [
    { do: 'list' },
    { json: { services: labels.map((label) => ({ name: `${PREFIX}${label}`, target: 't', description: null })) } },
  ] as const;

const TAKEN = [write('é ✓'), { status: 201, json: UAS_WHOLE }] as const;

describe('a name that may be refused', () => {
  it.each([400, 404, 414])('passes with %i, whatever is asked', (status) => {
    expect(outcome([write('é ✓'), error(status)], [named('read'), error(status)], [change, error(status)])).toBe(
      'pass',
    );
  });

  it('turns on 5xx and on no answer', () => {
    expect(outcome([write('é ✓'), error(500)])).toBe('violated: 500 ("A sentence")');
    expect(outcome([named('read'), { failure: { kind: 'timeout', message: 'nothing' } }])).toMatch(
      /^violated: no answer/,
    );
    expect(outcome([named('delete'), error(503)])).toBe('not exercised');
  });

  it('is hostile by its spelling as well', () => {
    const spelled = { do: 'read', service: 'x', target: `/service/v1/outbound/${PREFIX}%zz` } as const;
    expect(outcome([spelled, error(500)])).toMatch(/^violated: 500/);
    expect(outcome([{ do: 'read', service: 'x' }, error(500)])).toBe('not exercised');
  });
});

describe('a name that was taken', () => {
  it('passes where it is listed and found again', () => {
    expect(
      outcome(TAKEN, list('é ✓', 'a'), [named('read'), { json: UAS_WHOLE }], [named('delete'), { status: 204 }]),
    ).toBe('pass');
  });

  it.each([named('read'), named('delete'), change])('turns where $do does not find it', (request) => {
    expect(outcome(TAKEN, [request, error(404)])).toBe('violated: 404 ("A sentence")');
  });

  it('turns where it is listed otherwise, not at all, or twice', () => {
    expect(outcome(TAKEN, list('é'))).toBe('violated: only ["é"]');
    expect(outcome(TAKEN, list())).toBe('violated: only []');
    expect(outcome(TAKEN, list('é ✓', 'é ✓'))).toBe('violated: 2 times among ["é ✓","é ✓"]');
  });

  it('is not looked for in a list of entries without names', () => {
    expect(outcome(TAKEN, [{ do: 'list' }, { json: { services: [{ target: 't' }] } }])).toBe('pass');
  });

  it('turns where it replaces another one', () => {
    expect(outcome(TAKEN, [write('e ✓'), { json: UAS_WHOLE }])).toBe('violated: 200');
    expect(outcome([write('e ✓'), { json: UAS_WHOLE }])).toBe('pass');
  });

  it('turns where the service changed with another one', () => {
    const other = [write('é+✓'), { status: 201, json: UAS_WHOLE }] as const;
    const changed = { json: { ...UAS_WHOLE, g729: true } };
    expect(outcome(TAKEN, [named('read'), { json: UAS_WHOLE }], other, [named('read'), changed])).toBe(
      'violated: g729: true',
    );
  });

  it('is not looked for where it can be read in two ways, or after it was deleted', () => {
    const target = `/service/v1/outbound/${PREFIX}x%zz`;
    const odd = [
      { ...write('x%zz'), target },
      { status: 201, json: UAS_WHOLE },
    ] as const;
    expect(outcome(odd, list('x'))).toBe('pass');
    expect(outcome(odd, [{ ...named('read', 'x%zz'), target }, error(404)])).toMatch(/^violated: 404/);
    expect(outcome(TAKEN, [named('delete'), { status: 204 }], list(), [named('read'), error(404)])).toBe('pass');
  });
});
