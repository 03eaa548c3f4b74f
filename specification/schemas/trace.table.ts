// Schema of a trace: the input of `replay` and `--scenario`, often written by hand. So it is closed: a property that it
// does not know is a slip. Keep it in step with the types of traces; a test holds the two together.
import { NAMES_STEP_DEFINITIONS } from './names-steps.table.ts';
import { SERVICES_STEP_DEFINITIONS } from './services-steps.table.ts';
import {
  base64,
  closed,
  count,
  DIALECT,
  exactlyOne,
  flag,
  milliseconds,
  positive,
  suite,
  text,
  texts,
  union,
} from './shapes.ts';

/** Name of the format, as in `format` of every trace. */
const TRACE_SCHEMA_FORMAT = 'aculab-conformance/trace@1';

const hex = { type: 'string', pattern: '^([0-9a-fA-F]{2})*$', description: 'octets as pairs of hexadecimal digits' };
const level = { type: 'number', minimum: 0, maximum: 1 };
const hertz = { type: 'number', exclusiveMinimum: 0, maximum: 4000 };

const bytes = { $ref: '#/$defs/bytes' };
const signal = { $ref: '#/$defs/signal' };
const steps = { type: 'array', items: { $ref: '#/$defs/step' } };

const kind = (name: string, properties = {}, optional = {}) =>
  closed({ kind: { const: name }, ...properties }, optional);
const step = (name: string, properties = {}, optional = {}) => closed({ do: { const: name }, ...properties }, optional);

const SIGNALS = [
  kind('tone', { hz: hertz }, { level }),
  kind('silence'),
  kind('noise', {}, { level, seed: { type: 'integer' } }),
  kind('clipping', { hz: hertz }),
  kind('dtmf', { digits: { type: 'string', pattern: '^[0-9*#A-D]+$', description: 'digits of 0-9, *, #, A-D' } }),
  kind('count'),
];

const CONDITIONS = [
  kind('pong'),
  kind('ended'),
  kind('closed'),
  kind('close-frame'),
  kind('play-started', {}, { count: positive }),
  kind('playing'),
  kind('play-finished', {}, { count: positive }),
  kind('hangup'),
  kind('message', { type: text }),
  kind('any-frame'),
  kind('quiet', { ms: milliseconds }),
  kind('elapsed', { ms: milliseconds }),
];

const STEPS = [
  step(
    'connect',
    {},
    {
      protocols: texts,
      headers: { type: 'object', additionalProperties: text },
      path: { type: 'string', pattern: '^/', description: 'a path that begins with a slash' },
    },
  ),
  step('open-raw'),
  step('send', { message: { type: 'object' } }),
  step('send-text', { text }),
  step('send-binary', { payload: bytes }),
  step(
    'fragments',
    {
      opcode: { type: 'integer', enum: [1, 2] },
      payloads: { type: 'array', items: bytes, minItems: 1 },
    },
    { pings: flag },
  ),
  step(
    'frame',
    { opcode: { type: 'integer', minimum: 0, maximum: 15 } },
    {
      payload: bytes,
      fin: flag,
      rsv: { type: 'integer', minimum: 0, maximum: 7 },
      mask: flag,
      lengthBits: { type: 'integer', enum: [7, 16, 64] },
      declaredLength: {
        type: ['integer', 'string'],
        minimum: 0,
        pattern: '^[0-9]+$',
        description: 'a whole number, in digits where a number cannot hold it',
      },
      cutAfter: count,
    },
  ),
  step('bytes', { payload: bytes }, { chopped: flag, gapMs: milliseconds }),
  step('audio', { signal, ms: milliseconds }, { frameSamples: positive, pacing: { $ref: '#/$defs/pacing' } }),
  step('audio-on', { signal }, { frameSamples: positive }),
  step('audio-off'),
  step('ping', {}, { payload: bytes, wait: flag }),
  step('pong', {}, { payload: bytes }),
  step(
    'wait',
    { for: { $ref: '#/$defs/condition' } },
    { withinMs: milliseconds, else: { type: 'string', enum: ['go-on', 'end'] } },
  ),
  step('stall', { ms: milliseconds }),
  step('close', {}, { code: { type: 'integer', minimum: 0, maximum: 65535 }, reason: text }),
  step('await-close', {}, { withinMs: milliseconds }),
  step('reset'),
  step('half-close'),
  step('go-silent', { ms: milliseconds }),
  step('role', { answers: flag }),
  step('parallel', {
    calls: { type: 'array', items: closed({ label: text, steps }, { afterMs: milliseconds }), minItems: 1 },
  }),
  step('churn', { times: positive, atOnce: positive, steps }),
  step('probe'),
  step('sample-process'),
];

const traceOf = (stepDefinition: string, optional = {}) =>
  closed(
    {
      format: { const: TRACE_SCHEMA_FORMAT },
      id: {
        type: 'string',
        pattern: '^[a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*$',
        description: 'words in lower case joined by minus, in segments joined by slashes (call-end/while-playing)',
      },
      title: { type: 'string', minLength: 1 },
      suite,
      requirements: texts,
      steps: { type: 'array', items: { $ref: `#/$defs/${stepDefinition}` } },
    },
    { profile: { type: 'string', enum: ['smoke', 'standard', 'full'] }, exclusive: flag, ...optional },
  );

const isOf = (name: string) => ({ properties: { suite: { const: name } }, required: ['suite'] });

export const TRACE_SCHEMA = {
  $schema: DIALECT,
  $id: 'urn:aculab-conformance:trace:1',
  title: 'A trace: the steps of a case, as data',
  type: 'object',
  // The steps of calls, of requests and of names have nothing in common but words.
  if: isOf('services'),
  // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema; this object is never awaited.
  then: traceOf('services-step'),
  else: {
    if: isOf('media-files'),
    // biome-ignore lint/suspicious/noThenProperty: as above.
    then: traceOf('names-step', { only: { type: 'string', enum: ['store', 'validator'] } }),
    else: traceOf('step'),
  },
  $defs: {
    bytes: exactlyOne({
      text,
      request: text,
      hex,
      base64,
      // 64 Mi repetitions: enough for every oversized message, too few to fill the memory by a slip.
      repeat: closed({ hex, times: { type: 'integer', minimum: 0, maximum: 67_108_864 } }),
    }),
    signal: union('kind', SIGNALS),
    pacing: closed({}, { burst: positive, jitterMs: milliseconds, pauseMs: milliseconds, unpaced: flag }),
    condition: union('kind', CONDITIONS),
    step: union('do', STEPS),
    ...SERVICES_STEP_DEFINITIONS,
    ...NAMES_STEP_DEFINITIONS,
  },
} as const;
