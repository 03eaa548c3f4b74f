// Basic authentication (RFC 7617) with the key of an account.
import type { Account } from './accounts.table.ts';

export interface Credentials {
  readonly user: string;
  readonly key: string;
}

/** User and key of an Authorization header; undefined where it is not Basic, not base64, not UTF-8 or without a colon. */
export function credentialsOf(header: string | undefined): Credentials | undefined {
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  const text = utf8(Buffer.from(encoded, 'base64'));
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon < 0) return undefined;
  return { user: text.slice(0, colon), key: text.slice(colon + 1) };
}

export function accountOf(accounts: readonly Account[], credentials: Credentials | undefined): Account | undefined {
  return accounts.find(({ user, key }) => user === credentials?.user && key === credentials.key);
}

/** The text, or undefined where the octets are not UTF-8. A byte order mark is a character like any other. */
export function utf8(octets: Buffer): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(octets);
  } catch {
    return undefined;
  }
}
