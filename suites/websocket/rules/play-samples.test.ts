import { describe, expect, it } from 'vitest';
import { transcript } from '../transcript.fixture.ts';
import { judge, violations } from './frame-message-play.fixture.ts';

const WHOLE = 'ws.play.whole-samples';
const TEN_MS = 'ws.play.ten-ms-multiple';

/** A play with frames of these lengths, all of them there at once. */
function frames(start: Readonly<Record<string, unknown>>, lengths: readonly number[], end = true) {
  const built = transcript()
    .openCall()
    .serverText({ type: 'audio_start', ...start });
  for (const length of lengths) built.serverAudio(length);
  return end ? built.serverText({ type: 'audio_play_end' }) : built;
}

describe('frames of audio', () => {
  it.each([
    [{}, [160, 320, 480, 1600, 2]],
    [{ channels: 2 }, [320, 640, 4]],
    [{ format: 'alaw' }, [80, 160, 1]],
    [{ format: 'mulaw', channels: 2, channel: 1 }, [160, 320, 2]],
    [{ format: '8bit_PCM' }, [80, 240, 79]],
  ])('pass in the lengths that suit %j: %j', (start, lengths) => {
    const built = frames(start, lengths);
    expect(judge(WHOLE, built)).toEqual({ exercised: lengths.length, findings: [] });
    expect(judge(TEN_MS, built)).toEqual({ exercised: lengths.length - 1, findings: [] });
    expect(violations(built)).toEqual([]);
  });

  it.each([
    [{}, [320, 319, 320], '319 bytes (play 0)'],
    [{}, [320, 320, 1], '1 bytes (play 0)'],
    [{}, [321, 320], '321 bytes (play 0)'],
    [{ channels: 2 }, [640, 322], '322 bytes (play 0)'],
    [{ format: 'alaw', channels: 2, channel: 1 }, [160, 161, 160], '161 bytes (play 0)'],
  ])('fail whole samples only where one is cut: %j %j', (start, lengths, observed) => {
    expect(violations(frames(start, lengths))).toEqual([WHOLE]);
    expect(judge(WHOLE, frames(start, lengths)).findings[0]?.observed).toBe(observed);
  });

  it.each([
    [{}, [320, 322, 320], '322 bytes, 20.125 ms (play 0)'],
    [{}, [256, 256, 256], '256 bytes, 16 ms (play 0)'],
    [{ channels: 2 }, [160, 320], '160 bytes, 5 ms (play 0)'],
    [{ format: 'mulaw' }, [100, 80], '100 bytes, 12.5 ms (play 0)'],
  ])('warn where they hold no multiple of 10 ms: %j %j', (start, lengths, observed) => {
    const { findings } = judge(TEN_MS, frames(start, lengths));
    expect(findings[0]?.observed).toBe(observed);
    expect(new Set(violations(frames(start, lengths)))).toEqual(new Set([TEN_MS]));
  });

  it('may be of any length at the end of a play, however it ends', () => {
    expect(violations(frames({}, [320, 42], false))).toEqual([]);
    expect(violations(frames({}, [320, 42], false).serverText({ type: 'audio_play_abort' }))).toEqual([]);
    expect(violations(frames({}, [320, 42], false).callEnd())).toEqual([]);
  });

  it('are judged as messages: a fragment may end anywhere', () => {
    const built = frames({}, [], false).serverFragments(2, [101, 219]).serverAudio();
    expect(violations(built)).toEqual([]);
    expect(judge(WHOLE, built).exercised).toBe(2);
  });

  it('are named with what they should be', () => {
    expect(judge(WHOLE, frames({ channels: 2 }, [6])).findings[0]?.expected).toBe(
      'a multiple of 4 bytes (16bit_PCM, two channels)',
    );
    expect(judge(TEN_MS, frames({ format: 'alaw' }, [81, 80])).findings[0]?.expected).toBe(
      'a multiple of 80 bytes (10 ms of alaw, mono)',
    );
  });

  it('exercise nothing where there are none, or only a last one', () => {
    expect(judge(WHOLE, frames({}, []))).toEqual({ exercised: 0, findings: [] });
    expect(judge(TEN_MS, frames({}, [320]))).toEqual({ exercised: 0, findings: [] });
    expect(judge(WHOLE, transcript().openCall().serverAudio(321)).exercised).toBe(0);
  });
});
