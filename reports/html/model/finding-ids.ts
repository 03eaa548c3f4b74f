import type { Finding, RunDocument } from '../../../harness/run.ts';

/** Findings by the id that a link names, `requirement@case`, with `:2` and so on where a case has more of that kind. */
export const findingsById = (run: Pick<RunDocument, 'requirements'>): ReadonlyMap<string, Finding> => {
  const byId = new Map<string, Finding>();
  const seen = new Map<string, number>();
  for (const finding of run.requirements.flatMap(({ findings }) => findings)) {
    const base = `${finding.requirement}@${finding.case}`;
    const count = (seen.get(base) ?? 0) + 1;
    seen.set(base, count);
    byId.set(count === 1 ? base : `${base}:${count}`, finding);
  }
  return byId;
};
