// What the faults are written in.
import type { Hook } from '../seams.ts';

/** Hooks by fault id. */
export type Hooks = Readonly<Record<string, Hook>>;
