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

/** Connections were dropped while several calls ran, and no case alone brings it about. It may have been the network. */
export function droppedInCompany(cases: readonly Trace[]): readonly JudgedCase[] {
  if (cases.length === 0) return [];
  const id = 'concurrent-calls/dropped';
  const finding = {
    requirement: 'ws.isolates.calls',
    verdict: 'warn' as const,
    message: 'Connections were dropped while several calls ran at once; none of these cases brings it about alone',
    expected: 'calls at the same time go on as they would alone',
    observed: `dropped without a Close frame in: ${cases.map((trace) => trace.id).join(', ')}`,
    case: id,
  };
  const result: CaseResult = {
    id,
    title: 'Several cases at once, connections dropped',
    suite: 'websocket',
    verdict: 'warn',
    durationMs: 0,
    requirements: ['ws.isolates.calls'],
    findings: [finding],
  };
  return [{ result, judgements: [{ requirement: 'ws.isolates.calls', exercised: 1, findings: [finding] }] }];
}

/**
 * The second look at a case, with what the first saw of handshakes: an upgrade that was answered wrongly beside other
 * calls was answered wrongly, whatever is answered alone. Answers that never came are left to the second look.
 */
export function mergeLooks(first: JudgedCase, again: JudgedCase): JudgedCase {
  const kept = first.judgements
    .filter(({ requirement }) => requirement.startsWith('ws.handshake.'))
    .flatMap(({ findings }) => findings)
    .filter(
      ({ requirement, observed }) => requirement !== 'ws.handshake.switching-protocols' || /^\d{3}\b/.test(observed),
    )
    .filter((finding) => !again.result.findings.some(({ requirement }) => requirement === finding.requirement));
  if (kept.length === 0) return again;
  const findings = [...again.result.findings, ...kept.map(({ at: _, ...finding }) => finding)];
  const isFail = findings.some(({ verdict }) => verdict === 'fail');
  return {
    result: { ...again.result, findings, verdict: isFail ? 'fail' : 'warn' },
    judgements: again.judgements.map((judgement) => {
      const own = kept.filter(({ requirement }) => requirement === judgement.requirement);
      return { ...judgement, findings: [...judgement.findings, ...own.map(({ at: _, ...finding }) => finding)] };
    }),
  };
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
