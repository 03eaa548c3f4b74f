import type { FrameEvent } from '../../../harness/wire/transcript.ts';
import type { Located } from '../rule.ts';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The text that these octets spell, or undefined where they are no UTF-8. */
export function decodeUtf8(octets: Uint8Array): string | undefined {
  try {
    return decoder.decode(octets);
  } catch {
    return undefined;
  }
}

/** Payload of a message over all its frames, or undefined where the transcript did not keep all of it. */
export function payloadOf(frames: ReadonlyArray<Located<FrameEvent>>): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  for (const { event } of frames) {
    if (event.payloadBytes === 0) continue;
    if (event.payload === undefined || event.payload.length < event.payloadBytes) return undefined;
    parts.push(event.payload);
  }
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts);
}

/** The JSON object that the text is, or undefined: JSON.parse is as strict as RFC 8259, so nothing may stand around it. */
export function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isRecord(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
