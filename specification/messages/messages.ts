// Every WebSocket message in both directions: its schema, and the JSON types of its documented properties.
import { compile, type JsonSchema, type Validator } from '../validation/compile.ts';
import { CLOUD_MESSAGES } from './from-cloud.table.ts';
import { SERVER_MESSAGES } from './from-server.table.ts';

/** Who sends the message. */
export type Sender = 'cloud' | 'server';

/** JSON knows no integers: whether a number may have a fraction is a question of its value. */
export type PropertyType = 'string' | 'number';

interface MessageSchema extends JsonSchema {
  readonly properties: Readonly<Record<string, JsonSchema>>;
}

const byType = (table: Readonly<Record<string, MessageSchema>>): ReadonlyMap<string, MessageSchema> =>
  new Map(Object.entries(table));

const SCHEMAS: Readonly<Record<Sender, ReadonlyMap<string, MessageSchema>>> = {
  cloud: byType(CLOUD_MESSAGES),
  server: byType(SERVER_MESSAGES),
};

const jsonTypes = ({ properties }: MessageSchema): ReadonlyMap<string, PropertyType> =>
  new Map(Object.entries(properties).map(([name, { type }]) => [name, type === 'string' ? 'string' : 'number']));

const PROPERTIES: Readonly<Record<Sender, ReadonlyMap<string, ReadonlyMap<string, PropertyType>>>> = {
  cloud: new Map([...SCHEMAS.cloud].map(([type, schema]) => [type, jsonTypes(schema)])),
  server: new Map([...SCHEMAS.server].map(([type, schema]) => [type, jsonTypes(schema)])),
};

/** The types of message that this side sends, the second reading of the play start (R1) included. */
export function messageTypes(from: Sender): readonly string[] {
  return [...SCHEMAS[from].keys()];
}

/** JSON Schema (2020-12) of a message; undefined for an unknown type. */
export function messageSchema(from: Sender, type: string): JsonSchema | undefined {
  return SCHEMAS[from].get(type);
}

/**
 * The documented properties of a message, `type` included, with their JSON types; undefined for an unknown type. A
 * property outside the map is undocumented; one inside it with another JSON type is wrong whatever its value.
 */
export function documentedProperties(from: Sender, type: string): ReadonlyMap<string, PropertyType> | undefined {
  return PROPERTIES[from].get(type);
}

/** Compiles the schema of a message. The validator says what is wrong with an object, one line each. */
export async function messageValidator(from: Sender, type: string): Promise<Validator | undefined> {
  const schema = messageSchema(from, type);
  return schema === undefined ? undefined : compile(schema);
}
