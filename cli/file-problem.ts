const PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of the path is a file',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EISDIR: 'is a folder',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
};

/** What is wrong with a file, from the error of a file operation. */
export const fileProblem = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return PROBLEMS[code] ?? (code || (error instanceof Error ? error.message : String(error)));
};
