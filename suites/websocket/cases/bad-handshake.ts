import type { Profile, Step, Trace } from '../../../harness/traces/trace.ts';
import { elapsed, hex, repeated, reset, text, waitFor } from '../steps.ts';
import { hostileCase } from './call-case.ts';
import { UPGRADE_LINES, type UpgradeLines, upgradeRequest } from './upgrade-request.ts';

/** Servers answer with an error and close, or keep the connection for another request: this bounds the wait. */
const ANSWER_WITHIN_MS = 50;

interface BadHandshake {
  readonly name: string;
  /** Completes "the server receives …". */
  readonly what: string;
  readonly steps: readonly Step[];
  readonly profile?: Profile;
}

const octets = (request: string): Step => ({ do: 'bytes', payload: { request } });
const answered = waitFor({ kind: 'ended' }, ANSWER_WITHIN_MS);

/** An upgrade request with these lines changed, undefined meaning left out. */
const changed = (changes: Partial<Record<keyof UpgradeLines, string | undefined>>): readonly Step[] => [
  octets(upgradeRequest({ ...UPGRADE_LINES, ...changes })),
  answered,
];

/** An upgrade request with more lines before its end. */
const extended = (...lines: readonly string[]): readonly Step[] => [
  octets(upgradeRequest(UPGRADE_LINES, lines)),
  answered,
];

const WHOLE = upgradeRequest(UPGRADE_LINES);
const OPEN_END = WHOLE.slice(0, -'\r\n'.length);
const MIDDLE_OF_NAME = WHOLE.indexOf('grade: websocket');
const MIDDLE_OF_VALUE = WHOLE.indexOf('LWNvbmZv');

export const BAD_HANDSHAKES: readonly BadHandshake[] = [
  {
    name: 'plain-get',
    what: 'a GET that asks for no upgrade',
    profile: 'smoke',
    steps: [octets('GET {path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\n{headers}\r\n'), answered],
  },
  {
    name: 'no-key',
    what: 'an upgrade without Sec-WebSocket-Key',
    profile: 'smoke',
    steps: changed({ key: undefined }),
  },
  { name: 'short-key', what: 'a key of four bytes', steps: changed({ key: 'Sec-WebSocket-Key: c2hvcnQ=' }) },
  { name: 'empty-key', what: 'an empty key', profile: 'full', steps: changed({ key: 'Sec-WebSocket-Key:' }) },
  {
    name: 'wrong-version',
    what: 'version 12 of the protocol',
    steps: changed({ version: 'Sec-WebSocket-Version: 12' }),
  },
  {
    name: 'no-version',
    what: 'an upgrade without its version',
    profile: 'full',
    steps: changed({ version: undefined }),
  },
  {
    name: 'version-of-words',
    what: 'a version that is no number',
    profile: 'full',
    steps: changed({ version: 'Sec-WebSocket-Version: thirteen' }),
  },
  { name: 'post', what: 'an upgrade by POST', steps: changed({ start: 'POST {path} HTTP/1.1' }) },
  {
    name: 'unknown-method',
    what: 'an upgrade by a method that does not exist',
    steps: changed({ start: 'BREW {path} HTTP/1.1' }),
  },
  { name: 'no-host', what: 'an upgrade without Host', steps: changed({ host: undefined }) },
  { name: 'http-1-0', what: 'an upgrade by HTTP/1.0', steps: changed({ start: 'GET {path} HTTP/1.0' }) },
  {
    name: 'http-9-9',
    what: 'an upgrade by HTTP/9.9',
    profile: 'full',
    steps: changed({ start: 'GET {path} HTTP/9.9' }),
  },
  { name: 'other-upgrade', what: 'an upgrade to something else', steps: changed({ upgrade: 'Upgrade: h2c' }) },
  {
    name: 'no-connection',
    what: 'an upgrade without Connection',
    profile: 'full',
    steps: changed({ connection: undefined }),
  },
  {
    name: 'no-subprotocol',
    what: 'an upgrade that offers no subprotocol',
    steps: changed({ protocol: undefined }),
  },
  {
    name: 'broken-subprotocol',
    what: 'a list of subprotocols that is none',
    profile: 'full',
    steps: changed({ protocol: 'Sec-WebSocket-Protocol: ,;"' }),
  },
  {
    name: 'broken-extensions',
    what: 'a list of extensions that is none',
    steps: extended('Sec-WebSocket-Extensions: permessage-deflate; =; "'),
  },
  { name: 'header-without-colon', what: 'a header line without a colon', steps: extended('This is no header') },
  { name: 'nul-in-header', what: 'a NUL in a header', profile: 'full', steps: extended('X-Note: a\u0000b') },
  {
    name: 'negative-body',
    what: 'a body of a negative length',
    profile: 'full',
    steps: extended('Content-Length: -1'),
  },
  {
    name: 'body-before-upgrade',
    what: 'an upgrade with a body',
    steps: [
      octets(upgradeRequest(UPGRADE_LINES, ['Content-Length: 26'])),
      { do: 'bytes', payload: text('{"type":"call_start"}12345') },
      answered,
    ],
  },
  {
    name: 'frame-before-answer',
    what: 'an unmasked frame together with the upgrade',
    profile: 'full',
    steps: [octets(WHOLE), { do: 'bytes', payload: hex('8100') }, answered],
  },
  {
    name: 'garbage',
    what: 'octets that are no HTTP',
    profile: 'smoke',
    steps: [{ do: 'bytes', payload: hex('00ff10fe0d0a0d0a8a7f80c3280d0a0d0a') }, answered],
  },
  {
    name: 'client-hello',
    what: 'the beginning of a TLS handshake inside the connection',
    steps: [
      {
        do: 'bytes',
        payload: hex(`160301002f0100002b0303${'5a'.repeat(32)}000004130113020100`),
      },
      answered,
    ],
  },
  {
    name: 'blank-lines',
    what: 'nothing but line ends',
    profile: 'full',
    steps: [{ do: 'bytes', payload: repeated('0d0a', 2000) }, answered],
  },
  {
    name: 'octet-by-octet',
    what: 'an upgrade one octet at a time',
    steps: [{ do: 'bytes', payload: { request: WHOLE }, chopped: true, gapMs: 1 }, answered],
  },
  {
    name: 'in-three-parts',
    what: 'an upgrade in three parts with pauses between them',
    profile: 'full',
    steps: [
      octets(WHOLE.slice(0, MIDDLE_OF_NAME)),
      elapsed(40),
      octets(WHOLE.slice(MIDDLE_OF_NAME, MIDDLE_OF_VALUE)),
      elapsed(40),
      octets(WHOLE.slice(MIDDLE_OF_VALUE)),
      answered,
    ],
  },
  {
    name: 'never-finished',
    what: 'an upgrade request that never ends, and then a FIN',
    profile: 'smoke',
    steps: [octets(OPEN_END), elapsed(30), { do: 'half-close' }, answered],
  },
  {
    name: 'header-of-64-kib',
    what: 'a header line of 64 KiB',
    steps: [
      octets(`${OPEN_END}X-Long: `),
      { do: 'bytes', payload: repeated('61', 65_536) },
      octets('\r\n\r\n'),
      answered,
    ],
  },
  {
    name: 'path-of-64-kib',
    what: 'a request line of 64 KiB',
    profile: 'full',
    steps: [
      octets('GET {path}'),
      { do: 'bytes', payload: repeated('61', 65_536) },
      octets(WHOLE.slice(WHOLE.indexOf(' HTTP/1.1'))),
      answered,
    ],
  },
  {
    name: 'thousands-of-headers',
    what: 'four thousand header lines',
    profile: 'full',
    steps: [
      octets(OPEN_END),
      { do: 'bytes', payload: repeated(Buffer.from('X-Many: a\r\n').toString('hex'), 4000) },
      octets('\r\n'),
      answered,
    ],
  },
];

export const badHandshakeCases: readonly Trace[] = BAD_HANDSHAKES.map(({ name, what, steps, profile = 'standard' }) =>
  hostileCase(`bad-handshake/${name}`, {
    title: `The server receives ${what}`,
    requirements: ['ws.survives.bad-handshake'],
    profile,
    // Where the server answered and keeps the connection for another request, there is none.
    steps: [{ do: 'open-raw' }, steps, reset()],
  }),
);
