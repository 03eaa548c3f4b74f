import type { Json, JsonObject } from '../../../harness/traces/services-trace.ts';
import type { Difference } from './difference.ts';
import { isObject, joined, memberOf, sameJson, valueAt } from './json.ts';
import type { PredictedConfiguration } from './prediction.ts';

/**
 * Where a returned configuration is not as predicted, in the order of its options. An option that is missing or too many
 * counts once, whatever is in it.
 *
 * @param old the configuration that the service had before, to tell what is merely left over from it.
 */
export function differencesOf(
  predicted: PredictedConfiguration,
  actual: JsonObject,
  old?: JsonObject,
): readonly Difference[] {
  const { value, open, extensible, originOf } = predicted;
  // As it mostly is.
  if (sameJson(value, actual)) return [];
  const found: Difference[] = [];
  const add = (path: string, expected: Json | undefined, got: Json | undefined): void => {
    const before = valueAt(old, path);
    const isOld = before !== undefined && got !== undefined && sameJson(before, got);
    found.push({ path, expected, actual: got, origin: originOf(path), isOld });
  };
  const compare = (expected: Json | undefined, got: Json | undefined, path: string, isExtensible: boolean): void => {
    if (open.has(path)) return;
    if (isObject(expected) && isObject(got)) {
      const mayHaveMore = isExtensible || extensible.has(path);
      for (const name of new Set([...Object.keys(expected), ...Object.keys(got)])) {
        const wanted = memberOf(expected, name);
        if (wanted === undefined && mayHaveMore) continue;
        compare(wanted, memberOf(got, name), joined(path, name), mayHaveMore);
      }
    } else if (!sameJson(expected, got)) add(path, expected, got);
  };
  compare(value, actual, '', false);
  return found;
}
