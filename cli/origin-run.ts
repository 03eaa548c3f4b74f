// The run that a stored trace comes from, as far as a replay wants to know of it.
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

export interface OriginRun {
  readonly url: string;
  /** The command that started its target. */
  readonly started?: string;
}

const LEVELS = 8;

const textIn = (value: unknown, name: string): string | undefined => {
  const found = typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name) : [];
  return typeof found?.[1] === 'string' ? found[1] : undefined;
};

/** Looks for a run.json that names a server, in the folder of the path and some folders above. */
export const originRun = async (path: string): Promise<OriginRun | undefined> => {
  let folder = resolve(path);
  for (let level = 0; level < LEVELS; level += 1) {
    try {
      const run: unknown = JSON.parse(await readFile(join(folder, 'run.json'), 'utf8'));
      const target = typeof run === 'object' && run !== null && 'target' in run ? run.target : undefined;
      const [url, started] = [textIn(target, 'url'), textIn(target, 'started')];
      if (url !== undefined) return { url, ...(started === undefined ? {} : { started }) };
    } catch {}
    folder = dirname(folder);
  }
  return undefined;
};
