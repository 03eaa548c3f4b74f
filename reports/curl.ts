// A recorded request as a command that a reader can paste into a shell. Credentials come from the environment; passwords
// that were made for the run are placeholders, and any text does in their place.
import type { ExchangeEvent, RecordedBody } from '../harness/http/exchange.ts';
import { quoted } from './command.ts';

const octetsOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What curl sets by itself, or by an option of its own. */
const LEFT_OUT = new Set(['authorization', 'content-length', 'host']);

/** How the words for users and keys in a recorded Authorization header are written in a shell, in double quotes. */
const CREDENTIALS: Readonly<Record<string, string>> = {
  user: '$ACULAB_USER',
  'user of the second account': '$ACULAB_USER2',
  'empty user': '',
  key: '$ACULAB_KEY',
  'key of the second account': '$ACULAB_KEY2',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: for the shell.
  'key without its last character': '${ACULAB_KEY%?}',
  'key in the other letter case': '$(printf %s "$ACULAB_KEY" | tr A-Za-z a-zA-Z)',
  'empty key': '',
};

/** One line for a shell that sends the request again. What was not recorded of it is noted in a comment at its end. */
export const curlOf = (exchange: Pick<ExchangeEvent, 'operation' | 'request'>, baseUrl: string): string => {
  const { method, target, headers, body } = exchange.request;
  const { before, options: data, note } = dataOf(body);
  const url = `${URL.canParse(baseUrl) ? new URL(baseUrl).origin : baseUrl}${target}`;
  const words = [
    'curl',
    '--include',
    // Names with dots or brackets in them go out as they are written.
    ...(/\/\.{1,2}(\/|$)|%2e/i.test(target) ? ['--path-as-is'] : []),
    ...(/[[\]{}]/.test(target) ? ['--globoff'] : []),
    ...methodOf(method, body),
    ...authorizationOf(exchange),
    ...headers.flatMap(([name, value]) =>
      LEFT_OUT.has(name.toLowerCase()) ? [] : ['--header', shellWord(value === '' ? `${name};` : `${name}: ${value}`)],
    ),
    // curl would say that it is a form.
    ...(body !== undefined && !headers.some(([name]) => name.toLowerCase() === 'content-type')
      ? ['--header', "'Content-Type:'"]
      : []),
    ...data,
    shellWord(url),
  ];
  return `${before}${words.join(' ')}${note}`;
};

const methodOf = (method: string, body: RecordedBody | undefined): readonly string[] => {
  if (body === undefined && method === 'GET') return [];
  // With --request HEAD curl waits for a body.
  return method === 'HEAD' ? ['--head'] : ['--request', shellWord(method)];
};

const authorizationOf = ({ operation, request }: Pick<ExchangeEvent, 'operation' | 'request'>): readonly string[] => {
  if (operation.as === 'none') return [];
  if (operation.as === 'first') return ['--user', '"$ACULAB_USER:$ACULAB_KEY"'];
  if (operation.as === 'second') return ['--user', '"$ACULAB_USER2:$ACULAB_KEY2"'];
  const value = request.headers.find(([name]) => name.toLowerCase() === 'authorization')?.[1] ?? '';
  const parts = /^(.*) <(.*), (.*)>$/s.exec(value);
  if (parts === null) return ['--header', shellWord(value === '' ? 'Authorization;' : `Authorization: ${value}`)];
  const [, scheme = '', user = '', key = ''] = parts;
  const pair = `${CREDENTIALS[user] ?? 'wrong-user'}:${CREDENTIALS[key] ?? 'wrong-key'}`;
  if (scheme === 'Basic') return ['--user', `"${pair}"`];
  return ['--header', `${shellWord(`Authorization: ${scheme} `)}"$(printf %s "${pair}" | base64 -w 0)"`];
};

interface Data {
  /** A command whose output is the body. */
  readonly before: string;
  readonly options: readonly string[];
  readonly note: string;
}

const dataOf = (body: RecordedBody | undefined): Data => {
  if (body === undefined) return { before: '', options: [], note: '' };
  const { bytes, text, base64, truncated } = body;
  const note = truncated === true ? ` # only the beginning of the body, which has ${bytes} bytes` : '';
  // No argument of a command can hold a zero.
  const octets =
    text?.includes('\0') === true
      ? btoa(Array.from(octetsOf(text), (octet) => String.fromCharCode(octet)).join(''))
      : base64;
  if (octets === undefined) return { before: '', options: ['--data-raw', shellWord(text ?? '')], note };
  return { before: `printf %s ${quoted(octets)} | base64 -d | `, options: ['--data-binary', '@-'], note };
};

const CONTROLS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/u;

/** One word of a shell on one line; with what cannot be seen or would break the line as `$'…'`, which bash, zsh and ksh read. */
const shellWord = (text: string): string => {
  if (!CONTROLS.test(text)) return quoted(text);
  const escaped = text.replace(/[\\']|[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu, (character) => {
    if (character === '\\' || character === "'") return `\\${character}`;
    if (character === '\n') return '\\n';
    // Octets in octal, three digits each: hexadecimal escapes have no end of their own.
    return [...octetsOf(character)].map((octet) => `\\${octet.toString(8).padStart(3, '0')}`).join('');
  });
  return `$'${escaped}'`;
};
