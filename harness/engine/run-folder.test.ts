import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RUN_FORMAT } from '../run.ts';
import { UsageError } from './options.ts';
import { openRunFolder } from './run-folder.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aculab-conformance-folder-'));
});

afterAll(() => rm(folder, { recursive: true }));

const DOCUMENTS = ['junit.xml', 'report.html', 'summary.md', 'ctrf.json', 'badge.json', 'run.har', 'target.json'];

describe('openRunFolder', () => {
  it('refuses a folder with files of these names that are of no run', async () => {
    await writeFile(join(folder, 'badge.json'), '{}');
    await expect(openRunFolder(folder)).rejects.toThrow(UsageError);
    await expect(openRunFolder(folder)).rejects.toThrow(/already holds 'badge.json'/);
  });

  it('leaves no document of an earlier run, whose verdict would stand beside that of the next', async () => {
    await writeFile(join(folder, 'run.json'), JSON.stringify({ format: RUN_FORMAT }));
    for (const name of [...DOCUMENTS, 'notes.txt']) await writeFile(join(folder, name), 'of the run before');
    await openRunFolder(folder);
    expect(await readdir(folder)).toEqual(['notes.txt']);
  });
});
