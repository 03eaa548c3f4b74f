// Names of services that may exist because of us, on disk before the first request that may create them. Whatever ends
// the run, the next one can delete what it left. No secrets are in it.
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
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

export interface Journal {
  /** Resolves when the names are on the disk: only then may a request create them. Names that are there cost nothing. */
  mayExist(entries: readonly JournalEntry[]): Promise<void>;
  /** The service is known to be gone, or was never asked for. */
  isGone(entry: JournalEntry): void;
  /** Those that may exist now. */
  outstanding(): readonly JournalEntry[];
  close(): Promise<void>;
}

export interface Outstanding extends JournalHeader {
  readonly entries: readonly JournalEntry[];
}

/** Begins a journal. Rejects where the file exists: it may be all that is known of what another run left. */
export async function openJournal(path: string, { url, user, user2, runId }: JournalHeader): Promise<Journal> {
  const file = await open(path, 'ax');
  const entries = new Map<string, JournalEntry>();
  let waiting = '';
  let lastWrite: Promise<void> = Promise.resolve();
  let nextWrite: Promise<void> | undefined;

  const note = (line: object): void => {
    waiting += `${JSON.stringify(line)}\n`;
  };
  /** What comes while the disk is busy goes in one piece when it is done: cases side by side wait for one write. */
  function onDisk(): Promise<void> {
    if (waiting === '') return nextWrite ?? lastWrite;
    nextWrite ??= lastWrite.then(async () => {
      const text = waiting;
      waiting = '';
      nextWrite = undefined;
      await file.appendFile(text);
      await file.datasync();
    });
    lastWrite = nextWrite;
    return nextWrite;
  }

  note({ format: JOURNAL_FORMAT, url, user, ...(user2 === undefined ? {} : { user2 }), runId });
  await onDisk();
  await syncFolder(dirname(path));

  return {
    async mayExist(added) {
      for (const { account, name } of added) {
        if (!name.startsWith(NAME_PREFIX)) throw new Error(`${name} is no name of ours`);
        if (entries.has(keyOf({ account, name }))) continue;
        entries.set(keyOf({ account, name }), { account, name });
        note({ kind: 'may-exist', account, name });
      }
      await onDisk();
    },
    isGone({ account, name }) {
      // Goes with the next write: without this line the service is deleted once more, which does no harm.
      if (entries.delete(keyOf({ account, name }))) note({ kind: 'gone', account, name });
    },
    outstanding: () => [...entries.values()],
    async close() {
      await onDisk();
      await file.close();
    },
  };
}

/**
 * Reads what a journal knows to be left, also from one that was cut in the middle of its last line. Undefined where
 * there is no journal or not even its header was written: then nothing was created. Rejects for a file that is no
 * journal or names what is not ours.
 */
export async function outstanding(path: string): Promise<Outstanding | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n');
  // Behind the last line end: nothing, or a line that was cut before its name was ever sent.
  lines.pop();
  const [head, ...rest] = lines.map((text, index) => parsed(text, `${path}:${index + 1}`));
  if (head === undefined) return undefined;
  const { format, url, user, user2, runId } = head;
  if (format !== JOURNAL_FORMAT || !isText(url) || !isText(user) || !isText(runId)) {
    throw new Error(`${path}:1: no journal of the format ${JOURNAL_FORMAT}`);
  }
  const entries = new Map<string, JournalEntry>();
  for (const [index, line] of rest.entries()) {
    const entry = entryOf(line);
    if (entry === undefined) throw new Error(`${path}:${index + 2}: no line of a journal`);
    if (!entry.name.startsWith(NAME_PREFIX)) throw new Error(`${path}:${index + 2}: ${entry.name} is no name of ours`);
    if (line.kind === 'gone') entries.delete(keyOf(entry));
    else entries.set(keyOf(entry), entry);
  }
  return { url, user, ...(isText(user2) ? { user2 } : {}), runId, entries: [...entries.values()] };
}

type Line = Readonly<Record<string, unknown>>;

const keyOf = ({ account, name }: JournalEntry): string => JSON.stringify([account, name]);

const isText = (value: unknown): value is string => typeof value === 'string';

function entryOf({ kind, account, name }: Line): JournalEntry | undefined {
  if (kind !== 'may-exist' && kind !== 'gone') return undefined;
  if ((account !== 'first' && account !== 'second') || !isText(name)) return undefined;
  return { account, name };
}

function parsed(text: string, place: string): Line {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Line;
  } catch (cause) {
    throw new Error(`${place}: no JSON`, { cause });
  }
  throw new Error(`${place}: no JSON object`);
}

/** A new file is safe only when its folder is. */
async function syncFolder(path: string): Promise<void> {
  let folder: FileHandle | undefined;
  try {
    folder = await open(path, 'r');
    await folder.sync();
  } catch {
    // Some file systems know no such thing.
  } finally {
    await folder?.close();
  }
}
