import { EXCHANGES_LINE_SCHEMA } from '../../specification/schemas/exchanges.table.ts';
import { readCheckedLines } from '../wire/checked-lines.ts';
import { writeLines } from '../wire/ndjson-file.ts';
import { EXCHANGES_FORMAT, type ExchangeTranscript } from './exchange.ts';

/** Writes a transcript of exchanges as lines of JSON: header, events, end. Replaces the file; the folder must exist. */
export async function writeExchanges(path: string, { header, events }: ExchangeTranscript): Promise<void> {
  await writeLines(path, header, events);
}

/** Reads what writeExchanges wrote. Throws an Error that names file, line and problem for any other file. */
export const readExchanges = (path: string): Promise<ExchangeTranscript> =>
  readCheckedLines(path, { format: EXCHANGES_FORMAT, schema: EXCHANGES_LINE_SCHEMA });
