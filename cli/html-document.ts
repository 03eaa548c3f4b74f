import { readFile, stat } from 'node:fs/promises';
import { isAbsolute, join, normalize } from 'node:path';
import type { RunDocument } from '../harness/run.ts';
import { requirement } from '../specification/catalogue.ts';
import { reading } from '../specification/readings.ts';
import type { Conclusion } from './exit-code.ts';

export interface HtmlSource {
  /** Where run.json and what it names lie. */
  readonly folder: string;
  readonly conclusion: Conclusion;
}

/** Larger files are no transcripts that this version wrote, and would not open in a browser. */
const MOST_BYTES = 64 * 1024 * 1024;

/** Text of a transcript that a run.json names. One from elsewhere may name any file, and reports are sent to others. */
const transcriptText = async (folder: string, path: string): Promise<string | undefined> => {
  const within = normalize(path);
  if (isAbsolute(within) || within.startsWith('..')) return undefined;
  try {
    const file = join(folder, within);
    if ((await stat(file)).size > MOST_BYTES) return undefined;
    const text = await readFile(file, 'utf8');
    return text.startsWith('{"format":"aculab-conformance/') ? text : undefined;
  } catch {
    return undefined;
  }
};

/** report.html in pieces, from run.json and the transcripts beside it. */
export async function* htmlDocument(run: RunDocument, { folder, conclusion }: HtmlSource): AsyncGenerator<string> {
  const { renderHtml } = await import('../reports/html/render.ts');
  const { readShell } = await import('../reports/html/shell.ts');
  const { sentence, tone } = conclusion;
  yield* renderHtml(run, {
    shell: await readShell(),
    sentence,
    tone,
    folder,
    requirement,
    reading,
    transcript: (path) => transcriptText(folder, path),
  });
}
