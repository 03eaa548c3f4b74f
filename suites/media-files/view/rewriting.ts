// What an HTTP front end does to paths before a store sees them (reading R41).
import type { NamedProbe, Probe } from '../rule.ts';

/** A path that is the list's once it is resolved, and no file's. */
export const LEADS_TO_LIST = '/../../media';

/**
 * A path with `..` in it was answered with the list of files: only what resolves paths before they are taken apart does
 * that, since to a store it could be a file at most.
 */
export function isListByDetour({ answer, event }: Probe): boolean {
  if (answer !== 'accepted' || event.do !== 'read' || event.name?.endsWith(LEADS_TO_LIST) !== true) return false;
  return /^\s*\{\s*"files"\s*:\s*\[/.test(event.response?.body?.text ?? '');
}

/** The name that a path comes to: without empty segments and single dots, two dots followed. */
export const resolved = (name: string): string => {
  const segments: string[] = [];
  for (const segment of name.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '.' && segment !== '') segments.push(segment);
  }
  return segments.join('/');
};

/** How sure it is that the store never saw an accepted name as it was sent; `laterLists` gives those of its kind. */
export function rewritingOf(
  { name, answer }: Pick<NamedProbe, 'name' | 'answer'>,
  laterLists: () => ReadonlyArray<readonly string[]>,
  rewritesPaths: boolean,
): 'surely' | 'perhaps' | undefined {
  const plain = resolved(name);
  if (answer !== 'accepted' || plain === name) return undefined;
  const lists = laterLists();
  if (lists.some((names) => names.includes(name))) return undefined;
  if (rewritesPaths) return 'surely';
  // Slashes are joined by front ends that leave dots alone, and nothing shows who did it.
  const joined = name.replace(/\/{2,}/g, '/');
  return joined === plain && lists.some((names) => names.includes(plain)) ? 'perhaps' : undefined;
}
