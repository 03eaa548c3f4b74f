import { findingsById } from '../model/finding-ids.ts';
import { ELEMENTS, type PackedReport } from '../model/report-data.ts';
import { type StoredTranscript, transcriptIn } from '../model/transcript-lines.ts';
import { unpack } from '../model/unpack.ts';
import type { Report } from './context.ts';

const parsed = new Promise<void>((resolve) => {
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', () => resolve());
  else resolve();
});

/** gzip and base64 undone. The elements stand behind the program, so the page may still be on its way. */
const inflated = async (element: string): Promise<string> => {
  await parsed;
  const text = document.getElementById(element)?.textContent ?? '';
  const octets = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  const stream = new Blob([octets]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Response(stream).text();
};

/** Takes the report out of the page that it came with. */
export const readReport = (): Report => {
  const data = unpack(JSON.parse(document.getElementById(ELEMENTS.data)?.textContent ?? '') as PackedReport);
  const { run, catalogue, readings, extents } = data;
  const findingById = findingsById(run);
  const elements = new Map<string, string>();
  const outlines = new Set<string>();
  run.cases.forEach(({ id }, index) => {
    const extent = extents[index] ?? 'none';
    if (extent !== 'none') elements.set(id, `${ELEMENTS.transcript}${elements.size}`);
    if (extent === 'outline') outlines.add(id);
  });
  const opened = new Map<string, Promise<StoredTranscript>>();
  return {
    ...data,
    requirementById: new Map(run.requirements.map((each) => [each.id, each])),
    caseById: new Map(run.cases.map((each) => [each.id, each])),
    findingById,
    idOfFinding: new Map([...findingById].map(([id, finding]) => [finding, id])),
    catalogueById: new Map(catalogue.map((each) => [each.id, each])),
    readingById: new Map(readings.map((each) => [each.id, each])),
    isOutline: (caseId) => outlines.has(caseId),
    transcriptOf: (caseId) => {
      const element = elements.get(caseId);
      if (element === undefined) return undefined;
      const known = opened.get(caseId) ?? inflated(element).then(transcriptIn);
      opened.set(caseId, known);
      return known;
    },
  };
};
