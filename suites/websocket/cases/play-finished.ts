import type { Trace } from '../../../harness/traces/trace.ts';
import { callWithAudio, endOfCall, goesOn, playFinished, untilPlaying, waitFor } from '../steps.ts';
import { callCase } from './call-case.ts';
import { POINTS } from './points.ts';

const requirements = ['ws.tolerates.play-finished', 'ws.call.pong'];

/** A play that takes longer is left to the end of the call. */
const PLAY_ENDS_WITHIN_MS = 3000;

// A play's own id is answered by the Cloud role, which knows when a play is over; these cases only wait for it.
export const playFinishedCases: readonly Trace[] = [
  callCase('play-finished/own-id', {
    title: 'A play of the server ends and is reported under its id',
    requirements: [...requirements, 'ws.play.id', 'ws.play.id-unique'],
    profile: 'smoke',
    steps: [callWithAudio(), untilPlaying(), waitFor({ kind: 'play-finished' }, PLAY_ENDS_WITHIN_MS), goesOn()],
  }),
  callCase('play-finished/at-call-end', {
    title: 'The end of the call finishes what the server was playing',
    requirements: [...requirements, 'ws.call.quiet-after-end'],
    profile: 'smoke',
    steps: [callWithAudio(), untilPlaying(), endOfCall()],
  }),
  ...POINTS.map((point) =>
    callCase(`play-finished/unknown-id/${point.name}`, {
      title: `A play that the server does not know is reported finished ${point.when}`,
      requirements,
      ...(point.name === 'during-audio' || point.name === 'while-playing' ? { profile: 'smoke' } : {}),
      steps: [point.reach, playFinished('9f8e-no-such-play'), point.onward],
    }),
  ),
  callCase('play-finished/empty-id', {
    title: 'A play without an id is reported finished before the server can have sent one',
    requirements,
    steps: [callWithAudio(), playFinished(''), goesOn()],
  }),
];
