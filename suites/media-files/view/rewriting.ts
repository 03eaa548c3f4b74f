// What happens to paths on their way to a store, or in it before it looks at them (reading R41).

/** The name that a path comes to: without empty segments and single dots, two dots followed. */
export function resolved(name: string): string {
  const segments: string[] = [];
  for (const segment of name.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return segments.join('/');
}

/**
 * The store has a file of the name that this one comes to, and none of this name: so it never saw it as it was sent.
 *
 * @param laterLists gives the lists of its kind that came after it was accepted
 */
export function wasRewritten(name: string, laterLists: () => ReadonlyArray<readonly string[]>): boolean {
  const plain = resolved(name);
  if (plain === name) return false;
  const lists = laterLists();
  return !lists.some((names) => names.includes(name)) && lists.some((names) => names.includes(plain));
}
