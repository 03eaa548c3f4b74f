import { join } from 'node:path';
import type { Finding, RunDocument } from '../harness/run.ts';
import { readTranscript } from '../harness/wire/transcript-file.ts';
import type { Evidence, EvidenceLookup } from '../reports/evidence.ts';
import { excerpt } from '../reports/excerpt.ts';
import { exchangeEvidence } from '../reports/exchange-evidence.ts';
import type { RequirementGroups } from '../reports/finding-groups.ts';
import { probeEvidence } from '../reports/probe-evidence.ts';

type Show = (finding: Finding) => Evidence;

/** How a transcript shows findings, by the kind of transcript that the suite writes. */
const shown = async (suite: RunDocument['target']['suite'], path: string, isWhole: boolean): Promise<Show> => {
  if (suite === 'media-files') {
    const { readProbes } = await import('../harness/roles/file-client/probes-file.ts');
    const transcript = await readProbes(path);
    return (finding) => probeEvidence(transcript, finding);
  }
  if (suite === 'services') {
    const { readExchanges } = await import('../harness/http/exchanges-file.ts');
    const transcript = await readExchanges(path);
    return (finding) => exchangeEvidence(transcript, finding, isWhole);
  }
  const { header, events } = await readTranscript(path);
  return (finding) => ({ lines: excerpt({ startedAt: header.startedAt, events }, { event: finding.at?.event }) });
};

/**
 * What the wire shows of the example of each group that is shown, from the transcripts beside run.json, one transcript in
 * memory at a time; long values are left out unless `isWhole`. A transcript that cannot be read costs its evidence, never the report.
 */
export const readEvidence = async (
  run: RunDocument,
  groups: readonly RequirementGroups[],
  folder: string,
  isWhole = false,
): Promise<EvidenceLookup> => {
  const evidence = new Map<Finding, Evidence>();
  const byCase = new Map<string, Finding[]>();
  for (const { example } of groups.flatMap(({ shown }) => shown)) {
    byCase.set(example.case, [...(byCase.get(example.case) ?? []), example]);
  }
  for (const [id, findings] of byCase) {
    const path = run.cases.find((each) => each.id === id)?.transcript;
    if (path === undefined) continue;
    try {
      const show = await shown(run.target.suite, join(folder, path), isWhole);
      for (const finding of findings) evidence.set(finding, show(finding));
    } catch {}
  }
  return evidence;
};
