// How two spellings of a name may belong together.

/** Two names that differ in letter case alone (reading R16). */
export const isCaseTwin = (a: string, b: string): boolean => a !== b && a.toLowerCase() === b.toLowerCase();

/** One may be what a store made of the other: decoded, in another case or form, with signs replaced, or cut off. */
export function isSpellingOf(a: string, b: string): boolean {
  const [first, second] = [coreOf(a), coreOf(b)];
  return first.startsWith(second) || second.startsWith(first);
}

const coreOf = (name: string): string =>
  decodedOnce(name)
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '');

/** Percent-decoded where that is possible, octet by octet otherwise. */
export function decodedOnce(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name.replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  }
}

/** The ways in which a careless store may read a path: as it is, decoded up to twice more, with backslashes as slashes. */
export function readingsOfPath(path: string): readonly string[] {
  const decoded = [path, decodedOnce(path), decodedOnce(decodedOnce(path))];
  const lenient = decoded.map((text) =>
    text
      .replace(/\u00c0\u00ae|\u00e0\u0080\u00ae|%u002e|\uff0e/gi, '.')
      .replace(/\u00c0\u00af|\u00e0\u0080\u00af|%u2215|%u002f|\u2215|\uff0f/gi, '/')
      .replaceAll('\\', '/')
      .replaceAll('\0', ''),
  );
  const reduced = lenient.map((text) => text.replaceAll('../', '').replaceAll('/..;', '/..'));
  return [...new Set([...decoded, ...lenient, ...reduced, ...lenient.map((text) => text.replace(/;[^/]*/g, ''))])];
}

/** The path, read in one of those ways, leads out of its kind and to a file of this name in another. */
export function leadsTo(path: string, name: string): boolean {
  return path.includes(name) && readingsOfPath(path).some((text) => text.endsWith(`/${name}`) && isOutside(text));
}

/** Some way to read the path leads above the folder that it starts in. */
export const leadsOut = (path: string): boolean => readingsOfPath(path).some(isOutside);

function isOutside(path: string): boolean {
  let depth = 0;
  for (const segment of path.split('/')) {
    if (segment === '..') depth--;
    else if (segment !== '' && segment !== '.') depth++;
    if (depth < 0) return true;
  }
  return path.startsWith('/');
}
