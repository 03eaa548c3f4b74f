import { UsageError } from '../harness/engine/options.ts';
import { globMatcher } from '../harness/engine/select.ts';
import { printable } from '../reports/printable.ts';
import { didYouMean } from './nearest.ts';

/** Refuses a filter that matches none of the ids, and names the nearest. @throws UsageError */
export const checkFilters = (option: string, globs: readonly string[], ids: readonly string[]): void => {
  for (const glob of globs) {
    const matches = globMatcher(glob);
    if (ids.some(matches)) continue;
    const suggestion = didYouMean(glob, [...ids, ...familiesOf(ids)]);
    throw new UsageError(
      `${option} ${printable(glob)} matches no case and no requirement${suggestion || "; 'list cases' and 'list requirements' show what there is"}`,
    );
  }
};

// `ws.ply.*` should lead to `ws.play.*`, not to whichever requirement is shortest.
const familiesOf = (ids: readonly string[]): readonly string[] => [
  ...new Set(ids.flatMap((id) => [id.replace(/\.[^.]*$/, '.*'), id.replace(/\/[^/]*$/, '/*')])),
];
