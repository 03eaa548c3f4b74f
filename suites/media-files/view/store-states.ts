// What a store should hold after each answer, and what its lists and its files show instead.
import type { FileKind } from '../../../harness/traces/names-trace.ts';
import type { Found, ListFact, NamedProbe, Offer, Probe, StoredFile, StoreFact } from '../rule.ts';
import { resolved } from './rewriting.ts';
import { isCaseTwin, isSpellingOf } from './spellings.ts';

export interface StoreStates {
  /** The name has a file already, or is a folder of one, or has a file where one of its folders would be. */
  isInTheWay(probe: NamedProbe): boolean;
  noteOffer(offer: Offer): void;
  /** Takes in a read, a list or a delete, and says what it shows. */
  noteLook(probe: Probe, named: NamedProbe | undefined): readonly StoreFact[];
}

interface HeldFile extends StoredFile {
  /** When it was last written, and last listed and read as it should: counted in changes of its kind. */
  readonly since: number;
  listedAt?: number;
  readAt?: number;
}

/** All of one kind. */
interface Shelf {
  readonly files: Map<string, HeldFile>;
  readonly folders: Map<string, number>;
  /** Whose content it is, by its hash. */
  readonly contents: Map<string, { readonly name: string; readonly offer: Offer; readonly wasRefused: boolean }[]>;
  readonly refused: Map<string, Offer>;
  /** Names of which nothing can be said: deleted, or offered without a clear answer. */
  readonly uncertain: Set<string>;
  changes: number;
  lastDeleted: { readonly file: StoredFile; readonly at: number } | undefined;
}

const emptyShelf = (): Shelf => ({
  files: new Map(),
  folders: new Map(),
  contents: new Map(),
  refused: new Map(),
  uncertain: new Set(),
  changes: 0,
  lastDeleted: undefined,
});

export function createStoreStates(): StoreStates {
  const shelves = new Map<FileKind, Shelf>();
  const shelfOf = (kind: FileKind): Shelf => {
    const known = shelves.get(kind) ?? emptyShelf();
    shelves.set(kind, known);
    return known;
  };
  return {
    isInTheWay: ({ name, event }) => {
      const { files, folders } = shelfOf(event.fileKind);
      return files.has(name) || folders.has(name) || foldersOf(name).some((folder) => files.has(folder));
    },
    noteOffer: (offer) => noteOffer(shelfOf(offer.event.fileKind), offer),
    noteLook: (probe, named) => {
      const { event } = probe;
      const shelf = shelfOf(event.fileKind);
      switch (event.do) {
        case 'list':
          return event.listed === undefined || probe.answer !== 'accepted'
            ? []
            : [listFact(shelf, probe, event.listed)];
        case 'read':
          return named === undefined ? [] : readFacts(shelf, named, [...shelves.values()]);
        case 'delete':
          if (named?.answer === 'accepted') noteDelete(shelf, named.name);
          return [];
        default:
          return [];
      }
    },
  };
}

const foldersOf = (name: string): readonly string[] =>
  [...name.matchAll(/\//g)].map(({ index }) => name.slice(0, index));

function noteOffer(shelf: Shelf, offer: Offer): void {
  const { name, answer, event } = offer;
  const { sha256 } = event.content ?? {};
  const wasRefused = answer === 'refused';
  // No content at all is everybody's.
  if (sha256 !== undefined && event.content?.bytes !== 0) {
    shelf.contents.set(sha256, [...(shelf.contents.get(sha256) ?? []), { name, offer, wasRefused }]);
  }
  if (wasRefused) {
    if (!shelf.files.has(name)) shelf.refused.set(name, offer);
    return;
  }
  shelf.changes++;
  if (answer === 'accepted' && !offer.wasRewritten) {
    if (!shelf.files.has(name)) countFolders(shelf, name, 1);
    shelf.uncertain.delete(name);
    shelf.refused.delete(name);
    const content = sha256 === undefined ? {} : { sha256 };
    shelf.files.set(name, { name, offer, ...content, since: shelf.changes });
  } else {
    forget(shelf, name);
    // What the name was rewritten to may be another file now, or a new one.
    if (offer.wasRewritten) forget(shelf, resolved(name));
  }
}

function forget(shelf: Shelf, name: string): void {
  if (shelf.files.has(name)) remove(shelf, name);
  shelf.uncertain.add(name);
}

function noteDelete(shelf: Shelf, name: string): void {
  const file = shelf.files.get(name);
  if (file === undefined) return;
  shelf.changes++;
  shelf.lastDeleted = { file, at: shelf.changes };
  forget(shelf, name);
}

function remove(shelf: Shelf, name: string): void {
  countFolders(shelf, name, -1);
  shelf.files.delete(name);
}

function countFolders({ folders }: Shelf, name: string, by: number): void {
  for (const folder of foldersOf(name)) {
    const count = (folders.get(folder) ?? 0) + by;
    if (count > 0) folders.set(folder, count);
    else folders.delete(folder);
  }
}

/** It was there, and another file was deleted since. */
const isLost = ({ lastDeleted }: Shelf, seenAt: number | undefined): boolean =>
  lastDeleted !== undefined && seenAt !== undefined && lastDeleted.at > seenAt;

function listFact(shelf: Shelf, probe: Probe, names: readonly string[]): ListFact {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const files = [...shelf.files.values()].filter(({ offer }) => hasToBeListed(offer));
  const present = files.filter(({ name }) => counts.has(name));
  const absent = [...shelf.files.values()].filter(({ name }) => !counts.has(name));
  const strange = [...counts.keys()].filter((name) => !shelf.files.has(name) && !shelf.uncertain.has(name));
  const renamed: { readonly file: HeldFile; readonly as: string }[] = [];
  const refused: string[] = [];
  const unknown: string[] = [];
  const explained = new Set<HeldFile>();
  const absorb = (name: string): boolean => {
    const file =
      absent.find((one) => !explained.has(one) && isCaseTwin(one.name, name)) ??
      absent.find((one) => !explained.has(one) && isSpellingOf(one.name, name));
    if (file === undefined) return false;
    explained.add(file);
    if (hasToBeListed(file.offer)) renamed.push({ file, as: name });
    return true;
  };
  for (const name of strange) {
    if (absorb(name)) continue;
    if (shelf.refused.size > 0) refused.push(name);
    else unknown.push(name);
  }
  const gone = files.filter((file) => !counts.has(file.name) && !explained.has(file) && !hasListedTwin(file, present));
  for (const file of present) file.listedAt = shelf.changes;
  const lost = gone.filter(({ listedAt }) => isLost(shelf, listedAt));
  return {
    fact: 'list',
    probe,
    present,
    missing: gone.filter((file) => !lost.includes(file)),
    lost,
    renamed,
    twice: present.filter(({ name }) => (counts.get(name) ?? 0) > 1),
    refused,
    unknown,
    afterRefusal: shelf.refused.size > 0,
  };
}

/** Names that ought to have been refused are the matter of another requirement, and those of R18 may be other names. */
const hasToBeListed = ({ judged }: Offer): boolean => judged.verdict !== 'illegal' && judged.openBy !== 'R18';

/** One of two names that differ in letter case alone (reading R16). */
const hasListedTwin = ({ name }: StoredFile, present: readonly StoredFile[]): boolean =>
  present.some((other) => isCaseTwin(other.name, name));

function readFacts(shelf: Shelf, probe: NamedProbe, shelves: readonly Shelf[]): readonly StoreFact[] {
  if (probe.answer !== 'accepted' && probe.answer !== 'refused') return [];
  const file = shelf.files.get(probe.name);
  if (file === undefined) return shelf.uncertain.has(probe.name) ? [] : [strayRead(shelf, probe, shelves)];
  if (!hasToBeListed(file.offer)) return [];
  const found = foundIn(shelf, file, probe);
  if (found === undefined) return [];
  const hasRivals = shelf.changes > file.since;
  if (found.is === 'own') file.readAt = shelf.changes;
  return [{ fact: 'read-back', probe, file, found, hasRivals }];
}

function foundIn(shelf: Shelf, file: HeldFile, { answer, event, name }: NamedProbe): Found | undefined {
  if (answer === 'refused') {
    // A name that is spelled in a way of its own may not be understood.
    if (event.rawName !== undefined) return undefined;
    return isLost(shelf, file.readAt) && shelf.lastDeleted !== undefined
      ? { is: 'rival', rival: shelf.lastDeleted.file }
      : { is: 'nothing' };
  }
  const { sha256 } = event.content ?? {};
  if (sha256 === undefined || file.sha256 === undefined) return undefined;
  if (sha256 === file.sha256) return { is: 'own' };
  const owners = shelf.contents.get(sha256) ?? [];
  const own = owners.find((owner) => owner.name === name);
  if (own !== undefined) return { is: own.wasRefused ? 'refused' : 'earlier' };
  if (owners.some((owner) => isCaseTwin(owner.name, name))) return undefined;
  const rival = owners.find(({ wasRefused }) => !wasRefused);
  if (rival !== undefined) return { is: 'rival', rival: { name: rival.name, offer: rival.offer } };
  return { is: owners.length > 0 ? 'refused' : 'other' };
}

function strayRead(shelf: Shelf, probe: NamedProbe, shelves: readonly Shelf[]): StoreFact {
  const wasRefused = shelf.refused.has(probe.name);
  const fact = { fact: 'stray-read', probe, wasRefused } as const;
  if (probe.answer === 'refused') return { ...fact, found: 'nothing' };
  const { sha256 } = probe.event.content ?? {};
  const owners = sha256 === undefined ? [] : shelves.flatMap(({ contents }) => contents.get(sha256) ?? []);
  if (owners.some((owner) => !owner.wasRefused)) return { ...fact, found: 'known' };
  return { ...fact, found: owners.length > 0 ? 'refused' : 'other' };
}
