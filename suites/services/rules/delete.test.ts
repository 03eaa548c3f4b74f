import { describe, expect, it } from 'vitest';
import { errorBody, UAS_SENT, UAS_WHOLE } from '../exchange.fixture.ts';
import { deleteRules } from './delete.ts';
import { type Exchanges, outcomeOf } from './outcome.fixture.ts';

const outcome = (requirement: string, ...exchanges: Exchanges) =>
  outcomeOf(deleteRules, `services.delete.${requirement}`, exchanges);
const named = (what: 'read' | 'delete', service = 'a') => ({ do: what, service }) as const;
const change = { do: 'modify', service: 'a', json: { description: 'x' } } as const;
const error = (status: number) => ({ status, json: errorBody(status, '/') });

const write = { do: 'write', service: 'a', json: UAS_SENT } as const;
const BORN = [write, { status: 201, json: UAS_WHOLE }] as const;
const DELETED = [named('delete'), { status: 204 }] as const;

describe('services.delete.no-content', () => {
  it('passes on 204 without a body', () => {
    expect(outcome('no-content', BORN, DELETED)).toBe('pass');
  });

  it('turns on a body, and on any other status', () => {
    expect(outcome('no-content', BORN, [named('delete'), { status: 204, json: {} }])).toBe(
      'violated: 204 with a body of 2 bytes',
    );
    expect(outcome('no-content', BORN, [named('delete'), { status: 200 }])).toBe('violated: 200');
    expect(outcome('no-content', BORN, [named('delete'), error(404)])).toMatch(/^violated: 404 with a body/);
    expect(outcome('no-content', BORN, [named('delete'), error(500)])).toMatch(/^violated: 500/);
  });

  it('is judged by a success where it is not known whether the service exists', () => {
    const lost = [write, { failure: { kind: 'timeout', message: 'no answer' } }] as const;
    expect(outcome('no-content', lost, [named('delete'), error(404)])).toBe('not exercised');
    expect(outcome('no-content', lost, DELETED)).toBe('pass');
    expect(outcome('no-content', lost, [named('delete'), { status: 200 }])).toBe('violated: 200');
  });

  it('is not exercised by a Delete of nothing', () => {
    expect(outcome('no-content', [named('delete'), error(404)])).toBe('not exercised');
  });
});

describe('services.delete.unknown', () => {
  it('passes on 404 with a body', () => {
    expect(outcome('unknown', [named('delete'), error(404)])).toBe('pass');
    expect(outcome('unknown', [named('delete', 'a b'), error(400)])).toBe('pass');
  });

  it.each([200, 204, 400, 410, 500])('turns on %i', (status) => {
    expect(outcome('unknown', [named('delete'), error(status)])).toMatch(`violated: ${status}`);
  });

  it('turns on 404 without a body', () => {
    expect(outcome('unknown', [named('delete'), { status: 404 }])).toBe('violated: 404 without a body');
  });

  it('does not speak of a service that was taken, and that only Read does not find', () => {
    expect(
      outcome(
        'unknown',
        BORN,
        [named('read'), error(404)],
        [named('read'), error(404)],
        [named('delete'), { status: 204 }],
      ),
    ).toBe('not exercised');
  });

  it('does not speak of a service that was deleted, nor of names that break the target', () => {
    expect(outcome('unknown', BORN, DELETED, [named('delete'), { status: 204 }])).toBe('not exercised');
    expect(outcome('unknown', [named('delete', 'a b'), error(500)])).toBe('not exercised');
  });
});

describe('services.delete.gone', () => {
  it.each([named('read'), named('delete'), change])('passes on 404 to $do, and turns on anything else', (request) => {
    expect(outcome('gone', BORN, DELETED, [request, error(404)])).toBe('pass');
    expect(outcome('gone', BORN, DELETED, [request, { json: UAS_WHOLE }])).toMatch(/^violated: 200/);
    expect(outcome('gone', BORN, DELETED, [request, { status: 204 }])).toMatch(/^violated: 204/);
    expect(outcome('gone', BORN, DELETED, [request, error(410)])).toMatch(/^violated: 410/);
  });

  it('is not exercised before the Delete, nor after the service was written again', () => {
    expect(outcome('gone', [named('read'), error(404)], BORN, DELETED)).toBe('not exercised');
    expect(outcome('gone', BORN, DELETED, BORN, [named('read'), { json: UAS_WHOLE }])).toBe('not exercised');
  });

  it('does not speak of a service that something else brought back', () => {
    const refused = [{ ...write, json: {} }, error(400)] as const;
    const back = [named('read'), { json: UAS_WHOLE }] as const;
    expect(outcome('gone', BORN, DELETED, refused, back)).toBe('not exercised');
    expect(outcome('gone', BORN, DELETED, refused, [named('read'), { json: null }])).toBe('violated: 200');
    expect(outcome('gone', BORN, DELETED, [change, error(404)], back)).toBe('violated: 200');
  });
});
