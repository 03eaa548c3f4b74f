import type { Account } from '../../harness/http/account.ts';

/** The value of an Authorization header (RFC 7617). A secret. */
export function basicAuthorization({ user, key }: Account): string {
  return `Basic ${Buffer.from(`${user}:${key}`, 'utf8').toString('base64')}`;
}
