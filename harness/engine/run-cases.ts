// In which order cases run, how many at a time, and which of them run again alone because what happened in them may have
// been another case's doing, or our own machine's.
import type { Trace } from '../traces/trace.ts';
import type { JudgedCase } from './verdicts.ts';

/** A case that was driven and judged. */
export interface CaseOutcome {
  readonly judged: JudgedCase;
  /** The target's process ended by itself meanwhile. */
  readonly crashed: boolean;
  /** No new call worked at the end of the case. */
  readonly lostTarget: boolean;
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
  /**
   * Makes sure that the target takes calls, restarting it where that is ours to do. `suspect` says that it did not when
   * a case last tried. Resolves false when the target is gone for good: the remaining cases are then not run.
   */
  readonly ensureAlive: (suspect: boolean) => Promise<boolean>;
  /** What stands of the first look at a case, where the second shows less: a refusal was a refusal. */
  readonly mergeLooks: (first: JudgedCase, again: JudgedCase) => JudgedCase;
  readonly onBegin: (trace: Trace) => void;
  readonly onEnd: (judged: JudgedCase) => Promise<void>;
}

export interface RunCasesResult {
  readonly judged: readonly JudgedCase[];
  readonly notRun: readonly Trace[];
  /** The target took no calls any more, so the rest was not run. */
  readonly gone: boolean;
  /** Cases that ran together when the process ended, where none of them makes it end alone. */
  readonly unattributedCrash: readonly Trace[];
  /** Cases in which the server dropped a connection beside others, and none alone. */
  readonly unattributedDrops: readonly Trace[];
}

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
  let gone = false;
  let suspect = false;
  let down: Promise<void> | undefined;
  let landed: () => void = () => {};
  const isOver = (): boolean => signal.aborted || gone;
  const ensureAlive = async (): Promise<void> => {
    if (isOver()) return;
    gone = !(await options.ensureAlive(suspect));
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
      options.onBegin(trace);
      const outcome = await options.runCase(trace, { alone: false, again: false });
      inFlight--;
      landed();
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

  const runAlone = async (trace: Trace, again: boolean): Promise<CaseOutcome | undefined> => {
    await ensureAlive();
    if (isOver()) return undefined;
    options.onBegin(trace);
    const outcome = await options.runCase(trace, { alone: true, again });
    suspect = outcome.lostTarget;
    return outcome;
  };

  const crashedTogether = held.filter(({ outcome }) => outcome.crashed);
  let reproduced = crashedTogether.length === 0;
  const unattributedDrops: Trace[] = [];
  for (const { trace, outcome } of held) {
    const again = await runAlone(trace, true);
    if (outcome.crashed && again?.crashed) reproduced = true;
    const isDropGone = outcome.droppedAtMs !== undefined && again?.droppedAtMs === undefined;
    if (isDropGone && again !== undefined && !outcome.crashed) unattributedDrops.push(trace);
    await keep(again === undefined ? outcome : { ...again, judged: options.mergeLooks(outcome.judged, again.judged) });
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
    gone,
    unattributedCrash: reproduced || signal.aborted ? [] : crashedTogether.map(({ trace }) => trace),
    unattributedDrops: signal.aborted ? [] : unattributedDrops,
  };
}
