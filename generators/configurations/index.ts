// Configurations made from a JSON Schema (draft-07) that is not ours, and judged by it.
export { type ConfigurationSchema, openConfigurationSchema } from './configuration-schema.ts';
export type { Hints } from './hints.ts';
export { type KeywordCoverage, keywordCoverage } from './keyword-coverage.ts';
export { type SchemaProblem, UNJUDGED } from './problems.ts';
export { simplerValues } from './simpler-values.ts';
export { validChange } from './valid-change.ts';
export { validConfiguration } from './valid-configuration.ts';
export type { Violation } from './violation.ts';
export { violations } from './violations.ts';
