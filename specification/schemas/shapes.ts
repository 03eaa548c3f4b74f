// Short ways to write the shapes that the published schemas repeat.
import type { JsonSchema } from '../validation/compile.ts';

/** The dialect of all published schemas. */
export const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

type Properties = Readonly<Record<string, JsonSchema>>;

export const text = { type: 'string' } as const;
export const flag = { type: 'boolean' } as const;
export const count = { type: 'integer', minimum: 0 } as const;
export const positive = { type: 'integer', minimum: 1 } as const;
/** A span or a moment, in milliseconds. */
export const milliseconds = { type: 'number', minimum: 0 } as const;
export const base64 = {
  type: 'string',
  pattern: '^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$',
  description: 'octets as base64 with padding',
} as const;
export const texts = { type: 'array', items: text } as const;
/** A moment of the wall clock, ISO 8601. */
export const wallClock = {
  type: 'string',
  pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?Z$',
  description: 'a UTC time such as 2026-01-31T12:00:00.000Z',
} as const;

export const suite = { type: 'string', enum: ['websocket', 'cloud', 'services', 'media-files'] } as const;

/** An object; the properties that are not `optional` are required. Others are legal: a later version may add them. */
export function record(properties: Properties, optional: Properties = {}): JsonSchema {
  return { type: 'object', properties: { ...properties, ...optional }, required: Object.keys(properties) };
}

/** The same without properties of other names: for what people write by hand, where those are slips. */
export function closed(properties: Properties, optional: Properties = {}): JsonSchema {
  return { ...record(properties, optional), additionalProperties: false };
}

/** An object of which exactly one of these properties is there. */
export function exactlyOne(properties: Properties): JsonSchema {
  return { type: 'object', properties, additionalProperties: false, minProperties: 1, maxProperties: 1 };
}

/** An object whose kind is told by one property. Each branch must name it as a constant and require it. */
export function union(tag: string, branches: readonly JsonSchema[]): JsonSchema {
  return { type: 'object', discriminator: { propertyName: tag }, oneOf: branches };
}
