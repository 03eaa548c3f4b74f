// report.html: one file that shows a run to people who were not there. The program that shows it was built with the
// package; here the data is put beside it, inert.
import type { RunDocument } from '../../harness/run.ts';
import type { Reading } from '../../specification/types.ts';
import type { RequirementLookup } from '../catalogue-lookup.ts';
import { printable, shortened } from '../printable.ts';
import { chooseTranscripts, type TranscriptLimits, type TranscriptText } from './chosen-transcripts.ts';
import { type PackLimits, pack } from './model/pack.ts';
import { ELEMENTS, type PackedReport, type ReportTone } from './model/report-data.ts';

export interface HtmlOptions {
  /** The built program, as a page with a place for the data. */
  readonly shell: string;
  /** The sentence that goes with the exit code, and how it is meant. */
  readonly sentence: string;
  readonly tone: ReportTone;
  /** Where run.json lies, for the commands that name it. */
  readonly folder: string;
  readonly requirement: RequirementLookup;
  readonly reading: (id: string) => Reading | undefined;
  readonly transcript: TranscriptText;
  readonly limits?: TranscriptLimits;
}

/** Where the shell takes the data, and the verdict for browsers without scripts. */
const PLACES = { data: '<!--data-->', verdict: '<!--verdict-->' } as const;

/** Characters of the data that is read before anything is shown. */
const MOST_DATA = 300_000;

/** Tried one after another until the data is small enough; the last one is taken as it is. */
const PACK_LIMITS: readonly PackLimits[] = [
  { text: 4000, findings: 2000, skippedCases: true },
  { text: 1000, findings: 500, skippedCases: true },
  { text: 600, findings: 100, skippedCases: true },
  { text: 300, findings: 50, skippedCases: false },
  { text: 200, findings: 10, skippedCases: false },
];

/** The report in pieces, in order. */
export async function* renderHtml(run: RunDocument, options: HtmlOptions): AsyncGenerator<string> {
  const [before, middle, after] = shellParts(options.shell);
  const chosen = await chooseTranscripts(run, options.transcript, options.limits);
  const extents = run.cases.map((_case, index) => chosen.get(index)?.extent ?? 'none');
  const catalogue = run.requirements.flatMap(({ id }) => options.requirement(id) ?? []);
  const named = new Set([
    ...catalogue.flatMap(({ readings }) => readings),
    ...run.requirements.flatMap(({ findings }) => findings.flatMap(({ reading }) => reading ?? [])),
  ]);
  const data = { ...options, run, catalogue, readings: [...named].flatMap((id) => options.reading(id) ?? []), extents };
  yield `${before}${inert('application/json', ELEMENTS.data, jsonText(data))}${middle}${escaped(options.sentence)}${after}`;
  let number = 0;
  for (const index of run.cases.keys()) {
    const transcript = chosen.get(index);
    if (transcript === undefined) continue;
    yield `\n${inert('text/plain', `${ELEMENTS.transcript}${number}`, transcript.packed)}`;
    number += 1;
  }
  yield '\n</body></html>\n';
}

const shellParts = (shell: string): readonly [string, string, string] => {
  const [before, rest] = shell.split(PLACES.data);
  const [middle, after] = rest?.split(PLACES.verdict) ?? [];
  if (before === undefined || middle === undefined || after === undefined)
    throw new Error('a shell without places for data');
  return [before, middle, after];
};

/** JSON that no parser of HTML takes for anything but text. */
const jsonText = (data: Parameters<typeof pack>[0]): string => {
  let text = '';
  for (const limits of PACK_LIMITS) {
    const packed: PackedReport = pack(data, limits);
    text = JSON.stringify(packed).replaceAll('<', '\\u003c');
    if (text.length <= MOST_DATA) break;
  }
  return text;
};

const inert = (type: string, id: string, text: string): string => `<script type="${type}" id="${id}">${text}</script>`;

const escaped = (text: string): string =>
  shortened(printable(text), 1000).replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
