// What the model does with JSON values. Everything here stands any value that JSON.parse can give.
import type { Json, JsonObject } from '../../../harness/traces/services-trace.ts';

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object from entries; a member named __proto__ is a member like any other. */
export function objectOf(entries: Iterable<readonly [string, Json]>): JsonObject {
  return Object.fromEntries(entries);
}

export function memberOf(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The value at a dotted path; undefined where there is none. */
export function valueAt(value: Json | undefined, path: string): Json | undefined {
  return path === '' ? value : path.split('.').reduce<Json | undefined>((inner, name) => memberOf(inner, name), value);
}

/** Equal as JSON: order of members does not matter, 0 is -0, and 1.0 is 1. */
export function sameJson(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) &&
      Array.isArray(b) &&
      a.length === b.length &&
      a.every((each, index) => sameJson(each, b[index]))
    );
  }
  const [left, right] = [a as JsonObject, b as JsonObject];
  const names = Object.keys(left);
  return (
    names.length === Object.keys(right).length &&
    names.every((name) => Object.hasOwn(right, name) && sameJson(left[name], right[name]))
  );
}

export function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** Nested deeper than this, a value is not modelled: the functions of the model call themselves for each level. */
export const DEEPEST_MODELLED = 100;

/** Whether a value is nested deeper than `limit`; does not call itself, so any depth is safe. */
export function isDeeperThan(value: Json, limit: number): boolean {
  let level: Json[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > limit) return true;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? (Object.values(each) as Json[]) : []));
  }
  return false;
}

/** With the u flag, a surrogate matches only where it has no partner. */
const LONE_SURROGATE = /\p{Surrogate}/u;

/** Paths of text or numbers that do not survive every JSON library as they are: lone surrogates, beyond 2^53, infinite. */
export function fragilePaths(value: Json, path = ''): readonly string[] {
  if (typeof value === 'string') return LONE_SURROGATE.test(value) ? [path] : [];
  if (typeof value === 'number') return Number.isSafeInteger(value) || isPlainFraction(value) ? [] : [path];
  if (typeof value !== 'object' || value === null) return [];
  const members = Array.isArray(value) ? value.map((each, index) => [String(index), each]) : Object.entries(value);
  return members.flatMap(([name, inner]) => {
    if (LONE_SURROGATE.test(String(name))) return [path];
    return fragilePaths(inner as Json, Array.isArray(value) ? path : joined(path, String(name)));
  });
}

function isPlainFraction(value: number): boolean {
  return Number.isFinite(value) && Math.abs(value) < 2 ** 53 && (value === 0 || Math.abs(value) > 1e-300);
}
