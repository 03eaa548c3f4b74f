// A case of the media-files suite as data: names that are offered, and what is asked of a store afterwards.
import type { Profile } from './trace.ts';

export const NAMES_TRACE_FORMAT = 'aculab-conformance/trace@1';

/** What a file is stored as: media, message media, log files of REST applications (reported, never judged). */
export type FileKind = 'media' | 'msg_media' | 'rest';

/**
 * A name is the target's prefix (for stores one of the run, for validators a fixed one) and the step's `name`; with
 * `bare`, which only validators are sent, the name alone. Names may hold lone surrogates, written as JSON escapes.
 */
interface NameParts {
  readonly kind: FileKind;
  readonly name: string;
  readonly bare?: true;
}

export type NamesStep =
  /** A validator is asked about the name; a store is given a file of that name. */
  | ({
      readonly do: 'offer';
      /** Requirement for whose sake the name is offered: it owns a refusal of a legal name. */
      readonly about: string;
      /** What is special about the name, for people: `space in the middle`. */
      readonly what: string;
      /** Text of the file; some octets made from the name where absent. Stores only. */
      readonly content?: { readonly text: string } | { readonly base64: string };
      /** How the name is written in the path behind the prefix, where that is not percent-encoding of each segment. */
      readonly rawName?: string;
    } & NameParts)
  /** Stores only; skipped by validators. `expect` is the name under which the content was offered. */
  | ({ readonly do: 'read'; readonly about: string; readonly what: string; readonly rawName?: string } & NameParts)
  | { readonly do: 'list'; readonly kind: FileKind }
  | ({ readonly do: 'delete' } & NameParts);

export interface NamesTrace {
  readonly format: typeof NAMES_TRACE_FORMAT;
  /** Group and name: kebab-case segments with slashes between them. */
  readonly id: string;
  readonly title: string;
  readonly suite: 'media-files';
  /** Requirements that the trace is made for; every rule judges it all the same. */
  readonly requirements: readonly string[];
  readonly profile?: Profile;
  readonly exclusive?: boolean;
  /** Where it makes sense: with a store, with a validator, with both where absent. */
  readonly only?: 'store' | 'validator';
  readonly steps: readonly NamesStep[];
}
