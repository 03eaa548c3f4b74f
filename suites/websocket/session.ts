import type { RunOptions } from '../../harness/engine/options.ts';
import type { RunFolder } from '../../harness/engine/run-folder.ts';
import type { TargetCrash } from '../../harness/run.ts';
import type { StartedTarget } from '../../harness/target/start.ts';
import type { Recording } from '../../harness/wire/recording.ts';
import type { TargetProfile } from '../../harness/wire/transcript.ts';

/** What the parts of a run share once the target has been measured. */
export interface Session {
  readonly options: RunOptions;
  readonly folder: RunFolder;
  readonly target: StartedTarget | undefined;
  readonly profile: TargetProfile;
  readonly wanted: ReadonlySet<string>;
  readonly recordings: Set<Recording>;
  readonly crashes: TargetCrash[];
  /** One case at a time is judged and written: resolves with what lets the next one begin. */
  readonly judging: () => Promise<() => void>;
}
