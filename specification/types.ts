/** What a violation costs: `must` fails the gate, `should` warns. */
export type Level = 'must' | 'should';

/** How sure the requirement is: the documents say so, it follows from them (or from an RFC), or neither. */
export type Basis = 'published' | 'derived' | 'assumed';

export type SuiteName = 'websocket' | 'cloud' | 'services' | 'media-files';

/** One checkable sentence of the documents. Ids are public and stable: reports, baselines, faults and filters use them. */
export interface Requirement {
  readonly id: string;
  readonly suite: SuiteName;
  readonly level: Level;
  readonly basis: Basis;
  /** Document and section the requirement was read from. */
  readonly source: { readonly document: string; readonly section: string };
  /** The requirement, in this project's own words, as one sentence. */
  readonly statement: string;
  /** What to change in the target when it is violated. */
  readonly remedy: string;
  /** Ids of the readings that bear on it (see readings.table.ts). */
  readonly readings: readonly string[];
  /** What would exercise it, for a run in which it was not exercised: completes "not exercised: …". */
  readonly exercisedBy: string;
}

/** A place where the documents are silent or contradict themselves, and how the harness acts there. */
export interface Reading {
  readonly id: string;
  readonly question: string;
  readonly readings: readonly string[];
  /** What the harness itself does or judges. */
  readonly harness: string;
}
