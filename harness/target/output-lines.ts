import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';

const LINES_KEPT = 50;
const LINE_LENGTH = 400;

/** The last lines that a process wrote, bounded in number and length however much it writes. */
export interface OutputLines {
  /** Reads a stream of the process to its end. Lines of several streams are kept in the order in which they ended. */
  follow(stream: Readable): void;
  /** At most `n` lines, oldest first, an unfinished last line included. Control characters are left as they came. */
  last(n?: number): string[];
}

export function createOutputLines(): OutputLines {
  const kept: string[] = [];
  const unfinished: { text: string }[] = [];

  const keep = (line: string): void => {
    kept.push(line.replace(/\r$/, '').slice(0, LINE_LENGTH));
    if (kept.length > LINES_KEPT) kept.shift();
  };

  const follow = (stream: Readable): void => {
    const decoder = new StringDecoder('utf8');
    const rest = { text: '' };
    unfinished.push(rest);
    stream.on('data', (chunk: Buffer) => {
      const parts = decoder.write(chunk).split('\n');
      const tail = parts.pop() ?? '';
      for (const part of parts) {
        keep(rest.text + part);
        rest.text = '';
      }
      // One character more than a line may have, for the carriage return that is taken off above. A process that
      // never ends its line must not fill our memory.
      rest.text = (rest.text + tail).slice(0, LINE_LENGTH + 1);
    });
    // A pipe of a killed process may break; what was read so far is all there is.
    stream.on('error', () => undefined);
  };

  return {
    follow,
    last: (n = LINES_KEPT) => {
      const open = unfinished.map((rest) => rest.text.slice(0, LINE_LENGTH)).filter((text) => text !== '');
      return n <= 0 ? [] : [...kept, ...open].slice(-Math.min(n, LINES_KEPT));
    },
  };
}
