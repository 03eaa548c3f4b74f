import { readFileSync } from 'node:fs';

const manifest = (): { readonly name: string; readonly version: string } => {
  // Beside the sources, or above `dist` in the installed package.
  for (const path of ['../package.json', '../../package.json']) {
    try {
      return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
    } catch {}
  }
  return { name: 'aculab-conformance', version: '0.0.0' };
};

/** Name and version of this package. */
export const TOOL = manifest();
