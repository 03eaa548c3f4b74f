// In which order cases run, how many at a time, and which of them run again alone because what happened in them may have
// been another case's doing, or our own machine's.
import type { Trace } from '../traces/trace.ts';
import type { JudgedCase } from './verdicts.ts';

/** A case that was driven and judged. */
export interface CaseOutcome {
  readonly judged: JudgedCase;
  /** The target's process ended by itself meanwhile. */
  readonly crashed: boolean;
  /** When a connection was dropped that nothing in the case explains, on the monotonic clock. */
  readonly droppedAtMs?: number;
  /** Our own event loop stalled and what was found depends on time: to be looked at again. */
  readonly doubtful: boolean;
}

export interface RunCasesOptions {
  readonly cases: readonly Trace[];
  readonly concurrency: number;
  readonly signal: AbortSignal;
  /** `alone` says that nothing else runs meanwhile, `again` that this is the second look. */
  readonly runCase: (trace: Trace, how: { readonly alone: boolean; readonly again: boolean }) => Promise<CaseOutcome>;
  /** Makes sure that the target is there, restarting it where that is ours to do. */
  readonly ensureAlive: () => Promise<void>;
  readonly onBegin: (trace: Trace) => void;
  readonly onEnd: (judged: JudgedCase) => Promise<void>;
}

export interface RunCasesResult {
  readonly judged: readonly JudgedCase[];
  readonly notRun: readonly Trace[];
  /** Cases that ran together when the process ended, where none of them makes it end alone. */
  readonly unattributedCrash: readonly Trace[];
}

/** Dropped connections of several cases within this time have one cause. */
const TOGETHER_MS = 500;

/** Runs independent cases side by side, then the doubtful ones again alone, then those that may break the target. */
export async function runCases(options: RunCasesOptions): Promise<RunCasesResult> {
  const { signal } = options;
  const judged: JudgedCase[] = [];
  const notRun: Trace[] = [];
  const keep = async (outcome: CaseOutcome): Promise<void> => {
    judged.push(outcome.judged);
    await options.onEnd(outcome.judged);
  };

  const held: Array<{ trace: Trace; outcome: CaseOutcome }> = [];
  const queue = options.cases.filter((trace) => !trace.exclusive);
  let inFlight = 0;
  let down: Promise<void> | undefined;
  let landed: () => void = () => {};

  /** After a crash nothing new starts until all running cases have ended and the target is back. */
  const recover = (): Promise<void> => {
    down ??= (async () => {
      while (inFlight > 0)
        await new Promise<void>((resolve) => {
          landed = resolve;
        });
      await options.ensureAlive();
      down = undefined;
    })();
    return down;
  };

  const worker = async (): Promise<void> => {
    for (;;) {
      while (down !== undefined) await down;
      const trace = queue.shift();
      if (trace === undefined) return;
      if (signal.aborted) {
        notRun.push(trace);
        continue;
      }
      inFlight++;
      options.onBegin(trace);
      const outcome = await options.runCase(trace, { alone: false, again: false });
      inFlight--;
      landed();
      if (outcome.crashed) void recover();
      if (outcome.crashed || outcome.droppedAtMs !== undefined || outcome.doubtful) held.push({ trace, outcome });
      else await keep(outcome);
    }
  };
  await options.ensureAlive();
  await Promise.all(Array.from({ length: Math.max(1, options.concurrency) }, worker));
  while (down !== undefined) await down;

  const runAlone = async (trace: Trace, again: boolean): Promise<CaseOutcome | undefined> => {
    if (signal.aborted) return undefined;
    await options.ensureAlive();
    options.onBegin(trace);
    return options.runCase(trace, { alone: true, again });
  };

  const crashedTogether = held.filter(({ outcome }) => outcome.crashed);
  let reproduced = crashedTogether.length === 0;
  for (const { trace, outcome } of held) {
    const isLoneDrop =
      outcome.droppedAtMs !== undefined && !outcome.crashed && !outcome.doubtful && !hasCompany(held, outcome);
    const again = isLoneDrop ? undefined : await runAlone(trace, true);
    if (outcome.crashed && again?.crashed) reproduced = true;
    await keep(again ?? outcome);
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
  return {
    judged,
    notRun,
    unattributedCrash: reproduced || signal.aborted ? [] : crashedTogether.map(({ trace }) => trace),
  };
}

function hasCompany(held: ReadonlyArray<{ readonly outcome: CaseOutcome }>, one: CaseOutcome): boolean {
  return held.some(
    ({ outcome }) =>
      outcome !== one &&
      outcome.droppedAtMs !== undefined &&
      Math.abs(outcome.droppedAtMs - (one.droppedAtMs ?? 0)) <= TOGETHER_MS,
  );
}
