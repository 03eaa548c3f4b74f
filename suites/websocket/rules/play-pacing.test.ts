import { describe, expect, it } from 'vitest';
import { transcript } from '../transcript.fixture.ts';
import { judge, violations } from './frame-message-play.fixture.ts';

const ID = 'ws.play.underrun';

/** A play of 20 ms frames at these moments; with an initial buffer of 20 ms the first is heard at once. */
function framesAt(moments: readonly number[], start: Readonly<Record<string, unknown>> = { initial_buffer_ms: 20 }) {
  const built = transcript()
    .openCall()
    .at(moments[0] ?? 0)
    .serverText({ type: 'audio_start', ...start });
  for (const ms of moments) built.at(ms).serverAudio();
  return built;
}

const END = { type: 'audio_play_end' };

describe('audio in time', () => {
  it('passes, and is exercised once for each play that was heard', () => {
    const built = transcript().openCall().play({ frames: 100 }).at(5000).play({ frames: 5, everyMs: 0 });
    expect(judge(ID, built)).toEqual({ exercised: 2, findings: [] });
  });

  it('is not exercised by plays that were never heard', () => {
    const built = transcript().openCall().play({ frames: 0 }).play({ frames: 2, end: false }).callEnd();
    expect(judge(ID, built)).toEqual({ exercised: 0, findings: [] });
  });

  it.each([
    ['late by less than a frame', [0, 39, 59]],
    ['late by little, again and again', [0, 25, 50, 75, 100, 125]],
    ['ahead of its time', [0, 0, 0, 0, 60, 95]],
  ])('passes audio that is %s', (_, moments) => {
    expect(violations(framesAt(moments).serverText(END))).toEqual([]);
  });

  it('passes what the initial buffer takes up', () => {
    expect(violations(framesAt([0, 0, 0, 0, 0, 95, 115], {}).serverText(END))).toEqual([]);
  });
});

describe('a gap', () => {
  it('turns, with its length and the frame that ended it', () => {
    const built = framesAt([0, 20, 540, 560]).serverText(END);
    expect(violations(built)).toEqual([ID]);
    expect(judge(ID, built)).toMatchObject({
      exercised: 1,
      findings: [
        {
          observed: '500 ms without audio in play 0, from 40 ms of the case on',
          at: { event: { opcode: 2, ms: 540 } },
        },
      ],
    });
  });

  it('turns once for each time', () => {
    expect(violations(framesAt([0, 100, 200]).serverText(END))).toEqual([ID, ID]);
  });

  it('is under one reading only where it is shorter than the initial buffer', () => {
    expect(violations(framesAt([0, 0, 0, 0, 0, 150], {}).serverText(END))).toEqual([`${ID} (R51)`]);
    expect(violations(framesAt([0, 0, 0, 0, 0, 200], {}).serverText(END))).toEqual([ID]);
  });

  it.each([
    ['the end message', END],
    ['an abort', { type: 'audio_play_abort' }],
    ['a hangup', { type: 'call_hangup' }],
  ])('is none where %s comes late and no audio follows', (_, message) => {
    expect(violations(framesAt([0, 20]).at(900).serverText(message))).toEqual([]);
  });

  it('is none after the end of the call', () => {
    expect(violations(framesAt([0, 20]).at(100).callEnd().at(400).serverAudio())).toEqual([]);
  });

  it('is none between two plays', () => {
    expect(violations(framesAt([0, 20]).serverText(END).at(900).play({ everyMs: 0 }))).toEqual([]);
  });
});

describe('a gap that may be our own doing', () => {
  it('is tolerated up to twice the worst round trip', () => {
    const late = (worstRoundTripMs: number) => framesAt([0, 110]).profile({ worstRoundTripMs }).serverText(END);
    expect(violations(late(44))).toEqual([ID]);
    expect(violations(late(46))).toEqual([]);
  });

  it('is not judged where our event loop stood still', () => {
    expect(violations(framesAt([0, 20]).at(300).stall(200).at(320).serverAudio())).toEqual([]);
  });

  it('is judged where the stall was far shorter than the gap', () => {
    expect(violations(framesAt([0, 20]).at(300).stall(60).at(700).serverAudio())).toEqual([ID]);
  });

  it('is not judged shortly after a stall that was as long', () => {
    const stalled = (lateMs: number) => framesAt([0]).stall(lateMs).at(15).serverAudio().at(150).serverAudio();
    expect(violations(stalled(120))).toEqual([]);
    expect(violations(stalled(60))).toEqual([ID]);
  });

  it('is judged where the stall was long ago', () => {
    const built = transcript().openCall().at(100).stall(90).at(3000).play({ frames: 5 });
    built.play({ start: { initial_buffer_ms: 0, id: 'b' }, frames: 2, everyMs: 500 });
    expect(violations(built)).toEqual([ID]);
  });

  it('is not judged while the Cloud does not read', () => {
    const built = framesAt([0]).at(10).reading(true).at(1510).reading(false).serverAudio().serverText(END);
    expect(violations(built)).toEqual([]);
  });

  it('is judged when the Cloud has long been reading again', () => {
    const built = framesAt([0])
      .at(10)
      .reading(true)
      .at(15)
      .reading(false)
      .serverAudio()
      .serverAudio()
      .serverAudio()
      .at(500)
      .serverAudio();
    expect(violations(built)).toEqual([ID]);
  });
});

describe('a gap while the Cloud itself is silent', () => {
  /** The Cloud's audio pauses from 100 to 700 ms; the server's frames come at these moments. */
  function withPause(moments: readonly number[]) {
    const said = [...[0, 20, 40, 60, 80, 100, 700, 720, 740].map((ms) => ({ ms, cloud: true }))];
    const heard = moments.map((ms) => ({ ms, cloud: false }));
    const built = transcript().openCall().serverText({ type: 'audio_start', initial_buffer_ms: 20 });
    for (const { ms, cloud } of [...said, ...heard].sort((a, b) => a.ms - b.ms)) {
      built.at(ms);
      if (cloud) built.cloudAudio();
      else built.serverAudio();
    }
    return built.serverText(END);
  }

  it('is no fault of a server that answers audio with audio', () => {
    expect(violations(withPause([1, 21, 41, 61, 81, 101, 701, 721]))).toEqual([]);
  });

  it('is one where it is longer than the silence', () => {
    expect(violations(withPause([1, 21, 41, 61, 81, 101, 900]))).toEqual([ID]);
  });

  it('is one where the Cloud was not silent yet', () => {
    expect(violations(withPause([1, 81, 101]))).toEqual([ID]);
  });

  it('is one where the Cloud has stopped for good', () => {
    expect(violations(withPause([800, 1300]))).toEqual([ID]);
  });
});
