// A project with this package in it as npm would lay it out, without npm: the build is copied, what it needs is linked.
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface InstalledPackage {
  /** The project. */
  readonly folder: string;
  /** The program in it. */
  readonly main: string;
  remove(): Promise<void>;
}

/** Makes the project in a folder of its own; the package is built before where it is not. */
export async function installedPackage(): Promise<InstalledPackage> {
  await promisify(execFile)(process.execPath, ['scripts/build.mjs', '--if-stale'], { cwd: ROOT });
  const folder = await mkdtemp(join(tmpdir(), 'aculab-conformance-project-'));
  const modules = join(folder, 'node_modules');
  const own = join(modules, 'aculab-conformance');
  await mkdir(join(modules, '.bin'), { recursive: true });
  const names = (await readdir(join(ROOT, 'node_modules'))).filter((name) => !name.startsWith('.'));
  await Promise.all(names.map((name) => symlink(join(ROOT, 'node_modules', name), join(modules, name))));
  for (const name of ['dist', 'package.json']) await cp(join(ROOT, name), join(own, name), { recursive: true });
  await symlink('../aculab-conformance/dist/cli/main.js', join(modules, '.bin', 'aculab-conformance'));
  return {
    folder,
    main: join(own, 'dist', 'cli', 'main.js'),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
