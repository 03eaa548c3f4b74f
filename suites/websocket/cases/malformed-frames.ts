import type { Step, Trace } from '../../../harness/traces/trace.ts';
import { audio, audioStart, callStart, hex, ms, repeated, reset, text, tone, waitFor } from '../steps.ts';
import { hostileCase } from './call-case.ts';

type FrameStep = Extract<Step, { readonly do: 'frame' }>;

/** A legal message and legal audio: all that is wrong is the frame around them. */
const MESSAGE = text('{"type":"audio_overflow_warning"}');
const AUDIO = repeated('0000', 160);

const CONTINUATION = 0;
const TEXT = 1;
const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;

/** Most servers close on such a frame; this bounds the wait for those that do not. */
const CLOSE_WITHIN_MS = 80;

interface MalformedFrames {
  readonly name: string;
  readonly what: string;
  readonly frames: readonly FrameStep[];
}

const frame = (opcode: number, rest: Omit<FrameStep, 'do' | 'opcode'> = {}): FrameStep => ({
  do: 'frame',
  opcode,
  ...rest,
});
const one = (name: string, what: string, ...frames: readonly FrameStep[]): MalformedFrames => ({ name, what, frames });
const closeCode = (code: number): FrameStep => frame(CLOSE, { payload: hex(code.toString(16).padStart(4, '0')) });

/** One violation of RFC 6455 in each row. */
export const MALFORMED_FRAMES: readonly MalformedFrames[] = [
  one('rsv1-text', 'a text frame with RSV1', frame(TEXT, { payload: MESSAGE, rsv: 4 })),
  one('rsv2-binary', 'a binary frame with RSV2', frame(BINARY, { payload: AUDIO, rsv: 2 })),
  one('rsv3-ping', 'a Ping with RSV3', frame(PING, { rsv: 1 })),
  one('reserved-data-opcode-3', 'the reserved data opcode 3', frame(3, { payload: MESSAGE })),
  one('reserved-data-opcode-7', 'the reserved data opcode 7', frame(7, { payload: AUDIO })),
  one('reserved-control-opcode-11', 'the reserved control opcode 11', frame(11)),
  one('reserved-control-opcode-15', 'the reserved control opcode 15', frame(15, { payload: hex('00') })),
  one('unmasked-text', 'a text frame without a mask', frame(TEXT, { payload: MESSAGE, mask: false })),
  one('unmasked-binary', 'a binary frame without a mask', frame(BINARY, { payload: AUDIO, mask: false })),
  one('unmasked-ping', 'a Ping without a mask', frame(PING, { mask: false })),
  one('orphan-continuation', 'a continuation of nothing', frame(CONTINUATION, { payload: MESSAGE })),
  one(
    'orphan-continuation-open',
    'a continuation of nothing that is not the last',
    frame(CONTINUATION, { payload: AUDIO, fin: false }),
  ),
  one(
    'message-inside-message',
    'a new message inside a fragmented one',
    frame(TEXT, { payload: text('{"type":'), fin: false }),
    frame(TEXT, { payload: MESSAGE }),
  ),
  one(
    'audio-inside-message',
    'audio inside a fragmented message',
    frame(TEXT, { payload: text('{"type":'), fin: false }),
    frame(BINARY, { payload: AUDIO }),
  ),
  one('fragmented-ping', 'the first fragment of a Ping', frame(PING, { payload: hex('00'), fin: false })),
  one('fragmented-close', 'the first fragment of a Close', frame(CLOSE, { payload: hex('03e8'), fin: false })),
  one('long-ping', 'a Ping of 126 bytes', frame(PING, { payload: repeated('00', 126) })),
  one('long-pong', 'a Pong of 64 KiB', frame(PONG, { payload: repeated('00', 65_536) })),
  one('long-close', 'a Close of 126 bytes', frame(CLOSE, { payload: hex(`03e8${'61'.repeat(124)}`) })),
  one('close-of-one-byte', 'a Close of one byte', frame(CLOSE, { payload: hex('03') })),
  one('close-code-0', 'a Close with status 0', closeCode(0)),
  one('close-code-999', 'a Close with status 999', closeCode(999)),
  one('close-code-1004', 'a Close with the reserved status 1004', closeCode(1004)),
  one('close-code-1005', 'a Close with status 1005, which stands for none', closeCode(1005)),
  one('close-code-1006', 'a Close with status 1006, which stands for a lost connection', closeCode(1006)),
  one('close-code-1015', 'a Close with status 1015, which stands for a failed TLS handshake', closeCode(1015)),
  one('close-code-5000', 'a Close with status 5000', closeCode(5000)),
  one('close-code-65535', 'a Close with status 65535', closeCode(65_535)),
  one('length-16-for-33', '16 bits of length for 33 bytes', frame(TEXT, { payload: MESSAGE, lengthBits: 16 })),
  one('length-64-for-33', '64 bits of length for 33 bytes', frame(TEXT, { payload: MESSAGE, lengthBits: 64 })),
  one('length-64-for-320', '64 bits of length for 320 bytes', frame(BINARY, { payload: AUDIO, lengthBits: 64 })),
  one(
    'length-negative',
    'a length with its highest bit set',
    frame(BINARY, { payload: AUDIO, lengthBits: 64, declaredLength: '9223372036854776128' }),
  ),
  one(
    'length-of-all-ones',
    'a length of 64 ones',
    frame(TEXT, { payload: MESSAGE, lengthBits: 64, declaredLength: '18446744073709551615' }),
  ),
  one(
    'length-beyond-memory',
    'a frame that says it holds 4 EiB',
    frame(BINARY, { payload: AUDIO, lengthBits: 64, declaredLength: '4611686018427387904' }),
  ),
  one(
    'length-never-reached',
    'a frame that says it holds 64 KiB and holds 320 bytes',
    frame(BINARY, { payload: AUDIO, lengthBits: 64, declaredLength: 65_536 }),
  ),
  one('half-a-header', 'the first byte of a frame and no more', frame(TEXT, { payload: MESSAGE, cutAfter: 1 })),
  one('half-a-mask', 'a frame that ends within its mask', frame(TEXT, { payload: MESSAGE, cutAfter: 4 })),
];

const SMOKE: readonly string[] = [
  'rsv1-text',
  'reserved-data-opcode-3',
  'unmasked-text',
  'orphan-continuation',
  'close-code-999',
];

/** Variants of what others in the table already show: left to the full profile. */
const FULL: readonly string[] = [
  'rsv3-ping',
  'reserved-data-opcode-7',
  'reserved-control-opcode-15',
  'unmasked-ping',
  'audio-inside-message',
  'fragmented-close',
  'long-close',
  'close-code-0',
  'close-code-1004',
  'close-code-1015',
  'close-code-65535',
  'length-64-for-320',
  'length-of-all-ones',
  'half-a-mask',
];

export const malformedFrameCases: readonly Trace[] = MALFORMED_FRAMES.map(({ name, what, frames }) =>
  hostileCase(`malformed-frames/${name}`, {
    title: `The server receives ${what}`,
    requirements: ['ws.survives.malformed-frame'],
    profile: SMOKE.includes(name) ? 'smoke' : FULL.includes(name) ? 'full' : 'standard',
    steps: [
      callStart(),
      audioStart(),
      audio(tone(440), ms(20)),
      frames,
      waitFor({ kind: 'ended' }, CLOSE_WITHIN_MS),
      // Where the server still waits for the rest of a frame, a Close would be swallowed by it.
      reset(),
    ],
  }),
);
