import { innerSchemas, type Schema } from './draft-07.ts';
import { isObject, type JsonObject } from './json.ts';
import type { Resolve } from './references.ts';

/** Above this many schemas to look at for one value, or in circles, judging is watched by a clock. */
const CHEAP = 20_000;

/** Whether judging one value may take long: circles, alternatives that multiply, patterns that backtrack. */
export function mayTakeLong(root: JsonObject, resolve: Resolve): boolean {
  const costs = new Map<JsonObject, number>();
  const cost = (schema: Schema): number => {
    if (typeof schema === 'boolean') return 1;
    const known = costs.get(schema);
    if (known !== undefined) return known;
    // Met again before it is known, it is part of a circle.
    costs.set(schema, Number.POSITIVE_INFINITY);
    const target = typeof schema.$ref === 'string' ? resolve(schema.$ref) : undefined;
    const parts = target === undefined ? innerSchemas(schema) : [target];
    const total = parts.reduce((sum, part) => sum + cost(part), hasSlowPattern(schema) ? CHEAP + 1 : 1);
    costs.set(schema, total);
    return total;
  };
  return cost(root) > CHEAP;
}

function hasSlowPattern(schema: JsonObject): boolean {
  const names = isObject(schema.patternProperties) ? Object.keys(schema.patternProperties) : [];
  return [schema.pattern, ...names].some((pattern) => typeof pattern === 'string' && mayBacktrackLong(pattern));
}

/** A repeated group, a reference back, or more than two open repetitions. */
export function mayBacktrackLong(pattern: string): boolean {
  const openRepetitions = pattern.match(/[*+]|\{\d+,\}/g) ?? [];
  return /\)[*+{]/.test(pattern) || /\\[1-9k]/.test(pattern) || openRepetitions.length > 2;
}
