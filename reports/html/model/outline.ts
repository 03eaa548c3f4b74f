// A transcript without the samples of its audio: of each frame only how loud it is, which is what a picture needs.
import { type AudioCoding, codingIn, DEFAULT_CODING } from './announced-audio.ts';
import { extremes, samplesOf } from './samples.ts';

/** Loudness of a frame without its samples: the lowest and the highest, from -128 to 127. */
export type FrameOutline = readonly [low: number, high: number];

interface FrameLine {
  readonly kind: string;
  readonly call: number;
  readonly from: string;
  readonly opcode: number;
  readonly base64?: string;
  readonly text?: string;
}

const octetsOf = (base64: string): Uint8Array => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/** The lines of a stored transcript with `outline` in place of the payload in each binary frame. */
export const outlineOf = (lines: string): string => {
  const codings = new Map<string, AudioCoding>();
  return lines
    .split('\n')
    .map((line) => {
      if (!line.startsWith('{"kind":"frame"')) return line;
      const frame = JSON.parse(line) as FrameLine;
      const side = `${frame.call} ${frame.from}`;
      if (frame.text !== undefined) {
        const coding = codingIn(frame.text);
        if (coding !== undefined) codings.set(side, coding);
      }
      if (frame.opcode !== 2 || frame.base64 === undefined) return line;
      const { base64, ...rest } = frame;
      const { format } = codings.get(side) ?? DEFAULT_CODING;
      const [low, high] = extremes(samplesOf(octetsOf(base64), format));
      return JSON.stringify({ ...rest, outline: [low >> 8, high >> 8] });
    })
    .join('\n');
};
