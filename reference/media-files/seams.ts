// What judges names, what keeps files and what answers line by line, each as a record of functions that call each other
// through the record. A fault replaces some of them and calls on what was there for the rest: so each function here is a
// place where a fault can take hold.
import type { Kind } from './kinds.ts';

export interface Judgement {
  readonly accepted: boolean;
  /** Why it is refused. */
  readonly reason?: string;
}

/** A judgement, or none ever, or the end of the process. */
export type Judged = Judgement | 'hang' | 'crash';

/** The rules of names. What objects says why, and undefined where it has nothing to object. */
export interface Rules {
  /** Everything, from a name to what is said about it. */
  judge(name: string, kind: Kind): Judged;
  /** The first objection of all rules. */
  objection(name: string, kind: Kind): string | undefined;
  length(name: string): string | undefined;
  characters(name: string, kind: Kind): string | undefined;
  dotDot(name: string, kind: Kind): string | undefined;
  slashSlash(name: string, kind: Kind): string | undefined;
  slashDotSlash(name: string, kind: Kind): string | undefined;
  /** What stands at the beginning and at the end of a path. */
  ends(name: string): string | undefined;
  extension(name: string, kind: Kind): string | undefined;
  /** The extension of a name, without its dot; undefined where there is none. */
  extensionOf(name: string, kind: Kind): string | undefined;
  takesExtension(extension: string, kind: Kind): boolean;
}

/** One file, or where it would be. */
export interface Place {
  readonly kind: Kind;
  readonly name: string;
}

/** A request to the store. */
export interface StoreRequest {
  readonly method: string;
  /** What the first segment of the path names; undefined where it is no kind. */
  readonly kind: Kind | undefined;
  /** The rest of the path as it was on the wire, each segment still encoded; undefined where there is no more. */
  readonly segments: readonly string[] | undefined;
  /** All of it; undefined where it was too long. */
  readonly body: Buffer | undefined;
}

export interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Octets of a file, or what is to be spelled in JSON; undefined: no body at all. */
  readonly body?: unknown;
}

/** A reply, or none ever, or an end of the connection without one, or the end of the process. */
export type Outcome = Reply | 'hang' | 'drop' | 'crash';

/** Functions that refuse throw a RefusalError. */
export interface Store {
  /** Everything, from the request to the reply. */
  answer(request: StoreRequest): Outcome;
  /** Does what is asked for, by the method and the path. */
  perform(request: StoreRequest): Outcome;
  refused(status: number, reason: string, request: StoreRequest): Reply;

  /** The name that the segments of a path spell. */
  nameOf(segments: readonly string[]): string;
  judge(place: Place, request: StoreRequest): Judged;

  list(kind: Kind): Reply;
  read(place: Place): Reply;
  write(place: Place, content: Buffer): Reply;
  remove(place: Place): Reply;

  /** Names as the list shows them. */
  listed(kind: Kind): readonly string[];
  /** Content as it is kept, of what was sent. */
  kept(content: Buffer, place: Place): Buffer;
  /** Content as it is sent, of what was kept. */
  sent(content: Buffer, place: Place): Buffer;

  /** Where in the sandbox a file is, with slashes, from its top. */
  pathOf(place: Place): string;
  find(place: Place): Buffer | undefined;
  /** True where there was a file before. */
  keep(place: Place, content: Buffer): boolean;
  /** False where there was nothing. */
  forget(place: Place): boolean;
  /** Names of the files of a kind, in order. */
  names(kind: Kind): readonly string[];
}

/** What is printed in answer to lines, or nothing any more, or the end of the process: in good order, or in a crash. */
export type Said = readonly string[] | 'hang' | 'crash' | 'exit';

/** A validator that is asked line by line. */
export interface Lines {
  /** What is printed in answer to one line. */
  answer(line: string): Said;
  /** What is printed in answer to lines that arrived together. */
  together(answers: readonly string[]): readonly string[];
  /** What ends a line. */
  readonly lineEnd: string;
}

/** Whether a file of a kind (`media`, `msg_media`, `rest`) may have a name. An unknown kind has no legal names. */
export type Validator = (name: string, kind: string) => boolean | Promise<boolean>;

/** Replaces parts of one record. It is called once for each record, so that its state starts anew. */
export type Hook<R> = (record: R) => Partial<R>;
export type RuleHook = Hook<Rules>;
export type StoreHook = Hook<Store>;
export type LineHook = Hook<Lines>;
export type ValidatorHook = (validator: Validator) => Validator;

/**
 * The record that hooks make of a conforming one; the first hook is the outermost. `conforming` is given the way to the
 * finished record, so that its own functions call what the hooks made of each other.
 */
export function hooked<R>(conforming: (self: () => R) => R, hooks: readonly Hook<R>[]): R {
  let record = conforming(() => record);
  for (const hook of [...hooks].reverse()) record = { ...record, ...hook(record) };
  return record;
}
