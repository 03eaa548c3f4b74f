// Files on disk, in a folder of their own. It stands for a whole file system: `..` at its top leads nowhere, so that what
// leaves the store does no harm, and what is worth reading out there is not the machine's own.
import { mkdirSync, readdirSync, readFileSync, rmdirSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { refuse } from './refusal.ts';

/** Begins `/outside/secret.txt`, and stands in every other file outside the store. */
export const OUTSIDE_MARKER = 'aculab-conformance: this file is outside the store';

/** Where the store is. */
export const STORE_PATH = '/store';

/** Parts of the path of the folder of a kind of files, which stays. */
const DEPTH_OF_KINDS = `${STORE_PATH}/kind`.split('/').length;

/** What someone who got out would look for first. */
const OUTSIDE: Readonly<Record<string, string>> = {
  '/outside/secret.txt': `${OUTSIDE_MARKER}\n`,
  '/etc/passwd': `root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:${OUTSIDE_MARKER}:/:/usr/sbin/nologin\n`,
  '/windows/win.ini': `; ${OUTSIDE_MARKER}\r\n[fonts]\r\n[extensions]\r\n`,
};

/** Paths have slashes and are from the top of the sandbox; `.`, `..` and the like are resolved and stay inside. */
export interface Sandbox {
  /** Undefined where there is no file. */
  read(path: string): Buffer | undefined;
  /** True where there was a file before. Makes the folders; refuses where a folder or a file is in the way. */
  write(path: string, content: Buffer): boolean;
  /** False where there was no file. Folders that it leaves empty go, too. */
  remove(path: string): boolean;
  /** Paths of the files below a folder, from that folder, in order. */
  files(path: string): readonly string[];
}

/** The sandbox in a folder that exists and is empty. All of it is synchronous: no two requests meet halfway. */
export function openSandbox(folder: string): Sandbox {
  const physical = (path: string): string => join(folder, ...posix.resolve('/', path).split('/'));

  /** Removes the empty folders above a path: a folder that nobody sees must not be in the way of a file. */
  const prune = (path: string): void => {
    const up = posix.dirname(posix.resolve('/', path));
    if (up.split('/').length > DEPTH_OF_KINDS && succeeds(() => rmdirSync(physical(up)))) prune(up);
  };

  const sandbox: Sandbox = {
    read: (path) => attempt(() => readFileSync(physical(path))),
    write: (path, content) => {
      const file = physical(path);
      // In this order, since most files are new and in a folder that is there.
      if (succeeds(() => writeFileSync(file, content, { flag: 'wx' }))) return false;
      if (succeeds(() => writeFileSync(file, content))) return true;
      try {
        const isWritten = succeeds(() => {
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(file, content, { flag: 'wx' });
        });
        return isWritten ? false : refuse(409, 'a folder or a file of this name is in the way');
      } catch (error) {
        prune(path);
        throw error;
      }
    },
    remove: (path) => {
      const isRemoved = succeeds(() => unlinkSync(physical(path)));
      if (isRemoved) prune(path);
      return isRemoved;
    },
    files: (path) => {
      const below = (at: string): readonly string[] =>
        (attempt(() => readdirSync(physical(posix.join(path, at)), { withFileTypes: true })) ?? []).flatMap((entry) => {
          const inner = at === '' ? entry.name : `${at}/${entry.name}`;
          return entry.isDirectory() ? below(inner) : [inner];
        });
      return [...below('')].sort();
    },
  };
  for (const [path, text] of Object.entries(OUTSIDE)) sandbox.write(path, Buffer.from(text));
  return sandbox;
}

/** Something else is there, or nothing. */
const NO_SUCH_FILE = new Set([
  'ENOENT',
  'ENOTDIR',
  'EISDIR',
  'EEXIST',
  'ENOTEMPTY',
  'EPERM',
  'ERR_FS_EISDIR',
  'ERR_INVALID_ARG_VALUE',
]);

/** What a call of the file system returns; undefined where what it is about is not there or something else is. */
function attempt<T>(call: () => T): T | undefined {
  try {
    return call();
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENAMETOOLONG') return refuse(400, 'a part of the path is too long');
    if (NO_SUCH_FILE.has(code)) return undefined;
    throw error;
  }
}

const succeeds = (call: () => void): boolean =>
  attempt(() => {
    call();
    return true;
  }) ?? false;
