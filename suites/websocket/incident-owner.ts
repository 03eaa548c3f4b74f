// One symptom, one finding: where a case is made for a stimulus and the server breaks under it, the requirement of that
// stimulus reports it, and the rules that watch every call do not repeat it.

import { isUnlikeUndisturbed, mayEndByItself, undocumentedFrom } from './call-course.ts';
import { isToleratesRequirement, latestStimulus, TOLERATES_STIMULI } from './call-stimuli.ts';
import { hostileStimulus, isSurvivesRequirement } from './hostile-stimuli.ts';
import type { CallView, CaseView, Located } from './rule.ts';

/** The case declares a requirement of ws.tolerates whose stimulus this call had met before the given event. */
export function isToleranceAtStake(view: CaseView, call: CallView, index: number): boolean {
  return view.transcript.header.requirements.some((id) => {
    if (!isToleratesRequirement(id)) return false;
    const [first] = TOLERATES_STIMULI[id](call);
    return first !== undefined && first.index < Math.min(index, undocumentedFrom(call));
  });
}

/** The drop of this call is held against a stimulus that the case is made for. */
export function isDropOwned(view: CaseView, call: CallView, drop: Located): boolean {
  const { profile, requirements } = view.transcript.header;
  return requirements.some((id) => {
    if (!isToleratesRequirement(id)) return false;
    const [first] = TOLERATES_STIMULI[id](call);
    if (first === undefined || first.index >= Math.min(drop.index, undocumentedFrom(call))) return false;
    return isUnlikeUndisturbed(call, profile, drop, latestStimulus(call, id, drop));
  });
}

/**
 * A drop is held against the call_end before it, which the case is made for: nothing else of ours came between, and the
 * server had not ended the call itself.
 */
export function isEndOwned(view: CaseView, call: CallView, drop: Located): boolean {
  const { profile, requirements } = view.transcript.header;
  const { callEnd, cloudClose, hangup } = call;
  if (callEnd === undefined || drop.index < callEnd.index) return false;
  if (cloudClose !== undefined && cloudClose.index < drop.index) return false;
  if (hangup !== undefined || mayEndByItself(call, profile, drop.event.ms)) return false;
  return requirements.some(
    (id) => isToleratesRequirement(id) && TOLERATES_STIMULI[id](call).some(({ index }) => index === callEnd.index),
  );
}

/** The end of the target's process at the given event is reported by a requirement that the case is made for. */
export function isExitOwned(view: CaseView, index: number): boolean {
  if (view.calls.some((call) => call.open && isToleranceAtStake(view, call, index))) return true;
  return view.transcript.header.requirements.some((id) => {
    if (isSurvivesRequirement(id)) return isBefore(hostileStimulus(view, id), index);
    if (id === 'ws.survives.churn') return isBefore(churnBegin(view), index);
    return id === 'ws.isolates.calls' && view.calls.filter(({ open }) => open).length > 1;
  });
}

/** Where the many calls of the case begin. */
export function churnBegin(view: CaseView): Located | undefined {
  const index = view.transcript.events.findIndex(
    (event) => event.kind === 'step' && event.do === 'churn' && event.phase === 'begin',
  );
  const event = view.transcript.events[index];
  return event === undefined ? undefined : { index, event };
}

const isBefore = (located: Located | undefined, index: number): boolean =>
  located !== undefined && located.index < index;
