/**
 * Whether any object in a JSON text names a member twice: which of them counts is left to the parser.
 *
 * @param text valid JSON
 */
export function hasRepeatedName(text: string): boolean {
  const names: Array<Set<string> | undefined> = [];
  // Strings with what follows them, and brackets; everything else is passed over.
  for (const [token, string, colon] of text.matchAll(/("(?:[^"\\]|\\.)*")\s*(:?)|[{}[\]]/g)) {
    if (token === '{') names.push(new Set());
    else if (token === '[') names.push(undefined);
    else if (token === '}' || token === ']') names.pop();
    else if (colon === ':' && string !== undefined) {
      const name = JSON.parse(string) as string;
      const seen = names.at(-1);
      if (seen?.has(name)) return true;
      seen?.add(name);
    }
  }
  return false;
}
