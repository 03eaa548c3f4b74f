import { fileURLToPath } from 'node:url';

/** The command line program as it is published: dist must be built. */
export const CLI = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
