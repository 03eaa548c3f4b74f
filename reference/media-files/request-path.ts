// Request targets, as they are on the wire: nothing is normalised before names are judged.
import { isKind } from './kinds.ts';
import { refuse } from './refusal.ts';
import type { StoreRequest } from './seams.ts';

/** What a path segment consists of (RFC 3986, 3.3). */
const SEGMENT = /^(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})*$/;
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Kind and segments of a request target. A request to a proxy has the whole URL where others have the path. */
export function placeOf(target: string): Pick<StoreRequest, 'kind' | 'segments'> {
  const path = target.replace(/^https?:\/\/[^/?#]*/i, '').split('?', 1)[0] ?? '';
  const [before, kind = '', ...segments] = path.split('/');
  if (before !== '' || !isKind(kind)) return { kind: undefined, segments: undefined };
  return { kind, segments: segments.length === 0 ? undefined : segments };
}

/** The octets that a segment spells, percent-decoded once; undefined where it is no segment of a path. */
export function octetsOf(segment: string): Buffer | undefined {
  if (!SEGMENT.test(segment)) return undefined;
  const latin1 = segment.replace(/%(..)/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  return Buffer.from(latin1, 'latin1');
}

/** The text that a segment spells; undefined where it is no segment of a path, or no UTF-8. */
export function decoded(segment: string): string | undefined {
  const octets = octetsOf(segment);
  try {
    return octets === undefined ? undefined : strict.decode(octets);
  } catch {
    return undefined;
  }
}

/** The name that segments spell. A slash that is encoded would be one that separates nothing: refused. */
export function nameOf(segments: readonly string[]): string {
  const texts = segments.map((segment) => decoded(segment) ?? refuse(400, 'the path is not percent-encoded UTF-8'));
  return texts.some((text) => text.includes('/')) ? refuse(400, 'a slash in the path is encoded') : texts.join('/');
}
