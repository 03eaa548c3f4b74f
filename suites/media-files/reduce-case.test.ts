import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { wasJudged } from '../../harness/engine/baseline.ts';
import { runMediaFilesSuite } from './run.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conformance-reduced-'));
  // Accepts spaces.
  const text = 'export const isValidName = (name) => /^[\\w.@:/ -]+\\.(jpg|png|gif|\\w+)$/.test(name);\n';
  await writeFile(join(folder, 'spaces.mjs'), text);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

it('a case with shorter names is judged to its end: what it does not show is not there', async () => {
  const { run } = await runMediaFilesSuite(
    {
      target: { kind: 'module', path: join(folder, 'spaces.mjs') },
      seed: 7,
      profile: 'standard',
      concurrency: 1,
      timeoutScale: 1,
      only: ['properties/illegal-character-forbidden-message-media-01'],
      skip: [],
      out: join(folder, 'out'),
      command: 'npx aculab-conformance media-files',
    },
    () => {},
  );
  const result = run.cases.find(({ verdict }) => verdict === 'fail');
  expect(result?.findings[0]?.observed).toContain('shortest name: "f .');
  expect(result).not.toHaveProperty('reason');
  expect(result !== undefined && wasJudged(result)).toBe(true);
});
