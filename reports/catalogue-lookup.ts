import type { Requirement } from '../specification/types.ts';

/** How a report learns what a requirement says; an id of another version of the catalogue is unknown. */
export type RequirementLookup = (id: string) => Requirement | undefined;
