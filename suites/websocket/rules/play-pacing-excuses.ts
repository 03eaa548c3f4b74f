import { FRAME_MS } from '../../../specification/limits.ts';
import type { CallView, CaseView } from '../rule.ts';
import { OPCODE } from '../view/frame-law.ts';

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** How far before a gap a stall of our own still matters: the frames around it were timed by a late clock. */
const STALL_MEMORY_MS = 1000;

export interface Excuses {
  readonly toleranceMs: number;
  /** Whether a gap in a play is not, or may not be, the server's doing. */
  readonly cover: (gap: { readonly ms: number; readonly gapMs: number }) => boolean;
}

/**
 * Reasons for a gap in a play that do not lie with the server:
 * our own event loop was late, or the Cloud did not read, so that the audio lay waiting on our side;
 * or the Cloud itself was silent when the gap began, and for as long, so that a server that answers audio with audio
 * (an echo, a bridge) had nothing to play. The last holds only for silence between two frames of the Cloud's audio.
 */
export function createExcuses(view: CaseView, call: CallView, toleranceMs: number): Excuses {
  const stalls = view.transcript.events.flatMap((event) =>
    event.kind === 'stall' ? [{ fromMs: event.ms - event.lateMs, toMs: event.ms, lateMs: event.lateMs }] : [],
  );
  const pauses = readingPauses(call, toleranceMs);
  const cloudAudioMs = call.cloudFrames
    .filter(({ event }) => event.opcode === OPCODE.binary)
    .map(({ event }) => event.ms);

  return {
    toleranceMs,
    cover({ ms, gapMs }) {
      const gap = { fromMs: ms, toMs: ms + gapMs };
      if (pauses.some((pause) => overlap(pause, gap))) return true;
      // A stall makes audio late by its own length, and by what it takes to catch up: a far longer gap is the server's.
      const ourMs = stalls.reduce((sum, stall) => sum + (overlap(stall, gap) ? lateByMs(stall.lateMs) : 0), 0);
      if (ourMs > 0 && gapMs - ourMs <= toleranceMs) return true;
      const memory = { fromMs: gap.fromMs - STALL_MEMORY_MS, toMs: gap.toMs };
      if (stalls.some((stall) => stall.lateMs >= gapMs && overlap(stall, memory))) return true;
      return cloudSilenceMs(cloudAudioMs, ms) + toleranceMs >= gapMs + FRAME_MS;
    },
  };
}

const lateByMs = (stallMs: number): number => 1.5 * stallMs + 2 * FRAME_MS;

const overlap = (a: Span, b: Span): boolean => a.fromMs <= b.toMs && b.fromMs <= a.toMs;

/** When the Cloud did not read, with the moment that a server needs to get going again. */
function readingPauses(call: CallView, toleranceMs: number): readonly Span[] {
  const pauses: Span[] = [];
  let fromMs: number | undefined;
  for (const { event } of call.events) {
    if (event.kind !== 'reading') continue;
    if (event.paused) fromMs ??= event.ms;
    else if (fromMs !== undefined) {
      pauses.push({ fromMs, toMs: event.ms + 2 * toleranceMs });
      fromMs = undefined;
    }
  }
  return fromMs === undefined ? pauses : [...pauses, { fromMs, toMs: Number.POSITIVE_INFINITY }];
}

/** Time between the two frames of the Cloud's audio around this moment; 0 before the first and after the last one. */
function cloudSilenceMs(audioMs: readonly number[], ms: number): number {
  let low = 0;
  let high = audioMs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((audioMs[middle] ?? 0) <= ms) low = middle + 1;
    else high = middle;
  }
  const before = audioMs[low - 1];
  const after = audioMs[low];
  return before === undefined || after === undefined ? 0 : after - before;
}
