// What every part of the page may ask for: the report, where the reader is, and how to go elsewhere.
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { CaseResult, Finding, RequirementResult } from '../../../harness/run.ts';
import type { Reading, Requirement } from '../../../specification/types.ts';
import type { Filter, HashState, Page } from '../model/hash-state.ts';
import type { ReportData } from '../model/report-data.ts';
import type { StoredTranscript } from '../model/transcript-lines.ts';

export interface Report extends ReportData {
  readonly requirementById: ReadonlyMap<string, RequirementResult>;
  readonly caseById: ReadonlyMap<string, CaseResult>;
  readonly findingById: ReadonlyMap<string, Finding>;
  readonly idOfFinding: ReadonlyMap<Finding, string>;
  readonly catalogueById: ReadonlyMap<string, Requirement>;
  readonly readingById: ReadonlyMap<string, Reading>;
  /** Reads a transcript out of the page; rejects where it is damaged. Undefined where it is not in the report. */
  readonly transcriptOf: (caseId: string) => Promise<StoredTranscript> | undefined;
  readonly isOutline: (caseId: string) => boolean;
}

export interface Place {
  readonly report: Report;
  readonly state: HashState;
  /** Changes the filter of the address without a step in the history. */
  readonly filterBy: (change: (filter: Filter) => Filter) => void;
  /** The same for what is selected on a page. Nothing, where the reader has left that page. */
  readonly select: (page: Page) => void;
}

export const PlaceContext = createContext<Place | undefined>(undefined);

export const usePlace = (): Place => {
  const place = useContext(PlaceContext);
  if (place === undefined) throw new Error('outside of the page');
  return place;
};
