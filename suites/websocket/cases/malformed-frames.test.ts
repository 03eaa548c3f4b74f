import { describe, expect, it } from 'vitest';
import { octetsOf } from '../../../harness/traces/bytes.ts';
import type { Bytes, Step } from '../../../harness/traces/trace.ts';
import { MALFORMED_FRAMES } from './malformed-frames.ts';

type FrameStep = Extract<Step, { readonly do: 'frame' }>;

const bytesOf = (payload: Bytes | undefined): Buffer =>
  payload === undefined ? Buffer.alloc(0) : octetsOf(payload, { url: new URL('ws://localhost/') });

/** Every rule of RFC 6455 that these frames break, in the words that the names of the rows use. */
function violations(frames: readonly FrameStep[]): readonly string[] {
  const broken: string[] = [];
  let open = false;
  for (const frame of frames) {
    const { opcode, fin = true, rsv = 0, mask = true } = frame;
    const payload = bytesOf(frame.payload);
    const shortest = payload.length < 126 ? 7 : payload.length < 65_536 ? 16 : 64;
    const control = opcode >= 8;
    if (rsv !== 0) broken.push('rsv');
    if ([3, 4, 5, 6, 7].includes(opcode)) broken.push('reserved-data-opcode');
    if (opcode > 10) broken.push('reserved-control-opcode');
    if (!mask) broken.push('unmasked');
    if (opcode === 0 && !open) broken.push('orphan-continuation');
    if ((opcode === 1 || opcode === 2) && open) broken.push('inside-message');
    if (control && !fin) broken.push('fragmented');
    if (control && payload.length > 125) broken.push('long');
    if (opcode === 8 && payload.length === 1) broken.push('close-of-one-byte');
    if (opcode === 8 && payload.length >= 2 && !isLegalCloseCode(payload.readUInt16BE(0))) broken.push('close-code');
    if (frame.declaredLength !== undefined) broken.push('length');
    else if ((frame.lengthBits ?? shortest) !== shortest) broken.push('length');
    if (frame.cutAfter !== undefined) broken.push('half-a');
    if (!control) open = !fin;
  }
  return broken;
}

function isLegalCloseCode(code: number): boolean {
  return (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code < 5000);
}

describe('malformed frames', () => {
  it.each(MALFORMED_FRAMES.map(({ name, frames }) => [name, frames] as const))(
    '%s breaks that one rule',
    (name, frames) => {
      const broken = violations(frames);
      expect(broken).toHaveLength(1);
      expect(name).toContain(broken[0]);
    },
  );
});
