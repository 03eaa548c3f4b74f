import type { Finding } from '../run.ts';
import type { Look } from './run-cases.ts';
import type { CaseJudgement } from './verdicts.ts';

export interface Weighed {
  readonly judgements: readonly CaseJudgement[];
  /** Some findings may be our own machine's doing. */
  readonly doubtful: boolean;
  /** Those were dropped, because this was the second look already. */
  readonly dropped: boolean;
}

/**
 * Findings that a stall of our own event loop may explain (`mayBeOurs`) send a case into a second look; where they come
 * again there, with a stall again, the requirement is not judged over this case.
 */
export function weigh(
  judgements: readonly CaseJudgement[],
  look: Look,
  mayBeOurs: (finding: Finding) => boolean,
): Weighed {
  const isDoubtful = ({ findings }: CaseJudgement): boolean => findings.some(mayBeOurs);
  const doubtful = judgements.some(isDoubtful);
  if (!doubtful || !look.again) return { judgements, doubtful, dropped: false };
  return {
    judgements: judgements.map((one) => (isDoubtful(one) ? { ...one, exercised: 0, findings: [] } : one)),
    doubtful,
    dropped: true,
  };
}
