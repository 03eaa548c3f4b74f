import { describe, expect, it } from 'vitest';
import { transcript } from '../transcript.fixture.ts';
import { judge, violations } from './frame-message-play.fixture.ts';

const ID = 'ws.frame.payload-limit';

describe(ID, () => {
  it('passes frames of up to 1600 bytes, text and binary', () => {
    const built = transcript().openCall().play({ frameBytes: 1600, frames: 3, everyMs: 100 });
    expect(judge(ID, built)).toEqual({ exercised: 5, findings: [] });
    expect(violations(built)).toEqual([]);
  });

  it.each([1601, 1602, 3200])('fails a binary frame of %i bytes, and nothing else turns', (frameBytes) => {
    const built = transcript().openCall().play({ frames: 1, frameBytes });
    expect(violations(built)).toEqual([ID]);
    expect(judge(ID, built).findings).toEqual([
      {
        message: 'A frame is longer than Aculab Cloud takes',
        expected: 'at most 1600 bytes of payload in a frame',
        observed: `${frameBytes} bytes in a binary frame`,
        at: expect.objectContaining({ index: 7 }),
      },
    ]);
  });

  it('fails a text frame of 1601 bytes', () => {
    const message = { type: 'audio_start', id: '' };
    const id = 'x'.repeat(1601 - JSON.stringify(message).length);
    expect(
      violations(
        transcript()
          .openCall()
          .serverText({ ...message, id }),
      ),
    ).toEqual([ID]);
  });

  it('warns about fragments that only together exceed the limit', () => {
    const built = transcript().openCall().play({ frames: 1, end: false }).serverFragments(2, [1600, 320]);
    expect(violations(built)).toEqual([`${ID} (R3)`]);
    expect(judge(ID, built).findings[0]?.observed).toBe('1920 bytes in a binary message of 2 fragments');
  });

  it('fails a frame whose head announces more than can be counted', () => {
    const head = Buffer.from('827f00ffffffffffffff', 'hex');
    expect(violations(transcript().openCall().octets('server', head, 'a length over 2^53 - 1 bytes'))).toEqual([ID]);
  });

  it('leaves long control frames to the rule for control frames', () => {
    const built = transcript().openCall().serverFrame(9, 1601);
    expect(violations(built)).toEqual(['ws.frame.control']);
    expect(judge(ID, built).exercised).toBe(0);
  });

  it('is not exercised by a server that says nothing, whatever the Cloud sends', () => {
    expect(judge(ID, transcript().openCall().cloudAudio(5000))).toEqual({ exercised: 0, findings: [] });
  });
});
