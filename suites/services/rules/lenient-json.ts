import type { RecordedBody } from '../../../harness/http/exchange.ts';
import type { Json } from '../../../harness/traces/services-trace.ts';
import { isObject } from '../model/json.ts';

/**
 * No JSON by the letter, but what a reader of JSON may take for an object: text behind a byte order mark, which RFC 8259
 * (section 8.1) lets parsers ignore, or in UTF-16 or UTF-32, in which its predecessors allowed JSON to be sent.
 */
export function isLenientJson(body: RecordedBody | undefined): boolean {
  if (body === undefined || body.truncated) return false;
  if (body.text !== undefined && !isWide(body.text)) return isJsonObject(body.text.replace(/^\uFEFF/, ''));
  const octets = body.text === undefined ? Buffer.from(body.base64 ?? '', 'base64') : Buffer.from(body.text);
  // Every character of JSON's own is ASCII: without its zeros, such a text can be read.
  return (
    octets.includes(0) && isJsonObject(String.fromCharCode(...octets.filter((octet) => octet > 0 && octet < 0x80)))
  );
}

/** ASCII in UTF-16 or UTF-32, which can be read as UTF-8 with zeros in between: the same number of them for each character. */
const isWide = (text: string): boolean => /^(?:(?:[^\0]\0)+|(?:\0[^\0])+|(?:[^\0]\0{3})+|(?:\0{3}[^\0])+)$/.test(text);

function isJsonObject(text: string): boolean {
  try {
    return isObject(JSON.parse(text) as Json);
  } catch {
    return false;
  }
}
