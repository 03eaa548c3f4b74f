import { isUtf8 } from 'node:buffer';
import { type Damaged, type Line, readLines, writeLines } from './ndjson-file.ts';
import type { FrameEvent, OctetsEvent, Transcript, TranscriptEvent, TranscriptHeader } from './transcript.ts';
import { transcriptEventProblem, transcriptHeaderProblem } from './transcript-shape.ts';

/** A transcript whose events may be made one by one, so that a long one need not be in memory as objects. */
export interface TranscriptSource {
  readonly header: TranscriptHeader;
  readonly events: Iterable<TranscriptEvent>;
}

const TEXT = 1;

/**
 * Writes a transcript as lines of JSON: the header, the events, and an end line with their number, by which a file that
 * was cut is known. Payloads stand as `text` in text frames of valid UTF-8, as `base64` otherwise, with `truncated`
 * where only the beginning was kept. Replaces the file; the folder must exist.
 */
export async function writeTranscript(path: string, { header, events }: TranscriptSource): Promise<void> {
  await writeLines(path, header, linesOf(events));
}

function* linesOf(events: Iterable<TranscriptEvent>): Generator<object> {
  for (const event of events) yield toLine(event);
}

/** Reads what writeTranscript wrote. Throws an Error that names file, line and problem for any other file. */
export function readTranscript(path: string): Promise<Transcript> {
  return readLines(path, {
    what: 'transcript',
    header(line, damaged) {
      const problem = transcriptHeaderProblem(line);
      if (problem !== undefined) throw damaged(problem);
      return line as unknown as TranscriptHeader;
    },
    event: toEvent,
  });
}

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
