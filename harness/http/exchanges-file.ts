import { EXCHANGES_LINE_SCHEMA } from '../../specification/schemas/exchanges.table.ts';
import { compile } from '../../specification/validation/compile.ts';
import { type Line, readLines, writeLines } from '../wire/ndjson-file.ts';
import {
  EXCHANGES_FORMAT,
  type ExchangeTranscript,
  type ExchangeTranscriptEvent,
  type ExchangeTranscriptHeader,
} from './exchange.ts';

/** Writes a transcript of exchanges as lines of JSON: header, events, end. Replaces the file; the folder must exist. */
export async function writeExchanges(path: string, { header, events }: ExchangeTranscript): Promise<void> {
  await writeLines(path, header, events);
}

/** Reads what writeExchanges wrote. Throws an Error that names file, line and problem for any other file. */
export async function readExchanges(path: string): Promise<ExchangeTranscript> {
  const problems = await compile(EXCHANGES_LINE_SCHEMA);
  return readLines(path, {
    what: 'transcript',
    header(line, damaged) {
      if (line.format !== EXCHANGES_FORMAT) {
        const other = typeof line.format === 'string' ? ` but ${line.format}` : '';
        throw damaged(`no transcript of the format ${EXCHANGES_FORMAT}${other}`);
      }
      const [problem] = problems(line);
      if (problem !== undefined) throw damaged(`the header: ${problem}`);
      return line as unknown as ExchangeTranscriptHeader;
    },
    event(line, damaged) {
      const [problem] = typeof line.kind === 'string' ? problems(line) : ['(root): "kind" is missing'];
      if (problem !== undefined) throw damaged(`${nameOf(line)}: ${problem}`);
      return line as unknown as ExchangeTranscriptEvent;
    },
  });
}

const nameOf = ({ kind }: Line): string => (typeof kind === 'string' ? `an event of kind ${kind}` : 'an event');
