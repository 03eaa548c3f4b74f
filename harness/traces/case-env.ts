import type { TlsOptions } from '../engine/options.ts';
import type { StartedTarget } from '../target/start.ts';
import type { Recording } from '../wire/recording.ts';
import type { TargetProfile } from '../wire/transcript.ts';

/** What the calls of one case share. */
export interface CaseEnv {
  readonly url: URL;
  readonly tls?: TlsOptions;
  readonly headers?: Readonly<Record<string, string>>;
  readonly profile: TargetProfile;
  readonly recording: Recording;
  readonly random: () => number;
  readonly target?: StartedTarget;
  /** Aborted when the run is interrupted or the case's time is over. */
  readonly signal: AbortSignal;
  nextCall: number;
  /** Something happened that the end of the target's process would explain: a dropped call, a refused connection. */
  suspectsExit: boolean;
  /** First step of the main call that was left out because the server had ended the call. */
  leftOutFrom: number | undefined;
  /** Probes that found no working server. */
  failedProbes: number;
  /** Why calls could not be set up; empty when all could. */
  readonly setupFailures: string[];
}

/**
 * How long to wait for something that should take `ms` at most: scaled by --timeout-scale, and more for a target that is
 * far away. Deadlines only bound the waiting; what is awaited ends the wait.
 */
export function budgetMs(profile: TargetProfile, ms: number): number {
  return ms * profile.timeoutScale + 5 * profile.worstRoundTripMs;
}
