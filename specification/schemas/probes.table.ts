// Schema of one line of a transcript of names: the header first, then the events, last the end with their number. Open:
// properties of other names are for later versions of the same format.
import { exchangeParts } from './exchanges.table.ts';
import { count, DIALECT, milliseconds, record, suite, text, texts, union, wallClock } from './shapes.ts';

/** Name of the format, as in `format` of the first line. */
const PROBES_SCHEMA_FORMAT = 'aculab-conformance/probes@1';

const { request, response, failureKinds } = exchangeParts;

const probe = record(
  {
    kind: { const: 'probe' },
    ms: milliseconds,
    durationMs: milliseconds,
    purpose: { type: 'string', enum: ['step', 'clean-up'] },
    step: { type: 'integer', minimum: -1 },
    do: { type: 'string', enum: ['offer', 'read', 'list', 'delete'] },
    fileKind: { type: 'string', enum: ['media', 'msg_media', 'rest'] },
    outcome: { type: 'string', enum: ['accepted', 'refused', 'failed', 'unclear'] },
  },
  {
    name: text,
    label: text,
    about: text,
    what: text,
    rawName: text,
    reason: text,
    request,
    response,
    failure: record({
      kind: { type: 'string', enum: [...failureKinds, 'exit', 'rubbish', 'unknown-id'] },
      message: text,
    }),
    stderr: texts,
    listed: texts,
    content: record({
      bytes: count,
      sha256: { type: 'string', pattern: '^[0-9a-f]{64}$', description: 'a SHA-256 digest in hexadecimal digits' },
    }),
  },
);

const stall = record({ kind: { const: 'stall' }, ms: milliseconds, lateMs: milliseconds });

const end = record({ kind: { const: 'eof' }, events: count });

const header = record({
  format: { const: PROBES_SCHEMA_FORMAT },
  suite,
  case: text,
  title: text,
  requirements: texts,
  target: text,
  binding: { type: 'string', enum: ['store', 'exec', 'module'] },
  startedAt: wallClock,
  namePrefix: text,
});

export const PROBES_LINE_SCHEMA = {
  $schema: DIALECT,
  $id: 'urn:aculab-conformance:probes-line:1',
  title: 'One line of a transcript of names: header, event or end',
  type: 'object',
  // The header is the one line that has no kind.
  if: { properties: { kind: true }, required: ['kind'] },
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema; this object is never awaited.
  then: union('kind', [probe, stall, end]),
  else: header,
} as const;
