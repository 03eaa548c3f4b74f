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
  const pinged = (frames: number, afterMs: number) =>
    audio(frames).cloudFrame(9, 'p').after(afterMs).serverFrame(10, 'p').endCall();

  it('passes where a Ping behind half a second of audio is answered soon', () => {
    expect(outcomeOf(id, pinged(25, 20))).toBe('pass');
  });

  it('is not exercised by less, or without a Ping', () => {
    expect(outcomeOf(id, pinged(24, 20))).toBe('not exercised');
    expect(outcomeOf(id, audio(25).endCall())).toBe('not exercised');
  });

  it('turns where the Ping is answered long after', () => {
    expect(outcomeOf(id, pinged(25, 1900))).toBe('violated: a Ping behind the audio was answered after 1900 ms');
  });

  it('turns where nothing behind the audio is ever reached, and ws.call.pong does not', () => {
    const unread = audio(25)
      .cloudFrame(9, 'p')
      .after(2000)
      .step(9, 'ping', 'end', 'no Pong within 2000 ms')
      .cloudClose(1000);
    expect(outcomeOf(id, unread)).toMatch(/^violated: a Ping behind the audio was not reached in 2000 ms/);
    expect(outcomeOf('ws.call.pong', unread)).toBe('not exercised');
  });

  it('leaves to ws.call.pong a server that read on and did not answer', () => {
    const deaf = audio(25).cloudFrame(9, 'p').after(2000).step(9, 'ping', 'end', 'no Pong within 2000 ms').endCall();
    expect(outcomeOf(id, deaf)).toBe('not exercised');
    expect(outcomeOf('ws.call.pong', deaf)).toMatch(/^violated/);
  });

  it('does not judge by a Ping during which our own event loop stood still', () => {
    const late = audio(25).cloudFrame(9, 'p').after(1900).stall(1500).serverFrame(10, 'p').endCall();
    expect(outcomeOf(id, late)).toBe('not exercised');
  });

  it('turns where our send queue is full', () => {
    expect(outcomeOf(id, audio(25).step(-1, 'overflow', 'end', 'the queue is full'))).toBe(
      'violated: the send queue is full',
    );
  });

  it('does not judge where we did not read ourselves, or had broken the protocol', () => {
    const stalled = audio(25).reading(true).after(500).step(-1, 'overflow', 'end', 'full').reading(false);
    expect(outcomeOf(id, stalled)).toBe('not exercised');
    const broken = transcript().openCall().cloudText('[]').step(-1, 'overflow', 'end', 'full');
    expect(outcomeOf(id, broken)).toBe('not exercised');
  });
});
