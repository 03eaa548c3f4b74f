import { readFile } from 'node:fs/promises';

interface Builder {
  readonly buildShell: () => Promise<string>;
}

/** The page that shows a report, as the package was built with it; from sources it is built now. */
export const readShell = async (): Promise<string> => {
  try {
    return await readFile(new URL('./shell.html', import.meta.url), 'utf8');
  } catch (error) {
    const builder = new URL('../../scripts/build-report.mjs', import.meta.url);
    if (!import.meta.url.endsWith('.ts')) throw error;
    const { buildShell } = (await import(builder.href)) as Builder;
    return buildShell();
  }
};
