// Secrets in a configuration file, which is committed and passed on. Looked for before anything else is said about the
// file, since what is said about a wrong value shows it.
import { HEADER_VALUE } from './config.table.ts';

const KEYS: Readonly<Record<string, string>> = {
  key: 'set ACULAB_KEY in the environment',
  key2: 'set ACULAB_KEY2 in the environment',
};

// User and password before the host of a URL; a placeholder may bring them along.
const LOGIN_IN_URL = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*@/i;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const pointerOf = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');

/** One line for each secret in the parsed file, with its place as a JSON pointer and without its value. */
export function configSecrets(value: unknown): readonly string[] {
  if (!isObject(value)) return [];
  const { header, url } = value;
  const keys = Object.entries(KEYS).flatMap(([name, advice]) =>
    Object.hasOwn(value, name) ? [`/${name}: no keys in this file; ${advice}`] : [],
  );
  const headers = Object.entries(isObject(header) ? header : {}).flatMap(([name, text]) =>
    typeof text === 'string' && HEADER_VALUE.test(text)
      ? []
      : [
          `/header/${pointerOf(name)}: no values of headers in this file; write \${NAME}, and set NAME in the environment`,
        ],
  );
  const login =
    typeof url === 'string' && LOGIN_IN_URL.test(url)
      ? [`/url: no user and password in this file; write \${NAME} for the whole URL, and set NAME in the environment`]
      : [];
  return [...keys, ...headers, ...login];
}
