// What the faults are written in.
import type { Frame } from '../frame.ts';
import { textFrame } from '../frame.ts';
import type { CallHandle, CallSeams, Hook, Incoming, OutgoingMessage } from '../seams.ts';

/** Hooks by fault id; several where a fault takes hold in more than one place. */
export type Hooks = Readonly<Record<string, Hook | readonly Hook[]>>;

/** A message that is legal at any time and changes nothing while no play is outstanding. */
export const HARMLESS: OutgoingMessage = { type: 'audio_play_abort' };

/** The 20 ms of a 16-bit, one-channel play. */
export const TWENTY_MS = Buffer.alloc(320);

export const perCall =
  (seams: (call: CallHandle) => CallSeams): Hook =>
  () => ({ call: seams });

/** Says something more, once per call, before its first message. */
export const saysFirst = (...frames: readonly Frame[]): Hook =>
  perCall(() => {
    let said = false;
    return {
      message: (message, next) => {
        const extra = said ? [] : frames;
        said = true;
        return [...extra, ...next(message)];
      },
    };
  });

/** Says something more, once per call, after its first message of a type. */
export const saysAfter = (type: string, ...frames: readonly Frame[]): Hook =>
  onFirst(type, (message, next) => [...next(message), ...frames]);

/** Changes properties of each call's first message of a type; undefined takes one away. */
export const changes = (type: string, properties: Readonly<Record<string, unknown>>): Hook =>
  onFirst(type, (message, next) => next({ ...message, ...properties }));

/** Writes each call's first message of a type as something else. */
export const onFirst = (type: string, write: NonNullable<CallSeams['message']>): Hook =>
  perCall(() => {
    let done = false;
    return {
      message: (message, next) => {
        if (done || message.type !== type) return next(message);
        done = true;
        return write(message, next);
      },
    };
  });

/** Writes the frames of each call's first play otherwise. */
export const onFirstPlay = (audio: NonNullable<CallSeams['audio']>): Hook =>
  perCall(() => ({ audio: (one, next) => (one.play === 0 ? audio(one, next) : next(one)) }));

/** A whole play of silence in 16-bit mono. */
export const playOf = (id: string, ms: number): readonly Frame[] => [
  textFrame({ type: 'audio_start', id }),
  ...Array.from({ length: ms / 20 }, () => ({ opcode: 2, payload: TWENTY_MS })),
  textFrame({ type: 'audio_play_end' }),
];

/** The JSON object of a text message, or undefined for anything else. */
export function objectOf(incoming: Incoming): Readonly<Record<string, unknown>> | undefined {
  if (incoming.kind !== 'text') return undefined;
  try {
    const value: unknown = JSON.parse(incoming.text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}

export const typeOf = (incoming: Incoming): unknown => objectOf(incoming)?.type;

/** How a call comes to a bad end. */
export const CLOSES = (call: CallHandle): void => call.close(1011);
export const DROPS = (call: CallHandle): void => call.drop();
export const RESETS = (call: CallHandle): void => call.reset();
/** Throws where nobody catches, so that the process ends as it would after a programming error. */
export const CRASHES = (): void => {
  setImmediate(() => {
    throw new Error('reference server: a fault was asked to crash it');
  });
};

/** The call ends badly when something arrives that it does not expect. The test is made anew for each call. */
export const endsOn = (how: (call: CallHandle) => void, unexpected: () => (incoming: Incoming) => boolean): Hook =>
  perCall((call) => {
    const isUnexpected = unexpected();
    return {
      incoming: (incoming, next) => {
        if (isUnexpected(incoming)) how(call);
        else next(incoming);
      },
    };
  });

/** The call ends badly on a message of this type that passes the test. */
export const endsOnMessage = (
  how: (call: CallHandle) => void,
  type: string,
  test: (message: Readonly<Record<string, unknown>>) => boolean = () => true,
): Hook =>
  endsOn(how, () => (incoming) => {
    const message = objectOf(incoming);
    return message?.type === type && test(message);
  });
