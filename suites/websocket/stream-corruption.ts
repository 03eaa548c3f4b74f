// Where the server's octets stopped making sense as frames: what comes after it cannot be relied on.
import type { FrameEvent } from '../../harness/wire/transcript.ts';
import { serverGarbage } from './call-course.ts';
import type { CallView, Located } from './rule.ts';
import { createAssembler } from './view/assembler.ts';
import { controlFault, isControl, isData } from './view/frame-law.ts';

/** The first thing from the server that RFC 6455 section 5 does not allow: a stream out of step shows in one of these ways. */
export function firstCorruption(call: CallView): { readonly at: Located; readonly observed: string } | undefined {
  const assemble = createAssembler();
  const garbage = serverGarbage(call);
  for (const frame of call.serverFrames) {
    if (garbage !== undefined && garbage.index < frame.index) break;
    const { event } = frame;
    const fault = assemble(frame).fault ?? frameFault(event);
    if (fault !== undefined) return { at: frame, observed: `a frame that cannot be: ${fault}` };
  }
  return garbage && { at: garbage, observed: `octets that are no frame (${garbage.event.reason ?? 'not decodable'})` };
}

function frameFault(frame: FrameEvent): string | undefined {
  if (frame.masked) return 'masked';
  if (frame.rsv !== 0) return `reserved bits ${frame.rsv}`;
  if (isData(frame.opcode)) return undefined;
  return isControl(frame.opcode) ? controlFault(frame) : `opcode ${frame.opcode}`;
}
