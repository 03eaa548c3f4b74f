import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPlayout, NO_PLAY, type Playout, type PlayoutEffect, type PlayRequest } from './playout.ts';

const request = (changes: Partial<PlayRequest> = {}): PlayRequest => ({
  format: '16bit_PCM',
  channels: 1,
  channel: 0,
  initialBufferMs: 100,
  id: '',
  ...changes,
});

/** `kind play @ moment` of each effect. */
const told = (effects: readonly PlayoutEffect[]) => effects.map(({ kind, play, atMs }) => `${kind} ${play} @ ${atMs}`);

/** So many 20 ms frames of 16-bit mono, all at once. */
const frames = (playout: Playout, nowMs: number, count: number, bytes = 320) =>
  Array.from({ length: count }, () => playout.frame(nowMs, bytes)).flat();

describe('the course of one play', () => {
  it('buffers, plays in real time and finishes when all of it was heard', () => {
    const playout = createPlayout();
    expect(told(playout.start(1000, request()))).toEqual(['queued 0 @ 1000', 'buffering 0 @ 1000']);
    expect(frames(playout, 1001, 4)).toEqual([]);
    expect(told(playout.frame(1005, 320))).toEqual(['playing 0 @ 1005']);
    expect(playout.end(1006)).toEqual([]);
    expect(playout.nextDueMs()).toBe(1105);
    expect(playout.advance(1104.9)).toEqual([]);
    expect(told(playout.advance(2000))).toEqual(['finished 0 @ 1105']);
    expect(playout.nextDueMs()).toBeUndefined();
  });

  it('plays what is there when it is ended before the buffer is full', () => {
    const playout = createPlayout();
    playout.start(0, request());
    playout.frame(1, 320);
    expect(told(playout.end(2))).toEqual(['playing 0 @ 2']);
    expect(told(playout.advance(50))).toEqual(['finished 0 @ 22']);
  });

  it('starts with the first frame when no buffer is asked for', () => {
    const playout = createPlayout();
    expect(told(playout.start(0, request({ initialBufferMs: 0 })))).toEqual(['queued 0 @ 0', 'buffering 0 @ 0']);
    expect(told(playout.frame(7, 320))).toEqual(['playing 0 @ 7']);
  });

  it('starts when its queue is full, for a longer buffer could never fill', () => {
    const playout = createPlayout();
    playout.start(0, request({ initialBufferMs: 1e9 }));
    expect(frames(playout, 1, 249)).toEqual([]);
    expect(told(playout.frame(2, 320))).toEqual(['playing 0 @ 2']);
  });

  it('finishes at once when it is ended without audio', () => {
    const playout = createPlayout();
    playout.start(0, request());
    expect(told(playout.end(3))).toEqual(['finished 0 @ 3']);
  });

  it('stops when it runs dry and goes on with the next frame, without buffering again', () => {
    const playout = createPlayout();
    playout.start(0, request({ initialBufferMs: 20 }));
    playout.frame(0, 320);
    expect(told(playout.advance(500))).toEqual(['underrun 0 @ 20']);
    expect(playout.nextDueMs()).toBeUndefined();
    expect(told(playout.frame(520, 320))).toEqual(['resumed 0 @ 520']);
    playout.end(521);
    expect(told(playout.advance(600))).toEqual(['finished 0 @ 540']);
    expect(playout.statistics(0)).toMatchObject({
      underruns: [{ ms: 20, gapMs: 500, resumed: true }],
      playedMs: 40,
      playingFromMs: 0,
      finishedMs: 540,
    });
  });

  it('finishes at the end message when that comes after the last of its audio was heard', () => {
    const playout = createPlayout();
    playout.start(0, request({ initialBufferMs: 0 }));
    playout.frame(0, 320);
    expect(told(playout.end(30))).toEqual(['underrun 0 @ 20', 'finished 0 @ 30']);
    expect(playout.statistics(0)?.underruns).toEqual([{ ms: 20, gapMs: 10, resumed: false }]);
  });

  it.each([
    { format: '16bit_PCM', channels: 1, bytes: 320 },
    { format: '16bit_PCM', channels: 2, bytes: 640 },
    { format: 'alaw', channels: 1, bytes: 160 },
    { format: 'mulaw', channels: 2, bytes: 320 },
    { format: '8bit_PCM', channels: 1, bytes: 160 },
  ] as const)('plays $bytes bytes of $format with $channels channel(s) for 20 ms', ({ format, channels, bytes }) => {
    const playout = createPlayout();
    playout.start(0, request({ format, channels }));
    playout.frame(0, bytes);
    playout.end(0);
    expect(playout.nextDueMs()).toBe(20);
  });

  it('ignores part samples and empty frames', () => {
    const playout = createPlayout();
    playout.start(0, request({ initialBufferMs: 0 }));
    expect(playout.frame(0, 0)).toEqual([]);
    expect(playout.frame(0, 1)).toEqual([]);
    playout.frame(0, 323);
    playout.end(0);
    expect(playout.nextDueMs()).toBe(161 / 8);
    expect(playout.statistics(0)?.acceptedMs).toBe(161 / 8);
  });
});

describe('plays one after another', () => {
  it('begins a waiting play at the moment at which the one before it is over', () => {
    const playout = createPlayout();
    for (const id of ['a', 'b']) {
      playout.start(0, request({ id }));
      frames(playout, 0, 5);
      playout.end(0);
    }
    playout.start(1, request({ id: 'c' }));
    expect(playout.outstanding()).toBe(3);
    expect(told(playout.advance(1000))).toEqual([
      'finished 0 @ 100',
      'buffering 1 @ 100',
      'playing 1 @ 100',
      'finished 1 @ 200',
      'buffering 2 @ 200',
    ]);
    expect(playout.outstanding()).toBe(1);
  });

  it('takes five at once and refuses the sixth with its audio and its end', () => {
    const playout = createPlayout();
    for (let play = 0; play < 5; play += 1) {
      expect(playout.start(play, request())[0]?.kind).toBe('queued');
      playout.frame(play, 320);
      playout.end(play);
    }
    expect(told(playout.start(5, request({ id: 'six' })))).toEqual(['refused 5 @ 5']);
    expect(playout.frame(5, 320)).toEqual([]);
    expect(playout.end(5)).toEqual([]);
    const later = playout.advance(1000);
    expect(later.filter(({ kind }) => kind === 'finished').map(({ play }) => play)).toEqual([0, 1, 2, 3, 4]);
    expect(playout.start(1001, request())[0]).toMatchObject({ kind: 'queued', play: 6 });
  });

  it('ends the open play when the next one starts', () => {
    const playout = createPlayout();
    playout.start(0, request());
    playout.frame(0, 320);
    expect(told(playout.start(5, request()))).toEqual(['playing 0 @ 5', 'queued 1 @ 5']);
  });
});

describe('the frames that wait', () => {
  it('are all that have not begun: the one that is being heard is not among them', () => {
    const playout = createPlayout();
    playout.start(0, request());
    frames(playout, 0, 10);
    expect(playout.statistics(0)?.waitingFrames).toBe(9);
    playout.advance(19);
    expect(playout.statistics(0)?.waitingFrames).toBe(9);
    playout.advance(20);
    expect(playout.statistics(0)?.waitingFrames).toBe(8);
  });

  it('are 250 at most: what comes on top is dropped and reported', () => {
    const playout = createPlayout();
    playout.start(0, request());
    expect(frames(playout, 0, 251).filter(({ kind }) => kind === 'frame-dropped')).toEqual([]);
    expect(told(playout.frame(10, 320))).toEqual(['frame-dropped 0 @ 10']);
    expect(playout.frame(20, 320)).toEqual([]);
    expect(playout.statistics(0)).toMatchObject({ mostQueuedFrames: 250, mostQueuedAtMs: 0, droppedFrames: 1 });
  });

  it('are counted for each play by itself', () => {
    const playout = createPlayout();
    playout.start(0, request());
    frames(playout, 0, 251);
    playout.end(0);
    playout.start(0, request());
    expect(frames(playout, 0, 250).filter(({ kind }) => kind === 'frame-dropped')).toEqual([]);
    expect(told(playout.frame(0, 320))).toEqual(['frame-dropped 1 @ 0']);
  });

  it('are never those outside a play', () => {
    const playout = createPlayout();
    expect(playout.frame(3, 320)).toEqual([
      { kind: 'frame-dropped', play: NO_PLAY, id: '', atMs: 3, reason: 'audio outside a play' },
    ]);
  });
});

describe('plays that are cut off', () => {
  it('aborts the active play and the queued ones in order and lets none of them be heard again', () => {
    const playout = createPlayout();
    playout.start(0, request({ id: 'a' }));
    frames(playout, 0, 10);
    playout.end(0);
    playout.start(0, request({ id: 'b' }));
    expect(told(playout.abort(50))).toEqual(['aborted 0 @ 50', 'aborted 1 @ 50']);
    expect(playout.statistics(0)).toMatchObject({ aborted: true, finishedMs: 50, playedMs: 50 });
    expect(playout.statistics(1)).toMatchObject({ aborted: true, playingFromMs: undefined, playedMs: 0 });
    expect(playout.advance(5000)).toEqual([]);
    expect(playout.end(5000)).toEqual([]);
    expect(told(playout.start(5001, request()))).toEqual(['queued 2 @ 5001', 'buffering 2 @ 5001']);
  });

  it('finishes every play when the call ends and ignores what comes after', () => {
    const playout = createPlayout();
    playout.start(0, request());
    frames(playout, 0, 10);
    playout.start(0, request());
    const effects = playout.callEnds(30);
    expect(told(effects)).toEqual(['finished 0 @ 30', 'finished 1 @ 30']);
    expect(effects[0]?.reason).toBe('the call ended');
    expect([...playout.start(31, request()), ...playout.frame(32, 320), ...playout.abort(33)]).toEqual([]);
  });
});

type Command =
  | { readonly do: 'start'; readonly initialBufferMs: number; readonly channels: 1 | 2 }
  | { readonly do: 'frame'; readonly bytes: number; readonly times: number }
  | { readonly do: 'end' | 'abort' };

const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('start' as const),
      initialBufferMs: fc.constantFrom(0, 20, 100, 5000),
      channels: fc.constantFrom(1 as const, 2 as const),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('frame' as const),
      bytes: fc.integer({ min: 0, max: 1600 }),
      times: fc.integer({ min: 1, max: 300 }),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constantFrom('end' as const, 'abort' as const) }) },
  { weight: 2, arbitrary: fc.constant({ do: 'end' as const }) },
);

const timed = fc.array(fc.tuple(fc.double({ min: 0, max: 3000, noNaN: true }), command), { maxLength: 40 });

function apply(playout: Playout, nowMs: number, step: Command): readonly PlayoutEffect[] {
  switch (step.do) {
    case 'start':
      return playout.start(nowMs, request({ initialBufferMs: step.initialBufferMs, channels: step.channels }));
    case 'frame':
      return frames(playout, nowMs, step.times, step.bytes);
    case 'end':
      return playout.end(nowMs);
    case 'abort':
      return playout.abort(nowMs);
  }
}

/** Runs the commands and ends the call; `steps` more looks at the clock before each. */
function run(commands: ReadonlyArray<readonly [number, Command]>, steps: number) {
  const playout = createPlayout();
  const effects: PlayoutEffect[] = [];
  let nowMs = 0;
  for (const [afterMs, step] of commands) {
    for (let part = 1; part < steps; part += 1) effects.push(...playout.advance(nowMs + (afterMs * part) / steps));
    nowMs += afterMs;
    effects.push(...apply(playout, nowMs, step));
  }
  effects.push(...playout.callEnds(nowMs + 100));
  return { playout, effects };
}

const isOver = ({ kind }: PlayoutEffect) => kind === 'finished' || kind === 'aborted';

describe('whatever the server says', () => {
  it('finishes every accepted play exactly once, in the order of their starts, and no other', () => {
    fc.assert(
      fc.property(timed, (commands) => {
        const { effects } = run(commands, 1);
        const accepted = effects.filter(({ kind }) => kind === 'queued').map(({ play }) => play);
        expect(effects.filter(isOver).map(({ play }) => play)).toEqual(accepted);
      }),
    );
  });

  it('never goes back in time', () => {
    fc.assert(
      fc.property(timed, (commands) => {
        const moments = run(commands, 3).effects.map(({ atMs }) => atMs);
        expect(moments).toEqual([...moments].sort((a, b) => a - b));
      }),
    );
  });

  it('plays no more than was sent, and all of it where the play was ended and left alone', () => {
    fc.assert(
      fc.property(timed, (commands) => {
        const { playout, effects } = run(commands, 1);
        for (const { play, kind, reason } of effects.filter(isOver)) {
          const { playedMs = 0, acceptedMs = 0 } = playout.statistics(play) ?? {};
          expect(playedMs).toBeLessThanOrEqual(acceptedMs + 1e-6);
          if (kind === 'finished' && reason === undefined) expect(playedMs).toBeCloseTo(acceptedMs, 6);
        }
      }),
    );
  });

  it('comes to the same whether one looks at the clock often or seldom', () => {
    fc.assert(
      fc.property(timed, fc.integer({ min: 2, max: 9 }), (commands, steps) => {
        expect(run(commands, steps).effects).toEqual(run(commands, 1).effects);
      }),
    );
  });

  it('announces every moment at which time alone brings something about', () => {
    fc.assert(
      fc.property(timed, fc.double({ min: 0, max: 5000, noNaN: true }), (commands, laterMs) => {
        const playout = createPlayout();
        let nowMs = 0;
        for (const [afterMs, step] of commands) {
          nowMs += afterMs;
          apply(playout, nowMs, step);
        }
        const due = playout.nextDueMs();
        const effects = playout.advance(nowMs + laterMs);
        expect(effects[0]?.atMs).toBe(due !== undefined && due <= nowMs + laterMs ? due : undefined);
      }),
    );
  });
});
