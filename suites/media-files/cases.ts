import type { NamesCase } from './case.ts';
import { allowedNameCases } from './cases/allowed-names.ts';
import { characterCases } from './cases/characters.ts';
import { commonCases } from './cases/common.ts';
import { containmentCases } from './cases/containment.ts';
import { extensionCases } from './cases/extensions.ts';
import { hostileCases } from './cases/hostile.ts';
import { propertyCases } from './cases/properties.ts';
import { sequenceCases } from './cases/sequences.ts';
import { storeCases } from './cases/stores.ts';
import { unicodeCases } from './cases/unicode.ts';

/** The cases whose names are written down. */
export const scriptedCases: readonly NamesCase[] = [
  ...commonCases,
  ...characterCases,
  ...allowedNameCases,
  ...unicodeCases,
  ...extensionCases,
  ...sequenceCases,
  ...hostileCases,
  ...storeCases,
  ...containmentCases,
];

/** All cases of the media-files suite, of every profile. Their steps are made for a way to the target and a seed. */
export const mediaFilesCases: readonly NamesCase[] = [...scriptedCases, ...propertyCases];
