import type { RecordedBody } from '../../../harness/http/exchange.ts';

/**
 * No JSON by the letter, but what a reader of JSON may take for it: text behind a byte order mark, which RFC 8259
 * (section 8.1) lets parsers ignore, or in UTF-16 or UTF-32, in which its predecessors allowed JSON to be sent.
 */
export function isLenientJson(body: RecordedBody | undefined): boolean {
  if (body === undefined || body.truncated) return false;
  if (body.text !== undefined) return isJson(body.text.replace(/^\uFEFF/, ''));
  const octets = Buffer.from(body.base64 ?? '', 'base64');
  // Every character of JSON's own is ASCII: without its zeros, such a text can be read.
  return octets.includes(0) && isJson(String.fromCharCode(...octets.filter((octet) => octet > 0 && octet < 0x80)));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
