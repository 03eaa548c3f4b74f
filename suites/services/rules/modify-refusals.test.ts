import { describe, expect, it } from 'vitest';
import type { Json } from '../../../harness/traces/services-trace.ts';
import { errorBody, UAS_SENT, UAS_WHOLE } from '../exchange.fixture.ts';
import { modifyRefusalRules } from './modify-refusals.ts';
import { type Exchanges, outcomeOf } from './outcome.fixture.ts';

const outcome = (requirement: string, ...exchanges: Exchanges) =>
  outcomeOf(modifyRefusalRules, `services.modify.${requirement}`, exchanges);
const modify = (json: Json, service = 'a') => ({ do: 'modify', service, json }) as const;
const read = { do: 'read', service: 'a' } as const;
const error = (status: number) => ({ status, json: errorBody(status, '/') });

const BORN = [
  { do: 'write', service: 'a', json: UAS_SENT },
  { status: 201, json: UAS_WHOLE },
] as const;
const SEEN = [read, { json: UAS_WHOLE }] as const;

describe('services.modify.validates-merge', () => {
  const toRest = modify({ application_type: 'REST' });

  it('passes on 400', () => {
    expect(outcome('validates-merge', BORN, [toRest, error(400)])).toBe('pass');
    expect(outcome('validates-merge', BORN, [modify({ extra_channels: 'x' }), error(400)])).toBe('pass');
  });

  it('turns where it is taken', () => {
    const json = { ...UAS_WHOLE, application_type: 'REST' };
    expect(outcome('validates-merge', BORN, [toRest, { json }])).toBe('violated: 200 for {"application_type":"REST"}');
  });

  it.each([301, 404, 409, 422, 500])('turns on %i', (status) => {
    expect(outcome('validates-merge', BORN, [toRest, error(status)])).toBe(`violated: ${status} ("A sentence")`);
  });

  it('is not exercised by what is right, hostile, or too much for the HTTP layer', () => {
    expect(outcome('validates-merge', BORN, [modify({ description: 'x' }), error(400)])).toBe('not exercised');
    expect(outcome('validates-merge', BORN, [modify({ g729: '🦊' }), error(500)])).toBe('not exercised');
    expect(outcome('validates-merge', BORN, [toRest, error(413)])).toBe('not exercised');
  });
});

describe('services.modify.refused-changes-nothing', () => {
  const refusal = [modify({ description: 'new', extra_channels: 'x' }), error(400)] as const;

  it('passes where the service is as before', () => {
    expect(outcome('refused-changes-nothing', BORN, refusal, SEEN)).toBe('pass');
  });

  it('turns where half of it was stored', () => {
    const half = { json: { ...UAS_WHOLE, description: 'new' } };
    expect(outcome('refused-changes-nothing', BORN, refusal, [read, half])).toBe('violated: description: "new"');
    expect(outcome('refused-changes-nothing', BORN, SEEN, refusal, [read, error(404)])).toMatch(/^violated: 404/);
  });

  it('is not exercised where nothing was there to change', () => {
    expect(outcome('refused-changes-nothing', [modify({}), error(404)], [read, error(404)])).toBe('not exercised');
  });
});

describe('services.modify.unknown-service', () => {
  const change = modify({ description: 'x' });

  it('passes on 404 with a body', () => {
    expect(outcome('unknown-service', [change, error(404)])).toBe('pass');
    expect(outcome('unknown-service', [change, error(404)], [read, error(404)])).toBe('pass');
  });

  it.each([200, 201, 204, 400, 409, 500])('turns on %i', (status) => {
    expect(outcome('unknown-service', [change, error(status)])).toMatch(`violated: ${status}`);
  });

  it('turns on 404 without a body, and on a service that was made', () => {
    expect(outcome('unknown-service', [change, { status: 404 }])).toBe('violated: 404 without a body');
    expect(outcome('unknown-service', [change, error(404)], SEEN)).toMatch(/^violated: 200 with \{/);
  });

  it('takes another error where something else is wrong as well', () => {
    expect(outcome('unknown-service', [modify({ g729: 5 }), error(400)])).toBe('not exercised');
    expect(outcome('unknown-service', [modify([]), error(400)])).toBe('not exercised');
    expect(outcome('unknown-service', [{ do: 'modify', service: 'a', text: '{' }, error(400)])).toBe('not exercised');
    expect(outcome('unknown-service', [modify({ description: 'x' }, 'a b'), error(400)])).toBe('pass');
    expect(outcome('unknown-service', [modify({ description: 'x' }, 'a b'), error(500)])).toBe('not exercised');
  });

  it('does not speak of services that were deleted', () => {
    const deleted = [{ do: 'delete', service: 'a' }, { status: 204 }] as const;
    expect(outcome('unknown-service', BORN, deleted, [change, { json: UAS_WHOLE }])).toBe('not exercised');
  });
});
