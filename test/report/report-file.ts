// Reports of runs that were made by hand, written as the command line writes them.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RunDocument } from '../../harness/run.ts';
import type { TranscriptText } from '../../reports/html/chosen-transcripts.ts';
import { renderHtml } from '../../reports/html/render.ts';
import { readShell } from '../../reports/html/shell.ts';
import { requirement } from '../../specification/catalogue.ts';
import { reading } from '../../specification/readings.ts';

export interface ReportText {
  readonly sentence?: string;
  readonly transcript?: TranscriptText;
}

let shell: Promise<string> | undefined;

/** The built page; once is enough for all tests. */
export const builtShell = (): Promise<string> => {
  shell ??= readShell();
  return shell;
};

export const writeReport = async (file: string, run: RunDocument, text: ReportText = {}): Promise<void> => {
  const pieces = renderHtml(run, {
    shell: await builtShell(),
    sentence: text.sentence ?? 'NOT CONFORMANT: 3 requirements fail and 1 warns.',
    tone: 'fail',
    folder: 'results',
    requirement,
    reading,
    transcript: text.transcript ?? (async () => undefined),
  });
  await pipeline(Readable.from(pieces), createWriteStream(file));
};

/** A stored transcript of a header and events. */
export const storedLines = (header: object, events: readonly object[]): string =>
  [header, ...events, { kind: 'eof', events: events.length }].map((line) => `${JSON.stringify(line)}\n`).join('');
