import { join } from 'node:path';
import type { Finding, RunDocument } from '../harness/run.ts';
import { readTranscript } from '../harness/wire/transcript-file.ts';
import { type ExcerptLine, excerpt } from '../reports/excerpt.ts';
import type { RequirementGroups } from '../reports/finding-groups.ts';

/**
 * The wire around the example of each group that is shown, from the transcripts beside run.json, one transcript in
 * memory at a time. A transcript that cannot be read costs its excerpt, never the report.
 */
export const readExcerpts = async (
  run: RunDocument,
  groups: readonly RequirementGroups[],
  folder: string,
): Promise<ReadonlyMap<Finding, readonly ExcerptLine[]>> => {
  const excerpts = new Map<Finding, readonly ExcerptLine[]>();
  const byCase = new Map<string, Finding[]>();
  for (const { example } of groups.flatMap(({ shown }) => shown)) {
    byCase.set(example.case, [...(byCase.get(example.case) ?? []), example]);
  }
  for (const [id, findings] of byCase) {
    const path = run.cases.find((each) => each.id === id)?.transcript;
    if (path === undefined) continue;
    try {
      const { header, events } = await readTranscript(join(folder, path));
      for (const finding of findings) {
        excerpts.set(finding, excerpt({ startedAt: header.startedAt, events }, { event: finding.at?.event }));
      }
    } catch {}
  }
  return excerpts;
};
