import type { SuiteName } from '../../specification/types.ts';
import type { CaseResult } from '../run.ts';
import type { Profile } from '../traces/trace.ts';
import { type CaseJudgement, caseVerdict, type JudgedCase } from './verdicts.ts';

/** What the engine knows of a case, whatever its steps are: the traces of every suite begin with it. */
export interface CaseHead {
  readonly id: string;
  readonly title: string;
  readonly suite: SuiteName;
  /** Requirements that the case is made for; every rule judges it all the same. */
  readonly requirements: readonly string[];
  /** Smallest profile that runs it. Default `standard`. */
  readonly profile?: Profile;
  /** Runs alone, because it may break the target for others. */
  readonly exclusive?: boolean;
}

/** What of a case's result its judgements do not tell. */
export interface CaseFacts {
  /** 0 where absent: nothing was driven. */
  readonly durationMs?: number;
  /** Why it could not be judged; what was found all the same stands. */
  readonly notJudged?: string | undefined;
  /** What of the case was left out, where the rest could be judged. */
  readonly leftOut?: string | undefined;
  /** Paths relative to the folder of run.json. */
  readonly transcript?: string | undefined;
  readonly trace?: string | undefined;
  /** Wall clock of the transcript's time zero. */
  readonly startedAt?: string | undefined;
}

/** The result of a case from what the rules said. Also for cases that no drive of a trace yields. */
export function judgedCase(
  head: Pick<CaseHead, 'id' | 'title' | 'suite' | 'requirements'>,
  judgements: readonly CaseJudgement[],
  facts: CaseFacts = {},
): JudgedCase {
  const { durationMs = 0, notJudged, leftOut, transcript, trace, startedAt } = facts;
  const reason = notJudged ?? leftOut;
  const result: CaseResult = {
    id: head.id,
    title: head.title,
    suite: head.suite,
    verdict: caseVerdict(head.requirements, judgements, notJudged !== undefined),
    durationMs,
    requirements: head.requirements,
    findings: judgements.flatMap(({ findings }) => findings),
    ...(reason === undefined ? {} : { reason }),
    ...(transcript === undefined ? {} : { transcript }),
    ...(trace === undefined ? {} : { trace }),
    ...(startedAt === undefined ? {} : { startedAt }),
  };
  return { result, judgements };
}

/** A case that did not run, and why. */
export function unrunCase(head: CaseHead, reason: string): CaseResult {
  return {
    id: head.id,
    title: head.title,
    suite: head.suite,
    verdict: 'skipped',
    durationMs: 0,
    requirements: head.requirements,
    findings: [],
    reason,
  };
}
