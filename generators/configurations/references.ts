import type { Schema } from './draft-07.ts';
import { isSchema } from './draft-07.ts';
import { isList, isObject, type Json, type JsonObject, own } from './json.ts';

/** Follows the references of one document: JSON pointers into it. Others are left alone (undefined). */
export type Resolve = (reference: string) => Schema | undefined;

export function resolverOf(root: JsonObject): Resolve {
  return (reference) => {
    const pointer = reference === '#' ? '' : reference.startsWith('#/') ? reference.slice(1) : undefined;
    const found = pointer === undefined ? undefined : pointedAt(root, pointer);
    return isSchema(found) ? found : undefined;
  };
}

function pointedAt(root: Json, pointer: string): Json | undefined {
  const steps = pointer.split('/').slice(1).map(unescaped);
  return steps.reduce<Json | undefined>((at, step) => {
    if (isList(at)) return /^\d+$/.test(step) ? at[Number(step)] : undefined;
    return isObject(at) ? own(at, step) : undefined;
  }, root);
}

function unescaped(step: string): string {
  try {
    return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return step;
  }
}

/**
 * The schemas that a value must satisfy under any circumstances if it must satisfy this one: itself, what it refers to and
 * its allOf, without references. Each schema once, so circles end.
 */
export function unconditional(schemas: readonly Schema[], resolve: Resolve): readonly Schema[] {
  const seen = new Set<Schema>();
  const found: Schema[] = [];
  const open = [...schemas];
  for (let schema = open.shift(); schema !== undefined && found.length < MOST; schema = open.shift()) {
    if (typeof schema === 'boolean') {
      found.push(schema);
      continue;
    }
    if (seen.has(schema)) continue;
    seen.add(schema);
    if (typeof schema.$ref === 'string') {
      const target = resolve(schema.$ref);
      if (target !== undefined) open.push(target);
      continue;
    }
    found.push(schema);
    if (isList(schema.allOf)) open.push(...schema.allOf.filter(isSchema));
  }
  return found;
}

// More parts than this no configuration option has; a hostile schema may.
const MOST = 200;
