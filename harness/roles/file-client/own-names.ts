// The last look at a name before it is written or deleted in somebody's real store: however a target reads it, it must
// stay among the names of the case.

import { viewsOf } from '../api-client/safety.ts';
import { encodeSegments } from './file-names.ts';

/** Stands for everything above the names; nobody can write a name that leads back into it. */
const ROOT = '/\u0001/\u0001/';

/**
 * Why a name may not be written: it could be read as a name that does not begin with the prefix. Undefined where it is
 * harmless under every decoding.
 *
 * @param name whole, prefix included
 * @param spelling as it stands in a URL, where that is not the usual way
 */
export function strayingProblem(prefix: string, name: string, spelling?: string): string | undefined {
  const texts = [name, encodeSegments(name), ...(spelling === undefined ? [] : [spelling])];
  // Full-width and other compatibility forms of dots and slashes become real ones where a target folds them.
  for (const text of new Set(texts.flatMap((each) => [each, each.normalize('NFKC')]))) {
    const views = viewsOf(`${ROOT}${text}`, `${ROOT}${prefix}`);
    if (views === undefined) return 'it is encoded too often';
    for (const [view, own] of views) {
      if (!view.startsWith(own)) return `it may be read as ${view.replaceAll('\u0001/', '').slice(0, 120)}`;
    }
  }
  return undefined;
}
