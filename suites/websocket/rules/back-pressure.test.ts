import { describe, expect, it } from 'vitest';
import { transcript } from '../transcript.fixture.ts';
import { outcomeOf } from './judgement.fixture.ts';

const id = 'ws.call.keeps-reading';

function audio(frames: number) {
  const built = transcript().openCall();
  for (let frame = 0; frame < frames; frame++) built.after(20).cloudAudio();
  return built;
}

describe('ws.call.keeps-reading', () => {
  it('passes on half a second of audio that is taken', () => {
    expect(outcomeOf(id, audio(25).endCall())).toBe('pass');
  });

  it('is not exercised by less', () => {
    expect(outcomeOf(id, audio(24).endCall())).toBe('not exercised');
  });

  it('turns where our send queue is full', () => {
    expect(outcomeOf(id, audio(25).step(-1, 'overflow', 'end', 'the queue is full'))).toBe(
      'violated: the queue is full',
    );
  });

  it('does not judge where we did not read ourselves, or had broken the protocol', () => {
    const stalled = audio(25).reading(true).after(500).step(-1, 'overflow', 'end', 'full').reading(false);
    expect(outcomeOf(id, stalled)).toBe('not exercised');
    const broken = transcript().openCall().cloudText('[]').step(-1, 'overflow', 'end', 'full');
    expect(outcomeOf(id, broken)).toBe('not exercised');
  });
});
