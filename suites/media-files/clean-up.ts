// What a run may have left in a store, and how it goes.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { UsageError } from '../../harness/engine/options.ts';
import type { NameBinding } from '../../harness/roles/file-client/binding.ts';
import { removeOutstanding } from '../../harness/roles/file-client/clean-up.ts';
import {
  type FilesJournal,
  type FilesJournalEntry,
  type OutstandingFiles,
  outstandingFiles,
} from '../../harness/roles/file-client/files-journal.ts';
import { preflightStore } from '../../harness/roles/file-client/preflight-store.ts';
import type { PreflightReport } from '../../harness/target/preflight.ts';
import { withoutLogin } from '../../harness/target/preflight-url.ts';
import type { MediaFilesRunOptions, NamesTarget } from './options.ts';
import { reachTarget } from './reach.ts';

/** The journal's name in the folder for results. It is there exactly while files of ours may exist. */
export const journalPath = (out: string): string => join(out, 'media-files-journal.ndjson');

/** What the journal of a folder says is left; undefined where there is none. */
async function leftIn(path: string): Promise<OutstandingFiles | undefined> {
  try {
    return await outstandingFiles(path);
  } catch (error) {
    throw new UsageError(
      `${error instanceof Error ? error.message : String(error)}: move the file away, or name another folder`,
    );
  }
}

/** @throws UsageError where the folder's journal is of another store: its files would be forgotten. */
export async function checkJournal(target: NamesTarget, out: string): Promise<void> {
  const left = await leftIn(journalPath(out));
  if (left === undefined || left.entries.length === 0) return;
  const trimmed = (text: string): string => withoutLogin(text).replace(/\/+$/, '');
  if (target.kind === 'store' && trimmed(target.url) === trimmed(left.url)) return;
  throw new UsageError(
    `${journalPath(out)} names ${left.entries.length} files that an earlier run left at ${left.url}: ` +
      `delete them with 'media-files ${left.url} --clean-up --out ${out}', or name another folder`,
  );
}

/** Before a run: deletes what an earlier one left, and the journal with it. Returns how many files were deleted. */
export async function cleanUpLeftovers(binding: NameBinding, out: string): Promise<number> {
  const path = journalPath(out);
  const left = await leftIn(path);
  if (left === undefined) return 0;
  let deleted = 0;
  const failed = await removeOutstanding(left.entries, binding, (_, how) => {
    if (how === 'deleted') deleted++;
  });
  if (failed.length > 0) {
    throw new UsageError(
      `${path} names ${failed.length} files of an earlier run that could not be deleted; --clean-up --out ${out} says which`,
    );
  }
  await rm(path, { force: true });
  return deleted;
}

/** Deletes what the journal of a run says may exist, and ends it. Returns what could not be deleted, as `kind/name`. */
export async function endJournal(journal: FilesJournal, binding: NameBinding, out: string): Promise<readonly string[]> {
  const left = await removeOutstanding(journal.outstanding(), binding, (entry) => journal.isGone(entry));
  await journal.close();
  if (left.length === 0) await rm(journalPath(out), { force: true });
  return left;
}

export interface CleanUpOutcome {
  /** As `kind/name`. */
  readonly removed: readonly string[];
  readonly absent: readonly string[];
  readonly failed: readonly string[];
  /** The store could not be asked: nothing was deleted. */
  readonly unreachable?: PreflightReport;
}

/**
 * Deletes what a run that was killed left, as the journal in its folder says.
 *
 * @throws UsageError where the journal is of another store.
 */
export async function cleanUpFiles(
  options: Pick<MediaFilesRunOptions, 'target' | 'out' | 'timeoutScale' | 'tls' | 'headers' | 'signal'>,
): Promise<CleanUpOutcome> {
  await checkJournal(options.target, options.out);
  const path = journalPath(options.out);
  const left = await leftIn(path);
  if (left === undefined || options.target.kind !== 'store') return { removed: [], absent: [], failed: [] };
  const reach = await reachTarget(options);
  try {
    const report = await preflightStore({
      url: options.target.url,
      binding: reach.binding,
      namePrefix: reach.nextPrefix(),
      hasAccount: options.target.account !== undefined,
      timeoutMs: reach.timeoutMs,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    if (!report.ok || reach.binding === undefined) {
      return { removed: [], absent: [], failed: [], unreachable: report };
    }
    const went = { deleted: [] as string[], absent: [] as string[] };
    const failed = await removeOutstanding(left.entries, reach.binding, (entry, how) => went[how].push(shown(entry)));
    if (failed.length === 0) await rm(path, { force: true });
    return { removed: went.deleted, absent: went.absent, failed };
  } finally {
    await reach.close();
  }
}

function shown({ fileKind, name }: FilesJournalEntry): string {
  return `${fileKind}/${name}`;
}
