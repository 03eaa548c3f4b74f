// Stored transcripts read back where there is no disk. They were checked when the report was made.
import type { ExchangeTranscript } from '../../../harness/http/exchange.ts';
import type { ProbeTranscript } from '../../../harness/roles/file-client/probe.ts';
import type { FrameEvent, OctetsEvent, Transcript, TranscriptEvent } from '../../../harness/wire/transcript.ts';
import type { FrameOutline } from './outline.ts';

/** A frame whose samples were left out of the report. */
export interface OutlinedFrame extends FrameEvent {
  readonly outline?: FrameOutline;
}

export type StoredTranscript =
  | { readonly kind: 'calls'; readonly transcript: Transcript }
  | { readonly kind: 'exchanges'; readonly transcript: ExchangeTranscript }
  | { readonly kind: 'probes'; readonly transcript: ProbeTranscript };

/** @throws Error for a transcript of another format. */
export const transcriptIn = (lines: string): StoredTranscript => {
  const [header, ...events] = lines
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as { readonly [name: string]: unknown });
  const told = events.filter(({ kind }) => kind !== 'eof');
  const whole = { header, events: told };
  const format = String(header?.format);
  if (format.startsWith('aculab-conformance/exchanges@')) {
    return { kind: 'exchanges', transcript: whole as unknown as ExchangeTranscript };
  }
  if (format.startsWith('aculab-conformance/probes@')) {
    return { kind: 'probes', transcript: whole as unknown as ProbeTranscript };
  }
  if (!format.startsWith('aculab-conformance/transcript@')) throw new Error(`a transcript of the format ${format}`);
  return { kind: 'calls', transcript: { ...whole, events: told.map(eventOf) } as unknown as Transcript };
};

const eventOf = (line: { readonly [name: string]: unknown }): TranscriptEvent => {
  if (line.kind !== 'frame' && line.kind !== 'octets') return line as unknown as TranscriptEvent;
  const { text, base64, truncated: _, ...rest } = line;
  const event = rest as unknown as TranscriptEvent;
  const payload = payloadOf(text, base64);
  return payload === undefined ? event : { ...(event as FrameEvent | OctetsEvent), payload };
};

const payloadOf = (text: unknown, base64: unknown): Uint8Array | undefined => {
  if (typeof text === 'string') return new TextEncoder().encode(text);
  if (typeof base64 !== 'string') return undefined;
  const characters = atob(base64);
  const octets = new Uint8Array(characters.length);
  for (let index = 0; index < octets.length; index += 1) octets[index] = characters.charCodeAt(index);
  return octets;
};
