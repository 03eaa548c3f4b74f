import { isUtf8 } from 'node:buffer';
import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { finished } from 'node:stream/promises';
import type { FrameEvent, OctetsEvent, Transcript, TranscriptEvent, TranscriptHeader } from './transcript.ts';
import { transcriptEventProblem, transcriptHeaderProblem } from './transcript-shape.ts';

/** A transcript whose events may be made one by one, so that a long one need not be in memory as objects. */
export interface TranscriptSource {
  readonly header: TranscriptHeader;
  readonly events: Iterable<TranscriptEvent>;
}

const BATCH_CHARACTERS = 64 * 1024;
const TEXT = 1;

/**
 * Writes a transcript as lines of JSON: the header, the events, and an end line with their number, by which a file that
 * was cut is known. Payloads stand as `text` in text frames of valid UTF-8, as `base64` otherwise, with `truncated`
 * where only the beginning was kept. Replaces the file; the folder must exist.
 */
export async function writeTranscript(path: string, { header, events }: TranscriptSource): Promise<void> {
  const file = createWriteStream(path);
  const written = finished(file);
  // Awaited below; until then a failure must not count as unhandled.
  written.catch(() => {});
  let batch = `${JSON.stringify(header)}\n`;
  let count = 0;
  for (const event of events) {
    batch += `${JSON.stringify(toLine(event))}\n`;
    count++;
    if (batch.length < BATCH_CHARACTERS) continue;
    const full = !file.write(batch);
    batch = '';
    if (full) await Promise.race([once(file, 'drain'), written]);
  }
  file.end(`${batch}${JSON.stringify({ kind: 'eof', events: count })}\n`);
  await written;
}

/** Reads what writeTranscript wrote. Throws an Error that names file, line and problem for any other file. */
export async function readTranscript(path: string): Promise<Transcript> {
  let header: TranscriptHeader | undefined;
  const events: TranscriptEvent[] = [];
  let ended = false;
  let number = 0;
  const damaged = (problem: string, cause?: unknown): Error =>
    new Error(`${path}:${number}: ${problem}`, cause === undefined ? {} : { cause });

  const file = createReadStream(path);
  try {
    for await (const line of createInterface({ input: file, crlfDelay: Number.POSITIVE_INFINITY })) {
      number++;
      if (ended) throw damaged('text after the end of the transcript');
      const value = parseLine(line, damaged);
      if (header === undefined) {
        const problem = transcriptHeaderProblem(value);
        if (problem !== undefined) throw damaged(problem);
        header = value as unknown as TranscriptHeader;
      } else if (value.kind === 'eof') {
        ended = true;
        if (value.events !== events.length) {
          throw damaged(`the end speaks of ${String(value.events)} events, the file holds ${events.length}`);
        }
      } else {
        events.push(toEvent(value, damaged));
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
  return { header, events };
}

type Line = Readonly<Record<string, unknown>>;
type Damaged = (problem: string, cause?: unknown) => Error;

function toLine(event: TranscriptEvent): object {
  if (event.kind !== 'frame' && event.kind !== 'octets') return event;
  const { payload, ...rest } = event;
  if (payload === undefined) return rest;
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.length);
  const asText = event.kind === 'frame' && event.opcode === TEXT && isUtf8(bytes);
  return {
    ...rest,
    ...(asText ? { text: bytes.toString('utf8') } : { base64: bytes.toString('base64') }),
    ...(bytes.length < sizeOf(event) ? { truncated: true } : {}),
  };
}

function toEvent(line: Line, damaged: Damaged): TranscriptEvent {
  const problem = transcriptEventProblem(line);
  if (problem !== undefined) throw damaged(problem);
  const event = line as unknown as TranscriptEvent;
  if (event.kind !== 'frame' && event.kind !== 'octets') return event;
  const { text, base64, truncated, ...rest } = line;
  const bare = rest as unknown as FrameEvent | OctetsEvent;
  if (text === undefined && base64 === undefined) return bare;
  const payload = payloadOf(text, base64);
  if (payload === undefined) throw damaged('a payload that is neither text nor base64');
  if (payload.length > sizeOf(bare) || payload.length < sizeOf(bare) !== (truncated === true)) {
    throw damaged(`a payload of ${payload.length} bytes where ${sizeOf(bare)} were announced`);
  }
  return { ...bare, payload };
}

function payloadOf(text: unknown, base64: unknown): Buffer | undefined {
  if (typeof text === 'string' && base64 === undefined) return Buffer.from(text, 'utf8');
  if (typeof base64 !== 'string' || text !== undefined) return undefined;
  const bytes = Buffer.from(base64, 'base64');
  // Buffer.from passes over what is no base64; a damaged payload must not become another one.
  return bytes.toString('base64') === base64 ? bytes : undefined;
}

function sizeOf(event: FrameEvent | OctetsEvent): number {
  return event.kind === 'frame' ? event.payloadBytes : event.bytes;
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
