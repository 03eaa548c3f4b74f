// Where the server's octets stopped making sense as frames: what comes after it cannot be relied on.
import type { FrameEvent } from '../../harness/wire/transcript.ts';
import { serverGarbage } from './call-course.ts';
import type { CallView, Located } from './rule.ts';
import { createAssembler } from './view/assembler.ts';
import { controlFault, isControl, isData } from './view/frame-law.ts';

export interface Corruption {
  readonly at: Located;
  readonly observed: string;
}

/** The first thing from the server that RFC 6455 section 5 does not allow. */
export function firstCorruption(call: CallView): Corruption | undefined {
  return corruptions(call)[0];
}

/**
 * Where the stream went out of step: octets that are no frame, or frames that are wrong in more ways than one. Frames that
 * are wrong in one way only, however often, are how the server writes frames: the requirement of that way reports them.
 */
export function lostStep(call: CallView): Corruption | undefined {
  const all = corruptions(call);
  const isOneHabit = all.every(({ at, observed }) => at.event.kind === 'frame' && observed === all[0]?.observed);
  return isOneHabit ? undefined : all[0];
}

function corruptions(call: CallView): readonly Corruption[] {
  const assemble = createAssembler();
  const garbage = serverGarbage(call);
  const found: Corruption[] = [];
  for (const frame of call.serverFrames) {
    if (garbage !== undefined && garbage.index < frame.index) break;
    const fault = assemble(frame).fault ?? frameFault(frame.event);
    if (fault !== undefined) found.push({ at: frame, observed: `a frame that cannot be: ${fault}` });
  }
  if (garbage !== undefined) {
    found.push({ at: garbage, observed: `octets that are no frame (${garbage.event.reason ?? 'not decodable'})` });
  }
  return found;
}

function frameFault(frame: FrameEvent): string | undefined {
  if (frame.masked) return 'masked';
  if (frame.rsv !== 0) return `reserved bits ${frame.rsv}`;
  if (isData(frame.opcode)) return undefined;
  return isControl(frame.opcode) ? controlFault(frame) : `opcode ${frame.opcode}`;
}
