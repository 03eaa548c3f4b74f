// Names as the disk has them: each segment a folder, spelled so that it can be nothing but that. No dot of a name is ever
// the file system's, and no slash one that it would leave out.
import type { Kind } from './kinds.ts';
import { STORE_PATH } from './sandbox.ts';

/** A final dot would name the folder itself, or be dropped by some file systems. */
const UNSAFE = /[^A-Za-z0-9._@-]|\.$/gu;
const EMPTY = '%';

const hex = (octet: number): string => `%${octet.toString(16).padStart(2, '0')}`;
const onDisk = (segment: string): string =>
  segment === '' ? EMPTY : segment.replaceAll(UNSAFE, (character) => [...Buffer.from(character)].map(hex).join(''));
const fromDisk = (segment: string): string => {
  try {
    return segment === EMPTY ? '' : decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

export const folderOf = (kind: Kind): string => `${STORE_PATH}/${kind}`;
/** Path in the sandbox of a name. */
export const diskPath = (kind: Kind, name: string): string =>
  `${folderOf(kind)}/${name.split('/').map(onDisk).join('/')}`;
/** The name of a path below the folder of its kind. */
export const nameOnDisk = (path: string): string => path.split('/').map(fromDisk).join('/');
