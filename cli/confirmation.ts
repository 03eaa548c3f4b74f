// Before an account that is not on this machine is written to, somebody has to say yes.
import { UsageError } from '../harness/engine/options.ts';
import { isLoopback } from '../harness/target/loopback.ts';
import { printable } from '../reports/printable.ts';
import { counted } from '../reports/terminal/labels.ts';
import type { CommandContext } from './command-context.ts';
import type { PlannedWork } from './planned-work.ts';
import type { ServicesTarget } from './services-target.ts';

const span = (seconds: number): string => {
  if (seconds < 90) return `${Math.max(1, Math.ceil(seconds))} s`;
  return `${Math.ceil(seconds / 60)} min`;
};

/**
 * Asks whether the run may go on: at once yes for this machine and with --yes, else whoever sits at the terminal.
 *
 * @throws UsageError where nobody can be asked, or the answer is no
 */
export const confirm = async (
  { url, account, secondAccount, rate }: ServicesTarget,
  isSure: boolean,
  planned: () => PlannedWork | Promise<PlannedWork>,
  { ask }: Pick<CommandContext, 'ask'>,
): Promise<void> => {
  // Without an account there is nothing to write to: the run will say so.
  if (isSure || account === undefined || isLoopback(url)) return;
  const { services, requests } = await planned();
  const { host } = new URL(url);
  const users = [account, secondAccount].flatMap((each) => (each === undefined ? [] : [printable(each.user)]));
  const time = rate === undefined ? '' : `, some ${span(requests / rate)} at ${rate} a second`;
  const creates = `at most ${counted(services, 'service')}`;
  const sends = `about ${counted(requests, 'request')}${time}`;
  if (ask === undefined) {
    throw new UsageError(
      `${host} is not this machine: as ${users.join(' and ')}, ${creates} would be created, ${sends}; add --yes to allow it`,
    );
  }
  const isAllowed = await ask([
    'This run writes to an account that is not on this machine.',
    `  Host      ${host}`,
    `  Account   ${users.join(' and ')}`,
    `  Creates   ${creates}, named aculab-conformance-…, and deletes them at the end`,
    `  Sends     ${sends}`,
    'Services of other names are only read. Go on?',
  ]);
  if (!isAllowed) throw new UsageError('not confirmed: nothing was sent');
};
