import { encodeFrame, type Frame, OPCODE, textFrame } from '../frame.ts';
import type { Hook, OutgoingAudio } from '../seams.ts';
import { changes, HARMLESS, type Hooks, onFirst, onFirstPlay, perCall, saysAfter, saysFirst } from './vocabulary.ts';

const binary = (bytes: number): Frame => ({ opcode: OPCODE.binary, payload: Buffer.alloc(bytes) });
const text = (octets: Uint8Array): Frame => ({ opcode: OPCODE.text, payload: octets });
const ping = (bytes: number): Frame => ({ opcode: OPCODE.ping, payload: Buffer.alloc(bytes, 0x70) });

/** Makes one frame of the first play so many bytes long. */
const resizes = (bytes: number, which: (audio: OutgoingAudio) => boolean): Hook =>
  onFirstPlay((audio, next) => (which(audio) ? [binary(bytes)] : next(audio)));

const first = (audio: OutgoingAudio): boolean => audio.index === 0;
const middle = (audio: OutgoingAudio): boolean => audio.index === 10;
const last = (audio: OutgoingAudio): boolean => audio.last;

/** Makes the first play start so many bytes long by means of its id; legal but for that. */
const longStart = (bytes: number): Hook =>
  onFirst('audio_start', (message, next) => {
    const without = Buffer.byteLength(JSON.stringify({ ...message, id: '' }));
    return next({ ...message, id: 'x'.repeat(bytes - without) });
  });

/** Cuts a frame in fragments of so many bytes. */
const fragments = (frame: Frame, bytes: number): readonly Frame[] => {
  const count = Math.ceil(frame.payload.length / bytes);
  return Array.from({ length: count }, (_, at) => ({
    opcode: at === 0 ? frame.opcode : OPCODE.continuation,
    payload: frame.payload.subarray(at * bytes, (at + 1) * bytes),
    fin: at === count - 1,
  }));
};

/** Changes how the call's first message is framed. */
const firstText = (change: Partial<Frame>): Hook =>
  onFirst('audio_start', (message, next) => next(message).map((frame) => ({ ...frame, ...change })));

/** Changes how a frame of the first play is framed. */
const oneAudio = (change: Partial<Frame>): Hook =>
  onFirstPlay((audio, next) => (middle(audio) ? next(audio).map((frame) => ({ ...frame, ...change })) : next(audio)));

/** Puts octets into a message that is harmless otherwise. */
const dirty = (octets: readonly number[]): Hook => {
  const [before = '', after = ''] = JSON.stringify({ ...HARMLESS, note: '?' }).split('?');
  return saysFirst(text(Buffer.concat([Buffer.from(before), Buffer.from(octets), Buffer.from(after)])));
};

/** Closes with another payload than the library would. */
const closesWith = (...payload: readonly number[]): Hook =>
  perCall((call) => ({
    close: () => {
      call.writeOctets(encodeFrame({ opcode: OPCODE.close, payload: Buffer.from(payload) }));
      call.drop();
    },
  }));

export const FRAMES: Hooks = {
  'ws.frame.payload-limit': resizes(1602, last),
  'ws.frame.payload-limit/first-frame': resizes(1760, first),
  'ws.frame.payload-limit/middle-frame': resizes(1602, middle),
  'ws.frame.payload-limit/alaw-1601': [
    changes('audio_start', { format: 'alaw' }),
    onFirstPlay((audio, next) =>
      audio.last ? [binary(1601)] : next({ ...audio, payload: audio.payload.subarray(0, 160) }),
    ),
  ],
  'ws.frame.payload-limit/text-1601': longStart(1601),
  'ws.frame.payload-limit/text-1602': longStart(1602),
  'ws.frame.payload-limit/fragmented-text': onFirst('audio_start', (message, next) =>
    next({ ...message, id: 'x'.repeat(2000) }).flatMap((frame) => fragments(frame, 1500)),
  ),
  'ws.frame.payload-limit/fragmented-audio': onFirstPlay((audio, next) =>
    middle(audio) ? fragments(binary(1920), 960) : next(audio),
  ),
  'ws.frame.utf8': dirty([0xff]),
  'ws.frame.utf8/overlong': dirty([0xc0, 0xaf]),
  'ws.frame.utf8/surrogate': dirty([0xed, 0xa0, 0x80]),
  'ws.frame.unmasked': firstText({ masked: true }),
  'ws.frame.unmasked/audio': oneAudio({ masked: true }),
  'ws.frame.reserved': firstText({ rsv: 4 }),
  'ws.frame.reserved/rsv3': oneAudio({ rsv: 1 }),
  'ws.frame.reserved/opcode-3': saysFirst({ opcode: 3, payload: Buffer.from('{}') }),
  'ws.frame.reserved/opcode-11': saysFirst({ opcode: 11, payload: Buffer.alloc(0) }),
  'ws.frame.sequence': saysFirst({ ...textFrame(HARMLESS), opcode: OPCODE.continuation }),
  'ws.frame.sequence/interrupted': saysFirst({ ...textFrame(HARMLESS), fin: false }),
  'ws.frame.length': saysFirst({ ...textFrame(HARMLESS), lengthBits: 16 }),
  'ws.frame.length/64-bit': saysFirst({ ...textFrame(HARMLESS), lengthBits: 64 }),
  'ws.frame.length/audio': oneAudio({ lengthBits: 64 }),
  'ws.frame.control': saysAfter('audio_start', ping(126)),
  'ws.frame.control/fragmented': saysAfter('audio_start', { ...ping(4), fin: false }),
  'ws.frame.control/close-1005': closesWith(0x03, 0xed),
  'ws.frame.control/close-999': closesWith(0x03, 0xe7),
  'ws.frame.control/close-one-byte': closesWith(0x03),
  'ws.frame.control/close-reason': closesWith(0x03, 0xe8, 0xff),
};
