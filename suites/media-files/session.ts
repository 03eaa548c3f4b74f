import type { RunContext } from '../../harness/engine/suite.ts';
import type { NameBinding } from '../../harness/roles/file-client/binding.ts';
import type { FilesJournal } from '../../harness/roles/file-client/files-journal.ts';
import type { NamesContext } from './case.ts';
import type { Observation } from './observations.ts';
import type { MediaFilesRunOptions } from './options.ts';
import type { TimeBudget } from './time-budget.ts';

/** What the parts of a run share. */
export interface Session extends RunContext {
  readonly options: MediaFilesRunOptions;
  readonly binding: NameBinding;
  readonly known: NamesContext;
  /** Of stores. */
  readonly journal: FilesJournal | undefined;
  /** What the names of the next drive begin with. */
  readonly nextPrefix: () => string;
  /** What the target does where the documents leave it open; grows. */
  readonly observations: Observation[];
  /** Steps that were left out so far, because names like theirs were never answered. */
  spared: number;
  /** Answers so far that were none. */
  strange: number;
  /** Whether names that differ in letter case alone are one file, as soon as a case shows it. */
  caseIsOne: boolean | undefined;
  /** Of random names in a store. */
  readonly timeBudget: TimeBudget;
  readonly judging: () => Promise<() => void>;
}
