/**
 * Whether a URL in an error body is the path that was called (reading R31): percent-encoded or decoded, with or without the
 * query. Undefined where the path cannot be decoded, so that nobody can say how it should be written.
 *
 * @param target path and query as on the request line.
 */
export function isPathCalled(url: string, target: string): boolean | undefined {
  const called = spellings(target);
  if (called === undefined) return undefined;
  const told = [url, withoutQuery(url)].flatMap((text) => [text, ...(decoded(text) ?? [])]).map(canonical);
  return told.some((text) => called.has(text));
}

function spellings(target: string): ReadonlySet<string> | undefined {
  const whole = decoded(target);
  const path = decoded(withoutQuery(target));
  if (whole === undefined || path === undefined) return undefined;
  return new Set([target, withoutQuery(target), ...whole, ...path].map(canonical));
}

const withoutQuery = (text: string): string => text.split('?', 1)[0] ?? '';

function decoded(text: string): readonly string[] | undefined {
  try {
    return [decodeURIComponent(text)];
  } catch {
    return undefined;
  }
}

/** Letter case of percent-encoding, and how accents are composed, make no difference. */
const canonical = (text: string): string =>
  text.replaceAll(/%[0-9a-f]{2}/gi, (octet) => octet.toUpperCase()).normalize('NFC');
