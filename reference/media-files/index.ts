// The reference store and validators of media files as the other rooms may use them.
import { fileURLToPath } from 'node:url';

export { type Binding, MEDIA_FILES_FAULTS, type MediaFilesFault } from './faults.table.ts';
export { OUTSIDE_MARKER } from './sandbox.ts';
export type { Validator } from './seams.ts';
export {
  type ReferenceMediaFilesOptions,
  type ReferenceMediaFilesStore,
  startReferenceMediaFilesStore,
} from './server.ts';
export { createValidator } from './validator.ts';
export { runValidatorLines } from './validator-lines.ts';
export { MEDIA_FILES_VARIATIONS, type MediaFilesVariation } from './variations.table.ts';

/** File of a module with `isValidName`; its environment variable ACULAB_REFERENCE_FAULTS names its faults. */
export const VALIDATOR_MODULE_PATH: string = fileURLToPath(
  new URL(`./validator-module${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`, import.meta.url),
);
