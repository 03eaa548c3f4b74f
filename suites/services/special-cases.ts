// Case results that no drive of a trace yields.
import { type CaseHead, judgedCase } from '../../harness/engine/case.ts';
import type { JudgedCase } from '../../harness/engine/verdicts.ts';
import type { ExistingChange } from '../../harness/roles/api-client/existing-services.ts';
import type { Finding } from '../../harness/run.ts';
import type { ExistingComparison } from './existing.ts';

/** Ids of the cases that are made here. */
export const EXTRA_CASES = { crash: 'concurrent-cases', untouched: 'account/untouched' } as const;

/** Whose violation the end of the target's process is. */
export const CRASH_REQUIREMENT = 'services.survives.hostile-values';

export function crashFinding(caseId: string): Finding {
  return {
    requirement: CRASH_REQUIREMENT,
    verdict: 'fail',
    message: 'The process ended',
    expected: 'the service goes on, whatever a request holds',
    observed: 'the process of the target ended during the case',
    case: caseId,
  };
}

/** The process ended while several cases ran, and none of them alone makes it end. */
export function unattributedCrash(together: readonly CaseHead[]): readonly JudgedCase[] {
  if (together.length === 0) return [];
  const finding: Finding = {
    ...crashFinding(EXTRA_CASES.crash),
    message: 'The process ended while several cases ran at once; none of them alone makes it end',
    observed: `the process ended while these ran: ${together.map(({ id }) => id).join(', ')}`,
  };
  return [extraCase(EXTRA_CASES.crash, 'Several cases at once', finding)];
}

const UNTOUCHED = 'services.isolates.services';
const WHAT: Readonly<Record<ExistingChange['change'], string>> = {
  gone: 'are gone',
  changed: 'have changed',
  unreadable: 'cannot be read any more',
};

/**
 * Services that were there before the run and are not as they were. On loopback nobody else changes them; elsewhere it
 * may have been anybody, so it is a warning. A target that cannot be asked any more tells nothing of them.
 */
export function untouchedCase(
  { changes, compared, problem }: ExistingComparison,
  isPrivate: boolean,
): readonly JudgedCase[] {
  const id = EXTRA_CASES.untouched;
  const title = 'Services that were there before the run are as they were';
  const head = { id, title, suite: 'services', requirements: [UNTOUCHED] } as const;
  if (compared === 0 && changes.length === 0) {
    return problem === undefined ? [] : [judgedCase(head, [], { notJudged: problem })];
  }
  const findings = (['gone', 'changed', 'unreadable'] as const).flatMap((change): readonly Finding[] => {
    const names = changes.filter((each) => each.change === change).map(({ name }) => name);
    if (names.length === 0) return [];
    return [
      {
        requirement: UNTOUCHED,
        verdict: isPrivate ? 'fail' : 'warn',
        message: 'Services that no request was about are not as they were before the run',
        expected: `the ${Math.max(compared, names.length)} services that existed before the run are as they were`,
        observed: `${names.length} ${WHAT[change]}: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}`,
        case: id,
        ...(isPrivate ? {} : { reading: 'somebody else may have changed them meanwhile' }),
      },
    ];
  });
  const judgement = { requirement: UNTOUCHED, exercised: compared, findings };
  return [judgedCase(head, [judgement], { leftOut: problem })];
}

function extraCase(id: string, title: string, finding: Finding): JudgedCase {
  const { requirement } = finding;
  return judgedCase({ id, title, suite: 'services', requirements: [requirement] }, [
    { requirement, exercised: 1, findings: [finding] },
  ]);
}
