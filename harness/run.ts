// The data of a run: what run.json holds and every report reads. Types only, so that a report never sees the engine.
import type { Basis, Level, SuiteName } from '../specification/types.ts';

export const RUN_FORMAT = 'aculab-conformance/run@1';

export type RequirementVerdict = 'pass' | 'fail' | 'warn' | 'not-exercised' | 'inconclusive';
export type CaseVerdict = RequirementVerdict | 'skipped';

/** One violation, with its evidence. */
export interface Finding {
  readonly requirement: string;
  readonly verdict: 'fail' | 'warn';
  /** One line: what is wrong. */
  readonly message: string;
  /** What the documents ask for. */
  readonly expected: string;
  /** What came over the wire. */
  readonly observed: string;
  /** Reading under which it is a violation, where readings differ. */
  readonly reading?: string;
  readonly case: string;
  /** Index of the event in the case's transcript, and its time in milliseconds since the case began. */
  readonly at?: { readonly event: number; readonly ms: number };
  /** The same violation again in this case: how often in all (absent when once). */
  readonly count?: number;
}

export interface RequirementResult {
  readonly id: string;
  readonly level: Level;
  readonly basis: Basis;
  readonly verdict: RequirementVerdict;
  /** How many times the transcripts put it to the test. */
  readonly exercised: number;
  readonly findings: readonly Finding[];
}

export interface CaseResult {
  readonly id: string;
  readonly title: string;
  readonly suite: SuiteName;
  readonly verdict: CaseVerdict;
  readonly durationMs: number;
  readonly requirements: readonly string[];
  readonly findings: readonly Finding[];
  /** Why it was skipped or could not be judged, or what of it was left out. */
  readonly reason?: string;
  /** Paths relative to the folder of run.json. */
  readonly transcript?: string;
  readonly trace?: string;
  /** Wall clock of the transcript's time zero. */
  readonly startedAt?: string;
}

/** How often the target's process ended by itself during the run, and what it said last. */
export interface TargetCrash {
  readonly case: string;
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly output: readonly string[];
}

export interface RunDocument {
  readonly format: typeof RUN_FORMAT;
  readonly tool: { readonly name: string; readonly version: string };
  readonly startedAt: string;
  readonly durationMs: number;
  readonly seed: number;
  readonly profile: string;
  /** The command that repeats the run. Secrets are left out. */
  readonly command: string;
  /** False when the run was cut short: the rest is marked not-exercised or skipped. */
  readonly complete: boolean;
  readonly incompleteReason?: string;
  readonly target: {
    readonly suite: SuiteName;
    readonly url?: string;
    readonly subprotocol?: string;
    /** The target where it is no URL: a command, or the path of a module. */
    readonly program?: string;
    /** The command that started the target, where the harness started it. */
    readonly started?: string;
    readonly crashes?: readonly TargetCrash[];
    /** Median round trip measured before the cases, in milliseconds. */
    readonly roundTripMs?: number;
    /** Facts about the run that a reader should know, one line each. */
    readonly notes?: readonly string[];
  };
  readonly summary: {
    readonly verdict: 'pass' | 'fail' | 'none';
    readonly requirements: Readonly<Record<RequirementVerdict, number>>;
    readonly cases: Readonly<Record<CaseVerdict, number>>;
  };
  /** Every requirement of the suite, always. */
  readonly requirements: readonly RequirementResult[];
  readonly cases: readonly CaseResult[];
}
