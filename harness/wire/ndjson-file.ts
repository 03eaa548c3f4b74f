// Files of JSON lines whose last line counts the others, so that a file that was cut is known.
import { once } from 'node:events';
import { createReadStream, createWriteStream, type WriteStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';

export type Line = Readonly<Record<string, unknown>>;

/** Makes the error of a damaged file: it names file and line. */
export type Damaged = (problem: string, cause?: unknown) => Error;

export interface LineReader<Header, Event> {
  /** What the file holds, for messages: `transcript`. */
  readonly what: string;
  /** Take a line for what it ought to be, or throw what `damaged` makes. */
  readonly header: (line: Line, damaged: Damaged) => Header;
  readonly event: (line: Line, damaged: Damaged) => Event;
}

const BATCH_CHARACTERS = 64 * 1024;

/**
 * Writes a header, the events and an end line with their number. Events may be made one by one, so that many need not be
 * in memory as objects. Replaces the file; the folder must exist.
 */
export async function writeLines(path: string, header: object, events: Iterable<object>): Promise<void> {
  let large: { readonly file: WriteStream; readonly written: Promise<void> } | undefined;
  let batch = `${JSON.stringify(header)}\n`;
  let count = 0;
  for (const event of events) {
    batch += `${JSON.stringify(event)}\n`;
    count++;
    if (batch.length < BATCH_CHARACTERS) continue;
    large ??= openLarge(path);
    const { file, written } = large;
    const full = !file.write(batch);
    batch = '';
    if (full) await Promise.race([once(file, 'drain'), written]);
  }
  const rest = `${batch}${JSON.stringify({ kind: 'eof', events: count })}\n`;
  if (large === undefined) return writeFile(path, rest);
  large.file.end(rest);
  await large.written;
}

/** A stream, which is more work than a small file is worth. */
function openLarge(path: string): { readonly file: WriteStream; readonly written: Promise<void> } {
  const file = createWriteStream(path);
  const written = finished(file);
  // Awaited at the end; until then a failure must not count as unhandled.
  written.catch(() => {});
  return { file, written };
}

/** Reads what writeLines wrote. Throws an Error that names file, line and problem for any other file. */
export async function readLines<Header, Event>(
  path: string,
  reader: LineReader<Header, Event>,
): Promise<{ header: Header; events: Event[] }> {
  let header: { readonly value: Header } | undefined;
  const events: Event[] = [];
  let ended = false;
  let number = 0;
  const damaged: Damaged = (problem, cause) =>
    new Error(`${path}:${number}: ${problem}`, cause === undefined ? {} : { cause });

  const file = createReadStream(path);
  try {
    for await (const line of createInterface({ input: file, crlfDelay: Number.POSITIVE_INFINITY })) {
      number++;
      if (ended) throw damaged(`text after the end of the ${reader.what}`);
      const value = parseLine(line, damaged);
      if (header === undefined) {
        header = { value: reader.header(value, damaged) };
      } else if (value.kind === 'eof') {
        ended = true;
        if (value.events !== events.length) {
          throw damaged(`the end speaks of ${String(value.events)} events, the file holds ${events.length}`);
        }
      } else {
        events.push(reader.event(value, damaged));
      }
    }
  } catch (error) {
    // The file system's own errors name a call and not always the file.
    if (!isSystemError(error)) throw error;
    throw new Error(`${path}: ${error.message}`, { cause: error });
  } finally {
    file.destroy();
  }
  number++;
  if (header === undefined) throw damaged('the file is empty');
  if (!ended) throw damaged('the file was cut: its end line is missing');
  return { header: header.value, events };
}

function parseLine(line: string, damaged: Damaged): Line {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (cause) {
    throw damaged(`no JSON: ${messageOf(cause)}`, cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw damaged('no JSON object');
  return value as Line;
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
