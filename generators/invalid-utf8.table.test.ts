import { expect, it } from 'vitest';
import { INVALID_UTF8 } from './invalid-utf8.table.ts';

it.each(INVALID_UTF8.map((row) => [row.name, row.hex] as const))('%s is no UTF-8', (_, hex) => {
  const decode = () => new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(`61${hex}61`, 'hex'));
  expect(decode).toThrow(TypeError);
});
