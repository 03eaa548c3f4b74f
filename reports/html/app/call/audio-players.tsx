import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Peer } from '../../../../harness/wire/transcript.ts';
import { SAMPLE_RATE_HZ } from '../../../../specification/limits.ts';
import { type CallStory, recordingOf } from '../../model/call-story.ts';
import { wavOf } from '../../model/wav.ts';

/** Where on the clock of the case the reader listens. */
export interface Playhead {
  readonly ms: number | undefined;
  readonly set: (ms: number | undefined) => void;
}

export const usePlayhead = (): Playhead => {
  const [ms, set] = useState<number | undefined>(undefined);
  return { ms, set };
};

const WHAT: Readonly<Record<Peer, string>> = { cloud: 'The caller', server: 'What the caller hears' };

interface Props {
  readonly story: CallStory;
  readonly playhead: Playhead;
  /** The samples are not in the report. */
  readonly isOutline: boolean;
}

/** Both directions of a call to listen to. */
export const AudioPlayers = ({ story, playhead, isOutline }: Props) => {
  if (isOutline) {
    return (
      <p class="quiet">
        The samples were left out to keep this file small: the waveforms are outlines. The transcript beside run.json
        has all of it.
      </p>
    );
  }
  return (
    <div class="players">
      <Player story={story} from="cloud" playhead={playhead} />
      <Player story={story} from="server" playhead={playhead} />
    </div>
  );
};

const Player = ({ story, from, playhead }: Omit<Props, 'isOutline'> & { readonly from: Peer }) => {
  const recording = useMemo(() => recordingOf(story.sounds[from]), [story, from]);
  const [url, setUrl] = useState<string | undefined>(undefined);
  useEffect(() => {
    if (recording === undefined) return undefined;
    const made = URL.createObjectURL(new Blob([wavOf(recording.samples, 1, SAMPLE_RATE_HZ)], { type: 'audio/wav' }));
    setUrl(made);
    return () => {
      URL.revokeObjectURL(made);
      setUrl(undefined);
    };
  }, [recording]);
  if (recording === undefined) return null;
  const tell = (audio: HTMLAudioElement): void => playhead.set(recording.fromMs + 1000 * audio.currentTime);
  return (
    <figure>
      <figcaption>
        <span class={`dot ${from}`} /> {WHAT[from]}
      </figcaption>
      {url === undefined ? null : (
        // biome-ignore lint/a11y/useMediaCaption: nobody wrote down what test tones say.
        <audio
          controls
          src={url}
          aria-label={WHAT[from]}
          onTimeUpdate={({ currentTarget }) => tell(currentTarget)}
          onEnded={() => playhead.set(undefined)}
        />
      )}
    </figure>
  );
};
