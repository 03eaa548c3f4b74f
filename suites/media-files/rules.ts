// Every rule of the media-files suite, in the order of the catalogue.
import { requirementsOf } from '../../specification/catalogue.ts';
import type { Rule } from './rule.ts';
import { containedRules } from './rules/contained.ts';
import { nameRules } from './rules/names.ts';
import { storeRules } from './rules/store.ts';
import { survivesRules } from './rules/survives.ts';

const ORDER = requirementsOf('media-files').map(({ id }) => id);

const ALL: readonly Rule[] = [...nameRules, ...storeRules, ...containedRules, ...survivesRules];

/** One rule for each files.* requirement of the catalogue. */
export const MEDIA_FILES_RULES: readonly Rule[] = ALL.toSorted(
  (a, b) => ORDER.indexOf(a.requirement) - ORDER.indexOf(b.requirement),
);
