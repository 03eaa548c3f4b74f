import type { RunOptions } from '../../harness/engine/options.ts';
import type { RunContext } from '../../harness/engine/suite.ts';
import type { TargetProfile } from '../../harness/wire/transcript.ts';

/** What the parts of a run share once the target has been measured. */
export interface Session extends RunContext {
  readonly options: RunOptions;
  readonly profile: TargetProfile;
  /** One case at a time is judged and written: resolves with what lets the next one begin. */
  readonly judging: () => Promise<() => void>;
}
