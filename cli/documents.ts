// Writes the documents that --reporter asks for, from the data of a run.
import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { RunDocument } from '../harness/run.ts';
import { renderBadge } from '../reports/badge.ts';
import { renderCtrf } from '../reports/ctrf.ts';
import type { EvidenceLookup } from '../reports/evidence.ts';
import { findingGroups } from '../reports/finding-groups.ts';
import { renderGithub } from '../reports/github.ts';
import { type HarTranscript, renderHar } from '../reports/har.ts';
import { renderJunit } from '../reports/junit.ts';
import { renderMarkdown } from '../reports/markdown.ts';
import { listedFindings, unlistedFindings } from '../reports/outcome.ts';
import type { Reporter } from '../reports/reporters.ts';
import { requirement } from '../specification/catalogue.ts';
import { readEvidence } from './evidence.ts';
import type { Conclusion } from './exit-code.ts';
import { addStepSummary } from './github-actions.ts';
import { htmlDocument } from './html-document.ts';
import type { ReporterName } from './run-settings.ts';
import type { Terminal } from './terminal.ts';

export interface DocumentOptions {
  readonly out: string;
  /** Where run.json and what it names lie. */
  readonly folder: string;
  readonly strict: boolean;
  /** The sentence that goes with the exit code, and its tone. */
  readonly conclusion: (run: RunDocument) => Conclusion;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly terminal: Pick<Terminal, 'command'>;
}

const written = async (path: string, text: string | AsyncIterable<string>): Promise<string> => {
  await mkdir(dirname(path), { recursive: true });
  if (typeof text === 'string') await writeFile(path, text);
  else await pipeline(Readable.from(text), createWriteStream(path));
  return path;
};

/** The exchanges and names around findings; of a call its transcript says more than a few lines could. */
const evidenceOf = async (run: RunDocument, folder: string): Promise<EvidenceLookup> => {
  if (run.target.suite === 'websocket') return new Map();
  // Apart, so that what nobody knew of is never the one of its group that is not shown.
  const groups = [unlistedFindings(run), listedFindings(run)].flatMap(findingGroups);
  return readEvidence(run, groups, folder);
};

async function* transcriptsOf(run: RunDocument, folder: string): AsyncGenerator<HarTranscript> {
  const { readExchanges } = await import('../harness/http/exchanges-file.ts');
  const { readProbes } = await import('../harness/roles/file-client/probes-file.ts');
  const read = run.target.suite === 'media-files' ? readProbes : readExchanges;
  for (const { transcript } of run.cases) {
    if (transcript !== undefined) yield await read(join(folder, transcript));
  }
}

/** The reporter of that name. run.json is written by the run itself, also when nobody asks: here it is only named. */
export const documentReporter = (name: ReporterName, options: DocumentOptions): Reporter<unknown> => {
  const { out, folder, strict } = options;
  switch (name) {
    case 'json':
      return { name, finish: () => join(out, 'run.json') };
    case 'junit':
      return {
        name,
        finish: async (run) => {
          const evidence = await evidenceOf(run, folder);
          return written(join(out, 'junit.xml'), renderJunit(run, { strict, requirement, evidence }));
        },
      };
    case 'markdown':
      return {
        name,
        finish: async (run) => {
          const evidence = await evidenceOf(run, folder);
          const { sentence } = options.conclusion(run);
          const text = renderMarkdown(run, { sentence, requirement, evidence });
          const path = await written(join(out, 'summary.md'), text);
          await addStepSummary(text, options.environment);
          return path;
        },
      };
    case 'html':
      return {
        name,
        finish: (run) =>
          written(join(out, 'report.html'), htmlDocument(run, { folder, conclusion: options.conclusion(run) })),
      };
    case 'github':
      return {
        name,
        finish: (run) => {
          options.terminal.command(renderGithub(run, { strict }));
          return undefined;
        },
      };
    case 'ctrf':
      return {
        name,
        finish: async (run) => {
          const evidence = await evidenceOf(run, folder);
          const pathOf = (path: string): string => relative(out, join(folder, path)).replaceAll(sep, '/');
          return written(join(out, 'ctrf.json'), renderCtrf(run, { strict, requirement, evidence, pathOf }));
        },
      };
    case 'badge':
      return { name, finish: (run) => written(join(out, 'badge.json'), renderBadge(run, { strict })) };
    case 'har':
      return { name, finish: (run) => written(join(out, 'run.har'), renderHar(run, transcriptsOf(run, folder))) };
  }
};
