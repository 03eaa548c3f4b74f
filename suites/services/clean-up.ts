// What a run may have left behind, and how it goes.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunOptions, UsageError } from '../../harness/engine/options.ts';
import type { Account } from '../../harness/http/account.ts';
import { createHttpClient, type HttpClient } from '../../harness/http/client.ts';
import {
  type Journal,
  type JournalEntry,
  type Outstanding,
  outstanding,
} from '../../harness/roles/api-client/account-journal.ts';
import { listedNames } from '../../harness/roles/api-client/listed-names.ts';
import { encodeLabel, servicePaths } from '../../harness/roles/api-client/service-paths.ts';
import type { PreflightReport } from '../../harness/target/preflight.ts';
import { withoutLogin } from '../../harness/target/preflight-url.ts';
import { basicAuthorization } from './basic-authorization.ts';
import type { ServicesRunOptions } from './options.ts';
import { preflightServices } from './preflight.ts';

/** The journal's name in the folder for results. It is there exactly while services of ours may exist. */
export const journalPath = (out: string): string => join(out, 'services-journal.ndjson');

/** Deletion goes on after an interruption, but not for ever. */
const REMOVAL_LIMIT_MS = 60_000;
const REMOVED_AT_ONCE = 4;
/** A target that gives no answer so often is not asked again: each time costs a whole deadline. */
const MOST_SILENCES = 3;

/** What the journal of a folder says is left; undefined where there is none. */
async function leftIn(path: string): Promise<Outstanding | undefined> {
  try {
    return await outstanding(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new UsageError(
      `${error instanceof Error ? error.message : String(error)}: move the file away, or name another folder`,
    );
  }
}

interface Removing {
  readonly client: HttpClient;
  readonly base: URL;
  readonly accounts: { readonly first: Account; readonly second?: Account | undefined };
}

type Removal = { readonly entry: JournalEntry } & (
  | { readonly outcome: 'removed' | 'absent' }
  | { readonly outcome: 'failed'; readonly reason: string; readonly isSilence?: boolean }
);

/**
 * Deletes every service of the journal that may exist, whatever has happened to the run.
 *
 * @returns the names of those that could not be deleted.
 */
export async function removeServices(journal: Journal, removing: Removing): Promise<readonly string[]> {
  const left: string[] = [];
  for (const removal of await removeAll(journal.outstanding(), removing)) {
    if (removal.outcome === 'failed') left.push(removal.entry.name);
    else journal.isGone(removal.entry);
  }
  return left;
}

/** Closes a journal; the file goes when nothing is outstanding. */
export async function endJournal(journal: Journal, out: string): Promise<void> {
  await journal.close();
  if (journal.outstanding().length === 0) await rm(journalPath(out), { force: true });
}

async function removeAll(entries: readonly JournalEntry[], removing: Removing): Promise<readonly Removal[]> {
  const limit = AbortSignal.timeout(REMOVAL_LIMIT_MS);
  const queue = entries.map((entry, place) => ({ entry, place }));
  const removals: Removal[] = [];
  let silences = 0;
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { entry, place } = next;
      if (silences >= MOST_SILENCES) {
        removals[place] = { entry, outcome: 'failed', reason: 'the target does not answer' };
        continue;
      }
      const removal = await remove(entry, removing, limit);
      silences = removal.outcome === 'failed' && removal.isSilence === true ? silences + 1 : 0;
      removals[place] = removal;
    }
  };
  await Promise.all(Array.from({ length: REMOVED_AT_ONCE }, worker));
  return absentWhereUnlisted(removals, removing, limit);
}

/** What cannot be deleted and is on no list is not there: many names were refused when they were written. */
async function absentWhereUnlisted(
  removals: readonly Removal[],
  { client, base, accounts }: Removing,
  signal: AbortSignal,
): Promise<readonly Removal[]> {
  const listed = new Map<JournalEntry['account'], ReadonlySet<string>>();
  for (const which of new Set(
    removals.flatMap(({ outcome, entry }) => (outcome === 'failed' ? [entry.account] : [])),
  )) {
    const account = accounts[which];
    const list = account === undefined ? undefined : await listedNames({ client, base, account, signal });
    if (list !== undefined && 'names' in list) listed.set(which, new Set(list.names));
  }
  return removals.map((removal) => {
    const { entry, outcome } = removal;
    const isUnlisted = outcome === 'failed' && listed.get(entry.account)?.has(entry.name) === false;
    return isUnlisted ? { entry, outcome: 'absent' } : removal;
  });
}

async function remove(
  entry: JournalEntry,
  { client, base, accounts }: Removing,
  signal: AbortSignal,
): Promise<Removal> {
  const account = accounts[entry.account];
  if (account === undefined) return { entry, outcome: 'failed', reason: 'the second account was not given' };
  const { response, failure } = await client.send(
    {
      method: 'DELETE',
      target: servicePaths(base).service(encodeLabel(entry.name)),
      headers: [['Authorization', basicAuthorization(account)]],
    },
    signal,
  );
  if (response === undefined) {
    return { entry, outcome: 'failed', reason: failure?.message ?? 'no answer', isSilence: true };
  }
  if (response.status >= 200 && response.status < 300) return { entry, outcome: 'removed' };
  // A name that was refused on Write is refused on Delete.
  if (response.status === 404 || response.status === 400) return { entry, outcome: 'absent' };
  return { entry, outcome: 'failed', reason: `answered with ${response.status}` };
}

type JournalOptions = Pick<ServicesRunOptions, 'url' | 'out' | 'account' | 'secondAccount'>;

/** @throws UsageError where the folder's journal is of another target or account: its services would be forgotten. */
export async function checkJournal(options: JournalOptions): Promise<void> {
  const left = await leftIn(journalPath(options.out));
  if (left === undefined || left.entries.length === 0 || isOf(left, options)) return;
  throw new UsageError(
    `${journalPath(options.out)} names ${left.entries.length} services that an earlier run left at ${left.url} as ${left.user}: ` +
      `delete them with 'services ${left.url} --clean-up --out ${options.out}', or name another folder`,
  );
}

function isOf({ url, user }: Outstanding, options: JournalOptions): boolean {
  const given = URL.canParse(options.url) ? new URL(options.url).href : options.url;
  const trimmed = (text: string): string => withoutLogin(text).replace(/\/+$/, '');
  return trimmed(url) === trimmed(given) && (options.account === undefined || user === options.account.user);
}

/** Before a run: deletes what an earlier one left, and the journal with it. Returns the names that were deleted. */
export async function cleanUpLeftovers(
  options: Pick<ServicesRunOptions, 'url' | 'out'> & Pick<Removing, 'client' | 'accounts'>,
): Promise<readonly string[]> {
  const path = journalPath(options.out);
  const left = await leftIn(path);
  if (left === undefined) {
    // One that was cut within its first line names nothing.
    await rm(path, { force: true });
    return [];
  }
  const removals = await removeAll(left.entries, { ...options, base: new URL(options.url) });
  const failed = removals.filter(({ outcome }) => outcome === 'failed');
  if (failed.length > 0) {
    throw new UsageError(
      `${path} names ${failed.length} services of an earlier run that could not be deleted; 'services ${options.url} --clean-up --out ${options.out}' says why`,
    );
  }
  await rm(path, { force: true });
  return removals.filter(({ outcome }) => outcome === 'removed').map(({ entry }) => entry.name);
}

export interface CleanUpOptions
  extends Pick<RunOptions, 'url' | 'out' | 'timeoutScale' | 'tls' | 'headers' | 'signal'> {
  readonly account: Account;
  readonly secondAccount?: Account;
  readonly rate?: number;
}

export interface CleanUpOutcome {
  /** Names of services. */
  readonly removed: readonly string[];
  readonly absent: readonly string[];
  readonly failed: ReadonlyArray<{ readonly name: string; readonly reason: string }>;
  /** The API could not be asked: nothing was deleted. */
  readonly unreachable?: PreflightReport;
}

/**
 * Deletes what a run that was killed left, as the journal in its folder says. Services of other names are not touched.
 *
 * @throws UsageError where the journal is of another target or account.
 */
export async function cleanUpServices(options: CleanUpOptions): Promise<CleanUpOutcome> {
  await checkJournal(options);
  const path = journalPath(options.out);
  const left = await leftIn(path);
  if (left === undefined) return { removed: [], absent: [], failed: [] };
  const timeoutMs = 5000 * options.timeoutScale;
  const client = createHttpClient({
    url: new URL(options.url),
    ...(options.tls === undefined ? {} : { tls: options.tls }),
    ...(options.headers === undefined ? {} : { headers: options.headers }),
    ...(options.rate === undefined ? {} : { ratePerSecond: options.rate }),
    timeoutMs: () => timeoutMs,
  });
  try {
    const { account, secondAccount, url, signal } = options;
    const report = await preflightServices({ url, account, secondAccount, client, timeoutMs, signal });
    if (!report.ok) return { removed: [], absent: [], failed: [], unreachable: report };
    const removals = await removeAll(left.entries, {
      client,
      base: new URL(url),
      accounts: { first: account, second: secondAccount },
    });
    const named = (outcome: Removal['outcome']): readonly string[] =>
      removals.filter((removal) => removal.outcome === outcome).map(({ entry }) => entry.name);
    const failed = removals.flatMap((removal) =>
      removal.outcome === 'failed' ? [{ name: removal.entry.name, reason: removal.reason }] : [],
    );
    if (failed.length === 0) await rm(path, { force: true });
    return { removed: named('removed'), absent: named('absent'), failed };
  } finally {
    client.close();
  }
}
