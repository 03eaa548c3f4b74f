import { describe, expect, it } from 'vitest';
import { messageValidator } from '../specification/messages/messages.ts';
import { MALFORMED_JSON, type MalformedText } from './malformed-json.table.ts';

function textOf({ payload }: MalformedText): string {
  if ('text' in payload) return payload.text;
  const hex = 'hex' in payload ? payload.hex : payload.repeat.hex.repeat(payload.repeat.times);
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(hex, 'hex'));
}

async function howWrong(row: MalformedText): Promise<MalformedText['wrong']> {
  let value: unknown;
  try {
    value = JSON.parse(textOf(row));
  } catch {
    return 'no-json';
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'no-object';
  const message = value as Readonly<Record<string, unknown>>;
  const validate = typeof message.type === 'string' ? await messageValidator('cloud', message.type) : undefined;
  return validate === undefined || validate(message).length > 0 ? 'no-message' : 'trap';
}

describe('malformed JSON', () => {
  it.each(MALFORMED_JSON.map((row) => [row.name, row] as const))('%s is wrong as it says', async (_, row) => {
    expect(await howWrong(row)).toBe(row.wrong);
  });

  it('has names that are unique', () => {
    expect(new Set(MALFORMED_JSON.map(({ name }) => name)).size).toBe(MALFORMED_JSON.length);
  });
});
