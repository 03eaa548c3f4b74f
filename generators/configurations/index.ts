export { type ConfigurationSchema, openConfigurationSchema } from './configuration-schema.ts';
export type { Hints } from './hints.ts';
export type { Json, JsonObject } from './json.ts';
export type { Place } from './places.ts';
export { type SchemaProblem, UNJUDGED } from './problems.ts';
