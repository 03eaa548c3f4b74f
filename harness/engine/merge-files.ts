import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join, posix } from 'node:path';
import type { MergedRun } from './merge.ts';

/** Folders of files that a run.json may name. One from elsewhere may name any file, and results are sent to others. */
const OWN_FOLDERS = ['transcripts/', 'traces/'];

/** What a run learned of its target. */
const TARGET = 'target.json';

/**
 * Copies the files that a merged run names into its folder, under the same names. Every case is of one shard, so no two
 * are called the same.
 *
 * @returns how many could not be copied: what they would show is missing then, and nothing else.
 */
export async function copyFiles(files: MergedRun['files'], out: string): Promise<number> {
  let missing = 0;
  const learned = [...new Set(files.map(({ beside }) => join(dirname(beside), TARGET)))];
  // Each shard learned the same of the same target; a suite that learns nothing leaves none.
  for (const path of learned.reverse()) await copyFile(path, join(out, TARGET)).catch(() => {});
  for (const { beside, file } of files) {
    const path = posix.normalize(file);
    const to = join(out, path);
    try {
      if (!OWN_FOLDERS.some((folder) => path.startsWith(folder))) throw new Error('no file of a run');
      await mkdir(dirname(to), { recursive: true });
      await copyFile(join(dirname(beside), path), to);
    } catch {
      missing += 1;
    }
  }
  return missing;
}
