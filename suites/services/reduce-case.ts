// A generated case that fails is made small: the fewest and simplest requests that show the same bug are its evidence.
import type { CaseJudgement } from '../../harness/engine/verdicts.ts';
import type { Finding } from '../../harness/run.ts';
import type { ServicesTrace } from '../../harness/traces/services-trace.ts';
import type { ServicesCase } from './case.ts';
import type { Sent } from './run-case.ts';
import type { Session } from './session.ts';
import { bugOf } from './stateful/known-bugs.ts';
import { shrink } from './stateful/shrink.ts';

const MOST_TRIES = 200;
const FOR_MS = 8000;

/** Sends simpler and simpler variants of a case that failed, once for each bug of a run that no scripted case shows. */
export async function reduceCase(
  { bugs, options }: Session,
  head: ServicesCase,
  first: Sent,
  send: (trace: ServicesTrace) => Promise<Sent>,
): Promise<{ readonly sent: Sent; readonly note?: string }> {
  // A scripted case is as simple as can be: what it shows needs no other evidence.
  const fresh = findingsOf(first).filter((finding) => bugs.claim(finding));
  const found = head.generated === true ? fresh[0] : undefined;
  if (found === undefined || options.signal?.aborted) return { sent: first };
  const bug = bugOf(found);
  let best = first;
  const { steps, tries, isMinimal } = await shrink({
    steps: first.trace.steps,
    showsIt: async (candidate) => {
      const sent = await send({ ...first.trace, steps: candidate });
      const showsIt = findingsOf(sent).some((finding) => bugOf(finding) === bug);
      if (showsIt) best = sent;
      return showsIt;
    },
    mostTries: MOST_TRIES,
    forMs: FOR_MS * options.timeoutScale,
    signal: options.signal,
  });
  if (best === first) return { sent: first, note: `no simpler sequence shows it (${tries} tried)` };
  const size = `reduced from ${first.trace.steps.length} to ${steps.length} requests`;
  return {
    sent: { ...best, judgements: withOthers(best.judgements, first.judgements, bug) },
    note: isMinimal ? size : `${size}; a simpler one may exist`,
  };
}

function findingsOf({ judgements }: Sent): readonly Finding[] {
  return judgements.flatMap(({ findings }) => findings).filter(({ verdict }) => verdict === 'fail');
}

/** What else the whole sequence showed, and how often it put each requirement to the test, is not lost. */
function withOthers(
  reduced: readonly CaseJudgement[],
  whole: readonly CaseJudgement[],
  bug: string,
): readonly CaseJudgement[] {
  return whole.map((judgement) => {
    const own = reduced.find(({ requirement }) => requirement === judgement.requirement)?.findings ?? [];
    const shown = new Set([bug, ...own.map(bugOf)]);
    const others = judgement.findings.filter((finding) => !shown.has(bugOf(finding))).map(({ at: _, ...rest }) => rest);
    return { ...judgement, findings: [...own, ...others] };
  });
}
