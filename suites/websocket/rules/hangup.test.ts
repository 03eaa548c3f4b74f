import { describe, expect, it } from 'vitest';
import { transcript } from '../transcript.fixture.ts';
import { judgementOf, outcomeOf } from './judgement.fixture.ts';

/** Text, so that spellings of numbers survive. */
const hangup = (properties: string) => transcript().openCall().serverText(`{"type":"call_hangup"${properties}}`);

describe('ws.hangup.cause', () => {
  const id = 'ws.hangup.cause';

  it.each(['', ',"cause":"NORMAL"', ',"cause":"CONGESTION","raw_cause":42'])(
    'passes on call_hangup%s',
    (properties) => {
      expect(outcomeOf(id, hangup(properties))).toBe('pass');
    },
  );

  it.each(['"OTHER(CALL_LOST)"', '"normal"', '"HANGUP"', '""', '16', 'null'])('turns on %s', (cause) => {
    expect(outcomeOf(id, hangup(`,"cause":${cause}`))).toBe(`violated: ${cause}`);
  });

  it('is not exercised by other messages', () => {
    expect(outcomeOf(id, transcript().openCall().play().endCall())).toBe('not exercised');
  });
});

describe('ws.hangup.raw-cause', () => {
  const id = 'ws.hangup.raw-cause';

  it.each(['', ',"raw_cause":0', ',"raw_cause":404', ',"raw_cause":-1', ',"raw_cause":1.0', ',"raw_cause":1e3'])(
    'passes on call_hangup%s',
    (properties) => {
      expect(outcomeOf(id, hangup(properties))).toBe('pass');
    },
  );

  it.each([
    ['"16"', '"16"'],
    ['1.5', '1.5'],
    ['null', 'null'],
    ['true', 'true'],
    ['9007199254740993', '9007199254740992'],
    ['1e400', 'Infinity'],
  ])('turns on %s', (rawCause, observed) => {
    expect(outcomeOf(id, hangup(`,"raw_cause":${rawCause}`))).toBe(`violated: ${observed}`);
  });
});

describe('ws.hangup.last', () => {
  const id = 'ws.hangup.last';

  it('passes where only Close and Pong follow', () => {
    const built = hangup('').serverFrame(10, 'late').callEnd('server').cloudClose(1000).serverClose(1000).end('server');
    expect(outcomeOf(id, built)).toBe('pass');
  });

  it('turns on data after it, once for a call, as one reading', () => {
    const built = hangup('').serverAudio().serverText({ type: 'audio_play_end' }).serverClose(1000);
    const { findings } = judgementOf(id, built);
    expect(findings.map(({ observed, reading }) => [observed, reading])).toEqual([['a binary frame and 1 more', 'R9']]);
  });

  it('is not exercised where the end was not seen', () => {
    expect(outcomeOf(id, hangup(''))).toBe('not exercised');
  });

  it('keeps calls apart', () => {
    const built = hangup('').serverClose(1000).call(1).openCall().play();
    expect(outcomeOf(id, built)).toBe('pass');
  });
});
