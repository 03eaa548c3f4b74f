// What a run is asked to do and what it tells while it goes on. Shared by the command line, the library and the tests.
import type { CaseResult, RunDocument, TargetCrash } from '../run.ts';
import type { PreflightReport } from '../target/preflight.ts';
import type { Profile, Trace } from '../traces/trace.ts';
import type { Baseline } from './baseline-file.ts';
import type { CaseHead } from './case.ts';

export interface TlsOptions {
  /** PEM text of the certificate authority to trust instead of the public ones. */
  readonly ca?: string;
  /** PEM text of the client certificate and its key. */
  readonly cert?: string;
  readonly key?: string;
  readonly insecure?: boolean;
}

export interface RunOptions<T extends CaseHead = Trace> {
  readonly url: string;
  /** Folder for run.json, transcripts and traces. Created, earlier results in it replaced. */
  readonly out: string;
  /** Globs over case and requirement ids; empty means all. */
  readonly only?: readonly string[];
  readonly skip?: readonly string[];
  /** Which part of what is left to run, the index from 1. The others are run elsewhere, with the same seed, and merged. */
  readonly shard?: { readonly index: number; readonly of: number };
  /** How long cases took the last time, in milliseconds by case id, so that all shards take as long. The same for each. */
  readonly durations?: ReadonlyMap<string, number>;
  readonly seed: number;
  /** Findings that are known and do not fail the gate (`readBaseline`). Run with its seed and profile. */
  readonly baseline?: Baseline;
  /** Cases at a time. */
  readonly concurrency: number;
  readonly profile: Profile;
  readonly timeoutScale: number;
  /** Command that starts the target; it is stopped at the end. */
  readonly start?: string;
  /** Extra headers of every request. Their values reach no file. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly tls?: TlsOptions;
  /** User scenarios that run as cases beside the suite's own. */
  readonly scenarios?: readonly T[];
  /** Runs these instead of the suite's own cases: a replay. */
  readonly cases?: readonly T[];
  /** The command line that repeats the run, secrets left out. */
  readonly command: string;
  /** Aborted on Ctrl-C: the run then ends soon, with everything written, marked incomplete. */
  readonly signal?: AbortSignal;
}

export type RunEvent =
  | { readonly kind: 'preflight'; readonly report: PreflightReport }
  /** `ids` are the ids of the cases that will run, so that a display can say when a group of them is done. */
  | { readonly kind: 'planned'; readonly cases: number; readonly seed: number; readonly ids?: readonly string[] }
  | { readonly kind: 'case-begin'; readonly id: string; readonly title: string }
  | { readonly kind: 'case-end'; readonly result: CaseResult }
  | { readonly kind: 'crash'; readonly crash: TargetCrash };

export type RunObserver = (event: RunEvent) => void;

/**
 * Either a judged run, or no verdict because no call or login could be set up: `run` is then without verdicts and says
 * why, as run.json does, so that whoever collects reports has none of an earlier run.
 */
export type RunOutcome =
  | { readonly kind: 'judged'; readonly run: RunDocument }
  | { readonly kind: 'unreachable'; readonly report: PreflightReport; readonly run: RunDocument }
  | {
      readonly kind: 'start-failed';
      readonly reason: string;
      readonly output: readonly string[];
      readonly run: RunDocument;
    };

/** A mistake of the user's: the command line prints its message and exits with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
