// What the faults are written in.
import type { Kind } from '../kinds.ts';
import { RefusalError, refuse } from '../refusal.ts';
import { decoded } from '../request-path.ts';
import type {
  Judged,
  LineHook,
  Outcome,
  Place,
  Reply,
  RuleHook,
  Said,
  Store,
  StoreHook,
  StoreRequest,
} from '../seams.ts';

/** Hooks by fault id, for each of the three records that a fault can be in. */
export type RuleHooks = Readonly<Record<string, RuleHook>>;
export type StoreHooks = Readonly<Record<string, StoreHook>>;
export type LineHooks = Readonly<Record<string, LineHook>>;

/** Which names a fault is about. */
export type Which = (name: string, kind: Kind) => boolean;

/** Names that match. */
export const like =
  (expression: RegExp): Which =>
  (name) =>
    expression.test(name);
export const ofKind =
  (wanted: Kind): Which =>
  (_, kind) =>
    kind === wanted;
export const both =
  (one: Which, other: Which): Which =>
  (name, kind) =>
    one(name, kind) && other(name, kind);

/** The last segment of a path, and what stands before it, without the slash between them. */
export const fileOf = (name: string): string => name.slice(name.lastIndexOf('/') + 1);
export const folderIn = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('/')));

/** Refuses legal names, too. */
export const refusesToo =
  (which: Which, reason: string): RuleHook =>
  (rules) => ({
    objection: (name, kind) => rules.objection(name, kind) ?? (which(name, kind) ? reason : undefined),
  });

/** Judges another name than the one that was given. */
export const sees =
  (change: (name: string, kind: Kind) => string): RuleHook =>
  (rules) => ({ objection: (name, kind) => rules.objection(change(name, kind), kind) });

type Rule = 'characters' | 'dotDot' | 'slashSlash' | 'slashDotSlash' | 'extension';

/** Leaves one rule out for some names. */
export const overlooks =
  (rule: Rule, which: Which = () => true): RuleHook =>
  (rules) => ({ [rule]: (name: string, kind: Kind) => (which(name, kind) ? undefined : rules[rule](name, kind)) });

/** Shows one rule another name than the one that was given. */
export const shows =
  (rule: Rule, change: (name: string, kind: Kind) => string): RuleHook =>
  (rules) => ({ [rule]: (name: string, kind: Kind) => rules[rule](change(name, kind), kind) });

/** Checks characters by a regular expression for whole names. */
export const checksBy =
  (expression: RegExp): RuleHook =>
  (rules) => ({
    characters: (name, kind) => {
      if (kind === 'rest') return rules.characters(name, kind);
      return expression.test(name) ? undefined : 'a character is not allowed';
    },
  });

/** Takes some characters for allowed ones: those that match, one by one. */
export const allows = (expression: RegExp): RuleHook => {
  const every = new RegExp(expression.source, `g${expression.flags}`);
  return shows('characters', (name) => name.replace(every, 'x'));
};

/** Other extensions than the published ones. */
export const takes =
  (kind: Kind, test: (extension: string) => boolean): RuleHook =>
  (rules) => ({
    takesExtension: (extension, asked) => (asked === kind ? test(extension) : rules.takesExtension(extension, asked)),
  });

/** Comes to a bad end on some names. */
export const endsOn =
  (end: 'hang' | 'crash', which: Which): RuleHook =>
  (rules) => ({ judge: (name, kind): Judged => (which(name, kind) ? end : rules.judge(name, kind)) });

/** The name that a request is about, however its slashes are encoded; undefined where it cannot be decoded. */
export function nameIn({ segments }: StoreRequest): string | undefined {
  const texts = segments?.map(decoded);
  return texts === undefined || texts.includes(undefined) ? undefined : texts.join('/');
}

/** Answers some requests in a way of its own. */
export const answers =
  (which: (request: StoreRequest) => boolean, outcome: (request: StoreRequest, store: Store) => Outcome): StoreHook =>
  (store) => ({ answer: (request) => (which(request) ? outcome(request, store) : store.answer(request)) });

export const SERVER_ERROR: Reply = {
  status: 500,
  body: { error: { code: 'HTTP 500', text: 'Internal server error' } },
};

/** Comes to a bad end on requests about some names. */
export const failsOn = (end: Outcome, which: (name: string) => boolean, ...methods: readonly string[]): StoreHook =>
  answers(
    (request) => {
      const name = nameIn(request);
      return name !== undefined && (methods.length === 0 || methods.includes(request.method)) && which(name);
    },
    () => end,
  );

/** Does something to the store when a file is refused. */
export const onRefused =
  (effect: (store: Store, place: Place, content: Buffer) => void): StoreHook =>
  (store) => ({
    perform: (request) => {
      try {
        return store.perform(request);
      } catch (error) {
        const place = placeIn(request);
        if (error instanceof RefusalError && error.status === 400 && request.method === 'PUT' && place !== undefined)
          attempt(() => effect(store, place, request.body ?? Buffer.alloc(0)));
        throw error;
      }
    },
  });

export function placeIn(request: StoreRequest): Place | undefined {
  const name = nameIn(request);
  return request.kind === undefined || name === undefined ? undefined : { kind: request.kind, name };
}

/** Calls what may refuse, for its effects. */
function attempt(act: () => unknown): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof RefusalError)) throw error;
  }
}

/** Lists names otherwise than they are. */
export const lists = (change: (names: readonly string[], kind: Kind, store: Store) => readonly string[]): StoreHook => {
  return (store) => ({ listed: (kind) => change(store.listed(kind), kind, store) });
};
export const listsEach = (change: (name: string) => string): StoreHook => lists((names) => names.map(change));

/** Keeps other content than it was sent. */
export const keeps = (change: (content: Buffer) => Buffer): StoreHook => {
  return (store) => ({ kept: (content, place) => change(store.kept(content, place)) });
};

/** Answers Read of some files as if they were not there. */
export const readsNo =
  (which: (place: Place, store: Store) => boolean): StoreHook =>
  (store) => ({
    read: (place) => (which(place, store) ? refuse(404, 'there is no such file') : store.read(place)),
  });

/**
 * Keeps the content of several names in one place, by a key that is the same for them. Each name is listed as long as it
 * was not deleted, so that nothing is wrong but that.
 */
export const sharesBy =
  (keyOf: (name: string) => string): StoreHook =>
  (store) => {
    const given = new Map<Kind, Set<string>>();
    const of = (kind: Kind): Set<string> => {
      const known = given.get(kind) ?? new Set();
      given.set(kind, known);
      return known;
    };
    return {
      pathOf: ({ kind, name }) => store.pathOf({ kind, name: keyOf(name) }),
      names: (kind) => [...of(kind)].sort(),
      keep: (place, content) => {
        const before = of(place.kind).has(place.name);
        store.keep(place, content);
        of(place.kind).add(place.name);
        return before;
      },
      find: (place) => (of(place.kind).has(place.name) ? store.find(place) : undefined),
      forget: (place) => {
        const others = [...of(place.kind)].filter((name) => name !== place.name);
        if (!of(place.kind).delete(place.name)) return false;
        if (!others.some((name) => keyOf(name) === keyOf(place.name))) store.forget(place);
        return true;
      },
    };
  };

/** Says something else than the answer to some lines; `count` is the number of lines so far, from 1. */
export const says =
  (change: (said: readonly string[], count: number) => Said): LineHook =>
  (lines) => {
    let count = 0;
    return {
      answer: (line) => {
        const said = lines.answer(line);
        if (typeof said === 'string' || said.length === 0) return said;
        count += 1;
        return change(said, count);
      },
    };
  };
