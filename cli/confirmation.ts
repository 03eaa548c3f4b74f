// Before something that is not on this machine is written to, somebody has to say yes.
import { UsageError } from '../harness/engine/options.ts';
import type { Account } from '../harness/http/account.ts';
import { isLoopback } from '../harness/target/loopback.ts';
import { printable } from '../reports/printable.ts';
import { counted } from '../reports/terminal/labels.ts';
import type { CommandContext } from './command-context.ts';
import type { PlannedWork } from './planned-work.ts';

/** What a run writes, for whoever is asked. */
export interface Caution {
  readonly noun: string;
  /** How the names of all that is written begin. */
  readonly prefix: string;
  readonly others: string;
  /** Without credentials nothing can be written: the run will say so. */
  readonly needsAccount: boolean;
}

export const SERVICES_CAUTION: Caution = {
  noun: 'service',
  prefix: 'aculab-conformance-',
  others: 'Services of other names are only read.',
  needsAccount: true,
};

export const FILES_CAUTION: Caution = {
  noun: 'file',
  prefix: 'acu',
  others: 'Files of other names are not touched.',
  needsAccount: false,
};

/** Where it is written, and as whom. */
export interface WrittenTarget {
  readonly url: string;
  readonly account?: Account;
  readonly secondAccount?: Account;
  readonly rate?: number;
}

/** Time that so many requests take at least. */
export const span = (seconds: number): string => {
  if (seconds < 90) return `${Math.max(1, Math.ceil(seconds))} s`;
  return `${Math.ceil(seconds / 60)} min`;
};

/**
 * Asks whether the run may go on: at once yes for this machine and with --yes, else whoever sits at the terminal.
 *
 * @throws UsageError where nobody can be asked, or the answer is no
 */
export const confirm = async (
  { noun, prefix, others, needsAccount }: Caution,
  { url, account, secondAccount, rate }: WrittenTarget,
  isSure: boolean,
  planned: () => PlannedWork | Promise<PlannedWork>,
  { ask }: Pick<CommandContext, 'ask'>,
): Promise<void> => {
  if (isSure || isLoopback(url) || (account === undefined && needsAccount)) return;
  const { created, requests } = await planned();
  const { host } = new URL(url);
  const users = [account, secondAccount].flatMap((each) => (each === undefined ? [] : [printable(each.user)]));
  const who = users.length === 0 ? 'without an account' : `as ${users.join(' and ')}`;
  const time = rate === undefined ? '' : `, some ${span(requests / rate)} at ${rate} a second`;
  const creates = `at most ${counted(created, noun)}`;
  const sends = `about ${counted(requests, 'request')}${time}`;
  if (ask === undefined) {
    throw new UsageError(
      `${host} is not this machine: ${who}, ${creates} would be created, ${sends}; add --yes to allow it`,
    );
  }
  const isAllowed = await ask([
    `This run writes to ${account === undefined ? 'a store' : 'an account'} that is not on this machine.`,
    `  Host      ${host}`,
    `  Account   ${users.length === 0 ? 'none' : users.join(' and ')}`,
    `  Creates   ${creates}, named ${prefix}…, and deletes them at the end`,
    `  Sends     ${sends}`,
    `${others} Go on?`,
  ]);
  if (!isAllowed) throw new UsageError('not confirmed: nothing was sent');
};
