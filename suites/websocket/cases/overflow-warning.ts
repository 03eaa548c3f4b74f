import type { Trace } from '../../../harness/traces/trace.ts';
import { callWithAudio, goesOn, overflowWarning } from '../steps.ts';
import { callCase } from './call-case.ts';
import { POINTS } from './points.ts';

const requirements = ['ws.tolerates.overflow-warning', 'ws.call.pong'];

export const overflowWarningCases: readonly Trace[] = [
  ...POINTS.map((point) =>
    callCase(`overflow-warning/${point.name}`, {
      title: `An overflow warning arrives ${point.when}`,
      requirements,
      ...(point.name === 'right-after-play-start' ? {} : { profile: 'smoke' }),
      steps: [point.reach, overflowWarning(), point.onward],
    }),
  ),
  callCase('overflow-warning/repeated', {
    title: 'Ten overflow warnings in a row',
    requirements,
    steps: [callWithAudio(), Array.from({ length: 10 }, overflowWarning), goesOn()],
  }),
];
