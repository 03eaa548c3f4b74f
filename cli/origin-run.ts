// The run that a stored trace comes from, as far as a replay wants to know of it.
import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { commandWords } from '../reports/command.ts';

export interface OriginRun {
  /** Absent where the target is a program. */
  readonly url?: string;
  /** How it was told where and how names are judged: values of --exec, --module and --binding. */
  readonly names: Readonly<Partial<Record<'exec' | 'module' | 'binding', string>>>;
  /** The command that started its target. */
  readonly started?: string;
}

const LEVELS = 8;

const textIn = (value: unknown, name: string): string | undefined => {
  const found = typeof value === 'object' && value !== null ? Object.entries(value).find(([key]) => key === name) : [];
  return typeof found?.[1] === 'string' ? found[1] : undefined;
};

const namesIn = (words: readonly string[]): OriginRun['names'] =>
  Object.fromEntries(
    ['exec', 'module', 'binding'].flatMap((name) => {
      const value = words[words.indexOf(`--${name}`) + 1];
      return words.includes(`--${name}`) && value !== undefined ? [[name, value]] : [];
    }),
  );

/** Looks for a run.json that names a target, in the folder of the path and some folders above. */
export const originRun = async (path: string): Promise<OriginRun | undefined> => {
  let folder = resolve(path);
  for (let level = 0; level < LEVELS; level += 1) {
    try {
      const run: unknown = JSON.parse(await readFile(join(folder, 'run.json'), 'utf8'));
      const target = typeof run === 'object' && run !== null && 'target' in run ? run.target : undefined;
      const [url, program, started] = ['url', 'program', 'started'].map((name) => textIn(target, name));
      if (url !== undefined || program !== undefined) {
        return {
          ...(url === undefined ? {} : { url }),
          names: namesIn(commandWords(textIn(run, 'command') ?? '')),
          ...(started === undefined ? {} : { started }),
        };
      }
    } catch {}
    folder = dirname(folder);
  }
  return undefined;
};
