import { randomInt } from 'node:crypto';
import type { Account } from './account.ts';
import { type Redaction, redactionOf, type Secret } from './redaction.ts';
import { withoutServicePasswords } from './service-password.ts';

export interface RedactOptions {
  /**
   * Passwords of services that the case itself sends in the clear and that are no secrets: they stay. `all` keeps every
   * one, for what is a text of the case itself. None where absent.
   */
  readonly literals?: ReadonlySet<string> | 'all';
  /** The text ends before its end and may end within a secret. */
  readonly cut?: boolean;
}

/** What a run knows and must not tell: keys, passwords made for the run, values of headers. */
export interface Secrets {
  /** Password n, 1 to 9, 24 characters of [A-Za-z0-9], made when it is first asked for and then the same. */
  password(n: number): string;
  /** `{password}` and `{password:2}` to `{password:9}` replaced by the passwords. */
  fill(text: string): string;
  /** Every known secret, in any of its forms, replaced by a placeholder; see also RedactOptions. JSON stays JSON. */
  redact(text: string, options?: RedactOptions): string;
  /** The same for what comes again and again, such as values of headers. */
  redactHeader(text: string): string;
}

export interface SecretsOptions {
  /** In this order: the first account, the second. */
  readonly accounts: readonly Account[];
  /** Headers that go with every request. */
  readonly headers?: Readonly<Record<string, string>>;
}

const PASSWORD_LENGTH = 24;
const PASSWORD_CHARACTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const PASSWORD_PLACEHOLDER = /\{password(?::([1-9]))?\}/g;

/** Headers whose values are the same for everybody, and part of what targets answer. */
const PUBLIC_HEADERS = new Set(['accept', 'accept-language', 'cache-control', 'content-type', 'user-agent']);
/** A shorter part of a header's value is not looked for by itself. */
const SHORTEST_PART = 8;

/** Headers of a target are few, apart from its clock. */
const MOST_REMEMBERED = 500;

/**
 * A shorter key is likely to be part of names and words that are judged, `test` or `conformance`: only as a whole text is
 * it taken out of them.
 */
export const SHORTEST_KEY = 12;

const NO_LITERALS: ReadonlySet<string> = new Set();

/** Makes the secrets of a run. They live in memory only. */
export function createSecrets({ accounts, headers = {} }: SecretsOptions): Secrets {
  const passwords = new Map<number, string>();
  const fixed = [...accounts.flatMap(secretsOfAccount), ...Object.entries(headers).flatMap(secretsOfHeader)];
  let redaction: Redaction | undefined;
  const remembered = new Map<string, string>();

  function password(n: number): string {
    if (!Number.isInteger(n) || n < 1 || n > 9) throw new Error(`there is no password ${n}`);
    const known = passwords.get(n);
    if (known !== undefined) return known;
    const made = Array.from({ length: PASSWORD_LENGTH }, () => {
      return PASSWORD_CHARACTERS.charAt(randomInt(PASSWORD_CHARACTERS.length));
    }).join('');
    passwords.set(n, made);
    redaction = undefined;
    remembered.clear();
    return made;
  }

  function redact(text: string, { literals = NO_LITERALS, cut = false }: RedactOptions = {}): string {
    redaction ??= redactionOf([
      ...fixed,
      ...[...passwords].map(([n, value]) => ({
        value,
        placeholder: n === 1 ? '{password}' : `{password:${n}}`,
        changed: '<changed password>',
      })),
    ]);
    const known = redaction(text, cut);
    return literals === 'all' ? known : withoutServicePasswords(known, literals);
  }

  return {
    password,
    fill: (text) => text.replace(PASSWORD_PLACEHOLDER, (_, n: string | undefined) => password(Number(n ?? 1))),
    redact,
    redactHeader(text) {
      const known = remembered.get(text);
      if (known !== undefined) return known;
      if (remembered.size >= MOST_REMEMBERED) remembered.clear();
      const redacted = redact(text);
      remembered.set(text, redacted);
      return redacted;
    },
  };
}

function secretsOfAccount({ user, key }: Account, index: number): readonly Secret[] {
  const placeholder = index === 0 ? '<key>' : `<key${index + 1}>`;
  const pair = Buffer.from(`${user}:${key}`, 'utf8').toString('base64');
  if (key.length < SHORTEST_KEY)
    return [secret(pair, '<authorization>'), secret(`"${key}"`, `"${placeholder}"`)].flat();
  return [
    secret(pair, '<authorization>'),
    secret(key, placeholder),
    // Cases try the key without its last character, which is as good as the key.
    secret(key.slice(0, -1), placeholder),
  ].flat();
}

function secretsOfHeader([name, value]: readonly [string, string]): readonly Secret[] {
  if (PUBLIC_HEADERS.has(name.toLowerCase())) return [];
  const placeholder = name.toLowerCase() === 'authorization' ? '<authorization>' : '<header>';
  const parts = value.split(/[\s;,=]+/).filter((part) => part !== value && part.length >= SHORTEST_PART);
  return [value, ...parts].flatMap((each) => secret(each, placeholder));
}

function secret(value: string, placeholder: string): readonly Secret[] {
  return value === '' ? [] : [{ value, placeholder, changed: placeholder }];
}
