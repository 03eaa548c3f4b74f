import { describe, expect, it } from 'vitest';
import { transcript } from '../transcript.fixture.ts';
import { judgementOf, outcomeOf } from './judgement.fixture.ts';

const id = 'ws.call.pong';
const unmet = 'no Pong within 2000 ms';
const open = () => transcript().openCall().after(100);
const pinged = (payload: string | number = 'ping 1..') => open().step(2, 'ping', 'begin').cloudFrame(9, payload);

describe('ws.call.pong', () => {
  it.each([0, 1, 125])('passes on a Pong with the same %i bytes', (bytes) => {
    expect(outcomeOf(id, pinged(bytes).after(1).serverFrame(10, bytes))).toBe('pass');
  });

  it('turns where the wait for it was in vain', () => {
    expect(outcomeOf(id, pinged().after(2000).step(2, 'ping', 'end', unmet))).toBe('violated: no Pong within 2000 ms');
  });

  it('turns on another payload, and shows both', () => {
    const built = pinged('abc').after(1).serverFrame(10, 'abd').after(2000).step(2, 'ping', 'end', unmet);
    const { findings } = judgementOf(id, built);
    expect(findings.map(({ expected, observed }) => [expected, observed])).toEqual([
      ['a Pong with the 3 bytes of the Ping (616263)', 'a Pong with 3 bytes (616264)'],
    ]);
  });

  it('allows one Pong for the last of several Pings', () => {
    const built = pinged('one').cloudFrame(9, 'two').after(1).serverFrame(10, 'two');
    expect(judgementOf(id, built)).toEqual({ exercised: 1, findings: [] });
  });

  it('allows Pongs that nobody asked for', () => {
    expect(outcomeOf(id, pinged('one').serverFrame(10, 'hello').serverFrame(10, 'one'))).toBe('pass');
  });

  it('does not judge a Ping that nobody waited for', () => {
    expect(outcomeOf(id, pinged().after(2000).endCall())).toBe('not exercised');
  });

  it('does not judge where the connection was ending', () => {
    const late = (built: ReturnType<typeof open>) => built.after(2000).step(2, 'ping', 'end', unmet);
    expect(outcomeOf(id, late(pinged().serverClose(1000)))).toBe('not exercised');
    expect(outcomeOf(id, late(pinged().end('server')))).toBe('not exercised');
    expect(outcomeOf(id, late(pinged().cloudClose(1000)))).toBe('not exercised');
  });

  it('does not judge where we stalled, did not read, or broke the protocol', () => {
    expect(outcomeOf(id, pinged().after(2000).stall(1900).step(2, 'ping', 'end', unmet))).toBe('not exercised');
    expect(outcomeOf(id, pinged().reading(true).after(2000).step(2, 'ping', 'end', unmet))).toBe('not exercised');
    const broken = open().cloudText('[]').cloudFrame(9, 'a').after(2000).step(2, 'ping', 'end', unmet);
    expect(outcomeOf(id, broken)).toBe('not exercised');
  });

  it('takes a Pong that came after all', () => {
    expect(outcomeOf(id, pinged().after(2000).step(2, 'ping', 'end', unmet).after(1).serverFrame(10, 'ping 1..'))).toBe(
      'pass',
    );
  });

  it('leaves a call that hangs under a stimulus to the requirement that the case is made for', () => {
    const hung = () => open().cloudText({ type: 'error', reason: 'x' }).cloudFrame(9, 'a').after(2000);
    const silent = hung().step(3, 'ping', 'end', unmet);
    expect(outcomeOf(id, silent, ['ws.tolerates.error', id])).toBe('not exercised');
    const alive = hung().serverAudio().step(3, 'ping', 'end', unmet);
    expect(outcomeOf(id, alive, ['ws.tolerates.error', id])).toMatch(/^violated/);
  });
});
