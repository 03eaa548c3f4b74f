// Whether the target's process keeps what calls took: memory and open files, sampled between rounds of calls.
import type { ProcessEvent } from '../../harness/wire/transcript.ts';
import type { CaseView, Located, RuleFinding } from './rule.ts';

const MB = 1024 * 1024;

// A server that leaks nothing still grows: buffers, compiled code, a heap that is only collected when it must be. A
// Node.js or Python server takes some 10 to 50 MB in its first calls and next to nothing later; its collector lets some
// 30 MB of garbage lie. A leak of 1 MB for each call is 100 MB in a hundred of them. The line between is drawn twice as
// high where there is only one interval, for there the first calls count too.
const RSS_FLOOR_BYTES = 64 * MB;
const RSS_PER_CALL_BYTES = 0.25 * MB;

// Sockets that are being closed may still be open at a sample, as many as there were calls at once. That is the same in
// every interval, so it cannot make the number grow in each of them.
const FILES_FLOOR = 10;
const FILES_PER_CALL = 0.1;

interface Interval {
  readonly calls: number;
  readonly from: Located<ProcessEvent>;
  readonly to: Located<ProcessEvent>;
}

/** Growth of the process over all intervals between samples, as findings. */
export function growthOf(view: CaseView): readonly RuleFinding[] {
  const intervals = intervalsOf(view);
  if (intervals.length === 0) return [];
  const factor = intervals.length === 1 ? 2 : 1;
  return [
    ...grown(
      intervals,
      'memory',
      ({ rssBytes }) => rssBytes,
      (calls) => factor * Math.max(RSS_FLOOR_BYTES, calls * RSS_PER_CALL_BYTES),
      megabytes,
    ),
    ...grown(
      intervals,
      'open files',
      ({ openFiles }) => openFiles,
      (calls) => factor * Math.max(FILES_FLOOR, calls * FILES_PER_CALL),
      String,
    ),
  ];
}

/** The rounds of calls, each between two samples of the same process. */
function intervalsOf(view: CaseView): readonly Interval[] {
  const intervals: Interval[] = [];
  let from: Located<ProcessEvent> | undefined;
  let calls = 0;
  view.transcript.events.forEach((event, index) => {
    if (event.kind === 'connect') calls++;
    if (event.kind !== 'process' || event.event !== 'sample') return;
    const to = { index, event };
    // Two samples without a call between them measure nothing.
    if (from !== undefined && calls > 0 && from.event.pid === event.pid) intervals.push({ calls, from, to });
    from = to;
    calls = 0;
  });
  return intervals;
}

function grown(
  intervals: readonly Interval[],
  what: string,
  amountOf: (sample: ProcessEvent) => number | undefined,
  limitOf: (calls: number) => number,
  inWords: (amount: number) => string,
): readonly RuleFinding[] {
  const isGrowing = intervals.every(({ calls, from, to }) => {
    const before = amountOf(from.event);
    const after = amountOf(to.event);
    return before !== undefined && after !== undefined && after - before > limitOf(calls);
  });
  const first = intervals[0]?.from;
  const last = intervals.at(-1)?.to;
  if (!isGrowing || first === undefined || last === undefined) return [];
  const samples = [first, ...intervals.map(({ to }) => to)].map(({ event }) => inWords(amountOf(event) ?? 0));
  const calls = intervals.reduce((sum, interval) => sum + interval.calls, 0);
  return [
    {
      message: `the server's process keeps ${what} of calls that are over`,
      expected: `${what} do not grow with the number of calls`,
      observed: `${samples.join(', then ')} over ${calls} calls`,
      at: last,
    },
  ];
}

const megabytes = (bytes: number): string => `${Math.round(bytes / MB)} MB`;
