import type { Step } from '../../../harness/traces/trace.ts';
import {
  callStart,
  callWithAudio,
  elapsed,
  goesOn,
  goesOnIntoAudio,
  ping,
  untilPlaying,
  untilPlayStarted,
} from '../steps.ts';

/** A point of a call at which Aculab Cloud may say something: how to get there and how the call goes on from there. */
export interface Point {
  readonly name: 'before-audio' | 'during-audio' | 'right-after-play-start' | 'while-playing';
  /** Completes a title. */
  readonly when: string;
  readonly reach: readonly Step[];
  readonly onward: readonly Step[];
}

export const POINTS: readonly Point[] = [
  {
    name: 'before-audio',
    when: 'before any audio',
    reach: [callStart(), ping()],
    onward: goesOnIntoAudio(),
  },
  {
    name: 'during-audio',
    when: 'during audio',
    reach: [...callWithAudio(), elapsed(200)],
    onward: goesOn(),
  },
  {
    name: 'right-after-play-start',
    when: 'right after the server started a play',
    reach: [...callWithAudio(), ...untilPlayStarted()],
    onward: goesOn(),
  },
  {
    name: 'while-playing',
    when: 'while the server plays',
    reach: [...callWithAudio(), ...untilPlaying()],
    onward: goesOn(),
  },
];
