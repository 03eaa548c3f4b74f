// Servers that cannot bear what Aculab Cloud may do: the call ends badly on it.
import { CLOUD_MESSAGE_TYPES } from '../../../specification/limits.ts';
import { OPCODE } from '../frame.ts';
import type { CallHandle, Hook, Incoming } from '../seams.ts';
import {
  CLOSES,
  CRASHES,
  DROPS,
  endsOn,
  endsOnMessage,
  type Hooks,
  objectOf,
  perCall,
  RESETS,
  typeOf,
} from './vocabulary.ts';

const caller = (how: (call: CallHandle) => void, cannot: (from: string) => boolean): Hook =>
  endsOnMessage(how, 'call_start', ({ from }) => typeof from === 'string' && cannot(from));

/** Ends the call where no audio has come so long after its start. */
const needsAudioWithin = (ms: number, how: (call: CallHandle) => void): Hook =>
  perCall((call) => {
    let timer: NodeJS.Timeout | undefined;
    return {
      incoming: (incoming, next) => {
        if (typeOf(incoming) === 'call_start') timer = setTimeout(() => how(call), ms);
        else if (incoming.kind === 'binary' || typeOf(incoming) === 'call_end') clearTimeout(timer);
        next(incoming);
      },
      gone: () => clearTimeout(timer),
    };
  });

/** True when the message comes and no audio frame has come before it. */
const withoutAudio = (type: string) => (): ((incoming: Incoming) => boolean) => {
  let frames = 0;
  return (incoming) => {
    if (incoming.kind === 'binary') frames += 1;
    return frames === 0 && typeOf(incoming) === type;
  };
};

/** True for an audio frame that comes so long after the one before it. */
const afterGap = (ms: number) => (): ((incoming: Incoming) => boolean) => {
  let previous: number | undefined;
  return (incoming) => {
    if (typeOf(incoming) === 'audio_end') previous = undefined;
    if (incoming.kind !== 'binary') return false;
    const gap = previous === undefined ? 0 : performance.now() - previous;
    previous = performance.now();
    return gap >= ms;
  };
};

/** True for the last of so many audio frames within so many milliseconds. */
const inBurst = (frames: number, withinMs: number) => (): ((incoming: Incoming) => boolean) => {
  const times: number[] = [];
  return (incoming) => {
    if (incoming.kind !== 'binary') return false;
    times.push(performance.now());
    if (times.length > frames) times.shift();
    return times.length === frames && performance.now() - (times[0] ?? 0) <= withinMs;
  };
};

/** Ends the call when a message of this type comes while the server is still sending a play. */
const whileSending = (how: (call: CallHandle) => void, type: string): Hook =>
  perCall((call) => {
    let sending = false;
    return {
      message: (message, next) => {
        sending = message.type === 'audio_start';
        return next(message);
      },
      incoming: (incoming, next) => {
        if (sending && typeOf(incoming) === type) how(call);
        else next(incoming);
      },
    };
  });

/** Ends the call on the end of a play that the server did not start. */
const onForeignId = (how: (call: CallHandle) => void): Hook =>
  perCall((call) => {
    const own = new Set<unknown>();
    return {
      message: (message, next) => {
        if (message.type === 'audio_start') own.add(message.id);
        return next(message);
      },
      incoming: (incoming, next) => {
        const message = objectOf(incoming);
        if (message?.type === 'audio_play_finished' && !own.has(message.id)) how(call);
        else next(incoming);
      },
    };
  });

const onText = (how: (call: CallHandle) => void, cannot: (text: string) => boolean): Hook =>
  endsOn(
    how,
    () => (incoming) => incoming.kind === 'text' && objectOf(incoming) !== undefined && cannot(incoming.text),
  );

const isRespelled = (text: string): boolean => JSON.stringify(JSON.parse(text)) !== text;

/** Ends the call on fragments; with `control` only where a control frame comes between them. */
const onFragments = (how: (call: CallHandle) => void, control: boolean): Hook =>
  perCall((call) => {
    let inside = false;
    return {
      incomingFrame: ({ opcode, fin }) => {
        const isData = opcode < OPCODE.close;
        if (control ? inside && !isData : isData && !fin) how(call);
        if (isData) inside = !fin;
      },
    };
  });

/** Finds out by unanswered Pings that the peer does not read, and does something about it. */
const onUnansweredPing = (afterMs: number, how: (call: CallHandle) => void): Hook =>
  perCall((call) => {
    let answered = performance.now();
    const timer = setInterval(() => {
      call.write({ opcode: OPCODE.ping, payload: Buffer.from('still there') });
      if (performance.now() - answered < afterMs) return;
      clearInterval(timer);
      how(call);
    }, 100);
    return {
      incoming: (incoming, next) => {
        if (incoming.kind === 'pong') answered = performance.now();
        next(incoming);
      },
      close: (_octets, next) => {
        clearInterval(timer);
        next();
      },
      gone: () => clearInterval(timer),
    };
  });

/** A length that no frame can have: from here on nobody can tell where a frame begins. */
const GARBAGE = Buffer.alloc(16, 0xff);

const DOCUMENTED: ReadonlySet<string> = new Set(CLOUD_MESSAGE_TYPES);
const PROPERTIES = /^(type|from|format|sample_rate|channels|origin|cause|raw_cause|id|reason)$/;
const isUnknownType = (type: unknown): boolean => typeof type === 'string' && !DOCUMENTED.has(type);

export const TOLERATES: Hooks = {
  'ws.tolerates.any-caller': caller(CLOSES, (from) => from.startsWith('sip')),
  'ws.tolerates.any-caller/parameters': caller(DROPS, (from) => from.includes(';')),
  'ws.tolerates.any-caller/short': caller(RESETS, (from) => from.length > 0 && from.length <= 3),
  'ws.tolerates.any-caller/long': caller(CRASHES, (from) => from.length > 64),
  'ws.tolerates.any-caller/unicode': caller(CLOSES, (from) => /[^ -~]/.test(from)),
  'ws.tolerates.any-caller/empty': caller(CLOSES, (from) => from === ''),
  'ws.tolerates.no-audio': needsAudioWithin(350, CLOSES),
  'ws.tolerates.no-audio/crash': needsAudioWithin(350, CRASHES),
  'ws.tolerates.frame-duration': endsOn(CLOSES, () => (one) => one.kind === 'binary' && one.payload.length !== 320),
  'ws.tolerates.frame-duration/long': endsOn(RESETS, () => (one) => one.kind === 'binary' && one.payload.length > 320),
  'ws.tolerates.frame-duration/one-sample': endsOn(
    CRASHES,
    () => (one) => one.kind === 'binary' && one.payload.length === 2,
  ),
  'ws.tolerates.jitter': endsOn(CLOSES, afterGap(300)),
  'ws.tolerates.jitter/burst': endsOn(DROPS, inBurst(5, 3)),
  'ws.tolerates.call-end': endsOnMessage(CRASHES, 'call_end', ({ cause }) => String(cause).startsWith('OTHER(')),
  'ws.tolerates.call-end/drop': endsOnMessage(DROPS, 'call_end', ({ cause }) => String(cause).startsWith('OTHER(')),
  'ws.tolerates.call-end/origin-error': endsOnMessage(RESETS, 'call_end', ({ origin }) => origin === 'error'),
  'ws.tolerates.call-end/before-audio': endsOn(RESETS, withoutAudio('call_end')),
  'ws.tolerates.call-end/while-playing': whileSending(CRASHES, 'call_end'),
  'ws.tolerates.error': endsOnMessage(CLOSES, 'error'),
  'ws.tolerates.error/drop': endsOnMessage(DROPS, 'error'),
  'ws.tolerates.error/crash': endsOnMessage(CRASHES, 'error'),
  'ws.tolerates.overflow-warning': endsOnMessage(CLOSES, 'audio_overflow_warning'),
  'ws.tolerates.overflow-warning/crash': endsOnMessage(CRASHES, 'audio_overflow_warning'),
  'ws.tolerates.play-finished': endsOnMessage(CLOSES, 'audio_play_finished'),
  'ws.tolerates.play-finished/unknown-id': onForeignId(CRASHES),
  'ws.tolerates.play-finished/while-sending': whileSending(CRASHES, 'audio_play_finished'),
  'ws.tolerates.json-forms': onText(CLOSES, isRespelled),
  'ws.tolerates.json-forms/key-order': onText(DROPS, (text) => !/^\s*\{\s*"type"/.test(text)),
  'ws.tolerates.json-forms/escapes': onText(CRASHES, (text) => text.includes('\\u')),
  'ws.tolerates.fragmentation': onFragments(CLOSES, false),
  'ws.tolerates.fragmentation/ping-between': onFragments(DROPS, true),
  'ws.tolerates.slow-reader': onUnansweredPing(800, CLOSES),
  'ws.tolerates.slow-reader/corrupts': onUnansweredPing(800, (call) => call.writeOctets(GARBAGE)),
  'ws.tolerates.slow-reader/crash': onUnansweredPing(800, CRASHES),
  'ws.tolerates.future': endsOn(CLOSES, () => (incoming) => isUnknownType(typeOf(incoming))),
  'ws.tolerates.future/property': endsOn(DROPS, () => (incoming) => {
    const message = objectOf(incoming);
    return DOCUMENTED.has(String(message?.type)) && !Object.keys(message ?? {}).every((key) => PROPERTIES.test(key));
  }),
};
