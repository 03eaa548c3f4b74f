import { createHash, randomBytes } from 'node:crypto';
import { HEADER_NAME, type ResponseHead } from './response-head.ts';

/** What the server may not have got right in a 101 that otherwise opens the connection (RFC 6455, section 4.1). */
export type UpgradeProblem = 'accept' | 'upgrade-headers' | 'subprotocol' | 'extensions';

export interface UpgradeRequestOptions {
  readonly url: URL;
  /** Request target to use instead of the URL's path and query, verbatim. */
  readonly path?: string;
  /** Subprotocols offered, in order; none leaves the header out. */
  readonly protocols: readonly string[];
  /** Further headers. One that is named like a generated one replaces it. */
  readonly headers?: Readonly<Record<string, string>>;
}

export interface UpgradeRequest {
  /** The head as it is to be written. */
  readonly octets: Buffer;
  /** The head as it may be shown: values of the caller's headers are hidden. */
  readonly text: string;
  readonly key: string;
  readonly extensions: string | null;
}

const HIDDEN = '<hidden>';
const ACCEPT_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';

/** Why a header cannot be written into a request, or undefined: a line break in it would forge other headers. */
export function headerProblem(name: string, value: string): string | undefined {
  if (!HEADER_NAME.test(name)) return `${JSON.stringify(name)} is no header name`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return /[\0-\x08\x0a-\x1f\x7f]/.test(value) ? `the value of header ${name} holds a control character` : undefined;
}

/** Builds an upgrade request with a fresh key and no extension. Throws a RangeError for a header that cannot be sent. */
export function buildUpgradeRequest({ url, path, protocols, headers = {} }: UpgradeRequestOptions): UpgradeRequest {
  const lines = new Map<string, { readonly name: string; readonly value: string; readonly secret: boolean }>();
  const set = (name: string, value: string, secret = false) => lines.set(name.toLowerCase(), { name, value, secret });
  set('Host', url.host);
  set('Connection', 'Upgrade');
  set('Upgrade', 'websocket');
  set('Sec-WebSocket-Version', '13');
  set('Sec-WebSocket-Key', randomBytes(16).toString('base64'));
  if (protocols.length > 0) set('Sec-WebSocket-Protocol', protocols.join(', '));
  if (url.username !== '' || url.password !== '') {
    const login = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`;
    set('Authorization', `Basic ${Buffer.from(login).toString('base64')}`, true);
  }
  for (const [name, value] of Object.entries(headers)) {
    const problem = headerProblem(name, value);
    if (problem !== undefined) throw new RangeError(problem);
    // What replaces a header of the handshake is part of the test; any other header may be somebody's key.
    const handshake = lines.get(name.toLowerCase())?.secret === false || /^sec-websocket-/i.test(name);
    set(name, value, !handshake);
  }
  const start = `GET ${path ?? `${url.pathname}${url.search}`} HTTP/1.1\r\n`;
  const head = (hide: boolean) =>
    `${start}${[...lines.values()].map(({ name, value, secret }) => `${name}: ${secret && hide ? HIDDEN : value}\r\n`).join('')}\r\n`;
  return {
    octets: Buffer.from(head(false)),
    text: head(true),
    key: lines.get('sec-websocket-key')?.value ?? '',
    extensions: lines.get('sec-websocket-extensions')?.value ?? null,
  };
}

/** The Sec-WebSocket-Accept that answers a key (RFC 6455, section 4.2.2). */
export function expectedAccept(key: string): string {
  return createHash('sha1').update(`${key.trim()}${ACCEPT_GUID}`).digest('base64');
}

/** Checks a 101 against its request. `subprotocol` is what it names, offered or not. */
export function checkUpgradeResponse(
  { headers }: ResponseHead,
  request: { readonly key: string; readonly protocols: readonly string[] },
): { readonly problems: readonly UpgradeProblem[]; readonly subprotocol?: string } {
  const values = (wanted: string) =>
    headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  const tokens = (wanted: string) =>
    values(wanted).flatMap((value) => value.split(',').map((token) => token.trim().toLowerCase()));
  const problems: UpgradeProblem[] = [];
  if (!tokens('upgrade').includes('websocket') || !tokens('connection').includes('upgrade')) {
    problems.push('upgrade-headers');
  }
  const accepts = values('sec-websocket-accept');
  if (accepts.length !== 1 || accepts[0] !== expectedAccept(request.key)) problems.push('accept');
  const selected = values('sec-websocket-protocol');
  const subprotocol = selected.length > 0 ? selected.join(', ') : undefined;
  if (subprotocol !== undefined && !request.protocols.includes(subprotocol)) problems.push('subprotocol');
  if (values('sec-websocket-extensions').some((value) => value !== '')) problems.push('extensions');
  return subprotocol === undefined ? { problems } : { problems, subprotocol };
}
