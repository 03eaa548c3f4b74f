// Names of files: legal ones, and those that break exactly one rule.
export { breakableRules, illegalName } from './illegal-name.ts';
export { anyExtension, legalName } from './legal-name.ts';
