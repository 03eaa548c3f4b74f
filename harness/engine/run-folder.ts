import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { RunDocument } from '../run.ts';
import { UsageError } from './options.ts';

const OWN_NAMES = [
  'run.json',
  'run.har',
  'report.html',
  'junit.xml',
  'summary.md',
  'ctrf.json',
  'badge.json',
  'target.json',
  'transcripts',
  'traces',
] as const;

/** The folder of a run's files. Paths that its functions return are relative to it, with forward slashes. */
export interface RunFolder {
  readonly path: string;
  /** `write` is given the path of the file, whose folder exists. */
  writeTranscript(caseId: string, write: (file: string) => Promise<void>): Promise<string>;
  writeTrace(trace: { readonly id: string }): Promise<string>;
  /** Whole or not at all: a reader never sees half a file. */
  writeRun(run: RunDocument): Promise<void>;
}

/**
 * Makes the folder and removes what an earlier run left in it, and nothing else.
 *
 * @throws UsageError where the path is a file, cannot be written, or holds folders of the same names that are not ours.
 */
export async function openRunFolder(path: string): Promise<RunFolder> {
  const kind = await stat(path).catch(() => undefined);
  if (kind !== undefined && !kind.isDirectory()) throw new UsageError(`--out ${path} is a file: name a folder`);
  if (kind !== undefined && !(await isOurs(path))) {
    for (const name of OWN_NAMES) {
      if ((await stat(join(path, name)).catch(() => undefined)) !== undefined) {
        throw new UsageError(`--out ${path} already holds '${name}' that is not from a run: name another folder`);
      }
    }
  }
  try {
    await mkdir(path, { recursive: true });
    for (const name of OWN_NAMES) await rm(join(path, name), { recursive: true, force: true });
  } catch (error) {
    throw new UsageError(`--out ${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`);
  }
  const made = new Set<string>();
  const makeFolderOf = async (file: string): Promise<void> => {
    const folder = dirname(file);
    if (made.has(folder)) return;
    await mkdir(folder, { recursive: true });
    made.add(folder);
  };
  const writeText = async (name: string, text: string): Promise<void> => {
    const file = join(path, name);
    await makeFolderOf(file);
    await writeFile(file, text);
  };
  let written: Promise<void> = Promise.resolve();
  return {
    path,
    writeTranscript: async (caseId, write) => {
      const name = `transcripts/${caseId}.ndjson`;
      const file = join(path, name);
      await makeFolderOf(file);
      await write(file);
      return name;
    },
    writeTrace: async (trace) => {
      const name = `traces/${trace.id}.json`;
      await writeText(name, `${JSON.stringify(trace, null, 2)}\n`);
      return name;
    },
    writeRun: (run) => {
      // One after the other: they share the file that becomes run.json.
      written = written
        .catch(() => {})
        .then(async () => {
          await writeText('run.json.part', `${JSON.stringify(run, null, 2)}\n`);
          await rename(join(path, 'run.json.part'), join(path, 'run.json'));
        });
      return written;
    },
  };
}

async function isOurs(path: string): Promise<boolean> {
  try {
    const text = await readFile(join(path, 'run.json'), 'utf8');
    return text.slice(0, 200).includes('"aculab-conformance/run@');
  } catch {
    return false;
  }
}
