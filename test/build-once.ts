// What the tests start is what is published: built before them where a source is newer.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const BUILD = fileURLToPath(new URL('../scripts/build.mjs', import.meta.url));

export function setup(): void {
  const { status } = spawnSync(process.execPath, [BUILD, '--if-stale'], { stdio: 'inherit' });
  if (status !== 0) throw new Error('the build failed');
}
