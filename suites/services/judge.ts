import { judgeView } from '../../harness/engine/judge.ts';
import type { CaseJudgement } from '../../harness/engine/verdicts.ts';
import type { ExchangeTranscript } from '../../harness/http/exchange.ts';
import type { ConfigurationModel } from './model/configuration-model.ts';
import type { ServicesView } from './rule.ts';
import { SERVICES_RULES } from './rules.ts';
import { viewWith } from './view.ts';

/**
 * Judges a transcript, fresh or stored, by every rule of the suite. Pure.
 *
 * @param model made of what was learned of the target (target.json of the run).
 * @param wanted ids of the requirements to judge; all where absent.
 */
export function judgeTranscript(
  transcript: ExchangeTranscript,
  model: ConfigurationModel,
  wanted?: ReadonlySet<string>,
): readonly CaseJudgement[] {
  return judgeServicesView(viewWith(transcript, model), wanted);
}

/** The same for a transcript that was viewed already. */
export function judgeServicesView(view: ServicesView, wanted?: ReadonlySet<string>): readonly CaseJudgement[] {
  return judgeView(SERVICES_RULES, view, { caseId: view.transcript.header.case, wanted });
}
