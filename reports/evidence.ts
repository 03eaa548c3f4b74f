import type { Finding } from '../harness/run.ts';
import type { ExcerptLine } from './excerpt.ts';

/** What a transcript shows of a finding. */
export interface Evidence {
  readonly lines: readonly ExcerptLine[];
  /** What an abbreviation in them stands for. */
  readonly legend?: string;
  /** Shell commands, a line each, that bring the target to where the finding was made; of exchanges and names only. Printable. */
  readonly commands?: readonly string[];
  /** How many of the last commands delete what the others make. */
  readonly cleaning?: number;
}

/** Evidence by finding; a finding whose transcript could not be read has none. */
export type EvidenceLookup = ReadonlyMap<Finding, Evidence>;
