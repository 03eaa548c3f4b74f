// What report.html holds beside its program: the run and what the catalogue says of it, packed, and which transcripts
// come with it.
import type { CaseVerdict, Finding, RunDocument } from '../../../harness/run.ts';
import type { Reading, Requirement } from '../../../specification/types.ts';

export const REPORT_FORMAT = 'aculab-conformance/report@1';

/** Ids of the inert elements; that of a transcript is followed by its number among those in the report, in the order of cases. */
export const ELEMENTS = { data: 'report-data', transcript: 'transcript-' } as const;

/** How the verdict sentence is meant. */
export type ReportTone = 'pass' | 'warn' | 'fail';

/** What of a transcript is in the report: all, all but the samples of its audio (`outline`), nothing. */
export type Extent = 'whole' | 'outline' | 'none';

/** What the report leaves out of the run, for its reader to know. */
export interface LeftOut {
  /** Findings that are counted and not told, and cases that are counted and not listed. */
  readonly findings: number;
  readonly cases: number;
  /** Texts of which only the beginning is there. */
  readonly texts: number;
  readonly transcripts: number;
  /** Transcripts without the samples of their audio. */
  readonly audio: number;
}

/** All that a report shows before a transcript is opened. */
export interface ReportData {
  readonly run: RunDocument;
  /** The verdict, as the terminal says it. */
  readonly sentence: string;
  readonly tone: ReportTone;
  /** Where run.json lies, as the command line writes it. */
  readonly folder: string;
  /** What the catalogue says of the run's requirements, and the readings that those name. */
  readonly catalogue: readonly Requirement[];
  readonly readings: readonly Reading[];
  /** By position of the case. */
  readonly extents: readonly Extent[];
  readonly leftOut: LeftOut;
}

/** Position in a list of distinct texts. */
export type TextIndex = number;

export type PackedFinding = readonly [
  verdict: 0 | 1,
  caseId: TextIndex,
  message: TextIndex,
  expected: TextIndex,
  observed: TextIndex,
  rest: Pick<Finding, 'reading' | 'count' | 'known'> | 0,
  at?: readonly [event: number, ms: number],
];

export type PackedCase = readonly [
  id: string,
  title: string,
  verdict: CaseVerdict,
  durationMs: number,
  /** Position among the lists of requirement ids. */
  requirements: number,
  /** 0 none, 1 whole, 2 outline in the report; -1 where there was none to begin with. */
  transcript: -1 | 0 | 1 | 2,
  more?: { readonly reason?: string; readonly trace?: string; readonly transcript?: string },
];

export interface PackedReport {
  readonly format: typeof REPORT_FORMAT;
  readonly head: Omit<RunDocument, 'requirements' | 'cases'>;
  readonly sentence: string;
  readonly tone: ReportTone;
  readonly folder: string;
  readonly catalogue: readonly Requirement[];
  readonly readings: readonly Reading[];
  readonly requirements: ReadonlyArray<{
    readonly id: string;
    readonly level: RunDocument['requirements'][number]['level'];
    readonly basis: RunDocument['requirements'][number]['basis'];
    readonly verdict: RunDocument['requirements'][number]['verdict'];
    readonly exercised: number;
    readonly exercisedIn?: NonNullable<RunDocument['requirements'][number]['exercisedIn']>;
    readonly findings: readonly PackedFinding[];
  }>;
  readonly texts: readonly string[];
  /** Distinct lists of positions of requirements. */
  readonly requirementLists: ReadonlyArray<readonly number[]>;
  readonly cases: readonly PackedCase[];
  readonly leftOut: LeftOut;
}
