import { compile, type JsonSchema } from '../../specification/validation/compile.ts';
import { type Line, readLines } from './ndjson-file.ts';

export interface CheckedLines {
  /** In the header's member `format`. */
  readonly format: string;
  /** Of each line, header and end included. */
  readonly schema: JsonSchema;
}

/**
 * Reads a transcript whose lines are as its schema says. Throws an Error that names file, line and problem for any other
 * file. The types are the caller's word for what the schema says.
 */
export async function readCheckedLines<Header, Event>(
  path: string,
  { format, schema }: CheckedLines,
): Promise<{ readonly header: Header; readonly events: readonly Event[] }> {
  const problems = await compile(schema);
  return readLines(path, {
    what: 'transcript',
    header(line, damaged) {
      if (line.format !== format) {
        const other = typeof line.format === 'string' ? ` but ${line.format}` : '';
        throw damaged(`no transcript of the format ${format}${other}`);
      }
      const [problem] = problems(line);
      if (problem !== undefined) throw damaged(`the header: ${problem}`);
      return line as unknown as Header;
    },
    event(line, damaged) {
      const [problem] = typeof line.kind === 'string' ? problems(line) : ['(root): "kind" is missing'];
      if (problem !== undefined) throw damaged(`${nameOf(line)}: ${problem}`);
      return line as unknown as Event;
    },
  });
}

const nameOf = ({ kind }: Line): string => (typeof kind === 'string' ? `an event of kind ${kind}` : 'an event');
