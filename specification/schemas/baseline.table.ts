// Schema of a baseline: the findings that a gate puts up with for now. People edit it by hand, so it is closed: a property
// that it does not know is a slip.
import { closed, DIALECT, suite } from './shapes.ts';

/** Name of the format, as in `format` of every baseline. */
const BASELINE_SCHEMA_FORMAT = 'aculab-conformance/baseline@1';

const said = (description: string) => ({ type: 'string', pattern: '\\S', description });

const entry = closed(
  {
    requirement: said('the id of a requirement'),
    case: said('the id of a case'),
    signature: {
      type: 'string',
      pattern: '^(fail|warn): \\S',
      description: 'what the finding says with # for every number, such as "fail: A frame holds # bytes"',
    },
    reason: said('a sentence that says why it is put up with'),
  },
  {
    issue: said('where it is followed up'),
    expires: {
      type: 'string',
      pattern: '^\\d{4}-\\d{2}-\\d{2}$',
      description: 'the last day on which it is put up with, such as 2026-12-31',
    },
  },
);

export const BASELINE_SCHEMA = {
  $schema: DIALECT,
  $id: 'urn:aculab-conformance:baseline:1',
  title: 'A baseline: findings that are known and do not fail the gate',
  ...closed({
    format: { const: BASELINE_SCHEMA_FORMAT },
    suite,
    // Generated cases are the same only under the same seed.
    seed: { type: 'integer', minimum: 0, maximum: 2 ** 31 - 1 },
    profile: { type: 'string', enum: ['smoke', 'standard', 'full'] },
    entries: { type: 'array', items: entry },
  }),
} as const;
