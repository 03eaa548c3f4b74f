// Faults of ws.call: how the server ends a call, how it stays in touch while it lasts.
import { encodeFrame, type Frame, OPCODE, textFrame } from '../frame.ts';
import type { CallHandle, Hook } from '../seams.ts';
import { DROPS, endsOnMessage, HARMLESS, type Hooks, perCall, playOf, RESETS, typeOf } from './vocabulary.ts';

/** Does something to the connection instead of hanging up. */
const insteadOfHangup = (how: (call: CallHandle) => void): Hook =>
  perCall((call) => ({
    message: (message, next) => {
      if (message.type !== 'call_hangup') return next(message);
      how(call);
      return [];
    },
  }));

/** Sends these, one each so many milliseconds, once call_end has come, and takes its time to answer Close. */
const talksOn = (frames: readonly Frame[], everyMs: number): Hook =>
  perCall((call) => {
    const left = [...frames];
    let timer: NodeJS.Timeout | undefined;
    return {
      incoming: (incoming, next) => {
        if (typeOf(incoming) === 'call_end') {
          timer = setInterval(() => {
            const frame = left.shift();
            if (frame) call.writeOctets(encodeFrame(frame));
            else clearInterval(timer);
          }, everyMs);
        }
        next(incoming);
      },
      close: (_octets, next) => void setTimeout(next, frames.length * everyMs + 50),
      gone: () => clearInterval(timer),
    };
  });

/** Changes Pongs. */
const pongs = (change: (frame: Frame) => readonly Frame[]): Hook =>
  perCall(() => ({ frame: (frame) => (frame.opcode === OPCODE.pong ? change(frame) : [frame]) }));

/** Stops reading for good after so many audio frames. */
const stopsReading = (afterFrames: number): Hook =>
  perCall((call) => {
    let frames = 0;
    return {
      incoming: (incoming, next) => {
        next(incoming);
        if (incoming.kind !== 'binary') return;
        frames += 1;
        if (frames === afterFrames) call.pauseReading();
      },
    };
  });

export const CALL_COURSE: Hooks = {
  'ws.call.close-frame': insteadOfHangup(DROPS),
  'ws.call.close-frame/reset': insteadOfHangup(RESETS),
  'ws.call.close-frame/second-play': perCall((call) => ({
    audio: (audio, next) => {
      if (audio.play === 1) call.drop();
      return next(audio);
    },
  })),
  'ws.call.close-handshake': perCall(() => ({ close: () => undefined })),
  'ws.call.close-handshake/drops': perCall((call) => ({ close: () => call.drop() })),
  'ws.call.close-handshake/at-call-end': endsOnMessage(DROPS, 'call_end'),
  'ws.call.close-handshake/after-hangup': perCall(() => {
    let hungUp = false;
    return {
      message: (message, next) => {
        hungUp ||= message.type === 'call_hangup';
        return next(message);
      },
      close: (_octets, next) => void (hungUp || next()),
    };
  }),
  'ws.call.close-handshake/data-after': perCall((call) => ({
    close: (_octets, next) => {
      next();
      call.writeOctets(encodeFrame(textFrame(HARMLESS)));
    },
  })),
  // Writes the Close frame past the library, which therefore never gets to end the connection.
  'ws.call.close-handshake/lingers': perCall((call) => ({ close: (octets) => call.writeOctets(octets) })),
  'ws.call.quiet-after-end': talksOn(
    Array.from({ length: 12 }, () => textFrame(HARMLESS)),
    100,
  ),
  'ws.call.quiet-after-end/plays': talksOn(playOf('late', 800), 25),
  'ws.call.keeps-reading': stopsReading(25),
  'ws.call.pong': pongs(() => []),
  'ws.call.pong/payload': pongs((frame) => [{ ...frame, payload: Buffer.from('pong') }]),
  // As a server does that keeps them in too small a buffer.
  'ws.call.pong/truncated': pongs((frame) => [{ ...frame, payload: frame.payload.subarray(0, 64) }]),
};
