// What the reference services API can do wrong. Data only; what each fault does is in faults/, by the same id.

/** One thing that the reference API can be told to do wrong. */
export interface ServicesFault {
  /** The requirement that it violates; a variant after a slash where a rule can be broken in several ways. */
  readonly id: string;
  readonly requirement: string;
  /** What the API does, as a sentence without its full stop. */
  readonly title: string;
  /** What the suite has to say about it. */
  readonly verdict: 'fail' | 'warn';
  /** Other requirements that may turn too, each for a plain reason. */
  readonly admits: readonly string[];
  /** Globs of the cases that suffice to show it; all where empty. */
  readonly cases: readonly string[];
}

export const SERVICES_FAULTS: readonly ServicesFault[] = [];
