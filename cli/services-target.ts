// The API that a command line names, and as whom it is asked.
import type { Account } from '../harness/http/account.ts';
import { isLoopback } from '../harness/target/loopback.ts';
import { accountsOf } from './accounts.ts';
import { type Arguments, numberOf } from './argument.ts';
import type { CommandContext } from './command-context.ts';
import { type Connection, connectionOf } from './suite-options.ts';
import { servicesUrl, splitLogin } from './target-url.ts';

/** Requests a second to what is not this machine, where nobody says otherwise: a real account is no test bench. */
const REMOTE_RATE = 5;

/** As the options of a run of the services suite have it. */
export interface ServicesTarget extends Connection {
  readonly url: string;
  readonly account?: Account;
  readonly secondAccount?: Account;
  readonly rate?: number;
}

/**
 * Reads URL, accounts, connection and rate.
 *
 * @throws UsageError
 */
export const servicesTargetOf = (
  given: string,
  args: Arguments,
  { environment }: Pick<CommandContext, 'environment'>,
  commands: readonly string[] = [],
): ServicesTarget => {
  const login = splitLogin(servicesUrl(given, commands));
  const rate =
    numberOf(args, 'rate', { least: 0.1, most: 10_000, whole: false }) ??
    (isLoopback(login.url) ? undefined : REMOTE_RATE);
  return {
    url: login.url,
    ...accountsOf(args, environment, login),
    ...connectionOf(args, 'request'),
    ...(rate === undefined ? {} : { rate }),
  };
};
