import type { TranscriptEvent } from '../../../harness/wire/transcript.ts';

/**
 * What octets of the server's that are no frame announce, if they begin with a frame head of the 64 bit form: a length
 * with its top bit set, which RFC 6455 section 5.2 forbids, or one beyond what can be counted.
 */
export function announcedLength(event: TranscriptEvent): 'top-bit' | 'huge' | undefined {
  if (event.kind !== 'octets' || event.from !== 'server') return undefined;
  const { reason, payload } = event;
  if (reason === undefined || payload === undefined || payload.length < 10) return undefined;
  if (((payload[1] ?? 0) & 0x7f) !== 127) return undefined;
  return ((payload[2] ?? 0) & 0x80) === 0 ? 'huge' : 'top-bit';
}
