// The two merges of the documents: supplied options over defaults (Write), supplied options over existing ones (Modify).
import type { Json, JsonObject } from '../../../harness/traces/services-trace.ts';
import type { Origin } from './difference.ts';
import { isObject, joined, memberOf, objectOf } from './json.ts';

/** What a merge yields, and where it is not certain. */
export interface Merge {
  readonly value: JsonObject;
  /** Of the value at a path, or of the nearest one above it. */
  readonly originOf: (path: string) => Origin;
  /** Paths of objects that may come back with more members: inner defaults nobody has seen. */
  readonly extensible: ReadonlySet<string>;
  /** Paths at which null was sent for an object (reading R26). */
  readonly nulledObjects: readonly string[];
  /** Paths that were sent and that the configuration beneath does not have. */
  readonly unknown: readonly string[];
}

interface Notes {
  readonly origins: Map<string, Origin>;
  readonly extensible: Set<string>;
  readonly nulledObjects: string[];
  readonly unknown: string[];
}

function notes(): Notes {
  return { origins: new Map(), extensible: new Set(), nulledObjects: [], unknown: [] };
}

function merged(
  value: JsonObject,
  { origins, extensible, nulledObjects, unknown }: Notes,
  rest: (path: string) => Origin,
): Merge {
  const originOf = (path: string): Origin => fromAbove(path, (at) => origins.get(at)) ?? rest(path);
  return { value, originOf, extensible, nulledObjects, unknown };
}

/** What replaces a value: noted with its origin, and with what null and inner defaults leave open. */
function taken(
  beneath: Json | undefined,
  sent: Json,
  path: string,
  { origins, extensible, nulledObjects }: Notes,
): Json {
  origins.set(path, sent === null ? 'sent-null' : 'sent');
  if (sent === null && isObject(beneath)) nulledObjects.push(path);
  if (isObject(sent)) extensible.add(path);
  return sent;
}

/**
 * Write: everything that is sent, over the defaults, at every depth.
 *
 * @param options.isComplete false where only the documented defaults are known: more members may come back anywhere.
 */
export function mergeDefaults(
  defaults: JsonObject,
  sent: JsonObject,
  options: { readonly originOfDefault: (path: string) => Origin; readonly isComplete: boolean },
): Merge {
  const noted = notes();
  if (!options.isComplete) noted.extensible.add('');
  /** Objects of which some members were sent: they have no origin of their own. */
  const mixed = new Set<string>();
  const over = (beneath: JsonObject, above: JsonObject, path: string): JsonObject =>
    objectOf(
      [...new Set([...Object.keys(beneath), ...Object.keys(above)])].map((name): readonly [string, Json] => {
        const [old, fresh] = [memberOf(beneath, name), memberOf(above, name)];
        if (fresh === undefined) return [name, old ?? null];
        const at = joined(path, name);
        if (!isObject(old) || !isObject(fresh)) return [name, taken(old, fresh, at, noted)];
        mixed.add(at);
        return [name, over(old, fresh, at)];
      }),
    );
  const value = over(defaults, sent, '');
  const ofDefaults = originsOfDefaults(defaults, options.originOfDefault);
  const ofDefault = (path: string): Origin | undefined =>
    fromAbove(path, (at) => (mixed.has(at) ? undefined : ofDefaults.get(at)));
  return merged(value, noted, (path) => ofDefault(path) ?? 'learned-default');
}

const ORIGINS = new WeakMap<JsonObject, ReadonlyMap<string, Origin>>();

/** By path. The same defaults lie beneath every Write of a run. */
function originsOfDefaults(defaults: JsonObject, originOf: (path: string) => Origin): ReadonlyMap<string, Origin> {
  const known = ORIGINS.get(defaults);
  if (known !== undefined) return known;
  const origins = new Map<string, Origin>();
  const note = (value: JsonObject, path: string): void => {
    for (const [name, inner] of Object.entries(value)) {
      const at = joined(path, name);
      origins.set(at, originOf(at));
      if (isObject(inner)) note(inner, at);
    }
  };
  note(defaults, '');
  ORIGINS.set(defaults, origins);
  return origins;
}

/** What is found at the path itself or the nearest one above it. */
function fromAbove<T>(path: string, find: (at: string) => T | undefined): T | undefined {
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('.')))) {
    const found = find(at);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Modify: goes through the options that exist; the same option of what is sent replaces, at every depth. */
export function mergeChange(existing: JsonObject, sent: JsonObject): Merge {
  const noted = notes();
  const over = (beneath: JsonObject, above: JsonObject, path: string): JsonObject => {
    for (const name of Object.keys(above)) {
      if (!Object.hasOwn(beneath, name)) noted.unknown.push(joined(path, name));
    }
    return objectOf(
      Object.entries(beneath).map(([name, old]): readonly [string, Json] => {
        const at = joined(path, name);
        const fresh = memberOf(above, name);
        if (fresh === undefined) return [name, old];
        if (isObject(old) && isObject(fresh)) return [name, over(old, fresh, at)];
        return [name, taken(old, fresh, at, noted)];
      }),
    );
  };
  return merged(over(existing, sent, ''), noted, () => 'kept');
}

/** A copy with another value at a dotted path; objects on the way are made where there are none. */
export function withValueAt(value: JsonObject, path: string, fresh: Json): JsonObject {
  const [name = '', ...rest] = path.split('.');
  const inner = memberOf(value, name);
  const replacement = rest.length === 0 ? fresh : withValueAt(isObject(inner) ? inner : {}, rest.join('.'), fresh);
  if (!Object.hasOwn(value, name)) return objectOf([...Object.entries(value), [name, replacement]]);
  return objectOf(Object.entries(value).map(([each, old]) => [each, each === name ? replacement : old]));
}
