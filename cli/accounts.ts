// Whose services are written: accounts of the command line, of the URL and of the environment.
import { UsageError } from '../harness/engine/options.ts';
import type { Account } from '../harness/http/account.ts';
import { type Arguments, textOf } from './argument.ts';
import type { UrlLogin } from './target-url.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Accounts {
  readonly account?: Account;
  readonly secondAccount?: Account;
}

// RFC 7617: no control characters in either, no colon in the user.
const UNSENDABLE = /\p{Cc}/u;

const accountOf = (number: '' | '2', user: string | undefined, key: string | undefined): Account | undefined => {
  const [userOption, keyOption] = [`--user${number}`, `--key${number}`];
  if (user === undefined && key === undefined) return undefined;
  if (user === undefined)
    throw new UsageError(`${keyOption} has no user: give ${userOption} or set ACULAB_USER${number}`);
  if (key === undefined) throw new UsageError(`${userOption} has no key: give ${keyOption} or set ACULAB_KEY${number}`);
  if (user.includes(':') || UNSENDABLE.test(user)) {
    throw new UsageError(`${userOption} cannot be sent: a user has no colon and no control character`);
  }
  if (UNSENDABLE.test(key)) throw new UsageError(`${keyOption} cannot be sent: a key has no control character`);
  return { user, key };
};

const setIn = (environment: Environment, name: string): string | undefined => environment[name] || undefined;

/**
 * The accounts that a command line gives: an option goes before the login of the URL, and that before ACULAB_USER,
 * ACULAB_KEY and their like for the second account.
 *
 * @throws UsageError for a user without a key, a key without a user, or two accounts that are one. No key is shown.
 */
export const accountsOf = (args: Arguments, environment: Environment, login?: UrlLogin): Accounts => {
  const user = textOf(args, 'user') ?? login?.user ?? setIn(environment, 'ACULAB_USER');
  const key = textOf(args, 'key') ?? login?.password ?? setIn(environment, 'ACULAB_KEY');
  const account = accountOf('', user, key);
  const secondAccount = accountOf(
    '2',
    textOf(args, 'user2') ?? setIn(environment, 'ACULAB_USER2'),
    textOf(args, 'key2') ?? setIn(environment, 'ACULAB_KEY2'),
  );
  if (secondAccount !== undefined && account === undefined) {
    throw new UsageError(
      'there is a second account and no first: give --user and --key, or set ACULAB_USER and ACULAB_KEY',
    );
  }
  // The letter case of a user may not count, and an account cannot be isolated from itself.
  if (account !== undefined && secondAccount?.user.toLowerCase() === account.user.toLowerCase()) {
    throw new UsageError('--user2 is the same user as --user: a second account has to be another one');
  }
  return { ...(account === undefined ? {} : { account }), ...(secondAccount === undefined ? {} : { secondAccount }) };
};
