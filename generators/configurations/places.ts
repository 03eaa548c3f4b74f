import { isSchema, type Schema } from './draft-07.ts';
import { isList, isObject, type Json, type JsonObject, type Path } from './json.ts';
import { type Resolve, unconditional } from './references.ts';

/** An option, or group of options, that a configuration may hold. */
export interface Place {
  /** Names from the top down; empty for the configuration as a whole. */
  readonly path: Path;
  /** The first schema that describes it, references followed; empty where nothing is said. */
  readonly schema: JsonObject;
  /** All schemas that it must satisfy under any circumstances. */
  readonly schemas: readonly Schema[];
  /** By these schemas alone null is a legal value. */
  readonly nullable: boolean;
}

const MOST_PLACES = 2000;
const DEEPEST = 12;

/**
 * The configuration and every option that is reachable through properties, references and allOf, the upper ones first. At
 * most 2,000; a schema inside itself is followed once.
 */
export function placesOf(root: JsonObject, resolve: Resolve): readonly Place[] {
  const places: Place[] = [];
  const open: { readonly path: Path; readonly schemas: readonly Schema[]; readonly above: ReadonlySet<Schema> }[] = [
    { path: [], schemas: [root], above: new Set() },
  ];
  for (let next = 0; next < open.length && places.length < MOST_PLACES; next++) {
    const entry = open[next];
    if (entry === undefined) break;
    const schemas = unconditional(entry.schemas, resolve);
    const objects = schemas.filter((schema) => typeof schema !== 'boolean');
    places.push({ path: entry.path, schema: objects[0] ?? {}, schemas, nullable: schemas.every(allowsNull) });
    if (entry.path.length >= DEEPEST || objects.some((schema) => entry.above.has(schema))) continue;
    const above = new Set([...entry.above, ...objects]);
    for (const [name, inner] of propertiesOf(objects)) {
      if (open.length < MOST_PLACES) open.push({ path: [...entry.path, name], schemas: inner, above });
    }
  }
  return places;
}

/** The schemas of each member, over several schemas of one object. */
export function propertiesOf(schemas: readonly Schema[]): ReadonlyMap<string, readonly Schema[]> {
  const members = new Map<string, Schema[]>();
  for (const schema of schemas) {
    const properties = isObject(schema) ? schema.properties : undefined;
    if (!isObject(properties)) continue;
    for (const [name, inner] of Object.entries(properties)) {
      if (isSchema(inner)) members.set(name, [...(members.get(name) ?? []), inner]);
    }
  }
  return members;
}

function allowsNull(schema: Schema): boolean {
  if (typeof schema === 'boolean') return schema;
  const types = isList(schema.type) ? schema.type : schema.type === undefined ? undefined : [schema.type];
  const listed = (values: Json | undefined): boolean => !isList(values) || values.includes(null);
  const branches = [schema.anyOf, schema.oneOf].every(
    (branch) => !isList(branch) || branch.some((inner) => isSchema(inner) && allowsNull(inner)),
  );
  return (
    (types === undefined || types.includes('null')) &&
    listed(schema.enum) &&
    (schema.const === undefined || schema.const === null) &&
    branches
  );
}
