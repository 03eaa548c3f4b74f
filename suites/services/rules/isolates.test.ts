import { describe, expect, it } from 'vitest';
import { errorBody, PREFIX, UAS_SENT, UAS_WHOLE } from '../exchange.fixture.ts';
import { isolatesRules } from './isolates.ts';
import { type Exchanges, outcomeOf } from './outcome.fixture.ts';

const outcome = (requirement: string, ...exchanges: Exchanges) =>
  outcomeOf(isolatesRules, `services.isolates.${requirement}`, exchanges);
const write = (service = 'a') => ({ do: 'write', service, json: UAS_SENT }) as const;
const read = { do: 'read', service: 'a' } as const;
const error = (status: number) => ({ status, json: errorBody(status, '/') });
const created = { status: 201, json: UAS_WHOLE } as const;
const second = <R extends object>(request: R) => ({ ...request, as: 'second' }) as const;
const list = (...labels: readonly string[]) => ({
  json: { services: labels.map((label) => ({ name: `${PREFIX}${label}`, target: 't', description: null })) },
});

const BORN = [write(), created] as const;
const SEEN = [read, { json: UAS_WHOLE }] as const;
const CHANGED = { json: { ...UAS_WHOLE, g729: true } };

describe('services.isolates.services', () => {
  it('passes where a service is as before after another one was written, modified or deleted', () => {
    const other: Exchanges = [
      [write('b'), created],
      SEEN,
      [{ do: 'modify', service: 'b', json: {} }, { json: UAS_WHOLE }],
      SEEN,
      [{ do: 'delete', service: 'b' }, { status: 204 }],
      SEEN,
    ];
    expect(outcome('services', BORN, SEEN, ...other)).toBe('pass');
  });

  it('turns where it has changed or is gone', () => {
    expect(outcome('services', BORN, SEEN, [write('b'), created], [read, CHANGED])).toBe('violated: g729: true');
    expect(outcome('services', BORN, SEEN, [write('b'), created], [read, error(404)])).toMatch(/^violated: 404/);
  });

  it('leaves names that may come out as one to services.survives.hostile-names', () => {
    const spaced = { do: 'read', service: 'a b' } as const;
    const born: Exchanges = [
      [write('a b'), created],
      [spaced, { json: UAS_WHOLE }],
    ];
    expect(outcome('services', ...born, [write('a+b'), created], [spaced, CHANGED])).toBe('not exercised');
  });

  it('is not exercised where nothing was done to others', () => {
    expect(outcome('services', BORN, SEEN, [read, CHANGED])).toBe('not exercised');
  });
});

describe('services.isolates.accounts', () => {
  it('passes where the other account has nothing of it, and the same name for itself', () => {
    expect(
      outcome(
        'accounts',
        BORN,
        SEEN,
        [second({ do: 'list' }), list()],
        [second(read), error(404)],
        [second({ do: 'modify', service: 'a', json: {} }), error(403)],
        [second({ do: 'delete', service: 'a' }), error(404)],
        [second(write()), created],
        SEEN,
      ),
    ).toBe('pass');
  });

  it('turns where the other account sees it', () => {
    expect(outcome('accounts', BORN, [second({ do: 'list' }), list('a')])).toBe('violated: with "a"');
    expect(outcome('accounts', BORN, [second(read), { json: UAS_WHOLE }])).toBe('violated: 200');
    expect(outcome('accounts', BORN, [second(write()), { json: UAS_WHOLE }])).toBe('violated: 200');
  });

  it.each<readonly [string, Exchanges[number]]>([
    ['modify', [second({ do: 'modify', service: 'a', json: { g729: true } }), CHANGED]],
    ['delete', [second({ do: 'delete', service: 'a' }), { status: 204 }]],
  ])('turns where its %s shows to the first, and leaves an empty success to others', (_, request) => {
    const lost = request[0].do === 'delete' ? error(404) : CHANGED;
    expect(outcome('accounts', BORN, SEEN, request, [read, lost])).toMatch(/^violated: 20/);
    expect(outcome('accounts', BORN, SEEN, request)).toBe('not exercised');
  });

  it('turns where the first finds its service changed', () => {
    expect(outcome('accounts', BORN, SEEN, [second(write()), created], [read, CHANGED])).toBe('violated: g729: true');
  });

  it('does not take for a leak how the target answers for services that nobody has', () => {
    expect(outcome('accounts', BORN, [second(read), { json: null }])).toBe('not exercised');
    expect(outcome('accounts', [write(), { json: UAS_WHOLE }], [second(write()), { json: UAS_WHOLE }])).toBe(
      'not exercised',
    );
  });

  it('leaves it to others that a service is listed which the account deleted itself', () => {
    const own: Exchanges = [
      [second(write()), created],
      [second({ do: 'delete', service: 'a' }), { status: 204 }],
    ];
    expect(outcome('accounts', BORN, ...own, [second({ do: 'list' }), list('a')])).toBe('pass');
  });

  it('needs a second account, and something of the first one that it might see', () => {
    expect(outcome('accounts', BORN, SEEN)).toBe('not exercised');
    expect(outcome('accounts', [second({ do: 'list' }), list()])).toBe('not exercised');
    expect(
      outcome('accounts', BORN, [{ do: 'delete', service: 'a' }, { status: 204 }], [second(read), error(404)]),
    ).toBe('not exercised');
  });
});
