import { describe, expect, it } from 'vitest';
import { transcript } from '../transcript.fixture.ts';
import { judge, violations } from './frame-message-play.fixture.ts';

const START = { type: 'audio_start' };
const END = { type: 'audio_play_end' };
const ABORT = { type: 'audio_play_abort' };

/** A call in which the server says these things, 20 ms apart; a number is so many bytes of audio. */
function saying(...said: ReadonlyArray<number | Readonly<Record<string, unknown>>>) {
  const built = transcript().openCall();
  for (const item of said) {
    built.after(20);
    if (typeof item === 'number') built.serverAudio(item);
    else built.serverText(item);
  }
  return built;
}

describe('plays in their order', () => {
  const legal = () => saying(START, 320, 320, END, { ...START, id: 'b' }, 320, ABORT, { ...START, id: 'c' }, END);

  it.each([
    ['ws.play.audio-inside-play', 3],
    ['ws.play.start-while-open', 2],
    ['ws.play.end-without-start', 2],
  ])('put %s to the test %i times', (id, exercised) => {
    expect(judge(id, legal())).toEqual({ exercised, findings: [] });
    expect(violations(legal())).toEqual([]);
  });

  it('are not exercised where there are none', () => {
    for (const name of ['audio-inside-play', 'start-while-open', 'end-without-start']) {
      expect(judge(`ws.play.${name}`, saying(ABORT))).toEqual({ exercised: 0, findings: [] });
    }
  });

  it('take more than one start to be in each other’s way', () => {
    expect(judge('ws.play.start-while-open', saying(START)).exercised).toBe(0);
  });

  it('may be aborted when there is nothing to abort', () => {
    expect(violations(saying(ABORT, START, END, ABORT, ABORT))).toEqual([]);
  });
});

describe('plays out of order', () => {
  it.each([
    ['audio before the first start', 'audio-inside-play', saying(320, START, END)],
    ['audio after the end', 'audio-inside-play', saying(START, 320, END, 320)],
    ['audio after an abort', 'audio-inside-play', saying(START, 320, ABORT, 320)],
    ['an empty binary frame outside a play', 'audio-inside-play', saying(0)],
    ['a start while a play is open', 'start-while-open', saying(START, 320, { ...START, id: 'b' }, END)],
    ['an end before the first start', 'end-without-start', saying(END)],
    ['a second end', 'end-without-start', saying(START, 320, END, END)],
    ['an end after an abort', 'end-without-start', saying(START, 320, ABORT, END)],
  ])('%s turns ws.play.%s and nothing else', (_, name, built) => {
    expect(violations(built)).toEqual([`ws.play.${name}`]);
  });

  it('are reported one by one', () => {
    expect(violations(saying(320, 320, 320))).toHaveLength(3);
  });
});

describe('what crosses the end of the call on the wire', () => {
  const playing = () => saying(START, 320);

  it('is not judged once call_end was sent', () => {
    const built = playing().callEnd().serverText(START).serverAudio().serverText(END).serverText(END).serverAudio();
    expect(violations(built)).toEqual([]);
    expect(judge('ws.play.audio-inside-play', built).exercised).toBe(1);
  });

  it('is not judged once the Cloud said that a play is finished that the server had not ended', () => {
    const built = playing().cloudText({ type: 'audio_play_finished', id: '' }).serverAudio().serverText(START);
    expect(violations(built)).toEqual([]);
  });

  it('is judged after the Cloud told of a play that the server had ended', () => {
    const built = playing().serverText(END).cloudText({ type: 'audio_play_finished', id: '' }).serverAudio();
    expect(violations(built)).toEqual(['ws.play.audio-inside-play']);
  });

  // Aculab Cloud would not say so: a case did, and a server that takes it for the end of its play is not at fault.
  it('is not judged after the Cloud told of a play that never was', () => {
    const built = playing()
      .cloudText({ type: 'audio_play_finished', id: 'nobody' })
      .serverText({ ...START, id: 'b' });
    expect(violations(built)).toEqual([]);
  });

  it('is not judged once the Cloud sent a Close', () => {
    expect(violations(playing().cloudClose(1000).serverText(END).serverAudio())).toEqual([]);
  });

  it('leaves what follows the server’s own Close to the closing handshake', () => {
    expect(violations(saying().serverClose(1000).serverAudio().serverText(END))).toEqual([]);
  });
});
