import type { FileKind } from '../../harness/traces/names-trace.ts';
import { judgeName } from './naming-rules.ts';

/**
 * Shorter names about which the documents say the same, the boldest cuts first: whoever goes on from one that still shows
 * a failure comes to an end at the shortest. Names are taken behind `prefix`, which stays.
 */
export function* shorterNames(name: string, kind: FileKind, prefix = ''): Generator<string, void, undefined> {
  const wanted = verdictOf(`${prefix}${name}`, kind);
  const seen = new Set<string>([name]);
  for (const shorter of cuts(name)) {
    if (seen.has(shorter)) continue;
    seen.add(shorter);
    if (verdictOf(`${prefix}${shorter}`, kind) === wanted) yield shorter;
  }
}

function verdictOf(name: string, kind: FileKind): string {
  const { verdict, broken, openBy, hasColon } = judgeName(name, kind);
  return JSON.stringify([verdict, broken, openBy, hasColon]);
}

/** Whole segments left out, then halves, quarters and so on, at last single characters; never half of one. */
function* cuts(name: string): Generator<string, void, undefined> {
  const segments = name.split('/');
  for (const index of segments.keys()) {
    if (segments.length > 1) yield segments.filter((_, i) => i !== index).join('/');
  }
  const characters = [...name];
  for (let length = Math.ceil(characters.length / 2); length >= 1; length = length === 1 ? 0 : Math.ceil(length / 2)) {
    for (let start = 0; start + length <= characters.length; start += length) {
      yield [...characters.slice(0, start), ...characters.slice(start + length)].join('');
    }
  }
}
