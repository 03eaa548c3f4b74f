import type { Trace } from '../../../harness/traces/trace.ts';
import { callWithAudio, elapsed, goesOn, hex, ping, repeated, untilPlaying } from '../steps.ts';
import { callCase } from './call-case.ts';

const requirements = ['ws.call.pong', 'ws.frame.control'];

export const pingCases: readonly Trace[] = [
  callCase('ping/lengths', {
    title: 'Pings of 0, 1 and 125 bytes while audio runs',
    requirements,
    profile: 'smoke',
    steps: [
      callWithAudio(),
      elapsed(60),
      ping(hex('')),
      elapsed(60),
      ping(hex('ff')),
      elapsed(60),
      ping(repeated('5a', 125)),
      elapsed(60),
      ping(),
    ],
  }),
  callCase('ping/while-playing', {
    title: 'Pings while the server plays',
    requirements,
    steps: [callWithAudio(), untilPlaying(), ping(hex('00')), ping(repeated('0d0a', 62)), goesOn()],
  }),
  callCase('ping/right-after-upgrade', {
    title: 'A Ping before any message',
    requirements,
    steps: [ping(hex('01')), callWithAudio(), goesOn()],
  }),
  callCase('ping/unsolicited-pong', {
    title: 'Pongs that answer nothing',
    requirements,
    profile: 'smoke',
    steps: [callWithAudio(), { do: 'pong', payload: hex('') }, { do: 'pong', payload: repeated('a5', 125) }, goesOn()],
  }),
];
