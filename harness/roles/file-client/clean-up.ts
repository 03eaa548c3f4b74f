// What is written to a store goes again, whatever happened in between.
import type { FileKind } from '../../traces/names-trace.ts';
import type { Answer, NameBinding, NamedFile } from './binding.ts';
import { casePrefixOf, FILE_PREFIX } from './file-names.ts';
import type { FilesJournal, FilesJournalEntry } from './files-journal.ts';
import { strayingProblem } from './own-names.ts';

/**
 * What offers of a file came to: `unclear` where the answer was neither yes nor no, `unknown` where there was none, and
 * the file may still be written.
 */
export type Effect = 'accepted' | 'refused' | 'unclear' | 'unknown';

/** Files that may exist, in each way in which they were written. */
export interface Offered {
  note(file: NamedFile, answer: Answer): void;
  /** The target says that it deleted it. */
  isDeleted(file: NamedFile): void;
  files(): ReadonlyArray<{ readonly file: NamedFile; readonly effects: ReadonlySet<Effect> }>;
}

export function createOffered(): Offered {
  const offered = new Map<string, { readonly file: NamedFile; readonly effects: Set<Effect> }>();
  return {
    note: ({ kind, name, spelling }, { outcome, response, failure }) => {
      const file = { kind, name, ...(spelling === undefined ? {} : { spelling }) };
      const known = offered.get(keyOf(file)) ?? { file, effects: new Set() };
      const isAnswered = response !== undefined && failure === undefined;
      known.effects.add(isAnswered ? (outcome === 'failed' ? 'unclear' : outcome) : 'unknown');
      offered.set(keyOf(file), known);
    },
    isDeleted: (file) => {
      offered.delete(keyOf(file));
    },
    files: () => [...offered.values()],
  };
}

export interface CleanUp {
  readonly binding: NameBinding;
  readonly namePrefix: string;
  readonly offered: Offered;
  readonly journal: FilesJournal | undefined;
  /** Told of each question and its answer. */
  readonly onAnswer: (did: 'list' | 'delete', file: NamedFile, answer: Answer) => void;
}

const AT_ONCE = 8;
const TRIES = 2;
/** Deletions without an answer; each costs a whole deadline. */
const MOST_SILENCES = 3;
/** Given up when so long nothing was deleted; whoever interrupts a run waits for it. */
const PATIENCE_MS = 20_000;

/**
 * Deletes every file of a case that may exist: what was not refused, and what is listed although it was.
 *
 * @returns those whose deletion was not confirmed, as `kind/name`.
 */
export async function cleanUp(options: CleanUp): Promise<readonly string[]> {
  const { binding, journal, onAnswer } = options;
  const { signal, goesOn, end } = patience();
  try {
    const left: string[] = [];
    const queue = [...(await toDelete(options, signal))];
    const worker = async (): Promise<void> => {
      for (let each = queue.shift(); each !== undefined; each = queue.shift()) {
        const outcome = await deleteFile(binding, each, signal, onAnswer);
        if (outcome !== 'left') goesOn();
        if (outcome === 'gone') journal?.isGone(entryOf(each.file));
        else if (outcome === 'left') left.push(`${each.file.kind}/${each.file.name}`);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return [...new Set(left)];
  } finally {
    end();
  }
}

export const entryOf = ({ kind, name, spelling }: NamedFile): FilesJournalEntry => ({
  fileKind: kind,
  name,
  ...(spelling === undefined ? {} : { spelling }),
});

/**
 * Deletes what a journal says may exist, after a run or for one that was killed. What is not listed and does not answer
 * its deletion is taken for absent.
 *
 * @returns those whose deletion was not confirmed, as `kind/name`.
 */
export async function removeOutstanding(
  entries: readonly FilesJournalEntry[],
  binding: NameBinding,
  onGone: (entry: FilesJournalEntry, how: 'deleted' | 'absent') => void,
): Promise<readonly string[]> {
  const { signal, goesOn, end } = patience();
  const left: string[] = [];
  let silences = 0;
  try {
    const listed = await listedNames(entries, binding, signal);
    const queue = [...entries, ...strangers(entries, listed)];
    const worker = async (): Promise<void> => {
      for (let entry = queue.shift(); entry !== undefined; entry = queue.shift()) {
        const file = { kind: entry.fileKind, name: entry.name, ...spellingOf(entry) };
        const isUnlisted = listed.get(file.kind)?.has(file.name) === false;
        const answer = silences < MOST_SILENCES ? await removeWithTries(binding, file, signal, () => {}) : undefined;
        if (answer?.failure?.kind === 'timeout') silences++;
        const how = (answer === undefined ? undefined : goneBy(answer, true)) ?? (isUnlisted ? 'absent' : undefined);
        if (how === undefined) left.push(`${file.kind}/${file.name}`);
        else {
          goesOn();
          onGone(entry, how);
        }
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return [...new Set(left)];
  } finally {
    end();
  }
}

/** Names of ours that are there, by kind; kinds that cannot be listed are left out. */
async function listedNames(
  entries: readonly FilesJournalEntry[],
  binding: NameBinding,
  signal: AbortSignal,
): Promise<ReadonlyMap<FileKind, ReadonlySet<string>>> {
  const listed = new Map<FileKind, ReadonlySet<string>>();
  for (const kind of new Set(entries.map(({ fileKind }) => fileKind))) {
    const answer = binding.carries('list', { kind }) ? await binding.list?.(kind, FILE_PREFIX, signal) : undefined;
    if (answer?.listed !== undefined) listed.set(kind, new Set(answer.listed));
  }
  return listed;
}

/** Names under which a store keeps what was offered under others: they begin as those do. */
function strangers(
  entries: readonly FilesJournalEntry[],
  listed: ReadonlyMap<FileKind, ReadonlySet<string>>,
): readonly FilesJournalEntry[] {
  const known = new Set(entries.map(({ fileKind, name }) => `${fileKind}/${name}`));
  const prefixes = new Set(entries.map(({ name }) => casePrefixOf(name)));
  return [...listed].flatMap(([fileKind, names]) =>
    [...names]
      .filter((name) => prefixes.has(casePrefixOf(name)) && !known.has(`${fileKind}/${name}`))
      .filter((name) => strayingProblem(casePrefixOf(name), name) === undefined)
      .map((name) => ({ fileKind, name })),
  );
}

const spellingOf = ({ spelling }: FilesJournalEntry): Pick<NamedFile, 'spelling'> =>
  spelling === undefined ? {} : { spelling };

const keyOf = ({ kind, name, spelling }: NamedFile): string => JSON.stringify([kind, name, spelling]);

interface Deletion {
  readonly file: NamedFile;
  readonly effects: ReadonlySet<Effect>;
}

async function toDelete(
  { binding, namePrefix, offered, journal, onAnswer }: CleanUp,
  signal: AbortSignal,
): Promise<readonly Deletion[]> {
  const deletions: Deletion[] = [];
  const files = offered.files();
  for (const kind of new Set(files.map(({ file }) => file.kind))) {
    const ofKind = files.filter(({ file }) => file.kind === kind);
    const answer = binding.carries('list', { kind }) ? await binding.list?.(kind, namePrefix, signal) : undefined;
    if (answer !== undefined) onAnswer('list', { kind, name: '' }, answer);
    const listed = answer?.listed === undefined ? undefined : new Set(answer.listed);
    for (const each of ofKind) {
      const { file, effects } = each;
      const isListed = file.spelling === undefined && listed?.has(file.name) === true;
      // Under whatever name a store keeps what it did not say yes to, the list tells it.
      if (listed === undefined || isListed || effects.has('accepted') || effects.has('unclear')) deletions.push(each);
      // What was given up may still be written: the journal keeps it until the end.
      else if (!effects.has('unknown')) journal?.isGone(entryOf(file));
    }
    const known = new Set(ofKind.flatMap(({ file }) => (file.spelling === undefined ? [file.name] : [])));
    for (const name of listed ?? []) {
      if (known.has(name) || !name.startsWith(namePrefix) || strayingProblem(namePrefix, name) !== undefined) continue;
      deletions.push({ file: { kind, name }, effects: new Set(['accepted']) });
    }
  }
  // Some of the listed names are not those under which they were offered.
  await journal?.mayExist(deletions.map(({ file }) => entryOf(file)));
  return deletions;
}

/** `absent`: it is not there, and a request that was given up may still write it. The journal keeps it until the end. */
async function deleteFile(
  binding: NameBinding,
  { file, effects }: Deletion,
  signal: AbortSignal,
  onAnswer: CleanUp['onAnswer'],
): Promise<'gone' | 'absent' | 'left'> {
  const answer = await removeWithTries(binding, file, signal, (each) => onAnswer('delete', file, each));
  if (answer === undefined) return 'left';
  const how = goneBy(answer, !effects.has('accepted'));
  if (how === undefined) return 'left';
  return how === 'absent' && effects.has('unknown') ? 'absent' : 'gone';
}

/** The first answer that is no failure, or the last failure. */
async function removeWithTries(
  binding: NameBinding,
  file: NamedFile,
  signal: AbortSignal,
  onAnswer: (answer: Answer) => void,
): Promise<Answer | undefined> {
  let answer: Answer | undefined;
  for (let tried = 0; tried < TRIES && !signal.aborted; tried++) {
    answer = await binding.remove?.(file, signal);
    if (answer === undefined) return undefined;
    onAnswer(answer);
    // Silence is not broken by asking again.
    if (answer.outcome !== 'failed' || answer.failure?.kind === 'timeout') return answer;
  }
  return answer;
}

/** A name that may never have been accepted need not be understood now. */
function goneBy({ outcome, response }: Answer, mayBeNone: boolean): 'deleted' | 'absent' | undefined {
  if (outcome === 'accepted') return 'deleted';
  const isUnknown = response?.status === 404 || response?.status === 410;
  return isUnknown || (mayBeNone && outcome === 'refused') ? 'absent' : undefined;
}

/** A signal that is aborted when nothing went on for some time. */
function patience(): { readonly signal: AbortSignal; readonly goesOn: () => void; readonly end: () => void } {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), PATIENCE_MS);
  return { signal: controller.signal, goesOn: () => timer.refresh(), end: () => clearTimeout(timer) };
}
