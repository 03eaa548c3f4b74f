// The journal of the media-files suite: names of files, by kind.
import { type JournalForm, type NamesJournal, openNamesJournal, readNamesJournal } from '../../http/names-journal.ts';
import type { FileKind } from '../../traces/names-trace.ts';
import { isOurs } from './file-names.ts';

const JOURNAL_FORMAT = 'aculab-conformance/media-files-journal@1';

export interface FilesJournalHeader {
  /** URL of the store without user and password. */
  readonly url: string;
  readonly user?: string;
  readonly runId: string;
}

export interface FilesJournalEntry {
  readonly fileKind: FileKind;
  /** Whole, prefix included. */
  readonly name: string;
  /** How it was written in the URL, where that was not the usual way. */
  readonly spelling?: string;
}

export type FilesJournal = NamesJournal<FilesJournalEntry>;

export interface OutstandingFiles extends FilesJournalHeader {
  readonly entries: readonly FilesJournalEntry[];
}

const isText = (value: unknown): value is string => typeof value === 'string';
const isKind = (value: unknown): value is FileKind => value === 'media' || value === 'msg_media' || value === 'rest';

const FORM: JournalForm<FilesJournalHeader, FilesJournalEntry> = {
  format: JOURNAL_FORMAT,
  header: ({ url, user, runId }) =>
    isText(url) && isText(runId) ? { url, ...(isText(user) ? { user } : {}), runId } : undefined,
  entry: ({ fileKind, name, spelling }) =>
    isKind(fileKind) && isText(name) ? { fileKind, name, ...(isText(spelling) ? { spelling } : {}) } : undefined,
  nameOf: ({ fileKind, name }) => `${fileKind}/${name}`,
  isOurs: ({ name, spelling }) => isOurs(name) && (spelling === undefined || isOurs(spelling)),
};

/** Begins a journal. Rejects where the file exists: it may be all that is known of what another run left. */
export const openFilesJournal = (path: string, header: FilesJournalHeader): Promise<FilesJournal> =>
  openNamesJournal(FORM, path, header);

/**
 * Reads what a journal knows to be left, also from one that was cut in the middle of its last line. Undefined where
 * there is no journal or not even its header was written. Rejects for a file that is no journal or names what is not ours.
 */
export async function outstandingFiles(path: string): Promise<OutstandingFiles | undefined> {
  const read = await readNamesJournal(FORM, path);
  return read === undefined ? undefined : { ...read.header, entries: read.entries };
}
