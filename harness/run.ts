// The data of a run: what run.json holds and every report reads. Types only, so that a report never sees the engine.
import type { Basis, Level, SuiteName } from '../specification/types.ts';

export const RUN_FORMAT = 'aculab-conformance/run@1';

export type RequirementVerdict = 'pass' | 'fail' | 'warn' | 'not-exercised' | 'inconclusive';
export type CaseVerdict = RequirementVerdict | 'skipped';

/** Why a finding does not fail the gate: the entry of the baseline that lists it. */
export interface KnownFinding {
  readonly reason: string;
  /** Where it is followed up. */
  readonly issue?: string;
  /** Last day on which it is put up with, YYYY-MM-DD in UTC. */
  readonly expires?: string;
}

/** An entry of the baseline that does not fit the run: it fails the gate, so that the list cannot rot. */
export interface BaselineProblem {
  readonly kind: 'passes' | 'differs' | 'expired' | 'unknown-requirement' | 'unknown-case';
  readonly requirement: string;
  readonly case: string;
  /** What is wrong with the entry, in one line. */
  readonly message: string;
  /** Which line to change, and how: `known.json:12: remove this entry`. */
  readonly change: string;
}

/** What became of the baseline that a run was given. */
export interface BaselineUse {
  readonly file: string;
  /** Entries, and how many of them met their finding. */
  readonly entries: number;
  readonly met: number;
  readonly problems: readonly BaselineProblem[];
}

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
  /** Of a finding that tells of several things at once, such as characters: which, each once, in order. */
  readonly sorts?: readonly string[];
  /** Listed in the baseline: shown, and no reason for the gate to fail. The verdict stays what it is. */
  readonly known?: KnownFinding;
}

export interface RequirementResult {
  readonly id: string;
  readonly level: Level;
  readonly basis: Basis;
  readonly verdict: RequirementVerdict;
  /** How many times the transcripts put it to the test. */
  readonly exercised: number;
  /** In how many cases that was, and the first twenty of them, those that are made for it before others. */
  readonly exercisedIn?: { readonly cases: number; readonly first: readonly string[] };
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
  /** Which part of the cases this run was to make: the index counts from 1. Absent where it was all of them. */
  readonly shard?: { readonly index: number; readonly of: number };
  readonly baseline?: BaselineUse;
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
    /** The gate: `fail` where a finding fails that no baseline lists, or where the baseline does not fit. */
    readonly verdict: 'pass' | 'fail' | 'none';
    readonly requirements: Readonly<Record<RequirementVerdict, number>>;
    readonly cases: Readonly<Record<CaseVerdict, number>>;
  };
  /** Every requirement of the suite, always. */
  readonly requirements: readonly RequirementResult[];
  readonly cases: readonly CaseResult[];
}
