import { describe, expect, it } from 'vitest';
import { pcm16, samplesOf } from '../../../generators/signals.ts';
import { type TranscriptBuilder, transcript } from '../transcript.fixture.ts';
import { judgementOf, outcomeOf } from './judgement.fixture.ts';

const id = 'ws.isolates.calls';
const exit = { kind: 'process', event: 'exit', pid: 7, exitCode: 1 } as const;

/** Three calls that are up together. */
const three = () => transcript().openCall('one').call(1).openCall('two').call(2).openCall('three').after(100);
const alive = (built: TranscriptBuilder, call: number) =>
  built.call(call).cloudFrame(9, 'p').after(1).serverFrame(10, 'p');
const disturbed = () => three().call(1).end('cloud', 'reset').closed().after(10);

describe('ws.isolates.calls', () => {
  it('passes for each call that lives through what happens to another', () => {
    const built = alive(alive(disturbed(), 0), 2);
    expect(judgementOf(id, built)).toEqual({ exercised: 2, findings: [] });
  });

  it('counts an ordinary end of another call too', () => {
    expect(judgementOf(id, alive(three().call(1).endCall(), 0)).exercised).toBe(1);
  });

  it('is not exercised by calls that nothing happens to, or that end with it', () => {
    expect(outcomeOf(id, alive(three(), 0))).toBe('not exercised');
    expect(outcomeOf(id, disturbed())).toBe('not exercised');
  });

  it.each([
    ['a drop', (built: TranscriptBuilder) => built.end('server', 'reset')],
    ['an error', (built: TranscriptBuilder) => built.serverClose(1011)],
    ['an orderly end', (built: TranscriptBuilder) => built.serverText({ type: 'call_hangup' })],
  ])('turns on %s of another call', (_, end) => {
    const { findings } = judgementOf(id, end(disturbed().call(2)));
    expect(findings).toHaveLength(1);
    expect(findings[0]?.message).toBe('the call three did not survive what happened to the call two');
  });

  it('turns where the server ends calls much earlier than it ends one alone, and not where it ends one', () => {
    const hangups = (calls: readonly number[], endsByItselfMs: number) =>
      calls
        .reduce((built, call) => built.call(call).serverText({ type: 'call_hangup' }), three())
        .profile({ endsByItselfMs });
    expect(outcomeOf(id, hangups([0, 1, 2], 2000))).toMatch(/^violated: 3 of 3 calls ended early/);
    expect(outcomeOf(id, hangups([0], 2000))).not.toMatch(/^violated/);
    expect(outcomeOf(id, hangups([0, 1, 2], 150))).not.toMatch(/^violated/);
  });

  it('turns on another call that hangs, and on a process that ends', () => {
    const hung = disturbed().call(0).cloudFrame(9, 'p').after(2000).step(4, 'ping', 'end', 'no Pong');
    expect(outcomeOf(id, hung)).toMatch(/^violated: the call hangs/);
    expect(outcomeOf(id, disturbed().event(exit))).toMatch(/^violated: the server's process ended/);
  });

  it('does not judge ends before the disturbance, of the disturbed, or at an age at which calls end anyway', () => {
    expect(outcomeOf(id, three().call(2).end('server').call(1).end('cloud', 'reset'))).toBe('not exercised');
    expect(outcomeOf(id, disturbed().end('server', 'reset'))).toBe('not exercised');
    const usual = disturbed().call(2).serverText({ type: 'call_hangup' }).profile({ endsByItselfMs: 400 });
    expect(outcomeOf(id, usual)).toBe('not exercised');
  });

  it('does not take probes for bystanders', () => {
    const built = transcript().openCall('one').call(1).openCall('probe').call(0).end('cloud', 'reset').call(1);
    expect(outcomeOf(id, built.end('server'))).toBe('not exercised');
  });
});

const TONES = [311, 433, 593, 797, 1031];
const AMPLITUDE = 0.3;

/** Calls with a tone each; `heardIn` says which tones the server plays into call i, each a number of frames long. */
function toneCalls(heardIn: (i: number) => ReadonlyArray<readonly [hz: number, frames: number]>): TranscriptBuilder {
  const built = transcript();
  TONES.forEach((hz, i) => {
    built
      .at(i)
      .call(i)
      .openCall(`tone-${hz}`)
      .serverText({ type: 'audio_start', id: `play-${i}` });
    for (const [heardHz, frames] of heardIn(i)) {
      for (let frame = 0; frame < frames; frame++) {
        built
          .after(20)
          .serverAudio(pcm16(samplesOf({ kind: 'tone', hz: heardHz, level: AMPLITUDE }, frame * 160, 160)));
      }
    }
    built.serverText({ type: 'audio_play_end' });
  });
  return built;
}

const own = (i: number) => TONES[i] ?? 0;
const next = (i: number) => TONES[(i + 1) % TONES.length] ?? 0;

describe('audio of other calls', () => {
  it('is not found in an echo', () => {
    expect(
      judgementOf(
        id,
        toneCalls((i) => [[own(i), 20]]),
      ).findings,
    ).toEqual([]);
  });

  it('is not found in an announcement for all, even where it is one of our tones', () => {
    expect(
      judgementOf(
        id,
        toneCalls(() => [[433, 20]]),
      ).findings,
    ).toEqual([]);
    expect(
      judgementOf(
        id,
        toneCalls(() => [
          [433, 10],
          [1031, 10],
        ]),
      ).findings,
    ).toEqual([]);
  });

  it('is not found in silence', () => {
    expect(
      judgementOf(
        id,
        toneCalls(() => []),
      ).findings,
    ).toEqual([]);
  });

  it('is found where every call hears its neighbour', () => {
    const { findings } = judgementOf(
      id,
      toneCalls((i) => [[next(i), 20]]),
    );
    expect(findings.map(({ observed }) => observed.split(',')[0])).toEqual(TONES.map((_, i) => `${next(i)} Hz`));
  });

  it('is found where one call hears some of another among its own', () => {
    const { findings } = judgementOf(
      id,
      toneCalls((i) =>
        i === 2
          ? [
              [own(i), 16],
              [1031, 4],
            ]
          : [[own(i), 20]],
      ),
    );
    expect(findings.map(({ message, observed }) => [message, observed.split(',')[0]])).toEqual([
      ['the call tone-593 hears what was said in another call', '1031 Hz'],
    ]);
  });

  it('is found where all hear all', () => {
    expect(
      judgementOf(
        id,
        toneCalls(() => TONES.map((hz) => [hz, 6] as const)),
      ).findings,
    ).toHaveLength(TONES.length);
  });
});
