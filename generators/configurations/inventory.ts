import { innerSchemas, JUDGING_KEYWORDS, type Schema } from './draft-07.ts';
import type { JsonObject } from './json.ts';
import type { Resolve } from './references.ts';

/** How many schemas use each keyword that takes part in judging; what is referred to counts once. */
export function keywordInventory(root: JsonObject, resolve: Resolve): ReadonlyMap<string, number> {
  const uses = new Map<string, number>();
  const seen = new Set<Schema>();
  const open: Schema[] = [root];
  for (let schema = open.pop(); schema !== undefined; schema = open.pop()) {
    if (typeof schema === 'boolean' || seen.has(schema)) continue;
    seen.add(schema);
    const reference = schema.$ref;
    for (const keyword of typeof reference === 'string' ? ['$ref'] : Object.keys(schema)) {
      if (JUDGING_KEYWORDS.has(keyword)) uses.set(keyword, (uses.get(keyword) ?? 0) + 1);
    }
    const target = typeof reference === 'string' ? resolve(reference) : undefined;
    open.push(...innerSchemas(schema), ...(target === undefined ? [] : [target]));
  }
  return new Map([...uses].sort(([a], [b]) => (a < b ? -1 : 1)));
}
