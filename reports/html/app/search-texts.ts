import type { CaseResult, RequirementResult } from '../../../harness/run.ts';
import type { Report } from './context.ts';

/** What a search looks at: ids, sentences, and what was found. */
export const requirementTexts = (report: Report, { id, findings }: RequirementResult): readonly string[] => {
  const known = report.catalogueById.get(id);
  return [
    id,
    ...(known === undefined ? [] : [known.statement, known.source.section]),
    ...findings
      .slice(0, 50)
      .flatMap(({ message, observed, case: caseId }) => [message, observed.slice(0, 500), caseId]),
  ];
};

export const caseTexts = ({ id, title, findings, reason = '' }: CaseResult): readonly string[] => [
  id,
  title,
  reason,
  ...findings.slice(0, 20).flatMap(({ requirement, message }) => [requirement, message]),
];
