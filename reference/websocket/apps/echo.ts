import type { App } from '../app.ts';
import type { LivePlay } from '../player.ts';
import type { AudioShape } from '../sound.ts';

/**
 * Plays the caller's audio back. A play ends with the caller's audio, or when that pauses for so long that the play would
 * run dry; the next frame then begins another.
 */
export const echo: App = ({ player }) => {
  let shape: AudioShape | undefined;
  let play: LivePlay | undefined;
  let plays = 0;

  const open = (heard: AudioShape): LivePlay => {
    plays += 1;
    // Two channels can be mixed in one format only; elsewhere they play on the first.
    const channel = heard.channels === 2 && heard.format !== '16bit_PCM' ? 1 : 0;
    return player.open({ ...heard, channel, id: `echo-${plays}` });
  };

  // A caller who starts and stops faster than plays can end is not heard for that while.
  const mayOpen = (): boolean => player.outstanding() < 3;

  return {
    audioStart: (heard) => {
      play?.end();
      shape = heard;
      play = mayOpen() ? open(heard) : undefined;
    },
    audio: (octets) => {
      if (!shape) return;
      if (!play?.isOpen() && mayOpen()) play = open(shape);
      play?.write(octets);
    },
    audioEnd: () => {
      play?.end();
      play = undefined;
      shape = undefined;
    },
  };
};
