/** The head of an HTTP response. */
export interface ResponseHead {
  readonly status: number;
  readonly reason: string;
  /** In order, names as sent. */
  readonly headers: ReadonlyArray<readonly [string, string]>;
}

type HeadParse =
  | {
      readonly kind: 'head';
      readonly head: ResponseHead;
      /** Where the octets after the head begin. */
      readonly end: number;
    }
  | { readonly kind: 'incomplete' }
  | { readonly kind: 'bad'; readonly reason: string };

/** A response head may be this long. */
const HEAD_LIMIT_BYTES = 64 * 1024;
const STATUS_LINE = /^HTTP\/1\.[01] ([1-5][0-9]{2})(?: (.*))?$/;

/** What RFC 9110 calls a token. */
export const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Takes octets until they are a response head, then calls one of the two, once; `rest` is what came behind the head.
 * Interim responses other than 101 (RFC 9110, section 15.2) are passed over: the answer is still to come.
 */
export function collectResponseHead(
  onHead: (head: ResponseHead, rest: Buffer) => void,
  onBad: (reason: string) => void,
): (chunk: Buffer) => void {
  let collected: Buffer = Buffer.alloc(0);
  return function take(chunk: Buffer): void {
    collected = collected.length === 0 ? chunk : Buffer.concat([collected, chunk]);
    const parsed = parseResponseHead(collected);
    if (parsed.kind === 'bad') onBad(parsed.reason);
    if (parsed.kind !== 'head') return;
    const rest = collected.subarray(parsed.end);
    const { status } = parsed.head;
    if (status >= 200 || status === 101) {
      onHead(parsed.head, rest);
      return;
    }
    collected = Buffer.alloc(0);
    if (rest.length > 0) take(rest);
  };
}

/**
 * Reads a response head from the octets that have arrived so far. Lines may end in LF alone; folded headers, spaces
 * before a colon and anything that is no HTTP/1 status line are refused, the last as soon as it shows.
 */
export function parseResponseHead(octets: Buffer): HeadParse {
  const beginning = octets.subarray(0, 7).toString('latin1');
  if (!'HTTP/1.'.startsWith(beginning)) return { kind: 'bad', reason: `no HTTP response: ${quote(octets)}` };
  const end = headEnd(octets);
  if (end === undefined || end > HEAD_LIMIT_BYTES) {
    if (octets.length <= HEAD_LIMIT_BYTES) return { kind: 'incomplete' };
    return { kind: 'bad', reason: `a response head of more than ${HEAD_LIMIT_BYTES} bytes` };
  }
  const [statusLine = '', ...headerLines] = octets.toString('latin1', 0, end).trimEnd().split(/\r?\n/);
  const status = STATUS_LINE.exec(statusLine);
  if (status === null) return { kind: 'bad', reason: `no valid HTTP status line: ${quote(Buffer.from(statusLine))}` };
  const headers: Array<readonly [string, string]> = [];
  for (const line of headerLines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(0, colon));
    if (!HEADER_NAME.test(name)) return { kind: 'bad', reason: `no valid header line: ${quote(Buffer.from(line))}` };
    headers.push([name, line.slice(colon + 1).trim()]);
  }
  return { kind: 'head', head: { status: Number(status[1]), reason: status[2] ?? '', headers }, end };
}

/** Where the empty line that ends a head ends. */
function headEnd(octets: Buffer): number | undefined {
  const ends = ['\n\r\n', '\n\n'].flatMap((mark) => {
    const at = octets.indexOf(mark);
    return at < 0 ? [] : [at + mark.length];
  });
  return ends.length === 0 ? undefined : Math.min(...ends);
}

function quote(octets: Buffer): string {
  return JSON.stringify(octets.toString('latin1', 0, 60)) + (octets.length > 60 ? '…' : '');
}
