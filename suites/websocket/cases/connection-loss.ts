import type { Step, Trace } from '../../../harness/traces/trace.ts';
import {
  audio,
  audioOn,
  audioStart,
  callStart,
  callWithAudio,
  elapsed,
  ms,
  ping,
  repeated,
  reset,
  tone,
  untilPlaying,
} from '../steps.ts';
import { hostileCase } from './call-case.ts';

const requirements = ['ws.survives.connection-loss'];

const halfClose: Step = { do: 'half-close' };

/** Before a reset a Ping makes sure that the server has seen what was sent: a reset may overtake it otherwise. */
const midAudio: readonly Step[] = [callStart(), audioStart(), audio(tone(440), ms(60)), ping()];

const beginningOfRequest: Step = {
  do: 'bytes',
  payload: { request: 'GET {path} HTTP/1.1\r\nHost: {host}\r\nUpgrade: websocket\r\nConnec' },
};

export const connectionLossCases: readonly Trace[] = [
  hostileCase('connection-loss/reset-during-upgrade', {
    title: 'The connection is reset in the middle of the upgrade request',
    requirements,
    steps: [{ do: 'open-raw' }, beginningOfRequest, elapsed(10), reset()],
  }),
  hostileCase('connection-loss/reset-after-upgrade', {
    title: 'The connection is reset right after the upgrade',
    requirements,
    steps: [{ do: 'connect' }, reset()],
  }),
  hostileCase('connection-loss/reset-after-call-start', {
    title: 'The connection is reset after call_start',
    requirements,
    steps: [callStart(), ping(), reset()],
  }),
  hostileCase('connection-loss/reset-mid-audio', {
    title: 'The connection is reset between audio frames',
    requirements,
    profile: 'smoke',
    steps: [midAudio, reset()],
  }),
  hostileCase('connection-loss/reset-mid-frame', {
    title: 'The connection is reset in the middle of a frame',
    requirements,
    steps: [midAudio, { do: 'frame', opcode: 2, payload: repeated('0000', 160), cutAfter: 100 }, elapsed(10), reset()],
  }),
  hostileCase('connection-loss/reset-while-playing', {
    title: 'The connection is reset while the server plays',
    requirements,
    profile: 'smoke',
    steps: [callWithAudio(), untilPlaying('go-on'), reset()],
  }),
  hostileCase('connection-loss/reset-unread', {
    title: 'The connection is reset while what the server sent has not been read',
    requirements,
    steps: [callWithAudio(), { do: 'stall', ms: 60 }, reset()],
  }),
  hostileCase('connection-loss/half-close-before-upgrade', {
    title: 'A connection ends before anything is sent',
    requirements,
    steps: [{ do: 'open-raw' }, halfClose, elapsed(20)],
  }),
  hostileCase('connection-loss/half-close-after-upgrade', {
    title: 'Aculab Cloud sends FIN right after the upgrade and no Close',
    requirements,
    steps: [{ do: 'connect' }, halfClose, elapsed(20)],
  }),
  hostileCase('connection-loss/half-close-mid-audio', {
    title: 'Aculab Cloud sends FIN between audio frames and no Close',
    requirements,
    profile: 'smoke',
    steps: [midAudio, halfClose, elapsed(20)],
  }),
  hostileCase('connection-loss/half-close-mid-frame', {
    title: 'Aculab Cloud sends FIN in the middle of a frame',
    requirements,
    steps: [
      midAudio,
      { do: 'frame', opcode: 2, payload: repeated('0000', 160), cutAfter: 100 },
      halfClose,
      elapsed(20),
    ],
  }),
  hostileCase('connection-loss/silence-after-upgrade', {
    title: 'Aculab Cloud falls silent right after the upgrade',
    requirements,
    steps: [{ do: 'connect' }, { do: 'go-silent', ms: 50 }],
  }),
  hostileCase('connection-loss/silence-mid-audio', {
    title: 'Aculab Cloud falls silent in the middle of the audio and reads no more',
    requirements,
    profile: 'smoke',
    steps: [callStart(), audioStart(), audioOn(tone(440)), ping(), elapsed(40), { do: 'go-silent', ms: 100 }],
  }),
];
