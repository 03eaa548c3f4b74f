import { expect, it } from 'vitest';
import { isLenientJson } from './lenient-json.ts';

const body = (octets: Buffer) => ({ bytes: octets.length, base64: octets.toString('base64') });
const text = '{"description":"é"}';

it('takes an object behind a byte order mark, or in UTF-16 or UTF-32', () => {
  expect(isLenientJson({ bytes: 22, text: `\uFEFF${text}` })).toBe(true);
  expect(isLenientJson(body(Buffer.from(text, 'utf16le')))).toBe(true);
  expect(isLenientJson(body(Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()))).toBe(true);
  expect(isLenientJson(body(Buffer.from([...'{}'].flatMap((each) => [0, 0, 0, each.charCodeAt(0)]))))).toBe(true);
});

it('takes it for that, too, where it was recorded as text, which ASCII with zeros in between is', () => {
  const recorded = (octets: Buffer) => ({ bytes: octets.length, text: octets.toString('utf8') });
  const ascii = '{"description":"e"}';
  expect(isLenientJson(recorded(Buffer.from(ascii, 'utf16le')))).toBe(true);
  expect(isLenientJson(recorded(Buffer.from(ascii, 'utf16le').swap16()))).toBe(true);
  expect(isLenientJson(recorded(Buffer.from([...ascii].flatMap((each) => [each.charCodeAt(0), 0, 0, 0]))))).toBe(true);
  expect(isLenientJson(recorded(Buffer.from('{"a":"b\0c"}')))).toBe(false);
});

it('takes nothing else', () => {
  expect(isLenientJson(undefined)).toBe(false);
  expect(isLenientJson({ bytes: 3, text: '\uFEFF[]' })).toBe(false);
  expect(isLenientJson({ bytes: 1, text: '{' })).toBe(false);
  expect(isLenientJson(body(Buffer.from(`{"a":"\xff"}`, 'latin1')))).toBe(false);
  expect(isLenientJson(body(Buffer.from('{"a":1,}', 'utf16le')))).toBe(false);
  expect(isLenientJson({ bytes: 100_000, text: '{}', truncated: true })).toBe(false);
});
