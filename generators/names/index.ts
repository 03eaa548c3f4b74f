// Names of files: legal ones, and those that break exactly one rule.
export { breakableRules, type IllegalName, illegalName } from './illegal-name.ts';
export { anyExtension, type LegalNameOptions, LONGEST_NAME, legalName, type NamedKind } from './legal-name.ts';
