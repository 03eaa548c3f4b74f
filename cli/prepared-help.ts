import { readFileSync } from 'node:fs';

/**
 * The help of the whole program as the build wrote it down, where that is all that is asked for and the terminal is wide
 * enough: yargs alone takes longer to load than Node takes to start. Undefined where it is to be made, as when running
 * from the sources.
 */
export function preparedHelp(words: readonly string[], columns: number): string | undefined {
  const [word, ...rest] = words;
  if (rest.length > 0 || (word !== '--help' && word !== '-h') || columns < 80) return undefined;
  try {
    return readFileSync(new URL('help.txt', import.meta.url), 'utf8');
  } catch {
    return undefined;
  }
}
