// Text that is no JSON object, or is one but no message. Each row is wrong in the one way that its name says.

export interface MalformedText {
  readonly name: string;
  /** Completes "the server receives …". */
  readonly what: string;
  /** The text; `octets` where it cannot be written down or is not meant as text. */
  readonly payload: MalformedPayload;
  /** Sent in a binary frame instead. */
  readonly binary?: boolean;
  /** How it is wrong: no JSON at all, JSON but no object, an object but no message, or legal with a hidden trap. */
  readonly wrong: 'no-json' | 'no-object' | 'no-message' | 'trap';
}

type MalformedPayload =
  | { readonly text: string }
  | { readonly hex: string }
  | { readonly repeat: { readonly hex: string; readonly times: number } };

const hexOf = (text: string): string => Buffer.from(text, 'utf8').toString('hex');
const row = (
  wrong: MalformedText['wrong'],
  name: string,
  what: string,
  payload: string | MalformedPayload,
): MalformedText => ({ name, what, wrong, payload: typeof payload === 'string' ? { text: payload } : payload });

const ERROR_MESSAGE = '{"type":"error","reason":"not understood"}';
const DEEP = 5000;

export const MALFORMED_JSON: readonly MalformedText[] = [
  row('no-json', 'truncated', 'a message cut off in a string', '{"type":"error","reason":"not under'),
  row('no-json', 'truncated-in-escape', 'a message cut off in an escape', '{"type":"error","reason":"not \\u00'),
  row('no-json', 'trailing-bytes', 'a message with one brace too many', `${ERROR_MESSAGE}}`),
  row('no-json', 'two-messages', 'two messages in one frame', `${ERROR_MESSAGE}\n${ERROR_MESSAGE}`),
  row('no-object', 'array', 'a message in an array', `[${ERROR_MESSAGE}]`),
  row('no-object', 'string', 'a JSON string', '"audio_overflow_warning"'),
  row('no-object', 'number', 'a JSON number', '42'),
  row('no-object', 'null', 'null', 'null'),
  row('no-object', 'true', 'true', 'true'),
  row('no-message', 'empty-object', 'an empty object', '{}'),
  row('no-message', 'without-type', 'a message without its type', '{"reason":"not understood"}'),
  row('no-message', 'type-number', 'a message whose type is a number', '{"type":3,"reason":"not understood"}'),
  row('no-message', 'type-null', 'a message whose type is null', '{"type":null,"reason":"not understood"}'),
  row('no-message', 'type-object', 'a message whose type is an object', '{"type":{"name":"error"},"reason":"x"}'),
  row('no-message', 'type-array', 'a message whose type is an array', '{"type":["error"],"reason":"not understood"}'),
  row('no-message', 'reason-number', 'an error whose reason is a number', '{"type":"error","reason":404}'),
  row(
    'no-message',
    'id-object',
    'a finished play whose id is an object',
    '{"type":"audio_play_finished","id":{"id":"a"}}',
  ),
  row('no-message', 'id-null', 'a finished play whose id is null', '{"type":"audio_play_finished","id":null}'),
  row('no-message', 'id-missing', 'a finished play without its id', '{"type":"audio_play_finished"}'),
  row('no-object', 'deep-nesting', `${DEEP} arrays in each other`, `${'['.repeat(DEEP)}${']'.repeat(DEEP)}`),
  row('no-message', 'deep-reason', `an error whose reason is ${DEEP} objects deep`, deepReason()),
  row('no-json', 'unclosed-nesting', '100000 arrays that are never closed', { repeat: { hex: '5b', times: 100_000 } }),
  row('no-message', 'huge-exponent', 'a number beyond every float', '{"type":"error","reason":1e400}'),
  row('no-message', 'huge-integer', 'an integer of 5000 digits', `{"type":"error","reason":${'9'.repeat(5000)}}`),
  row(
    'trap',
    'lone-surrogate',
    'an escape that is half a character',
    '{"type":"error","reason":"half \\ud83d a face"}',
  ),
  row(
    'trap',
    'duplicate-keys',
    'a message with two types',
    '{"type":"error","type":"error","reason":"a","reason":"b"}',
  ),
  row(
    'trap',
    'proto',
    'a message with a property named __proto__',
    '{"type":"error","reason":"a","__proto__":{"type":"call_end","polluted":true}}',
  ),
  row(
    'trap',
    'constructor',
    'a message with a property named constructor',
    '{"type":"error","reason":"a","constructor":{"prototype":{"polluted":true}}}',
  ),
  row('no-message', 'type-of-object-prototype', 'a message whose type names a method', '{"type":"__proto__","id":"a"}'),
  row('no-json', 'byte-order-mark', 'a byte order mark before a message', `\ufeff${ERROR_MESSAGE}`),
  { ...row('trap', 'binary-json', 'a message in a binary frame', ERROR_MESSAGE), binary: true },
  row('no-json', 'text-pcm', 'audio in a text frame', { repeat: { hex: '10002a005500', times: 53 } }),
  row('no-json', 'empty', 'nothing', ''),
  row('no-json', 'white-space', 'nothing but white space', ' \t\r\n'),
  row('no-json', 'single-quotes', 'single quotes', "{'type':'error','reason':'not understood'}"),
  row('no-json', 'unquoted-keys', 'names without quotes', '{type:"error",reason:"not understood"}'),
  row('no-json', 'trailing-comma', 'a comma before the brace', '{"type":"error","reason":"not understood",}'),
  row('no-json', 'comment', 'a comment', '{"type":"error"/* why */,"reason":"not understood"}'),
  row('no-json', 'nan', 'NaN', '{"type":"error","reason":NaN}'),
  row('no-json', 'bare-word', 'a bare word', 'audio_overflow_warning'),
  row('no-json', 'raw-line-feed', 'a line feed inside a string', '{"type":"error","reason":"not\nunderstood"}'),
  row('no-json', 'raw-nul', 'a NUL inside a string', { hex: hexOf('{"type":"error","reason":"not\u0000understood"}') }),
  row('no-json', 'bad-escape', 'an escape that is none', '{"type":"error","reason":"not \\x75nderstood"}'),
  row('no-json', 'html', 'a page of HTML', '<!doctype html><title>502 Bad Gateway</title>'),
];

/** As an object in an object and not as arrays, which some parsers unroll. */
function deepReason(): string {
  return `{"type":"error","reason":${'{"a":'.repeat(DEEP)}1${'}'.repeat(DEEP)}}`;
}
