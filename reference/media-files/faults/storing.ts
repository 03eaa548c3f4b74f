// Stores that keep what they refuse, give back something else than they got, or take two names for one.
import type { Kind } from '../kinds.ts';
import { refuse } from '../refusal.ts';
import type { Place, StoreHook } from '../seams.ts';
import { isValidName } from '../validate.ts';
import {
  answers,
  fileOf,
  folderIn,
  keeps,
  lists,
  listsEach,
  onRefused,
  placeIn,
  readsNo,
  type StoreHooks,
  sharesBy,
} from './vocabulary.ts';

const keyOf = ({ kind, name }: Place): string => `${kind} ${name}`;

/** Keeps content that was refused under a legal name that comes of its own. */
const keepsRefusedAs = (change: (name: string) => string): StoreHook =>
  onRefused((store, { kind, name }, content) => {
    const legal = { kind, name: change(name) };
    if (isValidName(legal.name, kind).accepted) store.keep(legal, content);
  });

/** Answers Read and Delete of what is there, whatever it is called. */
const findsRefused: StoreHook = answers(
  (request) => request.method !== 'PUT' && request.segments !== undefined,
  (request, store) => {
    const place = placeIn(request);
    const found = place === undefined ? undefined : store.find(place);
    if (place === undefined || found === undefined) return store.answer(request);
    return request.method === 'DELETE' ? store.remove(place) : store.read(place);
  },
);

const keepsRefused = onRefused((store, place, content) => store.keep(place, content));

/** One hook around another. */
const around =
  (outer: StoreHook, inner: StoreHook): StoreHook =>
  (store) => {
    const made = inner(store);
    return { ...made, ...outer({ ...store, ...made }) };
  };

const keepsAndFinds = around(findsRefused, keepsRefused);

const REFUSED: StoreHooks = {
  'files.store.refused-leaves-nothing': keepsAndFinds,
  'files.store.refused-leaves-nothing/listed': keepsRefused,
  'files.store.refused-leaves-nothing/readable': around(
    lists((names, kind) => names.filter((name) => isValidName(name, kind).accepted)),
    keepsAndFinds,
  ),
  'files.store.refused-leaves-nothing/empty': onRefused((store, place) => store.keep(place, Buffer.alloc(0))),
  'files.store.refused-leaves-nothing/sanitised': keepsRefusedAs((name) => name.replace(/[^a-zA-Z0-9._/@:-]/g, '_')),
  'files.store.refused-leaves-nothing/collapsed': keepsRefusedAs((name) => name.replace(/\/(\.?\/)+/g, '/')),
  'files.store.refused-leaves-nothing/extension': onRefused((store, { kind, name }, content) => {
    if (kind !== 'rest' && isValidName(`${name}.wav`, kind).accepted) store.keep({ kind, name }, content);
  }),
  'files.store.refused-leaves-nothing/part': onRefused((store, { kind, name }, content) => {
    store.keep({ kind, name: `${name}.part` }, content);
  }),
};

/** Lists what there was one change ago. */
const stale: StoreHook = (store) => {
  const before = new Map<Kind, readonly string[]>();
  const noted = <T>(kind: Kind, act: () => T): T => {
    const names = store.names(kind);
    const result = act();
    before.set(kind, names);
    return result;
  };
  return {
    keep: (place, content) => noted(place.kind, () => store.keep(place, content)),
    forget: (place) => noted(place.kind, () => store.forget(place)),
    listed: (kind) => before.get(kind) ?? store.listed(kind),
  };
};

/** Writes over a file without cutting it off where the new content ends. */
const leavesTails: StoreHook = (store) => ({
  keep: (place, content) => {
    const before = store.find(place) ?? Buffer.alloc(0);
    return store.keep(place, Buffer.concat([content, before.subarray(content.length)]));
  },
});

const replacedOnce: StoreHook = (store) => {
  const replaced = new Set<string>();
  return {
    keep: (place, content) => {
      const was = store.keep(place, content);
      if (was) replaced.add(keyOf(place));
      return was;
    },
    listed: (kind) =>
      store.listed(kind).flatMap((name) => (replaced.has(keyOf({ kind, name })) ? [name, name] : [name])),
  };
};

const ROUND_TRIP: StoreHooks = {
  'files.store.round-trip': lists((names) => names.filter((name) => !name.includes('/'))),
  'files.store.round-trip/lower-case': listsEach((name) => name.toLowerCase()),
  'files.store.round-trip/file-name': listsEach(fileOf),
  'files.store.round-trip/leading-slash': listsEach((name) => `/${name}`),
  'files.store.round-trip/encoded': listsEach(encodeURIComponent),
  'files.store.round-trip/no-extension': listsEach((name) => name.replace(/\.[^./]*$/, '')),
  'files.store.round-trip/cut-name': listsEach((name) => name.slice(0, 40)),
  'files.store.round-trip/hidden': lists((names) => names.filter((name) => !/(^|\/)\./.test(name))),
  'files.store.round-trip/first-page': lists((names) => names.slice(0, 25)),
  'files.store.round-trip/stale': stale,
  'files.store.round-trip/twice': replacedOnce,

  'files.store.round-trip/unreadable': readsNo(({ name }) => name.includes('/')),
  'files.store.round-trip/truncated': keeps((content) => content.subarray(0, -1)),
  'files.store.round-trip/first-kilobyte': keeps((content) => content.subarray(0, 1024)),
  'files.store.round-trip/nul': keeps((content) => {
    const end = content.indexOf(0);
    return end < 0 ? content : content.subarray(0, end);
  }),
  'files.store.round-trip/line-ends': keeps((content) =>
    Buffer.from(content.toString('latin1').replace(/\r\n?/g, '\n'), 'latin1'),
  ),
  'files.store.round-trip/final-newline': keeps((content) =>
    content.at(-1) === 0x0a ? content : Buffer.concat([content, Buffer.from('\n')]),
  ),
  'files.store.round-trip/text': keeps((content) => Buffer.from(content.toString('utf8'), 'utf8')),
  'files.store.round-trip/first-content': (store) => ({
    keep: (place, content) => store.find(place) !== undefined || store.keep(place, content),
  }),
  'files.store.round-trip/tail': leavesTails,
};

/** Removes with a file what else a test finds, by the name of the file and the other's. */
const removesToo =
  (test: (removed: string, other: string) => boolean): StoreHook =>
  (store) => ({
    forget: (place) => {
      const was = store.forget(place);
      const others = was ? store.names(place.kind).filter((other) => test(place.name, other)) : [];
      for (const name of others) store.forget({ kind: place.kind, name });
      return was;
    },
  });

const DISTINCT: StoreHooks = {
  'files.store.distinct': sharesBy((name) => name.replaceAll('@', '_')),
  'files.store.distinct/folders-left-out': sharesBy(fileOf),
  'files.store.distinct/folders-joined': sharesBy((name) => name.replaceAll('/', '_')),
  'files.store.distinct/extension': sharesBy((name) => name.replace(/\.[^./]*$/, '.file')),
  'files.store.distinct/dots': sharesBy((name) => name.replace(/\.(?=[^/]*\.)/g, '')),
  'files.store.distinct/cut': sharesBy((name) => name.slice(0, 40)),
  'files.store.distinct/delete-folder': removesToo(
    (removed, other) => folderIn(removed) !== '' && folderIn(removed) === folderIn(other),
  ),
  'files.store.distinct/delete-prefix': removesToo((removed, other) => other.startsWith(removed)),
};

/** Refuses a file whose folder is not there yet: who else would make it? */
const noNewFolders: StoreHook = (store) => ({
  write: (place, content) => {
    const folder = folderIn(place.name);
    const isThere = folder === '' || store.names(place.kind).some((name) => name.startsWith(`${folder}/`));
    return isThere ? store.write(place, content) : refuse(409, 'there is no such folder');
  },
});

const SEPARATOR: StoreHooks = { 'files.separator/no-such-folder': noNewFolders };

export const STORING: StoreHooks = { ...SEPARATOR, ...REFUSED, ...ROUND_TRIP, ...DISTINCT };
