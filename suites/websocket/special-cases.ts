// Case results that no drive of a trace yields.
import { judgedCase } from '../../harness/engine/case.ts';
import { keepOfFirst } from '../../harness/engine/looks.ts';
import type { JudgedCase } from '../../harness/engine/verdicts.ts';
import type { Finding } from '../../harness/run.ts';
import type { Trace } from '../../harness/traces/trace.ts';

const ISOLATION = 'ws.isolates.calls';

/** Ids of the cases that are made here. */
export const COMPANY_CASES = { crash: 'concurrent-calls', dropped: 'concurrent-calls/dropped' } as const;

/** The process ended while several calls ran, and no case alone makes it end: then it is their company that does. */
export function unattributed(together: readonly Trace[]): readonly JudgedCase[] {
  if (together.length === 0) return [];
  return [
    companyCase('Several cases at once', {
      requirement: ISOLATION,
      verdict: 'fail',
      message: 'The process ended while several calls ran at once; none of them alone makes it end',
      expected: 'calls at the same time go on as they would alone',
      observed: `the process ended while these ran: ${together.map((trace) => trace.id).join(', ')}`,
      case: COMPANY_CASES.crash,
    }),
  ];
}

/** Connections were dropped while several calls ran, and no case alone brings it about. It may have been the network. */
export function droppedInCompany(cases: readonly Trace[]): readonly JudgedCase[] {
  if (cases.length === 0) return [];
  return [
    companyCase('Several cases at once, connections dropped', {
      requirement: ISOLATION,
      verdict: 'warn',
      message: 'Connections were dropped while several calls ran at once; none of these cases brings it about alone',
      expected: 'calls at the same time go on as they would alone',
      observed: `dropped without a Close frame in: ${cases.map((trace) => trace.id).join(', ')}`,
      case: COMPANY_CASES.dropped,
    }),
  ];
}

function companyCase(title: string, finding: Finding): JudgedCase {
  return judgedCase({ id: finding.case, title, suite: 'websocket', requirements: [ISOLATION] }, [
    { requirement: ISOLATION, exercised: 1, findings: [finding] },
  ]);
}

/**
 * The second look at a case, with what the first saw of handshakes: an upgrade that was answered wrongly beside other
 * calls was answered wrongly, whatever is answered alone. Answers that never came are left to the second look.
 */
export function mergeLooks(first: JudgedCase, again: JudgedCase): JudgedCase {
  return keepOfFirst(
    first,
    again,
    ({ requirement, observed }) =>
      requirement.startsWith('ws.handshake.') &&
      (requirement !== 'ws.handshake.switching-protocols' || /^\d{3}\b/.test(observed)),
  );
}
