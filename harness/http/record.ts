// What is kept of a request and its response: enough to judge and to show, and no secret.
import { isUtf8 } from 'node:buffer';
import type { Header, RecordedBody, RecordedResponse } from './exchange.ts';
import type { HttpResponse } from './message.ts';
import type { RedactOptions, Secrets } from './secrets.ts';

/** Octets of a body that are kept. */
export const KEPT_REQUEST_BYTES = 64 * 1024;
const KEPT_RESPONSE_BYTES = 256 * 1024;

/** Names of credentials that a target hands out. */
const CREDENTIAL_HEADERS = new Set(['set-cookie', 'set-cookie2', 'authentication-info']);

/** A response as it may be kept; `whole` says that its body did not end early. */
export function recordResponse(
  response: HttpResponse,
  whole: boolean,
  secrets: Secrets,
  literals: ReadonlySet<string>,
): RecordedResponse {
  const { status, reason, headers, body } = response;
  const recorded: RecordedResponse = {
    status,
    reason: secrets.redactHeader(reason),
    headers: headers.map(([name, value]): Header => {
      if (CREDENTIAL_HEADERS.has(name.toLowerCase())) return [name, '<credential>'];
      return [secrets.redactHeader(name), secrets.redactHeader(value)];
    }),
  };
  if (body.length === 0) return recorded;
  return { ...recorded, body: recordResponseBody(body, isCompressed(headers, body), whole, secrets, literals) };
}

function recordResponseBody(
  body: Buffer,
  compressed: boolean,
  whole: boolean,
  secrets: Secrets,
  literals: ReadonlySet<string>,
): RecordedBody {
  // Nothing can be found in compressed octets, and anybody can unpack them.
  if (compressed) return { bytes: body.length, base64: '', truncated: true };
  return recordOctets(body, KEPT_RESPONSE_BYTES, secrets, { literals, cut: !whole });
}

/** Octets as they may be kept: as text where they are valid UTF-8, `kept` bytes at most, without secrets. */
export function recordOctets(octets: Buffer, kept: number, secrets: Secrets, options: RedactOptions): RecordedBody {
  const bytes = octets.length;
  const truncated = bytes > kept;
  const redaction: RedactOptions = { ...options, cut: truncated || options.cut === true };
  const text = truncated ? octets.subarray(0, endOfCharacter(octets, kept)) : octets;
  if (isUtf8(text)) {
    return { bytes, text: secrets.redact(text.toString('utf8'), redaction), ...(truncated ? { truncated } : {}) };
  }
  // One character for each octet, so that secrets are found between whatever else there is.
  const redacted = secrets.redact(octets.toString('latin1', 0, Math.min(bytes, kept)), redaction);
  return { bytes, base64: Buffer.from(redacted, 'latin1').toString('base64'), ...(truncated ? { truncated } : {}) };
}

/** Text as it may be kept; `bytes` are those that were sent, where the text stands for another one. */
export function recordText(text: string, bytes: number, kept: number, secrets: Secrets): RecordedBody {
  const options: RedactOptions = { literals: 'all' };
  if (text.length <= kept) return { bytes, text: secrets.redact(text, options) };
  return { bytes, text: secrets.redact(text.slice(0, kept), { ...options, cut: true }), truncated: true };
}

/** The last place, not behind `end`, at which no UTF-8 character is cut. */
function endOfCharacter(octets: Buffer, end: number): number {
  let at = end;
  while (at > 0 && end - at < 4 && ((octets[at] ?? 0) & 0xc0) === 0x80) at--;
  return at;
}

function isCompressed(headers: readonly Header[], body: Buffer): boolean {
  const coding = headers
    .find(([name]) => name.toLowerCase() === 'content-encoding')?.[1]
    .trim()
    .toLowerCase();
  const isGzip = body[0] === 0x1f && body[1] === 0x8b;
  return isGzip || (coding !== undefined && coding !== '' && coding !== 'identity' && !isUtf8(body));
}
