// Case results that no drive of a trace yields.
import type { JudgedCase } from '../../harness/engine/verdicts.ts';
import type { CaseResult } from '../../harness/run.ts';
import type { Trace } from '../../harness/traces/trace.ts';

/** The process ended while several calls ran, and no case alone makes it end: then it is their company that does. */
export function unattributed(together: readonly Trace[]): readonly JudgedCase[] {
  if (together.length === 0) return [];
  const id = 'concurrent-calls';
  const finding = {
    requirement: 'ws.isolates.calls',
    verdict: 'fail' as const,
    message: 'The process ended while several calls ran at once; none of them alone makes it end',
    expected: 'calls at the same time go on as they would alone',
    observed: `the process ended while these ran: ${together.map((trace) => trace.id).join(', ')}`,
    case: id,
  };
  const result: CaseResult = {
    id,
    title: 'Several cases at once',
    suite: 'websocket',
    verdict: 'fail',
    durationMs: 0,
    requirements: ['ws.isolates.calls'],
    findings: [finding],
  };
  return [{ result, judgements: [{ requirement: 'ws.isolates.calls', exercised: 1, findings: [finding] }] }];
}

/** A case that did not run, and why. */
export function unrunCase(trace: Trace, reason: string): CaseResult {
  return {
    id: trace.id,
    title: trace.title,
    suite: trace.suite,
    verdict: 'skipped',
    durationMs: 0,
    requirements: trace.requirements,
    findings: [],
    reason,
  };
}
