// One call as the WebSockets guide has it: from the upgrade to the Close frame. Understands what Aculab Cloud says, lets
// the app answer, and keeps silent where nothing may be said any more.
import { AUDIO_FORMATS } from '../../specification/limits.ts';
import type { App } from './app.ts';
import { binaryFrame, type Frame, textFrame } from './frame.ts';
import type { Link } from './link.ts';
import { createPlayer } from './player.ts';
import type { CallSeams, Incoming, OutgoingAudio, OutgoingMessage } from './seams.ts';
import type { AudioShape } from './sound.ts';

/** How long Aculab Cloud may take to close after the end of a call, before the server does it (reading R8). */
const CLOSE_AFTER_MS = 3000;

const NORMAL_CLOSURE = 1000;

export interface Call {
  incoming(incoming: Incoming): void;
  drained(): void;
  gone(): void;
}

/** Begins a call on a link. What the app says passes the seams on its way to the link. */
export function startCall(link: Link, app: App, seams: readonly CallSeams[]): Call {
  /** Set by call_hangup and call_end: from then on only Close may follow (reading R9). */
  let silenced = false;
  let greeted = false;
  let shape: AudioShape | undefined;
  let closing: NodeJS.Timeout | undefined;

  const message = seams.reduceRight<(message: OutgoingMessage) => readonly Frame[]>(
    (next, seam) => (seam.message ? (one) => seam.message?.(one, next) ?? [] : next),
    (one) => [textFrame(one)],
  );
  const audio = seams.reduceRight<(audio: OutgoingAudio) => readonly Frame[]>(
    (next, seam) => (seam.audio ? (one) => seam.audio?.(one, next) ?? [] : next),
    (one) => [binaryFrame(one.payload)],
  );

  const player = createPlayer({
    message: (one) => message(one).forEach(link.write),
    audio: (one) => audio(one).forEach(link.write),
    isBusy: link.isBusy,
    now: () => performance.now(),
  });

  const silence = (): void => {
    silenced = true;
    player.stop();
    clearTimeout(closing);
    closing = setTimeout(() => link.close(NORMAL_CLOSURE), CLOSE_AFTER_MS);
  };

  const handlers = app({
    player,
    hangup: (cause, rawCause) => {
      if (silenced) return;
      silence();
      message({ type: 'call_hangup', cause, raw_cause: rawCause }).forEach(link.write);
    },
  });

  const text = (content: string): void => {
    const received = parse(content);
    // What comes after the end, and whatever is no message or none that we know, changes nothing.
    if (received === undefined || silenced) return;
    const { type } = received;
    if (type === 'call_start' && !greeted) {
      greeted = true;
      handlers.callStart?.(typeof received.from === 'string' ? received.from : '');
    } else if (type === 'audio_start') {
      shape = shapeOf(received);
      handlers.audioStart?.(shape);
    } else if (type === 'audio_end') {
      shape = undefined;
      handlers.audioEnd?.();
    } else if (type === 'audio_play_finished' && typeof received.id === 'string') {
      player.finished(received.id);
      handlers.playFinished?.(received.id);
    } else if (type === 'call_end') silence();
  };

  return {
    incoming: (one) => {
      if (one.kind === 'text') text(one.text);
      else if (one.kind === 'binary' && shape && !silenced) handlers.audio?.(one.payload);
    },
    drained: player.pump,
    gone: () => {
      silenced = true;
      player.stop();
      clearTimeout(closing);
    },
  };
}

function parse(content: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(content);
    return typeof value === 'object' && value !== null ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

/** The caller's audio; documented values where the message has none that can be used. */
function shapeOf(received: Readonly<Record<string, unknown>>): AudioShape {
  const format = AUDIO_FORMATS.find((one) => one === received.format) ?? '16bit_PCM';
  return { format, channels: received.channels === 2 ? 2 : 1 };
}
