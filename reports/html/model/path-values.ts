/** One option with what was expected of it and what was there. */
export interface PathPair {
  readonly path: string;
  readonly expected: string;
  readonly observed: string;
}

const BEGINNING = /(?:^|, )([A-Za-z_$][\w$-]*(?:\.[\w$-]+)*): /g;

const pathsIn = (text: string): ReadonlyMap<string, string> => {
  const found = [...text.matchAll(BEGINNING)];
  return new Map(
    found.map((match, index) => {
      const end = found[index + 1]?.index ?? text.length;
      return [match[1] ?? '', text.slice(match.index + match[0].length, end)] as const;
    }),
  );
};

/**
 * Texts like `rest.timeout: 30 (as before), g729: true` on both sides as a table; undefined where they are not about the
 * same options.
 */
export const pathPairs = (expected: string, observed: string): readonly PathPair[] | undefined => {
  const [left, right] = [pathsIn(expected), pathsIn(observed)];
  const begins = (text: string): boolean => text.search(BEGINNING) === 0;
  if (left.size === 0 || left.size !== right.size || !begins(expected) || !begins(observed)) return undefined;
  const pairs = [...left].flatMap(([path, value]) => {
    const other = right.get(path);
    return other === undefined ? [] : [{ path, expected: value, observed: other }];
  });
  return pairs.length === left.size ? pairs : undefined;
};
