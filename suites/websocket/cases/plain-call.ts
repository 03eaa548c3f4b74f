import type { Trace } from '../../../harness/traces/trace.ts';
import { audio, audioStart, callStart, elapsed, endOfCall, ms, ping, silence, tone } from '../steps.ts';
import { callCase } from './call-case.ts';
import { ENDING, FRAMES, HANDSHAKE, HANGUP, MESSAGES, PLAYS } from './invariants.ts';

export const plainCallCases: readonly Trace[] = [
  callCase('plain-call/plain', {
    title: 'A plain call with one second of audio',
    requirements: [...HANDSHAKE, ...MESSAGES, ...FRAMES, ...PLAYS, ...HANGUP, ...ENDING, 'ws.call.pong'],
    profile: 'smoke',
    steps: [callStart(), audioStart(), ping(), audio(tone(440), ms(1000)), ping()],
  }),
  callCase('plain-call/conversation', {
    title: 'The caller speaks and listens in turn',
    requirements: [...MESSAGES, ...FRAMES, ...PLAYS, ...HANGUP, ...ENDING, 'ws.call.keeps-reading'],
    profile: 'smoke',
    steps: [
      callStart(),
      audioStart(),
      audio(tone(440), ms(800)),
      audio(silence(), ms(1000)),
      audio(tone(620), ms(800)),
      audio(silence(), ms(1000)),
      ping(),
    ],
  }),
  callCase('plain-call/long', {
    title: 'A call long enough for announcements to end and servers to hang up',
    requirements: [...PLAYS, ...HANGUP, 'ws.call.close-frame', 'ws.call.keeps-reading'],
    steps: [callStart(), audioStart(), audio(tone(440), ms(1500)), audio(silence(), ms(6500)), ping()],
  }),
  callCase('plain-call/without-audio', {
    title: 'Audio is announced and none is sent',
    requirements: ['ws.tolerates.no-audio', 'ws.call.pong'],
    profile: 'smoke',
    steps: [callStart(), audioStart(), ping(), elapsed(400), ping()],
  }),
  callCase('plain-call/without-audio-start', {
    title: 'A call without audio_start',
    requirements: ['ws.tolerates.no-audio', 'ws.call.pong'],
    profile: 'smoke',
    steps: [callStart(), ping(), elapsed(400), ping(), endOfCall()],
  }),
  callCase('plain-call/empty', {
    title: 'call_end follows call_start at once',
    requirements: ['ws.tolerates.no-audio', 'ws.call.close-handshake'],
    profile: 'smoke',
    steps: [callStart(), endOfCall()],
  }),
  callCase('plain-call/audio-end-omitted', {
    title: 'The call ends without audio_end',
    requirements: ['ws.tolerates.call-end', ...ENDING],
    profile: 'smoke',
    steps: [callStart(), audioStart(), audio(tone(440), ms(300)), ping(), endOfCall()],
  }),
];
