// Schema of one line of a transcript of HTTP exchanges: the header first, then the events, last the end with their
// number. Open: properties of other names are for later versions of the same format.
import { base64, count, DIALECT, flag, milliseconds, record, suite, text, texts, union, wallClock } from './shapes.ts';

/** Name of the format, as in `format` of the first line. */
const EXCHANGES_SCHEMA_FORMAT = 'aculab-conformance/exchanges@1';

/** Octets: as `text` where they are valid UTF-8, else as `base64`; `truncated` where only the beginning was kept. */
const body = record({ bytes: count }, { text, base64, truncated: { const: true } });

const headers = { type: 'array', items: { type: 'array', items: text, minItems: 2, maxItems: 2 } };

/** A request, its response, and the ways in which there is none: the same wherever HTTP is recorded. */
export const exchangeParts = {
  request: record({ method: text, target: text, headers }, { body }),
  response: record({ status: count, reason: text, headers }, { body }),
  failureKinds: ['unconnected', 'timeout', 'reset', 'cut', 'malformed', 'too-large', 'aborted'],
} as const;

const exchange = record(
  {
    kind: { const: 'exchange' },
    ms: milliseconds,
    durationMs: milliseconds,
    purpose: { type: 'string', enum: ['step', 'clean-up'] },
    step: { type: 'integer', minimum: -1 },
    operation: record(
      {
        do: {
          type: 'string',
          enum: ['list', 'schema', 'read', 'write', 'modify', 'delete', 'request', 'parallel'],
        },
        as: { type: 'string', enum: ['first', 'second', 'refused', 'none'] },
      },
      { service: text },
    ),
    request: exchangeParts.request,
  },
  {
    firstByteMs: milliseconds,
    response: exchangeParts.response,
    failure: record({ kind: { type: 'string', enum: exchangeParts.failureKinds }, message: text }),
    waits: count,
  },
);

const process = record(
  {
    kind: { const: 'process' },
    ms: milliseconds,
    event: { type: 'string', enum: ['exit', 'restart', 'output'] },
    pid: count,
  },
  { exitCode: { type: ['integer', 'null'] }, signal: { type: ['string', 'null'] }, output: texts },
);

const stall = record({ kind: { const: 'stall' }, ms: milliseconds, lateMs: milliseconds });

const end = record({ kind: { const: 'eof' }, events: count });

const header = record({
  format: { const: EXCHANGES_SCHEMA_FORMAT },
  suite,
  case: text,
  title: text,
  requirements: texts,
  url: text,
  startedAt: wallClock,
  namePrefix: text,
  roundTripMs: milliseconds,
  secondAccount: flag,
});

export const EXCHANGES_LINE_SCHEMA = {
  $schema: DIALECT,
  $id: 'urn:aculab-conformance:exchanges-line:1',
  title: 'One line of a transcript of HTTP exchanges: header, event or end',
  type: 'object',
  // The header is the one line that has no kind.
  if: { properties: { kind: true }, required: ['kind'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema; this object is never awaited.
  then: union('kind', [exchange, stall, process, end]),
  else: header,
} as const;
