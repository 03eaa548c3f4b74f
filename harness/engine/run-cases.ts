// In which order cases run, how many at a time, and which of them run again alone because what happened in them may have
// been another case's doing, or our own machine's.
import type { CaseHead } from './case.ts';
import type { JudgedCase } from './verdicts.ts';

/** `alone` says that nothing else runs meanwhile, `again` that this is the second look. */
export interface Look {
  readonly alone: boolean;
  readonly again: boolean;
}

/** A case that was driven and judged. */
export interface CaseOutcome {
  readonly judged: JudgedCase;
  /** The target's process ended by itself meanwhile. */
  readonly crashed: boolean;
  /** The target did not answer at the end of the case. */
  readonly lostTarget: boolean;
  /** When a connection was dropped that nothing in the case explains, on the monotonic clock. */
  readonly droppedAtMs?: number;
  /** Our own event loop stalled and what was found depends on time: to be looked at again. */
  readonly doubtful: boolean;
}

export interface RunCasesOptions<T extends CaseHead> {
  readonly cases: readonly T[];
  readonly concurrency: number;
  readonly signal: AbortSignal;
  readonly runCase: (trace: T, look: Look) => Promise<CaseOutcome>;
  /**
   * Makes sure that the target answers, restarting it where that is ours to do. `suspect` says that it did not when a
   * case last tried. Resolves false when the target is gone for good: the remaining cases are then not run.
   */
  readonly ensureAlive: (suspect: boolean) => Promise<boolean>;
  /** What stands of the first look at a case, where the second shows less: a refusal was a refusal. */
  readonly mergeLooks: (first: JudgedCase, again: JudgedCase) => JudgedCase;
  readonly onBegin: (trace: T) => void;
  readonly onEnd: (judged: JudgedCase) => Promise<void>;
}

export interface RunCasesResult<T extends CaseHead> {
  readonly judged: readonly JudgedCase[];
  readonly notRun: readonly T[];
  /** The target did not answer any more, so the rest was not run. */
  readonly gone: boolean;
  /** Cases that ran together when the process ended, where none of them makes it end alone. */
  readonly unattributedCrash: readonly T[];
  /** Cases in which the server dropped a connection beside others, and none alone. */
  readonly unattributedDrops: readonly T[];
  /** What one of the functions threw, which is a bug of ours: nothing was begun after it. */
  readonly failure?: { readonly error: unknown };
}

/**
 * Runs independent cases side by side, then the doubtful ones again alone, then those that may break the target. Never
 * rejects and returns only when nothing runs any more, so that what has to be put in order afterwards can be.
 */
export async function runCases<T extends CaseHead>(options: RunCasesOptions<T>): Promise<RunCasesResult<T>> {
  const { signal } = options;
  const judged: JudgedCase[] = [];
  const notRun: T[] = [];
  let failure: { readonly error: unknown } | undefined;
  const unlessItFails = async <R>(work: () => Promise<R>): Promise<R | undefined> => {
    try {
      return await work();
    } catch (error) {
      failure ??= { error };
      return undefined;
    }
  };
  const keep = async (outcome: CaseOutcome): Promise<void> => {
    judged.push(outcome.judged);
    await unlessItFails(() => options.onEnd(outcome.judged));
  };

  const held: Array<{ trace: T; outcome: CaseOutcome }> = [];
  const queue = options.cases.filter((trace) => !trace.exclusive);
  let inFlight = 0;
  let gone = false;
  let suspect = false;
  let down: Promise<void> | undefined;
  let landed: () => void = () => {};
  const isOver = (): boolean => signal.aborted || gone || failure !== undefined;
  const ensureAlive = async (): Promise<void> => {
    if (isOver()) return;
    gone = (await unlessItFails(() => options.ensureAlive(suspect))) === false;
    suspect = false;
  };

  /** After a crash nothing new starts until all running cases have ended and the target is back. */
  const recover = (): Promise<void> => {
    down ??= (async () => {
      while (inFlight > 0)
        await new Promise<void>((resolve) => {
          landed = resolve;
        });
      await ensureAlive();
      down = undefined;
    })();
    return down;
  };

  const run = (trace: T, look: Look): Promise<CaseOutcome | undefined> =>
    unlessItFails(() => {
      options.onBegin(trace);
      return options.runCase(trace, look);
    });

  const worker = async (): Promise<void> => {
    for (;;) {
      while (down !== undefined) await down;
      const trace = queue.shift();
      if (trace === undefined) return;
      if (isOver()) {
        notRun.push(trace);
        continue;
      }
      inFlight++;
      const outcome = await run(trace, { alone: false, again: false });
      inFlight--;
      landed();
      if (outcome === undefined) {
        notRun.push(trace);
        continue;
      }
      const failed = outcome.crashed || outcome.lostTarget;
      suspect ||= outcome.lostTarget;
      if (failed) void recover();
      if (failed || outcome.droppedAtMs !== undefined || outcome.doubtful) held.push({ trace, outcome });
      else await keep(outcome);
    }
  };
  await ensureAlive();
  await Promise.all(Array.from({ length: Math.max(1, options.concurrency) }, worker));
  while (down !== undefined) await down;

  const runAlone = async (trace: T, again: boolean): Promise<CaseOutcome | undefined> => {
    await ensureAlive();
    if (isOver()) return undefined;
    const outcome = await run(trace, { alone: true, again });
    suspect = outcome?.lostTarget ?? false;
    return outcome;
  };

  const crashedTogether = held.filter(({ outcome }) => outcome.crashed);
  let reproduced = crashedTogether.length === 0;
  const unattributedDrops: T[] = [];
  for (const { trace, outcome } of held) {
    const again = await runAlone(trace, true);
    if (outcome.crashed && again?.crashed) reproduced = true;
    const isDropGone = outcome.droppedAtMs !== undefined && again?.droppedAtMs === undefined;
    if (isDropGone && again !== undefined && !outcome.crashed) unattributedDrops.push(trace);
    const merged =
      again === undefined
        ? outcome.judged
        : await unlessItFails(async () => options.mergeLooks(outcome.judged, again.judged));
    await keep({ ...(again ?? outcome), judged: merged ?? outcome.judged });
  }

  for (const trace of options.cases.filter(({ exclusive }) => exclusive)) {
    const outcome = await runAlone(trace, false);
    if (outcome === undefined) {
      notRun.push(trace);
      continue;
    }
    const again = outcome.doubtful ? await runAlone(trace, true) : undefined;
    await keep(again ?? outcome);
  }
  const isCutShort = signal.aborted || failure !== undefined;
  return {
    judged,
    notRun,
    gone,
    unattributedCrash: reproduced || isCutShort ? [] : crashedTogether.map(({ trace }) => trace),
    unattributedDrops: isCutShort ? [] : unattributedDrops,
    ...(failure === undefined ? {} : { failure }),
  };
}
