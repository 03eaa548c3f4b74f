// A generated case that fails is reduced to the shortest name that shows it, beside the whole: its finding then leads to
// that name.
import type { Finding } from '../../harness/run.ts';
import type { NamesStep, NamesTrace } from '../../harness/traces/names-trace.ts';
import { monotonicClock } from '../../harness/wire/clock.ts';
import type { NamesCase } from './case.ts';
import type { Asked } from './run-case.ts';
import type { Session } from './session.ts';
import { shorterNames } from './shorter-names.ts';

const MOST_ROUNDS = 60;
const FOR_MS = 5000;

/** Names asked at once: a validator answers a thousand as fast as one, a store has to delete each again. */
const AT_ONCE = { store: 8, validator: 400 } as const;

/**
 * Looks for shorter names in place of those that failed, and asks the whole case again with the shortest ones in it, so
 * that what is counted and what is shown are one.
 */
export async function reduceCase(
  session: Session,
  head: NamesCase,
  first: Asked,
  ask: (trace: NamesTrace) => Promise<Asked>,
): Promise<Asked> {
  const failing = failingSteps(first);
  if (head.generated !== true || failing.length === 0 || session.options.signal?.aborted) return first;
  const untilMs = monotonicClock.nowMs() + FOR_MS * session.options.timeoutScale;
  const shortest: NamesStep[] = [];
  for (const { step, requirement } of failing) {
    let best = step;
    for (let round = 0; round < MOST_ROUNDS && monotonicClock.nowMs() < untilMs; round++) {
      const shorter = await firstThatShows(session, best, requirement, first.trace, ask);
      if (shorter === undefined) break;
      best = shorter;
    }
    if (best !== step) shortest.push(best);
  }
  if (shortest.length === 0) return first;
  const asked = await ask({ ...first.trace, steps: [...first.trace.steps, ...shortest] });
  const isStillThere = failing.every(({ requirement }) => requirementsFailing(asked).has(requirement));
  return isStillThere ? asked : first;
}

/** For each requirement that fails, the offer that its finding points at: the shortest so far. */
function failingSteps({ trace, driven, judgements }: Asked): ReadonlyArray<{
  readonly step: Extract<NamesStep, { readonly do: 'offer' }>;
  readonly requirement: string;
}> {
  const findings = judgements.flatMap((judgement) => judgement.findings).filter(({ verdict }) => verdict === 'fail');
  return findings.flatMap((finding: Finding) => {
    const event = finding.at === undefined ? undefined : driven.transcript.events[finding.at.event];
    // Of a name that is never answered every shorter one costs a deadline, and a validator its life.
    const isSilence = event?.kind === 'probe' && event.failure?.kind === 'timeout';
    const step = event?.kind === 'probe' && !isSilence ? trace.steps[event.step] : undefined;
    return step?.do === 'offer' ? [{ step, requirement: finding.requirement }] : [];
  });
}

function requirementsFailing({ judgements }: Asked): ReadonlySet<string> {
  return new Set(judgements.flatMap(({ requirement, findings }) => (findings.length > 0 ? [requirement] : [])));
}

/** The first of the shorter names that violates the same requirement. */
async function firstThatShows(
  { known }: Session,
  step: NamesStep,
  requirement: string,
  trace: NamesTrace,
  ask: (trace: NamesTrace) => Promise<Asked>,
): Promise<Extract<NamesStep, { readonly do: 'offer' }> | undefined> {
  if (step.do !== 'offer') return undefined;
  const candidates = [...shorterNames(step.name, step.kind, step.bare === true ? '' : PREFIX)];
  const size = AT_ONCE[known.binding];
  for (let from = 0; from < candidates.length; from += size) {
    const steps = candidates.slice(from, from + size).map((name) => ({ ...step, name }));
    const asked = await ask({ ...trace, steps });
    const shown = failingSteps(asked).find((each) => each.requirement === requirement);
    if (shown !== undefined) return shown.step;
  }
  return undefined;
}

/** Stands for the prefix where the verdict on a name is asked: letters, as every prefix is. */
const PREFIX = 'f';
