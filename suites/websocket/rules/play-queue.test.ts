import { describe, expect, it } from 'vitest';
import { transcript } from '../transcript.fixture.ts';
import { judge, violations } from './frame-message-play.fixture.ts';

/** A call with so many plays of 200 ms each, all sent at once, with ids of their own. */
function atOnce(plays: number) {
  const built = transcript().openCall().at(1000);
  for (let play = 0; play < plays; play += 1) built.play({ start: { id: `p${play}` }, everyMs: 0 });
  return built;
}

describe('ws.play.queued-plays', () => {
  const ID = 'ws.play.queued-plays';

  it('passes four plays at once', () => {
    expect(judge(ID, atOnce(4))).toEqual({ exercised: 4, findings: [] });
    expect(violations(atOnce(4))).toEqual([]);
  });

  it('warns about the fifth, because the active one may not count', () => {
    expect(violations(atOnce(5))).toEqual([`${ID} (R2)`]);
    expect(judge(ID, atOnce(5)).findings[0]?.observed).toBe('5 plays outstanding, the active one included');
  });

  it('fails the sixth', () => {
    expect(violations(atOnce(6))).toEqual([`${ID} (R2)`, ID]);
  });

  it('counts plays that have been played no more', () => {
    const built = transcript().openCall();
    for (let play = 0; play < 20; play += 1)
      built.at(1000 + 200 * play).play({ start: { id: `p${play}` }, everyMs: 0 });
    expect(violations(built)).toEqual([]);
    expect(judge(ID, built).exercised).toBe(20);
  });

  it('counts aborted plays no more', () => {
    const built = atOnce(4).serverText({ type: 'audio_play_abort' });
    for (let play = 0; play < 4; play += 1) built.play({ start: { id: `q${play}` }, everyMs: 0 });
    expect(violations(built)).toEqual([]);
  });

  it('believes what the Cloud told the server, even if that was early', () => {
    const built = atOnce(4).cloudText({ type: 'audio_play_finished', id: 'p0' });
    expect(violations(built.play({ start: { id: 'next' }, everyMs: 0 }))).toEqual([]);
  });

  it('does not count a play twice that was told of and then played to its end', () => {
    const built = atOnce(4).cloudText({ type: 'audio_play_finished', id: 'p0' }).at(1300);
    // p0 is over, p1 is being played, p2 and p3 wait: two more make five.
    built.play({ start: { id: 'a' }, everyMs: 0 }).play({ start: { id: 'b' }, everyMs: 0 });
    expect(violations(built)).toEqual([`${ID} (R2)`]);
  });

  it('judges no start after the end of the call', () => {
    const built = atOnce(4)
      .callEnd()
      .play({ start: { id: 'x' } })
      .play({ start: { id: 'y' } });
    expect(judge(ID, built)).toEqual({ exercised: 4, findings: [] });
    expect(judge(ID, transcript().openCall())).toEqual({ exercised: 0, findings: [] });
  });
});

describe('ws.play.queued-frames', () => {
  const ID = 'ws.play.queued-frames';

  it('passes 250 frames that wait behind the one that is being played', () => {
    const built = transcript().openCall().play({ frames: 251, everyMs: 0 });
    expect(judge(ID, built)).toEqual({ exercised: 1, findings: [] });
  });

  it('warns about one more, and about nothing else', () => {
    const built = transcript().openCall().play({ frames: 252, everyMs: 0 });
    expect(violations(built)).toEqual([`${ID} (R5)`]);
    expect(judge(ID, built).findings[0]).toMatchObject({
      observed: '251 frames waiting in play 0',
      at: { index: 5 + 252 + 1 },
    });
  });

  it('does not hold what is too much against the pacing of the rest', () => {
    const built = transcript().openCall().play({ frames: 300, everyMs: 0, end: false });
    for (let frame = 1; frame < 100; frame += 1) built.after(20).serverAudio();
    expect(violations(built)).toEqual([`${ID} (R5)`]);
  });

  it('counts each play by itself, also one that waits', () => {
    const built = transcript()
      .openCall()
      .play({ start: { id: 'a' }, frames: 251, everyMs: 0 });
    expect(violations(built.play({ start: { id: 'b' }, frames: 250, everyMs: 0 }))).toEqual([]);
    expect(violations(built.play({ start: { id: 'c' }, frames: 251, everyMs: 0 }))).toEqual([`${ID} (R5)`]);
  });

  it('passes a long play that is paced', () => {
    const built = transcript().openCall().play({ frames: 1000, everyMs: 19 });
    expect(violations(built)).toEqual([]);
  });

  it('is not exercised by plays without audio', () => {
    expect(judge(ID, transcript().openCall().play({ frames: 0 }))).toEqual({ exercised: 0, findings: [] });
  });
});

describe('ws.play.id-unique', () => {
  const ID = 'ws.play.id-unique';

  it('passes different ids and is exercised once for each play that others are outstanding with', () => {
    expect(judge(ID, atOnce(4))).toEqual({ exercised: 3, findings: [] });
  });

  it('is not exercised by plays one after another, whatever their ids', () => {
    const built = transcript().openCall();
    for (const ms of [0, 1000, 2000]) built.at(ms).play({ everyMs: 0 });
    expect(judge(ID, built)).toEqual({ exercised: 0, findings: [] });
  });

  it('turns where two plays together have the same id', () => {
    const built = atOnce(2).play({ start: { id: 'p0' }, everyMs: 0 });
    expect(violations(built)).toEqual([ID]);
    expect(judge(ID, built).findings[0]?.observed).toBe(
      'play 2 has the id "p0" of an earlier play that is not finished',
    );
  });

  it('turns where two plays together have none', () => {
    expect(violations(transcript().openCall().play({ everyMs: 0 }).play({ everyMs: 0 }))).toEqual([ID]);
  });

  it('passes an id that is used again when its first play is over', () => {
    const built = transcript().openCall();
    for (let play = 0; play < 10; play += 1)
      built.at(1000 + 190 * play).play({ start: { id: `${play % 2}` }, everyMs: 0 });
    built.at(8000).play({ start: { id: '9' }, everyMs: 0 });
    expect(judge(ID, built).findings).toEqual([]);
    expect(judge(ID, built).exercised).toBe(9);
  });

  it('leaves ids that are no strings to the rule for ids', () => {
    const built = transcript()
      .openCall()
      .play({ start: { id: 1 }, everyMs: 0 })
      .play({ start: { id: 1 }, everyMs: 0 });
    expect(violations(built)).toEqual(['ws.play.id', 'ws.play.id']);
  });
});
