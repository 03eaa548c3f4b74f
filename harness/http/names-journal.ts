// Names of what may exist in somebody's account because of us, on disk before the first request that may create it.
// Whatever ends the run, the next one can delete what it left. No secrets are in it.
import { constants } from 'node:fs';
import { type FileHandle, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';

const { O_APPEND, O_CREAT, O_EXCL, O_WRONLY } = constants;
/** What is written is on the disk: not every system can do both in one step. */
const O_DSYNC: number | undefined = constants.O_DSYNC;

export type JournalLine = Readonly<Record<string, unknown>>;

/** What the journal of a suite holds. Entries have no member `kind`. */
export interface JournalForm<Header, Entry> {
  readonly format: string;
  /** Undefined for what is no header or no entry. */
  readonly header: (line: JournalLine) => Header | undefined;
  readonly entry: (line: JournalLine) => Entry | undefined;
  /** How messages call the entry. */
  readonly nameOf: (entry: Entry) => string;
  /** Only what a run of ours can have made is ever written down. */
  readonly isOurs: (entry: Entry) => boolean;
}

export interface NamesJournal<Entry> {
  /** Resolves when the names are on the disk: only then may a request create them. Names that are there cost nothing. */
  mayExist(entries: readonly Entry[]): Promise<void>;
  /** It is known to be gone, or was never asked for. */
  isGone(entry: Entry): void;
  /** Those that may exist now. */
  outstanding(): readonly Entry[];
  close(): Promise<void>;
}

/** Begins a journal. Rejects where the file exists: it may be all that is known of what another run left. */
export async function openNamesJournal<Header extends object, Entry extends object>(
  { format, entry: entryOf, nameOf, isOurs }: JournalForm<Header, Entry>,
  path: string,
  header: Header,
): Promise<NamesJournal<Entry>> {
  const file = await open(path, O_APPEND | O_CREAT | O_EXCL | O_WRONLY | (O_DSYNC ?? 0));
  const entries = new Map<string, Entry>();
  let waiting = '';
  let lastWrite: Promise<void> = Promise.resolve();
  let nextWrite: Promise<void> | undefined;

  const note = (line: object): void => {
    waiting += `${JSON.stringify(line)}\n`;
  };
  /** Nothing but what the form knows, in its order. */
  const known = (given: Entry): Entry => entryOf({ ...given } as JournalLine) ?? given;
  /** What comes while the disk is busy goes in one piece when it is done: cases side by side wait for one write. */
  function onDisk(): Promise<void> {
    if (waiting === '') return nextWrite ?? lastWrite;
    nextWrite ??= lastWrite.then(async () => {
      const text = waiting;
      waiting = '';
      nextWrite = undefined;
      await file.appendFile(text);
      if (O_DSYNC === undefined) await file.datasync();
    });
    lastWrite = nextWrite;
    return nextWrite;
  }

  note({ format, ...header });
  await onDisk();
  await syncFolder(dirname(path));

  return {
    async mayExist(added) {
      for (const given of added) {
        const entry = known(given);
        if (!isOurs(entry)) throw new Error(`${nameOf(entry)} is no name of ours`);
        const key = JSON.stringify(entry);
        if (entries.has(key)) continue;
        entries.set(key, entry);
        note({ kind: 'may-exist', ...entry });
      }
      await onDisk();
    },
    isGone(given) {
      const entry = known(given);
      // Goes with the next write: without this line it is deleted once more, which does no harm.
      if (entries.delete(JSON.stringify(entry))) note({ kind: 'gone', ...entry });
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
 * journal of the form or names what is not ours.
 */
export async function readNamesJournal<Header, Entry>(
  { format, header: headerOf, entry: entryOf, nameOf, isOurs }: JournalForm<Header, Entry>,
  path: string,
): Promise<{ readonly header: Header; readonly entries: readonly Entry[] } | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const lines = text.split('\n');
  // Behind the last line end: nothing, or a line that was cut before its name was ever sent.
  lines.pop();
  const [head, ...rest] = lines.map((text, index) => parsed(text, `${path}:${index + 1}`));
  if (head === undefined) return undefined;
  const header = head.format === format ? headerOf(head) : undefined;
  if (header === undefined) throw new Error(`${path}:1: no journal of the format ${format}`);
  const entries = new Map<string, Entry>();
  for (const [index, line] of rest.entries()) {
    const entry = line.kind === 'may-exist' || line.kind === 'gone' ? entryOf(line) : undefined;
    if (entry === undefined) throw new Error(`${path}:${index + 2}: no line of a journal`);
    if (!isOurs(entry)) throw new Error(`${path}:${index + 2}: ${nameOf(entry)} is no name of ours`);
    const key = JSON.stringify(entry);
    if (line.kind === 'gone') entries.delete(key);
    else entries.set(key, entry);
  }
  return { header, entries: [...entries.values()] };
}

function parsed(text: string, place: string): JournalLine {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as JournalLine;
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
