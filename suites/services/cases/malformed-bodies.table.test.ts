import { describe, expect, it } from 'vitest';
import { openConfigurationSchema } from '../../../generators/configurations/index.ts';
import { OUTBOUND_SCHEMA } from '../../../generators/configurations/outbound-schema.fixture.ts';
import type { Json } from '../../../harness/traces/services-trace.ts';
import { isObject } from '../model/json.ts';
import { MALFORMED_BODIES, type MalformedBody } from './malformed-bodies.table.ts';

/** The characters of a body; throws where its octets are none. */
function textOf({ body }: MalformedBody): string {
  if ('text' in body) return body.text;
  if ('base64' in body) {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(body.base64, 'base64'));
  }
  const { before, text, times, after } = body.repeat;
  return `${before}${text.repeat(times)}${after}`;
}

const wrong = (kind: MalformedBody['wrong']) => MALFORMED_BODIES.filter((row) => row.wrong === kind);

describe('malformed bodies', () => {
  it('have names of their own', () => {
    expect(new Set(MALFORMED_BODIES.map(({ name }) => name)).size).toBe(MALFORMED_BODIES.length);
  });

  it.each(wrong('no-json'))('$name is no JSON', (row) => {
    expect(() => JSON.parse(textOf(row))).toThrow();
  });

  it.each(wrong('no-object'))('$name is JSON and no object', (row) => {
    expect(isObject(JSON.parse(textOf(row)) as Json)).toBe(false);
  });

  it.each(wrong('trap'))('$name is an object that no schema of the kind accepts', (row) => {
    expect(openConfigurationSchema(OUTBOUND_SCHEMA).check(JSON.parse(textOf(row)))).not.toEqual([]);
  });

  it('would be stored under their own description by a reader without care', () => {
    const repaired = MALFORMED_BODIES.filter(({ name }) =>
      ['truncated', 'single-quotes', 'trailing-comma', 'unquoted-keys'].includes(name),
    ).map((row) =>
      textOf(row)
        .replaceAll("'", '"')
        .replace(/[,}]*$/, '}}')
        .replaceAll(/([{,])(\w+):/g, '$1"$2":'),
    );
    expect(repaired.map((text) => (JSON.parse(text) as { description: string }).description)).toEqual(
      Array(4).fill('malformed'),
    );
  });
});
