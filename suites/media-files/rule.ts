// What the rules of the media-files suite are given and what they give back.
import type { ProbeEvent, ProbeTranscript } from '../../harness/roles/file-client/probe.ts';
import type { NameJudgement } from './naming-rules.ts';

/** A violation as a rule reports it; the engine adds the case and the verdict that level and basis allow. */
export interface RuleFinding {
  readonly message: string;
  readonly expected: string;
  readonly observed: string;
  readonly at: Probe;
  /** Set where only one reading makes it a violation: the finding is then a warning at most. */
  readonly reading?: string;
  /** Everything that it tells of, where it is one finding about many names. */
  readonly sorts?: readonly string[];
}

export interface Judgement {
  /** How many probes put the requirement to the test; 0 is not-exercised. */
  readonly exercised: number;
  readonly findings: readonly RuleFinding[];
}

/** Judges one requirement over one transcript. Pure: no clock, no state, never throws. */
export interface Rule {
  readonly requirement: string;
  readonly judge: (view: NamesView) => Judgement;
}

/**
 * What an answer says. `broken`: 5xx, or no answer where the target is to blame; undefined where it says nothing of the
 * name: a redirect, a missing login, rubbish, our own delay.
 */
export type Answer = 'accepted' | 'refused' | 'broken' | undefined;

/** One question to the target. `index` is that of the transcript's events. */
export interface Probe {
  readonly index: number;
  readonly event: ProbeEvent;
  readonly answer: Answer;
}

/** A question about a name. */
export interface NamedProbe extends Probe {
  /** The whole name, prefix included. */
  readonly name: string;
  /** For people: what is special about the name. */
  readonly what: string;
  /** By the documents. */
  readonly judged: NameJudgement;
}

/** A name that was offered. */
export interface Offer extends NamedProbe {
  /** Requirement for whose sake it was offered. */
  readonly about: string;
  /** The store has a file of this name already, or one where a folder of it would be (readings R43, R44). */
  readonly isInTheWay: boolean;
  /** It was accepted as another name: its path was resolved before the store looked at it (reading R41). */
  readonly wasRewritten: boolean;
}

/** A file that was accepted and is there, so far as the target has said. */
export interface StoredFile {
  readonly name: string;
  readonly offer: Offer;
  /** Of its content; absent where it was not recorded. */
  readonly sha256?: string;
}

/** What one answer of a store shows of what it holds. */
export type StoreFact =
  | ListFact
  /** A file that was accepted is read back by its name, or should be. */
  | {
      readonly fact: 'read-back';
      readonly probe: NamedProbe;
      readonly file: StoredFile;
      readonly found: Found;
      /** Others were written or deleted since this one, so that they could have hurt it. */
      readonly hasRivals: boolean;
    }
  /** Something is read by a name under which nothing was accepted. */
  | {
      readonly fact: 'stray-read';
      readonly probe: NamedProbe;
      /** `refused`: content that came with a refused name; `known`: that of an accepted file; `other`: neither. */
      readonly found: 'nothing' | 'refused' | 'known' | 'other';
      /** This very name was refused before. */
      readonly wasRefused: boolean;
    };

/** What is found under the name of a file. `rival`: the content of another name, or nothing since another was deleted. */
export type Found =
  | { readonly is: 'own' | 'nothing' | 'refused' | 'earlier' | 'other' }
  | { readonly is: 'rival'; readonly rival: StoredFile };

export interface ListFact {
  readonly fact: 'list';
  readonly probe: Probe;
  /** Files that are listed as they should be. */
  readonly present: readonly StoredFile[];
  readonly missing: readonly StoredFile[];
  /** Missing ones that were there before others were deleted. */
  readonly lost: readonly StoredFile[];
  readonly renamed: ReadonlyArray<{ readonly file: StoredFile; readonly as: string }>;
  readonly twice: readonly StoredFile[];
  /** Names that were refused, listed nonetheless, and names that nobody offered. */
  readonly refused: readonly string[];
  readonly unknown: readonly string[];
  /** A name was refused before. */
  readonly afterRefusal: boolean;
}

export interface NamesView {
  readonly transcript: ProbeTranscript;
  /** In order, without clean-ups and without the kind `rest` (reading R40). */
  readonly probes: readonly Probe[];
  readonly offers: readonly Offer[];
  /** Whose requirement the refusal of a legal name is, by the index of the offer. */
  readonly owners: ReadonlyMap<number, string>;
  /** What a store showed of its files; empty for validators. */
  readonly facts: readonly StoreFact[];
  /** Some path was resolved before the store looked at it (reading R41). */
  readonly rewritesPaths: boolean;
  /** Something is found under any name whatever, so that finding something says nothing. */
  readonly findsAnything: boolean;
}
