import { describe, expect, it } from 'vitest';
import { TRACE_FORMAT, type Trace } from '../traces/trace.ts';
import { type CaseOutcome, type RunCasesOptions, type RunCasesResult, runCases } from './run-cases.ts';

const trace = (id: string, exclusive = false): Trace => ({
  format: TRACE_FORMAT,
  id,
  title: id,
  suite: 'websocket',
  requirements: [],
  exclusive,
  steps: [],
});

const outcome = (id: string, more: Partial<CaseOutcome> = {}): CaseOutcome => ({
  judged: {
    result: { id, title: id, suite: 'websocket', verdict: 'pass', durationMs: 0, requirements: [], findings: [] },
    judgements: [],
  },
  crashed: false,
  lostTarget: false,
  doubtful: false,
  ...more,
});

/** Runs cases whose outcomes are given; tells the order of what happened. */
async function play(
  cases: readonly Trace[],
  outcomeOf: (id: string, how: { alone: boolean; again: boolean }) => CaseOutcome,
  more: Partial<RunCasesOptions<Trace>> = {},
): Promise<RunCasesResult<Trace> & { log: string[] }> {
  const log: string[] = [];
  let running = 0;
  const result = await runCases({
    cases,
    concurrency: 4,
    signal: new AbortController().signal,
    runCase: async ({ id }, how) => {
      running++;
      log.push(`${id}${how.alone ? ' alone' : ''}${how.again ? ' again' : ''} (${running} running)`);
      await new Promise<void>((resolve) => setImmediate(resolve));
      running--;
      return outcomeOf(id, how);
    },
    ensureAlive: async () => true,
    mergeLooks: (_first, again) => again,
    onBegin: () => {},
    onEnd: async () => {},
    ...more,
  });
  return { ...result, log };
}

describe('runCases', () => {
  it('runs independent cases side by side and exclusive ones alone after them', async () => {
    const { log, judged } = await play([trace('x', true), trace('a'), trace('b'), trace('y', true)], (id) =>
      outcome(id),
    );
    expect(log).toEqual(['a (1 running)', 'b (2 running)', 'x alone (1 running)', 'y alone (1 running)']);
    expect(judged).toHaveLength(4);
  });

  it('runs the cases of a crash again alone, and keeps what they show then', async () => {
    const { log, judged, unattributedCrash } = await play([trace('a'), trace('b')], (id, how) =>
      outcome(id, { crashed: !how.again || id === 'b' }),
    );
    expect(log.slice(2)).toEqual(['a alone again (1 running)', 'b alone again (1 running)']);
    expect(judged).toHaveLength(2);
    expect(unattributedCrash).toEqual([]);
  });

  it('tells of a crash that no case brings about alone', async () => {
    const { unattributedCrash } = await play([trace('a'), trace('b')], (id, how) =>
      outcome(id, { crashed: !how.again }),
    );
    expect(unattributedCrash.map(({ id }) => id)).toEqual(['a', 'b']);
  });

  it('looks again at dropped connections, and tells of those that no case brings about alone', async () => {
    const gone = await play([trace('a'), trace('b')], (id, how) => outcome(id, how.again ? {} : { droppedAtMs: 100 }));
    expect(gone.log).toHaveLength(4);
    expect(gone.unattributedDrops.map(({ id }) => id)).toEqual(['a', 'b']);
    const own = await play([trace('a'), trace('b')], (id) => outcome(id, id === 'a' ? { droppedAtMs: 100 } : {}));
    expect(own.log).toHaveLength(3);
    expect(own.unattributedDrops).toEqual([]);
    expect(own.judged).toHaveLength(2);
  });

  it('looks again, once, at what our own stall made doubtful', async () => {
    const { log } = await play([trace('a'), trace('x', true)], (id) => outcome(id, { doubtful: true }));
    expect(log).toEqual([
      'a (1 running)',
      'a alone again (1 running)',
      'x alone (1 running)',
      'x alone again (1 running)',
    ]);
  });

  it('asks whether the target is there after a case that could not call it, and gives up when it is gone', async () => {
    const asked: boolean[] = [];
    const { notRun, gone, judged } = await play(
      [trace('a'), trace('x', true), trace('y', true)],
      (id) => outcome(id, { lostTarget: id === 'x' }),
      {
        ensureAlive: async (suspect) => {
          asked.push(suspect);
          return !suspect;
        },
      },
    );
    expect(asked).toEqual([false, false, true]);
    expect(judged.map(({ result }) => result.id)).toEqual(['a', 'x']);
    expect(notRun.map(({ id }) => id)).toEqual(['y']);
    expect(gone).toBe(true);
  });

  it('starts nothing after an interruption and names what did not run', async () => {
    const controller = new AbortController();
    const { notRun, judged } = await play(
      [trace('a'), trace('b'), trace('x', true)],
      (id) => {
        controller.abort();
        return outcome(id);
      },
      { signal: controller.signal, concurrency: 1 },
    );
    expect(judged).toHaveLength(1);
    expect(notRun.map(({ id }) => id)).toEqual(['b', 'x']);
  });

  it('begins nothing after a bug of ours, and returns only when nothing runs any more', async () => {
    let running = 0;
    let atEnd = -1;
    const { failure, notRun, judged } = await play(
      ['a', 'b', 'c'].map((id) => trace(id)),
      () => outcome(''),
      {
        concurrency: 2,
        runCase: async ({ id }) => {
          if (id === 'a') throw new Error('our bug');
          running++;
          for (let turn = 0; turn < 5; turn++) await new Promise<void>((resolve) => setImmediate(resolve));
          running--;
          return outcome(id);
        },
      },
    ).finally(() => {
      atEnd = running;
    });
    expect(failure).toEqual({ error: new Error('our bug') });
    expect(atEnd).toBe(0);
    expect(judged.map(({ result }) => result.id)).toEqual(['b']);
    expect(notRun.map(({ id }) => id)).toEqual(['a', 'c']);
  });

  it.each([
    ['onEnd', { onEnd: () => Promise.reject(new Error('disk full')) }],
    ['ensureAlive', { ensureAlive: () => Promise.reject(new Error('disk full')) }],
    [
      'onBegin',
      {
        onBegin: () => {
          throw new Error('disk full');
        },
      },
    ],
  ])('hands back what %s threw', async (_name, more) => {
    const { failure } = await play([trace('a'), trace('x', true)], (id) => outcome(id), more);
    expect(failure).toEqual({ error: new Error('disk full') });
  });
});
