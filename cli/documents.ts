// Writes the documents that --reporter asks for, from the data of a run.
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RunDocument } from '../harness/run.ts';
import { renderJunit } from '../reports/junit.ts';
import { renderMarkdown } from '../reports/markdown.ts';
import type { Reporter } from '../reports/reporters.ts';
import { requirement } from '../specification/catalogue.ts';
import type { ReporterName } from './run-settings.ts';

export interface DocumentOptions {
  readonly out: string;
  readonly strict: boolean;
  /** The sentence that goes with the exit code. */
  readonly sentence: (run: RunDocument) => string;
}

const written = async (path: string, text: string): Promise<string> => {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
};

/** The reporter of that name. run.json is written by the run itself, also when nobody asks: here it is only named. */
export const documentReporter = (name: ReporterName, options: DocumentOptions): Reporter<unknown> => {
  const { out, strict } = options;
  switch (name) {
    case 'json':
      return { name, finish: () => join(out, 'run.json') };
    case 'junit':
      return { name, finish: (run) => written(join(out, 'junit.xml'), renderJunit(run, { strict, requirement })) };
    case 'markdown':
      return {
        name,
        finish: (run) =>
          written(join(out, 'summary.md'), renderMarkdown(run, { sentence: options.sentence(run), requirement })),
      };
  }
};
