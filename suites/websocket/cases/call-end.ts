import type { Profile, Trace } from '../../../harness/traces/trace.ts';
import { CALL_CAUSES, CALL_END_ORIGINS } from '../../../specification/limits.ts';
import { audio, audioEnd, audioStart, type CallEndOrigin, callStart, endOfCall, ms, ping, tone } from '../steps.ts';
import { callCase } from './call-case.ts';
import { ENDING } from './invariants.ts';
import { POINTS, type Point } from './points.ts';

/** The twelve causes, and one that is none of them, as Aculab Cloud wraps it. */
const CAUSES: readonly string[] = [...CALL_CAUSES, 'OTHER(INTERWORKING)'];

/** One end for each point that every profile has: the ordinary one first, then what a server may stumble over. */
const SMOKE: readonly string[] = [
  'before-audio/client-normal',
  'during-audio/error-other',
  'right-after-play-start/client-normal',
  'while-playing/client-normal',
  'while-playing/server-busy',
];

const requirements = ['ws.tolerates.call-end', ...ENDING];

/** Raw causes as they go with the origins: the guide has 0 for ends by the application. */
const RAW_CAUSES: Readonly<Record<CallEndOrigin, number>> = { client: 0, server: 200, error: 127 };

const inWords = (cause: string): string => cause.replace(/\(.*/, '').toLowerCase().replaceAll('_', '-');

/** Each origin with each cause at one point, so that every origin and every cause meets several; `full` has them all. */
function endAt(point: Point, origin: CallEndOrigin, cause: string, turn: number): Trace {
  const name = `${point.name}/${origin}-${inWords(cause)}`;
  const standard = POINTS[turn % POINTS.length] === point;
  const profile: Profile = SMOKE.includes(name) ? 'smoke' : standard ? 'standard' : 'full';
  return callCase(`call-end/${name}`, {
    title: `The call ends ${point.when}: origin ${origin}, cause ${cause}`,
    requirements,
    profile,
    steps: [point.reach, endOfCall({ origin, cause, rawCause: RAW_CAUSES[origin] })],
  });
}

const OTHER_CAUSES: ReadonlyArray<{ readonly name: string; readonly cause: string }> = [
  { name: 'number', cause: 'OTHER(402)' },
  { name: 'empty', cause: 'OTHER()' },
  { name: 'words', cause: 'OTHER(Recovery on timer expiry (102), "see log")' },
];

export const callEndCases: readonly Trace[] = [
  ...POINTS.flatMap((point) =>
    CALL_END_ORIGINS.flatMap((origin, o) => CAUSES.map((cause, c) => endAt(point, origin, cause, o + c))),
  ),
  ...OTHER_CAUSES.map(({ name, cause }) =>
    callCase(`call-end/other-cause/${name}`, {
      title: `The call ends for an unmapped cause: ${cause}`,
      requirements,
      steps: [callStart(), audioStart(), audio(tone(440), ms(100)), ping(), endOfCall({ origin: 'error', cause })],
    }),
  ),
  callCase('call-end/after-audio-end', {
    title: 'The call ends some time after the last audio',
    requirements,
    steps: [callStart(), audioStart(), audio(tone(440), ms(200)), audioEnd(), ping(), endOfCall()],
  }),
];
