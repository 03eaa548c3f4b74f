// Schema of run.json. Open: properties of other names are for later versions of the same format.
import { count, DIALECT, flag, milliseconds, record, suite, text, texts, wallClock } from './shapes.ts';

/** Name of the format, as in `format` of every run.json. */
const RUN_SCHEMA_FORMAT = 'aculab-conformance/run@1';

const REQUIREMENT_VERDICTS = ['pass', 'fail', 'warn', 'not-exercised', 'inconclusive'];
export const CASE_VERDICTS = [...REQUIREMENT_VERDICTS, 'skipped'];

/** Of a run as a whole. */
export const RUN_VERDICTS = ['pass', 'fail', 'none'];

const tally = (verdicts: readonly string[]) => record(Object.fromEntries(verdicts.map((verdict) => [verdict, count])));
const findings = { type: 'array', items: { $ref: '#/$defs/finding' } };
const integerOrNull = { type: ['integer', 'null'] };
const textOrNull = { type: ['string', 'null'] };

export const shard = record({
  index: { type: 'integer', minimum: 1 },
  of: { type: 'integer', minimum: 1 },
});

const known = record({ reason: text }, { issue: text, expires: text });

const BASELINE_PROBLEMS = ['passes', 'differs', 'expired', 'unknown-requirement', 'unknown-case'];

const baseline = record({
  file: text,
  entries: count,
  met: count,
  problems: {
    type: 'array',
    items: record({
      kind: { type: 'string', enum: BASELINE_PROBLEMS },
      requirement: text,
      case: text,
      message: text,
      change: text,
    }),
  },
});

export const finding = record(
  {
    requirement: text,
    verdict: { type: 'string', enum: ['fail', 'warn'] },
    message: text,
    expected: text,
    observed: text,
    case: text,
  },
  {
    reading: text,
    at: record({ event: count, ms: milliseconds }),
    count: { type: 'integer', minimum: 2 },
    sorts: texts,
    known,
  },
);

const requirementResult = record(
  {
    id: text,
    level: { type: 'string', enum: ['must', 'should'] },
    basis: { type: 'string', enum: ['published', 'derived', 'assumed'] },
    verdict: { type: 'string', enum: REQUIREMENT_VERDICTS },
    exercised: count,
    findings,
  },
  { exercisedIn: record({ cases: count, first: texts }) },
);

const caseResult = record(
  {
    id: text,
    title: text,
    suite,
    verdict: { type: 'string', enum: CASE_VERDICTS },
    durationMs: milliseconds,
    requirements: texts,
    findings,
  },
  { reason: text, transcript: text, trace: text, startedAt: wallClock },
);

const crash = record({ case: text, exitCode: integerOrNull, signal: textOrNull, output: texts });

export const RUN_SCHEMA = {
  $schema: DIALECT,
  $id: 'urn:aculab-conformance:run:1',
  title: 'A run: what was asked, what was found',
  ...record(
    {
      format: { const: RUN_SCHEMA_FORMAT },
      tool: record({ name: text, version: text }),
      startedAt: wallClock,
      durationMs: milliseconds,
      seed: { type: 'integer' },
      profile: text,
      command: text,
      complete: flag,
      target: record(
        { suite },
        {
          url: text,
          subprotocol: text,
          program: text,
          started: text,
          crashes: { type: 'array', items: crash },
          roundTripMs: milliseconds,
          notes: texts,
        },
      ),
      summary: record({
        verdict: { type: 'string', enum: RUN_VERDICTS },
        requirements: tally(REQUIREMENT_VERDICTS),
        cases: tally(CASE_VERDICTS),
      }),
      requirements: { type: 'array', items: requirementResult },
      cases: { type: 'array', items: caseResult },
    },
    { incompleteReason: text, shard, baseline },
  ),
  $defs: { finding },
} as const;
