import { createRequire } from 'node:module';

/** Version of this package, `unknown` where its package.json is not beside it. */
export function toolVersion(): string {
  const require = createRequire(import.meta.url);
  // From the sources the package is two folders up, from dist three.
  for (const path of ['../../package.json', '../../../package.json']) {
    try {
      const { name, version } = require(path) as { name: string; version: string };
      if (name === 'aculab-conformance') return version;
    } catch {
      // Not this one.
    }
  }
  return 'unknown';
}
