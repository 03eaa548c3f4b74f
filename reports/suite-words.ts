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

const FILES: SuiteWords = {
  unusable: 'no file can be stored',
  unusableLabel: 'No store',
  usable: 'Files can be stored.',
  ending: 'ending the requests, deleting the files that it wrote',
  event: 'request',
  sides: 'client →  ← store',
};

const NAMES: SuiteWords = {
  unusable: 'no name is judged',
  unusableLabel: 'No verdict',
  usable: 'Names are judged.',
  ending: 'ending the validator',
  event: 'name',
  sides: 'name →  ← validator',
};

/** As much of a target as tells what its doings are called. */
export interface NamedTarget {
  readonly suite: SuiteName;
  /** A command or a module. */
  readonly program?: string;
}

/** The words for what is done to a target. */
export const suiteWords = ({ suite, program }: NamedTarget): SuiteWords => {
  if (suite === 'media-files') return program === undefined ? FILES : NAMES;
  return suite === 'services' ? REQUESTS : CALLS;
};
