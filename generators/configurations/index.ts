// Configurations made from a JSON Schema (draft-07) that is not ours, and judged by it.
export { type ConfigurationSchema, openConfigurationSchema } from './configuration-schema.ts';
export type { Hints } from './hints.ts';
export type { Json, JsonObject } from './json.ts';
export { type DemandCoverage, type KeywordCoverage, keywordCoverage } from './keyword-coverage.ts';
export type { Place } from './places.ts';
export { type SchemaProblem, UNJUDGED } from './problems.ts';
export { simplerValues } from './simpler-values.ts';
export { startingPoints } from './starting-points.ts';
export { validChange } from './valid-change.ts';
export { validConfiguration } from './valid-configuration.ts';
export type { Violation } from './violation.ts';
export { type DroppedPair, type Violations, violations } from './violations.ts';
