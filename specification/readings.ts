import { READINGS } from './readings.table.ts';
import type { Reading } from './types.ts';

export { READINGS } from './readings.table.ts';

const byId: ReadonlyMap<string, Reading> = new Map(READINGS.map((entry) => [entry.id, entry]));

/** The reading with this id (`R1`), if there is one. */
export function reading(id: string): Reading | undefined {
  return byId.get(id);
}
