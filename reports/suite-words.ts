import type { SuiteName } from '../specification/types.ts';

/** What a suite's doings are called where people read of them. */
export interface SuiteWords {
  /** Why there is no verdict, as a clause. */
  readonly unusable: string;
  /** The same in two words, as a label. */
  readonly unusableLabel: string;
  /** Said where the target can be judged. */
  readonly usable: string;
  /** What an interrupted run does before it ends. */
  readonly ending: string;
  /** One event of a transcript that a finding may point at. */
  readonly event: string;
  /** Who is who in an excerpt: what is sent goes right, what comes back left. */
  readonly sides: string;
}

const CALLS: SuiteWords = {
  unusable: 'no call can be set up',
  unusableLabel: 'No call',
  usable: 'A call can be set up.',
  ending: 'ending the calls',
  event: 'event',
  sides: 'Cloud →  ← server',
};

const REQUESTS: SuiteWords = {
  unusable: 'no request is answered as it should be',
  unusableLabel: 'No answer',
  usable: 'Requests are answered, and the login is accepted.',
  ending: 'ending the requests, deleting the services that it made',
  event: 'exchange',
  sides: 'client →  ← API',
};

/** The words for a suite. */
export const suiteWords = (suite: SuiteName): SuiteWords =>
  suite === 'services' || suite === 'media-files' ? REQUESTS : CALLS;
