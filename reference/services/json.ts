// JSON as it is parsed, and the few things that are done to it. Nothing is changed in place, and no key is special:
// `__proto__` is a key like any other.

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export type JsonObject = { readonly [key: string]: Json };

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is at a path of keys, or undefined where the path leads nowhere. */
export function at(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let found = value;
  for (const key of path) found = isObject(found) && Object.hasOwn(found, key) ? found[key] : undefined;
  return found;
}

/** The text at a path, or undefined where there is none. */
export function textAt(value: Json, ...path: readonly string[]): string | undefined {
  const found = at(value, ...path);
  return typeof found === 'string' ? found : undefined;
}

/** The object with another value at a path; objects that are missing on the way are made. */
export function withAt(object: JsonObject, path: readonly string[], value: Json): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return object;
  const inner = at(object, key);
  const changed = rest.length === 0 ? value : withAt(isObject(inner) ? inner : {}, rest, value);
  return fromEntries([...Object.entries(object).filter(([other]) => other !== key), [key, changed]], object);
}

/** The object without what is at a path. */
export function without(object: JsonObject, ...path: readonly string[]): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined || !Object.hasOwn(object, key)) return object;
  if (rest.length === 0) return Object.fromEntries(Object.entries(object).filter(([other]) => other !== key));
  const inner = object[key];
  return isObject(inner) ? withAt(object, [key], without(inner, ...rest)) : object;
}

/** One object over another: what is supplied replaces, objects are merged at every depth, arrays are taken whole. */
export function overlay(base: JsonObject, supplied: JsonObject): JsonObject {
  const merged = Object.entries(base).map(([key, value]): [string, Json] => {
    const over = at(supplied, key);
    if (over === undefined) return [key, value];
    return [key, isObject(value) && isObject(over) ? overlay(value, over) : over];
  });
  return Object.fromEntries([...merged, ...Object.entries(supplied).filter(([key]) => !Object.hasOwn(base, key))]);
}

/** Keys in the order in which an object had them, new ones last: configurations are read by people too. */
function fromEntries(entries: readonly (readonly [string, Json])[], order: JsonObject): JsonObject {
  const places = new Map(Object.keys(order).map((key, place) => [key, place]));
  const placeOf = (key: string): number => places.get(key) ?? places.size;
  return Object.fromEntries([...entries].sort(([a], [b]) => placeOf(a) - placeOf(b)));
}
