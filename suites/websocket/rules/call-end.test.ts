import { describe, expect, it } from 'vitest';
import { transcript } from '../transcript.fixture.ts';
import { judgementOf, outcomeOf } from './judgement.fixture.ts';

const exit = { kind: 'process', event: 'exit', pid: 7, exitCode: 1, output: ['boom'] } as const;

describe('ws.call.close-frame', () => {
  const id = 'ws.call.close-frame';
  const open = () => transcript().openCall().after(200);

  it('passes on call_hangup, whatever TCP does then', () => {
    expect(outcomeOf(id, open().serverText({ type: 'call_hangup' }).end('server', 'reset'))).toBe('pass');
  });

  it('passes on a Close frame of any status', () => {
    expect(outcomeOf(id, open().serverClose(1000).end('server'))).toBe('pass');
    expect(outcomeOf(id, open().serverClose(1011).end('server', 'reset'))).toBe('pass');
  });

  it.each(['fin', 'reset'] as const)('turns on a %s without either', (how) => {
    expect(outcomeOf(id, open().end('server', how).cloudClose(1000))).toMatch(/^violated: TCP ended by the server/);
  });

  it('turns on a drop after call_end that no Close of ours came before', () => {
    expect(outcomeOf(id, open().callEnd().after(1).end('server'))).toMatch(/after call_end$/);
  });

  it('leaves a drop after our Close to the closing handshake', () => {
    expect(outcomeOf(id, open().callEnd().cloudClose(1000).after(1).end('server'))).toBe('not exercised');
  });

  it('does not judge what follows a breach of ours, hostile text or an unknown message', () => {
    expect(outcomeOf(id, open().end('cloud', 'reset').end('server', 'reset'))).toBe('not exercised');
    expect(outcomeOf(id, open().cloudFrame(1, 'x', { rsv: 4 }).end('server'))).toBe('not exercised');
    expect(outcomeOf(id, open().cloudText('{"type":').end('server'))).toBe('not exercised');
    expect(outcomeOf(id, open().cloudText('{"type":"error","reason":5}').end('server'))).toBe('not exercised');
    expect(outcomeOf(id, open().cloudText({ type: 'x_future' }).end('server'))).toBe('not exercised');
  });

  it('is not exercised by a call that the Cloud ends', () => {
    expect(outcomeOf(id, open().endCall())).toBe('not exercised');
  });

  it('leaves a drop under a stimulus to the requirement that the case is made for', () => {
    const built = open().cloudText({ type: 'error', reason: 'x' }).after(1).end('server');
    expect(outcomeOf(id, built, ['ws.tolerates.error'])).toBe('not exercised');
    expect(outcomeOf('ws.tolerates.error', built)).toMatch(/^violated/);
  });

  it('keeps a drop that undisturbed calls show too', () => {
    const built = open()
      .profile({ endsByItselfMs: 210 })
      .cloudText({ type: 'error', reason: 'x' })
      .after(1)
      .end('server');
    expect(outcomeOf(id, built, ['ws.tolerates.error'])).toMatch(/^violated/);
    expect(outcomeOf('ws.tolerates.error', built)).toBe('not exercised');
  });

  it('says that the process ended, unless another requirement says so', () => {
    const built = open().event(exit).end('server', 'reset');
    expect(outcomeOf(id, built)).toMatch(/exit code 1\), saying: boom$/);
    const owned = open().cloudText({ type: 'error', reason: 'x' }).event(exit).end('server', 'reset');
    expect(outcomeOf(id, owned, ['ws.tolerates.error'])).toBe('not exercised');
  });
});

describe('ws.call.quiet-after-end', () => {
  const id = 'ws.call.quiet-after-end';
  const ended = () => transcript().openCall().after(200).callEnd();

  it('passes on a server that closes without another word', () => {
    expect(outcomeOf(id, ended().cloudClose(1000).after(1).serverClose(1000).end('server'))).toBe('pass');
  });

  it('passes on messages in flight where the connection was watched beyond them', () => {
    expect(outcomeOf(id, ended().after(40).serverAudio().after(400).serverClose(1000))).toBe('pass');
  });

  it('cannot tell what crossed from what was said where the connection ended at once', () => {
    expect(outcomeOf(id, ended().after(1).serverAudio().after(1).serverClose(1000))).toBe('not exercised');
  });

  it('turns once on messages that come late', () => {
    const built = ended()
      .after(300)
      .serverText({ type: 'audio_start' })
      .after(20)
      .serverAudio()
      .after(20)
      .serverClose(1000);
    const { exercised, findings } = judgementOf(id, built);
    expect([exercised, findings.map(({ observed }) => observed)]).toEqual([
      1,
      ['a text message (audio_start) 300 ms after call_end, and 1 more'],
    ]);
  });

  it('waits longer for a distant target and with --timeout-scale', () => {
    const late = () => ended().after(400).serverAudio().after(500).serverClose(1000);
    expect(outcomeOf(id, late())).toMatch(/^violated/);
    expect(outcomeOf(id, late().profile({ worstRoundTripMs: 70 }))).toBe('pass');
    expect(outcomeOf(id, late().profile({ timeoutScale: 2 }))).toBe('pass');
  });

  it('does not judge where we stalled or did not read', () => {
    expect(outcomeOf(id, ended().after(500).stall(400).serverAudio())).toBe('not exercised');
    expect(outcomeOf(id, ended().reading(true).after(500).reading(false).serverAudio())).toBe('not exercised');
  });

  it('is not exercised where the server had ended the call before', () => {
    const built = transcript()
      .openCall()
      .serverText({ type: 'call_hangup' })
      .callEnd('server')
      .after(900)
      .serverAudio();
    expect(outcomeOf(id, built)).toBe('not exercised');
  });
});
