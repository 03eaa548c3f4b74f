// Schema of what compare writes. Open: properties of other names are for later versions of the same format.
import { CASE_VERDICTS, finding, RUN_VERDICTS, shard } from './run.table.ts';
import { DIALECT, flag, milliseconds, record, suite, text, texts, wallClock } from './shapes.ts';

/** Name of the format, as in `format` of every comparison. */
const COMPARISON_SCHEMA_FORMAT = 'aculab-conformance/comparison@1';

const verdict = { type: 'string', enum: [...CASE_VERDICTS, 'absent'] };

const comparedRun = record(
  {
    startedAt: wallClock,
    version: text,
    target: text,
    seed: { type: 'integer' },
    profile: text,
    command: text,
    complete: flag,
    verdict: { type: 'string', enum: RUN_VERDICTS },
  },
  { incompleteReason: text, shard },
);

const change = record(
  {
    kind: { type: 'string', enum: ['requirement', 'case'] },
    id: text,
    before: verdict,
    after: verdict,
    findings: { type: 'array', items: finding },
  },
  { reason: text, repeat: text },
);

const changes = { type: 'array', items: { $ref: '#/$defs/change' } };

export const COMPARISON_SCHEMA = {
  $schema: DIALECT,
  $id: 'urn:aculab-conformance:comparison:1',
  title: 'Two runs of one suite: what the later one says otherwise',
  ...record({
    format: { const: COMPARISON_SCHEMA_FORMAT },
    suite,
    before: comparedRun,
    after: comparedRun,
    differences: texts,
    newlyFailing: changes,
    fixed: changes,
    changed: changes,
    newlyWarning: changes,
    known: changes,
    lost: changes,
    added: changes,
    removed: changes,
    stillFailing: texts,
    durations: {
      type: 'array',
      items: record({ id: text, beforeMs: milliseconds, afterMs: milliseconds }),
    },
  }),
  $defs: { change },
} as const;
