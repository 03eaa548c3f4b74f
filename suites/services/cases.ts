import type { ServicesCase } from './case.ts';
import { accountCases } from './cases/accounts.ts';
import { contentTypeCases } from './cases/content-types.ts';
import { credentialCases } from './cases/credentials.ts';
import { defaultCases } from './cases/defaults.ts';
import { deleteCases } from './cases/delete.ts';
import { exampleCases } from './cases/examples.ts';
import { hostileNameCases } from './cases/hostile-names.ts';
import { hostileValueCases } from './cases/hostile-values.ts';
import { invalidMergeCases } from './cases/invalid-merge.ts';
import { isolationCases } from './cases/isolation.ts';
import { listingCases } from './cases/listing.ts';
import { malformedBodyCases } from './cases/malformed-bodies.ts';
import { mandatoryCases } from './cases/mandatory.ts';
import { methodCases } from './cases/methods.ts';
import { modifyCases } from './cases/modify.ts';
import { replaceCases } from './cases/replace.ts';
import { unknownOptionCases } from './cases/unknown-options.ts';
import { unknownServiceCases } from './cases/unknown-services.ts';
import { validationCases } from './cases/validation.ts';
import { schemaDrivenCases } from './schema-driven/cases.ts';
import { statefulCases } from './stateful/cases.ts';

/** The scripted cases, of every profile, in the order of the documents and the hostile ones last. */
export const scriptedCases: readonly ServicesCase[] = [
  ...exampleCases,
  ...listingCases,
  ...defaultCases,
  ...mandatoryCases,
  ...validationCases,
  ...replaceCases,
  ...modifyCases,
  ...invalidMergeCases,
  ...unknownOptionCases,
  ...deleteCases,
  ...unknownServiceCases,
  ...isolationCases,
  ...accountCases,
  ...credentialCases,
  ...methodCases,
  ...contentTypeCases,
  ...malformedBodyCases,
  ...hostileValueCases,
  ...hostileNameCases,
];

/** All cases of the services suite, of every profile. Their steps are made for a target and a seed when they run. */
export const servicesCases: (options: { readonly seed: number }) => readonly ServicesCase[] = () => [
  ...scriptedCases,
  ...schemaDrivenCases,
  ...statefulCases,
];
