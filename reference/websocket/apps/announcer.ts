import type { App } from '../app.ts';
import { type AudioShape, tone } from '../sound.ts';

const MAIN = { format: '16bit_PCM', channels: 1 } as const satisfies AudioShape;
const BOTH = { format: '16bit_PCM', channels: 2 } as const satisfies AudioShape;
const SHORT = { format: 'alaw', channels: 1 } as const satisfies AudioShape;

/**
 * Plays an announcement when the call begins. When that has finished it queues two short plays, one that mixes two
 * channels and one in A-law, and stays quiet from then on.
 */
export const announcer: App = ({ player }) => {
  let announced = false;
  return {
    callStart: () => player.play({ ...MAIN, id: 'announcement' }, tone(MAIN, 440, 1200)),
    playFinished: (id) => {
      if (id !== 'announcement' || announced) return;
      announced = true;
      player.play({ ...BOTH, channel: 0, id: 'mix' }, tone(BOTH, 660, 200));
      player.play({ ...SHORT, channel: 1, id: 'short' }, tone(SHORT, 550, 200));
    },
  };
};
