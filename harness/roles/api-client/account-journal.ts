// The journal of the services suite: names of services, by account.
import { type JournalForm, type NamesJournal, openNamesJournal, readNamesJournal } from '../../http/names-journal.ts';
import { NAME_PREFIX } from './service-paths.ts';

export const JOURNAL_FORMAT = 'aculab-conformance/services-journal@1';

export interface JournalHeader {
  /** Base URL without user and password. */
  readonly url: string;
  readonly user: string;
  /** The second account's, where there is one. */
  readonly user2?: string;
  readonly runId: string;
}

export interface JournalEntry {
  readonly account: 'first' | 'second';
  readonly name: string;
}

export type Journal = NamesJournal<JournalEntry>;

export interface Outstanding extends JournalHeader {
  readonly entries: readonly JournalEntry[];
}

const isText = (value: unknown): value is string => typeof value === 'string';

const FORM: JournalForm<JournalHeader, JournalEntry> = {
  format: JOURNAL_FORMAT,
  header: ({ url, user, user2, runId }) =>
    isText(url) && isText(user) && isText(runId)
      ? { url, user, ...(isText(user2) ? { user2 } : {}), runId }
      : undefined,
  entry: ({ account, name }) =>
    (account === 'first' || account === 'second') && isText(name) ? { account, name } : undefined,
  nameOf: ({ name }) => name,
  isOurs: ({ name }) => name.startsWith(NAME_PREFIX),
};

/** Begins a journal. Rejects where the file exists: it may be all that is known of what another run left. */
export const openJournal = (path: string, header: JournalHeader): Promise<Journal> =>
  openNamesJournal(FORM, path, header);

/**
 * Reads what a journal knows to be left, also from one that was cut in the middle of its last line. Undefined where
 * there is no journal or not even its header was written: then nothing was created. Rejects for a file that is no
 * journal or names what is not ours.
 */
export async function outstanding(path: string): Promise<Outstanding | undefined> {
  const read = await readNamesJournal(FORM, path);
  return read === undefined ? undefined : { ...read.header, entries: read.entries };
}
