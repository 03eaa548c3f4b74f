import { PROBES_LINE_SCHEMA } from '../../../specification/schemas/probes.table.ts';
import { readCheckedLines } from '../../wire/checked-lines.ts';
import { writeLines } from '../../wire/ndjson-file.ts';
import { PROBES_FORMAT, type ProbeTranscript } from './probe.ts';

/** Writes a transcript of names as lines of JSON: header, events, end. Replaces the file; the folder must exist. */
export async function writeProbes(path: string, { header, events }: ProbeTranscript): Promise<void> {
  await writeLines(path, header, events);
}

/** Reads what writeProbes wrote. Throws an Error that names file, line and problem for any other file. */
export const readProbes = (path: string): Promise<ProbeTranscript> =>
  readCheckedLines(path, { format: PROBES_FORMAT, schema: PROBES_LINE_SCHEMA });
