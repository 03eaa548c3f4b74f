import { describe, expect, it } from 'vitest';
import { transcript } from '../transcript.fixture.ts';
import { judgementOf, outcomeOf } from './judgement.fixture.ts';

const id = 'ws.call.close-handshake';
const open = () => transcript().openCall().after(200);
const closing = () => open().callEnd().cloudClose(1000);
const unmet = 'no Close frame and no end of the connection within 2000 ms';

describe('a Close frame from the Cloud', () => {
  it('passes where Close and the end of TCP come back', () => {
    expect(outcomeOf(id, closing().after(1).serverClose(1000).end('server').end('cloud').closed())).toBe('pass');
  });

  it('may cross with data and with a Close of the server', () => {
    expect(outcomeOf(id, closing().serverAudio().after(1).serverClose(1000).end('server'))).toBe('pass');
    expect(outcomeOf(id, open().serverClose(1001).cloudClose(1000).after(1).end('server'))).toBe('pass');
  });

  it('may be followed by RST once both have closed', () => {
    expect(outcomeOf(id, closing().serverClose(1000).end('server', 'reset'))).toBe('pass');
  });

  it.each(['fin', 'reset'] as const)('turns on a %s instead of Close', (how) => {
    expect(outcomeOf(id, closing().after(2).end('server', how))).toMatch(/without a Close frame, 2 ms after ours$/);
  });

  it('turns where no Close came although it was waited for', () => {
    const built = closing().step(9, 'await-close', 'begin').after(2000).end('cloud').closed();
    expect(outcomeOf(id, built.step(9, 'await-close', 'end', unmet))).toBe('violated: no Close frame within 2000 ms');
  });

  it('turns where TCP stays open after both Close frames', () => {
    const built = closing()
      .after(1)
      .serverClose(1000)
      .step(9, 'await-close', 'begin')
      .after(2000)
      .end('cloud')
      .closed();
    expect(outcomeOf(id, built.step(9, 'await-close', 'end', unmet))).toBe('violated: TCP still open after 2000 ms');
  });

  it('is not judged where nobody waited, or we stalled meanwhile', () => {
    expect(outcomeOf(id, closing().after(1).end('cloud').closed())).toBe('not exercised');
    const stalled = closing().after(2000).stall(1900).end('cloud').closed().step(9, 'await-close', 'end', unmet);
    expect(outcomeOf(id, stalled)).toBe('not exercised');
  });

  it('is not judged after a breach of ours, nor where it is one itself', () => {
    const broken = open().cloudFrame(1, 'x', { rsv: 4 }).cloudClose(1000).after(1).end('server');
    expect(outcomeOf(id, broken)).toBe('not exercised');
    expect(outcomeOf(id, open().cloudClose(1005).after(1).end('server'))).toBe('not exercised');
  });

  it('is not judged where the server had hung up and its RST crossed, but its FIN is', () => {
    const hungUp = () => open().serverText({ type: 'call_hangup' }).callEnd('server').cloudClose(1000).after(1);
    expect(outcomeOf(id, hungUp().end('server', 'reset'))).toBe('not exercised');
    expect(outcomeOf(id, hungUp().end('server'))).toMatch(/^violated/);
  });

  it('is not judged where the stream could no longer be read', () => {
    expect(outcomeOf(id, closing().octets('server', 'garbage', 'reserved').end('server'))).toBe('not exercised');
    expect(outcomeOf(id, closing().serverFrame(0, 320).after(1).end('server'))).toBe('not exercised');
  });

  it('owns a drop that follows our Close also where the case is about call_end', () => {
    const built = closing().after(1).end('server');
    expect(outcomeOf(id, built, ['ws.tolerates.call-end'])).toMatch(/^violated/);
    expect(outcomeOf('ws.tolerates.call-end', built)).toBe('not exercised');
  });
});

describe('a Close frame from the server', () => {
  it('passes where the end of TCP follows our answer', () => {
    expect(outcomeOf(id, open().serverClose(1000).cloudClose(1000).after(1).end('server'))).toBe('pass');
  });

  it('turns on data after it, also where the Cloud had closed first', () => {
    const after = open().serverClose(1000).serverAudio().serverText({ type: 'audio_play_end' }).cloudClose(1000);
    expect(outcomeOf(id, after.end('server'))).toBe('violated: 2 data frames after it');
    expect(outcomeOf(id, closing().serverClose(1000).serverAudio().end('server'))).toMatch(/^violated/);
  });

  it('may be followed by Pong', () => {
    const built = open().cloudFrame(9, 'a').serverClose(1000).serverFrame(10, 'a').cloudClose(1000).end('server');
    expect(outcomeOf(id, built)).toBe('pass');
  });
});

describe('the process of the server', () => {
  const exit = { kind: 'process', event: 'exit', pid: 7, exitCode: null, signal: 'SIGSEGV' } as const;

  it('has to live through the end of a call', () => {
    const built = closing().after(1).serverClose(1000).end('server').closed().event(exit);
    const { findings } = judgementOf(id, built);
    expect(findings.map(({ observed }) => observed)).toEqual(["the server's process ended (signal SIGSEGV)"]);
  });

  it('is reported once', () => {
    const dropped = open().event(exit).end('server', 'reset');
    expect(outcomeOf(id, dropped)).toBe('not exercised');
    expect(outcomeOf('ws.call.close-frame', dropped)).toMatch(/SIGSEGV/);
  });
});

it('is not exercised by a call that nobody closes', () => {
  expect(outcomeOf(id, open())).toBe('not exercised');
});
