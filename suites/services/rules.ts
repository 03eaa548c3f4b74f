// Every rule of the services suite, in the order of the catalogue.
import { requirementsOf } from '../../specification/catalogue.ts';
import type { Rule } from './rule.ts';
import { authRules } from './rules/auth.ts';
import { deleteRules } from './rules/delete.ts';
import { errorRules } from './rules/error.ts';
import { isolatesRules } from './rules/isolates.ts';
import { listRules } from './rules/list.ts';
import { modifyRules } from './rules/modify.ts';
import { modifyRefusalRules } from './rules/modify-refusals.ts';
import { readRules } from './rules/read.ts';
import { responseRules } from './rules/response.ts';
import { schemaRules } from './rules/schema.ts';
import { survivesRules } from './rules/survives.ts';
import { writeRules } from './rules/write.ts';
import { writeRefusalRules } from './rules/write-refusals.ts';

const ORDER = requirementsOf('services').map(({ id }) => id);

const ALL: readonly Rule[] = [
  ...authRules,
  ...responseRules,
  ...listRules,
  ...schemaRules,
  ...readRules,
  ...writeRules,
  ...writeRefusalRules,
  ...modifyRules,
  ...modifyRefusalRules,
  ...deleteRules,
  ...errorRules,
  ...survivesRules,
  ...isolatesRules,
];

/** One rule for each services.* requirement of the catalogue. */
export const SERVICES_RULES: readonly Rule[] = ALL.toSorted(
  (a, b) => ORDER.indexOf(a.requirement) - ORDER.indexOf(b.requirement),
);
