import type { KeywordCoverage } from '../../generators/configurations/index.ts';
import type { ServicesView } from './rule.ts';

/** Counts which demands of the target's schema were met by what it took, and broken by what it refused. */
export function noteKeywords(coverage: KeywordCoverage, { exchanges, model }: ServicesView): void {
  for (const { sent, response, returned, prediction, operation } of exchanges) {
    if (sent === undefined || response === undefined || (operation.do !== 'write' && operation.do !== 'modify'))
      continue;
    if (prediction.kind === 'success' && returned !== undefined) coverage.noteValid(returned);
    const isRefusal = prediction.kind === 'refusal' && (prediction.why === 'schema' || prediction.why === 'mandatory');
    if (isRefusal && response.status >= 400 && response.status < 500) {
      for (const problem of model.schema.check(sent)) coverage.noteViolation(problem);
    }
  }
}
