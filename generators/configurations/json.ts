// JSON values, and changes to them that leave the original alone.

export type Json = null | boolean | number | string | readonly Json[] | JsonObject;

export type JsonObject = { readonly [key: string]: Json };

/** Names of members from the top down; empty for the whole value. */
export type Path = readonly string[];

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isList(value: unknown): value is readonly Json[] {
  return Array.isArray(value);
}

/** A member that the object has itself: names such as `constructor` are nobody's by inheritance. */
export function own(value: unknown, name: string): Json | undefined {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** What stands at the path, or undefined. */
export function memberAt(value: Json | undefined, path: Path): Json | undefined {
  return path.reduce<Json | undefined>((at, name) => own(at, name), value);
}

/** The object with the member at the path set. Whatever on the way is no object becomes one. */
export function withMember(value: JsonObject, path: Path, member: Json): JsonObject {
  const [name, ...rest] = path;
  if (name === undefined) return isObject(member) ? member : value;
  if (rest.length === 0) return withEntry(value, name, member);
  const child = own(value, name);
  return withEntry(value, name, withMember(isObject(child) ? child : {}, rest, member));
}

/** The object without the member at the path. */
export function withoutMember(value: JsonObject, path: Path): JsonObject {
  const [name, ...rest] = path;
  const child = name === undefined ? undefined : own(value, name);
  if (name === undefined || child === undefined) return value;
  if (rest.length === 0) return Object.fromEntries(Object.entries(value).filter(([key]) => key !== name));
  return isObject(child) ? withEntry(value, name, withoutMember(child, rest)) : value;
}

/** Objects merge member by member, at every depth; anything else replaces, null and arrays too. */
export function mergeDeep(into: JsonObject, change: JsonObject): JsonObject {
  const merged = new Map(Object.entries(into));
  for (const [name, value] of Object.entries(change)) {
    const before = merged.get(name);
    merged.set(name, isObject(before) && isObject(value) ? mergeDeep(before, value) : value);
  }
  return Object.fromEntries(merged);
}

export function dotted(path: Path): string {
  return path.join('.');
}

/** Equal for equal values, whatever the order of their members. */
export function jsonKey(value: Json): string {
  if (isList(value)) return `[${value.map(jsonKey).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([name, member]) => `${JSON.stringify(name)}:${jsonKey(member)}`).join(',')}}`;
}

// By fromEntries, which defines the member even where it is named __proto__. Members keep their order.
function withEntry(value: JsonObject, name: string, member: Json): JsonObject {
  return Object.fromEntries(new Map([...Object.entries(value), [name, member]]));
}
