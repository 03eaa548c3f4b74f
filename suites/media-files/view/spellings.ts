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
function decodedOnce(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name.replace(/%([0-9a-f]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));
  }
}
