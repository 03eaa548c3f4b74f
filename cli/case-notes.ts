// What is said of single cases, where the user asked for single cases.
import { globMatcher } from '../harness/engine/select.ts';
import type { RunDocument } from '../harness/run.ts';

/** A line for each case that has something to say and whose id is among `ids` or matched by one of the globs. */
export const caseNotes = (run: RunDocument, ids: readonly string[], globs: readonly string[]): readonly string[] => {
  const matchers = globs.map(globMatcher);
  return run.cases.flatMap(({ id, verdict, reason }) => {
    // These two are told with their reasons for every case.
    if (reason === undefined || verdict === 'skipped' || verdict === 'inconclusive') return [];
    return ids.includes(id) || matchers.some((matches) => matches(id)) ? [`${id}: ${reason}`] : [];
  });
};
