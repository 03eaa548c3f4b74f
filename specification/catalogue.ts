// The catalogue of requirements: every checkable sentence of the documents, under a public and stable id.
import { CLOUD_ENTRIES } from './catalogue/cloud.table.ts';
import type { Entry } from './catalogue/entry.ts';
import { MEDIA_FILES_ENTRIES } from './catalogue/media-files.table.ts';
import { SERVICES_ENTRIES } from './catalogue/services.table.ts';
import { WEBSOCKET_ENTRIES } from './catalogue/websocket.table.ts';
import type { Requirement, SuiteName } from './types.ts';

export { nearestIds } from './nearest.ts';

const ofSuite = (suite: SuiteName, entries: readonly Entry[]): readonly Requirement[] =>
  entries.map((entry) => ({ readings: [], ...entry, suite }));

/** All requirements, by suite, in the order of the documents. */
export const REQUIREMENTS: readonly Requirement[] = [
  ...ofSuite('websocket', WEBSOCKET_ENTRIES),
  ...ofSuite('cloud', CLOUD_ENTRIES),
  ...ofSuite('services', SERVICES_ENTRIES),
  ...ofSuite('media-files', MEDIA_FILES_ENTRIES),
];

const byId: ReadonlyMap<string, Requirement> = new Map(REQUIREMENTS.map((entry) => [entry.id, entry]));

/** The requirement with this id, if there is one. */
export function requirement(id: string): Requirement | undefined {
  return byId.get(id);
}

/** The requirements of one suite, in the order of the documents. */
export function requirementsOf(suite: SuiteName): readonly Requirement[] {
  return REQUIREMENTS.filter((entry) => entry.suite === suite);
}

/**
 * What a violation costs: `fail` where the documents demand it or what they demand implies it, `warn` where they only
 * recommend it or say nothing. A violation under one reading alone is a warn whatever this returns.
 */
export function violationVerdict({ level, basis }: Pick<Requirement, 'level' | 'basis'>): 'fail' | 'warn' {
  return level === 'must' && basis !== 'assumed' ? 'fail' : 'warn';
}
