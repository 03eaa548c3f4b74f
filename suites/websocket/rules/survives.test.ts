import { describe, expect, it } from 'vitest';
import { type TranscriptBuilder, transcript } from '../transcript.fixture.ts';
import { outcomeOf } from './judgement.fixture.ts';

const exit = { kind: 'process', event: 'exit', pid: 7, exitCode: 1 } as const;
const MB = 1024 * 1024;

const ATTACKS: Readonly<Record<string, () => TranscriptBuilder>> = {
  'connection-loss': () => transcript().openCall().end('cloud', 'reset').closed(),
  'malformed-json': () => transcript().openCall().cloudText('{"type":'),
  'malformed-frame': () => transcript().openCall().cloudFrame(3, 'x'),
  'invalid-utf8': () =>
    transcript()
      .openCall()
      .cloudFrame(1, Buffer.from([0x22, 0xff, 0x22])),
  'oversized-message': () => transcript().openCall().cloudFragments(1, ['{"type":"error","reason":"', 70_000, '"}']),
  'bad-handshake': () => transcript().connect().octets('cloud', 'BREW / HTTP/1.1\r\n\r\n'),
};

const attacked = (name: string): TranscriptBuilder => {
  const attack = ATTACKS[name];
  if (attack === undefined) throw new Error(name);
  return attack().after(10);
};

const probed = (built: TranscriptBuilder, unmet?: string) =>
  built.step(8, 'probe', 'begin').call(1).openCall('probe').endCall().call(0).step(8, 'probe', 'end', unmet);

describe.each(Object.keys(ATTACKS))('ws.survives.%s', (name) => {
  const id = `ws.survives.${name}`;

  it('passes where a new call works afterwards', () => {
    expect(outcomeOf(id, probed(attacked(name)))).toBe('pass');
  });

  it('turns where none does', () => {
    expect(outcomeOf(id, probed(attacked(name), 'no connection: refused'))).toBe('violated: no connection: refused');
  });

  it('turns where the process ends', () => {
    expect(outcomeOf(id, probed(attacked(name).event(exit), 'refused'))).toMatch(
      /^violated: the server's process ended/,
    );
  });

  it('is not exercised without the probe, nor without the attack', () => {
    expect(outcomeOf(id, attacked(name))).toBe('not exercised');
    expect(outcomeOf(id, probed(transcript().openCall().endCall()))).toBe('not exercised');
  });

  it('does not judge a probe that we stalled in', () => {
    const built = attacked(name).step(8, 'probe', 'begin').after(3000).stall(2500).step(8, 'probe', 'end', 'no Pong');
    expect(outcomeOf(id, built)).toBe('not exercised');
  });

  it('does not take an exit before the attack for its consequence', () => {
    const built = transcript()
      .event(exit)
      .event({ ...exit, event: 'restart' });
    expect(outcomeOf(id, built)).toBe('not exercised');
  });
});

describe('further attacks', () => {
  it.each([
    ['connection-loss', transcript().openCall().step(2, 'go-silent', 'begin')],
    ['connection-loss', transcript().openCall().end('cloud', 'fin')],
    ['malformed-json', transcript().openCall().cloudText('{"type":"error","reason":"\\ud800"}')],
    ['malformed-json', transcript().openCall().cloudText('{"type":"error","type":"error","reason":""}')],
    ['malformed-json', transcript().openCall().cloudText('{"type":"call_start"}')],
    ['malformed-json', transcript().openCall().cloudFrame(2, '{"type":"audio_end" }')],
    ['malformed-frame', transcript().openCall().octets('cloud', 'xx')],
    ['malformed-frame', transcript().openCall().cloudClose(999)],
    [
      'invalid-utf8',
      transcript()
        .openCall()
        .cloudFragments(1, [Buffer.from([0xc3]), Buffer.from([0x28])]),
    ],
    ['oversized-message', transcript().openCall().cloudAudio(65_536)],
    ['bad-handshake', transcript().connect().request({ deviant: true }).response({ status: 400 })],
  ] as const)('exercise ws.survives.%s', (name, built) => {
    expect(outcomeOf(`ws.survives.${name}`, probed(built))).toBe('pass');
  });

  it('do not count the end of an ordinary call as a lost connection', () => {
    expect(outcomeOf('ws.survives.connection-loss', probed(transcript().openCall().endCall()))).toBe('not exercised');
  });
});

describe('ws.survives.churn', () => {
  const id = 'ws.survives.churn';
  const sample = (built: TranscriptBuilder, rssMb: number, openFiles: number, pid = 7) =>
    built.event({ kind: 'process', event: 'sample', pid, rssBytes: rssMb * MB, openFiles });
  const churn = (built: TranscriptBuilder, from: number, calls: number, unmet?: string) => {
    built.call(0).step(1, 'churn', 'begin');
    for (let call = from; call < from + calls; call++) built.call(call).after(1).openCall('churn').endCall();
    return built.call(0).step(1, 'churn', 'end', unmet);
  };
  /** Two rounds of a hundred calls with samples around them. */
  const rounds = (...samples: ReadonlyArray<readonly [number, number]>) => {
    const built = transcript();
    samples.forEach(([rssMb, files], round) => {
      if (round > 0) churn(built, 1 + 100 * round, 100);
      sample(built, rssMb, files);
    });
    return built;
  };

  it('passes on calls that all work', () => {
    expect(outcomeOf(id, churn(transcript(), 1, 20))).toBe('pass');
  });

  it('turns on calls that cannot be made, and on a process that ends', () => {
    const built = churn(transcript(), 1, 5);
    built
      .call(9)
      .connect('churn')
      .event({ kind: 'connect-failed', rawCause: 903, code: 'ECONNREFUSED', message: 'refused' });
    built.call(0).step(1, 'churn', 'end', 'no connection: refused');
    expect(outcomeOf(id, built)).toBe('violated: 1 connections did not become a call: no connection: refused');
    expect(outcomeOf(id, churn(transcript(), 1, 5).event(exit))).toMatch(/^violated: the server's process ended/);
  });

  it('turns on calls that hang', () => {
    const built = churn(transcript(), 1, 5).call(9).openCall('churn').cloudFrame(9, 'p').after(2000);
    expect(outcomeOf(id, built.step(3, 'ping', 'end', 'no Pong'))).toMatch(/^violated: 1 without any answer/);
  });

  it('does not turn on an upgrade that worked when it was tried again', () => {
    const built = transcript().step(1, 'churn', 'begin').call(1).connect('churn').request();
    built.response({ status: 503, reason: 'Service Unavailable', headers: [] }).closed();
    expect(outcomeOf(id, churn(built, 2, 5))).toBe('pass');
  });

  it('turns on a leak of 1 MB for each call', () => {
    expect(outcomeOf(id, rounds([80, 20], [200, 21], [302, 21]))).toBe(
      'violated: 80 MB, then 200 MB, then 302 MB over 200 calls',
    );
  });

  it('turns on a file that each call leaves open', () => {
    expect(outcomeOf(id, rounds([80, 20], [85, 120], [85, 220]))).toBe(
      'violated: 20, then 120, then 220 over 200 calls',
    );
  });

  it('passes on growth that ends, and on what one round leaves behind for a while', () => {
    expect(outcomeOf(id, rounds([60, 20], [190, 20], [195, 20]))).toBe('pass');
    expect(outcomeOf(id, rounds([60, 20], [110, 36], [150, 36]))).toBe('pass');
    expect(outcomeOf(id, rounds([60, 20], [110, 20], [160, 40]))).toBe('pass');
  });

  it('is stricter with itself where there is one round only', () => {
    expect(outcomeOf(id, rounds([60, 20], [150, 35]))).toBe('pass');
    expect(outcomeOf(id, rounds([60, 20], [260, 35]))).toMatch(/^violated/);
  });

  it('does not compare one process with another', () => {
    const built = sample(churn(sample(transcript(), 60, 20), 1, 100), 400, 300, 8);
    expect(outcomeOf(id, built)).toBe('pass');
  });
});
