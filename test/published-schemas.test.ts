// The published schemas are data in specification/, which knows nothing of the types in harness/. Here the two are held
// together: one example of everything that the types allow, with every optional property, must be valid, and must not
// hold a property that the schema does not name. A new step, event or property fails to compile until it is added here.
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { BASELINE_FORMAT, type BaselineDocument, type BaselineEntry } from '../harness/engine/baseline-file.ts';
import {
  EXCHANGES_FORMAT,
  type ExchangeEvent,
  type ExchangeTranscriptEvent,
  type ExchangeTranscriptHeader,
  type Operation,
  type RecordedBody,
} from '../harness/http/exchange.ts';
import type {
  BindingBody,
  BindingDocument,
  BindingRequest,
  ListRequest,
} from '../harness/roles/file-client/binding-document.ts';
import { BINDING_FORMAT } from '../harness/roles/file-client/binding-document.ts';
import {
  PROBES_FORMAT,
  type ProbeEvent,
  type ProbeTranscript,
  type ProbeTranscriptHeader,
} from '../harness/roles/file-client/probe.ts';
import {
  type BaselineProblem,
  type BaselineUse,
  type CaseResult,
  type Finding,
  type KnownFinding,
  RUN_FORMAT,
  type RunDocument,
} from '../harness/run.ts';
import { NAMES_TRACE_FORMAT, type NamesStep, type NamesTrace } from '../harness/traces/names-trace.ts';
import {
  type Auth,
  type RequestBody,
  SERVICES_TRACE_FORMAT,
  type ServicesStep,
  type ServicesTrace,
} from '../harness/traces/services-trace.ts';
import {
  type Bytes,
  type Condition,
  type Signal,
  type Step,
  TRACE_FORMAT,
  type Trace,
} from '../harness/traces/trace.ts';
import {
  type FrameEvent,
  type TargetProfile,
  TRANSCRIPT_FORMAT,
  type TranscriptEvent,
  type TranscriptHeader,
} from '../harness/wire/transcript.ts';
import { type Change, COMPARISON_FORMAT, type ComparedRun, type Comparison } from '../reports/comparison.ts';
import { BASELINE_SCHEMA } from '../specification/schemas/baseline.table.ts';
import { BINDING_SCHEMA } from '../specification/schemas/binding.table.ts';
import { COMPARISON_SCHEMA } from '../specification/schemas/comparison.table.ts';
import { EXCHANGES_LINE_SCHEMA } from '../specification/schemas/exchanges.table.ts';
import { PROBES_LINE_SCHEMA } from '../specification/schemas/probes.table.ts';
import { RUN_SCHEMA } from '../specification/schemas/run.table.ts';
import { TRACE_SCHEMA } from '../specification/schemas/trace.table.ts';
import { TRANSCRIPT_LINE_SCHEMA } from '../specification/schemas/transcript.table.ts';

/** The schema with every object closed, so that it accepts only what it names. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (typeof schema !== 'object' || schema === null) return schema;
  // What follows `if` is a question about the value, not a demand on it.
  const entries = Object.entries(schema).map(([key, value]) => [key, key === 'if' ? value : closed(value)]);
  const parts = Object.fromEntries(entries);
  return 'properties' in parts ? { additionalProperties: false, ...parts } : parts;
}

function validatorOf(schema: object) {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, discriminator: true, allErrors: true });
  expect(ajv.validateSchema(schema)).toBe(true);
  const validate = ajv.compile(closed(schema) as object);
  return (value: unknown) => (validate(JSON.parse(JSON.stringify(value))) ? [] : (validate.errors ?? []));
}

/** Exactly the property sets of a type, the optional ones too. */
type Whole<T> = { [K in keyof T]-?: Exclude<T[K], undefined> };
type StepOf<D extends Step['do']> = Extract<Step, { do: D }>;
type EventOf<K extends TranscriptEvent['kind']> = Extract<TranscriptEvent, { kind: K }>;

const bytes = [
  { text: 'a' },
  { request: 'GET {path} HTTP/1.1\r\n' },
  { hex: '00ff' },
  { base64: 'AP8=' },
  { repeat: { hex: '00', times: 16_777_216 } },
] satisfies Bytes[];

const signals: { [K in Signal['kind']]: Whole<Extract<Signal, { kind: K }>> } = {
  tone: { kind: 'tone', hz: 440, level: 0.5 },
  silence: { kind: 'silence' },
  noise: { kind: 'noise', level: 1, seed: 7 },
  clipping: { kind: 'clipping', hz: 1000 },
  dtmf: { kind: 'dtmf', digits: '0123456789*#ABCD' },
  count: { kind: 'count' },
};

const conditions: { [K in Condition['kind']]: Whole<Extract<Condition, { kind: K }>> } = {
  pong: { kind: 'pong' },
  ended: { kind: 'ended' },
  closed: { kind: 'closed' },
  'close-frame': { kind: 'close-frame' },
  'play-started': { kind: 'play-started', count: 2 },
  playing: { kind: 'playing' },
  'play-finished': { kind: 'play-finished', count: 1 },
  hangup: { kind: 'hangup' },
  message: { kind: 'message', type: 'audio_start' },
  'any-frame': { kind: 'any-frame' },
  quiet: { kind: 'quiet', ms: 500 },
  elapsed: { kind: 'elapsed', ms: 1000 },
};

const steps: { [D in Step['do']]: Whole<StepOf<D>> } = {
  connect: { do: 'connect', protocols: [], headers: { a: 'b' }, path: '/other' },
  'open-raw': { do: 'open-raw' },
  send: { do: 'send', message: { type: 'call_start', from: '' } },
  'send-text': { do: 'send-text', text: '{' },
  'send-binary': { do: 'send-binary', payload: { hex: '' } },
  fragments: { do: 'fragments', opcode: 1, payloads: bytes, pings: true },
  frame: {
    do: 'frame',
    opcode: 15,
    payload: { text: '' },
    fin: false,
    rsv: 7,
    mask: false,
    lengthBits: 64,
    declaredLength: '9223372036854775808',
    cutAfter: 3,
  },
  bytes: { do: 'bytes', payload: { text: 'GET' }, chopped: true, gapMs: 5 },
  audio: {
    do: 'audio',
    signal: signals.tone,
    ms: 800,
    frameSamples: 1,
    pacing: { burst: 5, jitterMs: 15, pauseMs: 600, unpaced: true } satisfies Whole<
      NonNullable<StepOf<'audio'>['pacing']>
    >,
  },
  'audio-on': { do: 'audio-on', signal: signals.silence, frameSamples: 160 },
  'audio-off': { do: 'audio-off' },
  ping: { do: 'ping', payload: { hex: '00' }, wait: false },
  pong: { do: 'pong', payload: { hex: '00' } },
  wait: { do: 'wait', for: conditions.playing, withinMs: 5000, else: 'end' },
  stall: { do: 'stall', ms: 1500 },
  close: { do: 'close', code: 1000, reason: '' },
  'await-close': { do: 'await-close', withinMs: 2000 },
  reset: { do: 'reset' },
  'half-close': { do: 'half-close' },
  'go-silent': { do: 'go-silent', ms: 100 },
  role: { do: 'role', answers: false },
  parallel: { do: 'parallel', calls: [{ label: 'one', afterMs: 20, steps: [{ do: 'reset' }] }] },
  churn: { do: 'churn', times: 200, atOnce: 10, steps: [{ do: 'ping' }] },
  probe: { do: 'probe' },
  'sample-process': { do: 'sample-process' },
};

const trace: Whole<Trace> = {
  format: TRACE_FORMAT,
  id: 'group/name-1',
  title: 'Everything at once',
  suite: 'websocket',
  requirements: ['ws.call.pong'],
  profile: 'full',
  exclusive: true,
  steps: [
    ...Object.values(steps),
    ...Object.values(signals).map((signal): Step => ({ do: 'audio-on', signal })),
    ...Object.values(conditions).map((condition): Step => ({ do: 'wait', for: condition })),
  ],
};

const auths = [
  { account: 'first' },
  { account: 'second' },
  { user: '{user}', key: '{key:cut}', scheme: 'Bearer' },
  { user: '', key: '' },
  { header: 'Basic' },
  { none: true },
] satisfies Auth[];

const bodies = [
  { text: '{' },
  { base64: '/w==' },
  { repeat: { before: '[', text: '1,', times: 1_000_000, after: '1]' } },
] satisfies RequestBody[];

const parts = { auth: { account: 'first' }, headers: { a: 'b' } } as const;
const named = { ...parts, service: 'a b', rawLabel: 'a%20b' };
const withBody = { ...named, configuration: { a: [null, 1] }, body: { text: '' }, contentType: null };

const servicesSteps: { [D in ServicesStep['do']]: Whole<Extract<ServicesStep, { do: D }>> } = {
  list: { do: 'list', ...parts },
  schema: { do: 'schema', ...parts },
  read: { do: 'read', ...named },
  write: { do: 'write', ...withBody },
  modify: { do: 'modify', ...withBody },
  delete: { do: 'delete', ...named },
  request: { do: 'request', method: 'FOO', on: 'service', ...withBody },
  parallel: { do: 'parallel', steps: [{ do: 'list' }] },
};

const servicesTrace: Whole<ServicesTrace> = {
  format: SERVICES_TRACE_FORMAT,
  id: 'group/name-1',
  title: 'Everything at once',
  suite: 'services',
  requirements: ['services.list.shape'],
  profile: 'full',
  exclusive: true,
  steps: [
    ...Object.values(servicesSteps),
    ...auths.map((auth): ServicesStep => ({ do: 'list', auth })),
    ...bodies.map((body): ServicesStep => ({ do: 'write', service: '', body })),
    { do: 'write', service: 'a', configuration: null, contentType: 'text/plain' },
  ],
};

type NamesStepOf<D extends NamesStep['do']> = Extract<NamesStep, { do: D }>;

const asked = {
  kind: 'media',
  name: 'a',
  about: 'files.separator',
  what: 'a slash',
  rawName: 'a',
  bare: true,
} as const;

const namesSteps: { [D in NamesStep['do']]: Whole<NamesStepOf<D>> } = {
  offer: { do: 'offer', ...asked, content: { text: 'a' } },
  read: { do: 'read', ...asked },
  list: { do: 'list', kind: 'rest' },
  delete: { do: 'delete', kind: 'msg_media', name: 'a', bare: true },
};

const namesTrace: Whole<NamesTrace> = {
  format: NAMES_TRACE_FORMAT,
  id: 'group/name-1',
  title: 'Everything at once',
  suite: 'media-files',
  requirements: ['files.separator'],
  profile: 'smoke',
  exclusive: true,
  only: 'validator',
  steps: [...Object.values(namesSteps), { ...namesSteps.offer, content: { base64: 'AP8=' } }],
};

const known: Whole<KnownFinding> = {
  reason: 'the next version mends it',
  issue: 'https://bugs.example/12',
  expires: '2027-01-31',
};

const baseline: Whole<BaselineUse> & { problems: readonly Whole<BaselineProblem>[] } = {
  file: 'known.json',
  entries: 2,
  met: 1,
  problems: [
    {
      kind: 'passes',
      requirement: 'ws.call.pong',
      case: 'ping/long',
      message: 'it passes now',
      change: 'known.json:12: remove this entry',
    },
  ],
};

const finding: Whole<Finding> = {
  requirement: 'ws.call.pong',
  verdict: 'warn',
  message: 'no pong',
  expected: 'a pong',
  observed: 'nothing',
  reading: 'R1',
  case: 'ping/empty',
  at: { event: 3, ms: 12.5 },
  count: 2,
  sorts: ['%', 'space'],
  known,
};

const caseResult: Whole<CaseResult> = {
  id: 'ping/empty',
  title: 'An empty Ping',
  suite: 'websocket',
  verdict: 'skipped',
  durationMs: 20,
  requirements: ['ws.call.pong'],
  findings: [finding],
  reason: 'filtered',
  transcript: 'transcripts/ping-empty.ndjson',
  trace: 'traces/ping-empty.json',
  startedAt: new Date(0).toISOString(),
};

const run: Whole<RunDocument> & { target: Whole<RunDocument['target']> } = {
  format: RUN_FORMAT,
  tool: { name: 'aculab-conformance', version: '0.1.0' },
  startedAt: new Date(0).toISOString(),
  durationMs: 1000,
  seed: 7,
  profile: 'standard',
  command: 'aculab-conformance ws://127.0.0.1:9000',
  complete: false,
  incompleteReason: 'interrupted',
  shard: { index: 1, of: 3 },
  baseline,
  target: {
    suite: 'websocket',
    url: 'ws://127.0.0.1:9000',
    subprotocol: 'v1.cloud.aculab.com',
    program: 'python3 validator.py',
    started: 'node bot.js',
    crashes: [{ case: 'ping/empty', exitCode: null, signal: 'SIGSEGV', output: ['last words'] }],
    roundTripMs: 0.3,
    notes: ['2 of 40 keywords of the schema were not covered'],
  },
  summary: {
    verdict: 'none',
    requirements: { pass: 0, fail: 0, warn: 1, 'not-exercised': 64, inconclusive: 0 },
    cases: { pass: 0, fail: 0, warn: 0, 'not-exercised': 0, inconclusive: 0, skipped: 1 },
  },
  requirements: [
    {
      id: 'ws.call.pong',
      level: 'must',
      basis: 'derived',
      verdict: 'warn',
      exercised: 1,
      exercisedIn: { cases: 1, first: ['ping/empty'] },
      findings: [finding],
    },
  ],
  cases: [caseResult],
};

const profile: Whole<TargetProfile> = {
  roundTripMs: 0.3,
  worstRoundTripMs: 1,
  answersPing: true,
  endsClose: true,
  watchedMs: 2000,
  endsByItselfMs: 1500,
  plays: true,
  timeoutScale: 1,
  started: false,
  secure: false,
  insecure: false,
};

const header: Whole<TranscriptHeader> = {
  format: TRANSCRIPT_FORMAT,
  suite: 'websocket',
  case: 'ping/empty',
  title: 'An empty Ping',
  requirements: ['ws.call.pong'],
  url: 'ws://127.0.0.1:9000',
  startedAt: new Date(0).toISOString(),
  profile,
  droppedEvents: 3,
};

const base = { call: 0, ms: 1.25 };
/** As lines of the file, where octets are spelled as text or base64. */
type Line<E> = Whole<Omit<E, 'payload'>> &
  (E extends { payload?: unknown } ? { text?: string; base64?: string } : unknown);
const events: { [K in TranscriptEvent['kind']]: Line<EventOf<K>> } = {
  connect: { ...base, kind: 'connect', url: 'ws://127.0.0.1:9000', label: 'main' },
  connected: { ...base, kind: 'connected', tls: { authorized: false, error: 'expired', protocol: 'TLSv1.3' } },
  'connect-failed': { ...base, kind: 'connect-failed', rawCause: 903, code: 'ECONNREFUSED', message: 'refused' },
  request: { ...base, kind: 'request', text: 'GET /', key: 'AA==', protocols: [], extensions: null, deviant: true },
  response: { ...base, kind: 'response', status: 101, reason: '', headers: [['Upgrade', 'websocket']] },
  'response-failed': { ...base, kind: 'response-failed', reason: 'ended' },
  frame: {
    ...base,
    kind: 'frame',
    from: 'cloud',
    opcode: 1,
    fin: true,
    rsv: 0,
    masked: true,
    lengthBits: 7,
    payloadBytes: 2,
    text: '{}',
  },
  octets: { ...base, kind: 'octets', from: 'server', bytes: 1, reason: 'no frame', base64: 'AA==' },
  end: { ...base, kind: 'end', from: 'server', how: 'reset' },
  closed: { ...base, kind: 'closed', pendingBytes: 0 },
  step: { ...base, kind: 'step', index: 0, do: 'wait', phase: 'end', unmet: 'no pong' },
  reading: { ...base, kind: 'reading', paused: true },
  play: { ...base, kind: 'play', play: 0, id: '', state: 'refused' },
  process: {
    ...base,
    kind: 'process',
    event: 'exit',
    pid: 1,
    exitCode: null,
    signal: 'SIGKILL',
    output: [],
    rssBytes: 1,
    openFiles: 1,
  },
  stall: { ...base, kind: 'stall', lateMs: 100 },
};

const exchangesHeader: Whole<ExchangeTranscriptHeader> = {
  format: EXCHANGES_FORMAT,
  suite: 'services',
  case: 'write/minimal',
  title: 'A minimal Write',
  requirements: ['services.write.creates'],
  url: 'http://127.0.0.1:8080/service/v1/outbound',
  startedAt: new Date(0).toISOString(),
  namePrefix: 'aculab-conformance-abc123-0-',
  roundTripMs: 0.3,
  secondAccount: true,
};

const recordedBody: Whole<RecordedBody> = { bytes: 3, text: 'abc', base64: 'AA==', truncated: true };
const operation: Whole<Operation> = { do: 'write', service: 'a', as: 'refused' };
const exchange: Whole<ExchangeEvent> = {
  kind: 'exchange',
  ms: 1.25,
  firstByteMs: 1,
  durationMs: 2,
  purpose: 'clean-up',
  step: -1,
  operation,
  request: { method: 'PUT', target: '/x', headers: [['a', 'b']], body: recordedBody } satisfies Whole<
    ExchangeEvent['request']
  >,
  response: { status: 201, reason: 'Created', headers: [['a', 'b']], body: recordedBody } satisfies Whole<
    NonNullable<ExchangeEvent['response']>
  >,
  failure: { kind: 'too-large', message: 'too much' },
  waits: 1,
};
const exchangeEvents: {
  [K in ExchangeTranscriptEvent['kind']]: Whole<Extract<ExchangeTranscriptEvent, { kind: K }>>;
} = {
  exchange,
  stall: { kind: 'stall', ms: 1, lateMs: 100 },
  process: { kind: 'process', ms: 1, event: 'exit', pid: 1, exitCode: null, signal: 'SIGKILL', output: [] },
};

const probesHeader: Whole<ProbeTranscriptHeader> = {
  format: PROBES_FORMAT,
  suite: 'media-files',
  case: 'group/name',
  title: 'Names',
  requirements: ['files.separator'],
  target: 'http://127.0.0.1:8081',
  binding: 'store',
  startedAt: new Date(0).toISOString(),
  namePrefix: 'acu',
};

const probe: Whole<ProbeEvent> = {
  kind: 'probe',
  ms: 1,
  durationMs: 1,
  purpose: 'clean-up',
  step: -1,
  do: 'offer',
  fileKind: 'media',
  name: 'acua',
  label: 'a',
  about: 'files.separator',
  what: 'a slash',
  rawName: '%61',
  outcome: 'unclear',
  reason: '302 Found',
  request: { method: 'PUT', target: '/', headers: [['a', 'b']], body: recordedBody },
  response: { status: 302, reason: 'Found', headers: [['a', 'b']], body: recordedBody },
  failure: { kind: 'unknown-id', message: 'an answer to id 7' },
  stderr: ['words'],
  listed: ['acua'],
  content: { bytes: 1, sha256: '0'.repeat(64) },
};

const failureKinds: Readonly<Record<NonNullable<ProbeEvent['failure']>['kind'], true>> = {
  unconnected: true,
  timeout: true,
  reset: true,
  cut: true,
  malformed: true,
  'too-large': true,
  aborted: true,
  exit: true,
  rubbish: true,
  'unknown-id': true,
};

const probeStall: Whole<Extract<ProbeTranscript['events'][number], { kind: 'stall' }>> = {
  kind: 'stall',
  ms: 1,
  lateMs: 60,
};

const bindingBodies: { [A in BindingBody['as']]: Whole<Extract<BindingBody, { as: A }>> } = {
  raw: { as: 'raw', contentType: 'audio/wav' },
  form: { as: 'form', fields: { a: '{content}' } },
  multipart: {
    as: 'multipart',
    fields: { a: '{name}' },
    file: { field: 'f', filename: '{name}', contentType: 'audio/wav' } satisfies Whole<
      NonNullable<Extract<BindingBody, { as: 'multipart' }>['file']>
    >,
  },
};

const bindingRequest: Whole<BindingRequest> = {
  method: 'PUT',
  url: '{url}/{kind}/{name}',
  query: { a: '{name}' },
  headers: { a: '{name-encoded}' },
  body: bindingBodies.raw,
  accepted: ['2xx', 304],
  refused: ['4xx'],
};

const bindingDocument: Whole<BindingDocument> = {
  format: BINDING_FORMAT,
  name: 'mine',
  assumed: ['a guess'],
  kinds: { media: 'm', msg_media: 'n', rest: 'r' },
  write: bindingRequest,
  read: { ...bindingRequest, body: bindingBodies.form },
  list: {
    ...bindingRequest,
    url: '{url}/{kind}',
    names: { array: '/files', member: 'name' },
  } satisfies Whole<ListRequest>,
  delete: { ...bindingRequest, body: bindingBodies.multipart },
};

const entry: Whole<BaselineEntry> = {
  requirement: 'ws.call.pong',
  case: 'ping/empty',
  signature: 'fail: No pong',
  ...known,
};

const baselineDocument: Whole<BaselineDocument> = {
  format: BASELINE_FORMAT,
  suite: 'websocket',
  seed: 7,
  profile: 'standard',
  entries: [entry],
};

const compared: Whole<ComparedRun> = {
  startedAt: new Date(0).toISOString(),
  version: '1.0.0',
  target: 'ws://127.0.0.1:9000',
  seed: 1,
  profile: 'standard',
  command: 'npx aculab-conformance',
  complete: false,
  incompleteReason: 'the run was interrupted',
  shard: { index: 1, of: 2 },
  verdict: 'none',
};
const change: Whole<Change> = {
  kind: 'case',
  id: 'a/b',
  before: 'absent',
  after: 'fail',
  findings: run.cases[0]?.findings ?? [],
  reason: 'too busy',
  repeat: 'npx aculab-conformance',
};
const comparison: Whole<Comparison> = {
  format: COMPARISON_FORMAT,
  suite: 'websocket',
  before: compared,
  after: compared,
  differences: ['The seed differs.'],
  newlyFailing: [change],
  fixed: [change],
  changed: [change],
  newlyWarning: [change],
  known: [change],
  lost: [change],
  added: [change],
  removed: [change],
  stillFailing: ['ws.play.id'],
  durations: [{ id: 'a/b', beforeMs: 1, afterMs: 2 }],
};

describe('the published schema', () => {
  it('of a trace names everything that a trace may hold', () => {
    expect(validatorOf(TRACE_SCHEMA)(trace)).toEqual([]);
    expect(validatorOf(TRACE_SCHEMA)(namesTrace)).toEqual([]);
  });

  it('of a transcript of names names everything that its lines may hold', () => {
    const complaints = validatorOf(PROBES_LINE_SCHEMA);
    const failed = Object.keys(failureKinds).map((kind) => ({ ...probe, failure: { kind, message: '' } }));
    for (const line of [probesHeader, probe, ...failed, probeStall, { kind: 'eof', events: 2 }]) {
      expect(complaints(line), JSON.stringify(line)).toEqual([]);
    }
  });

  it('of a binding names everything that a binding may hold', () => {
    expect(validatorOf(BINDING_SCHEMA)(bindingDocument)).toEqual([]);
  });

  it('of a baseline names everything that a baseline may hold', () => {
    expect(validatorOf(BASELINE_SCHEMA)(baselineDocument)).toEqual([]);
    const surplus = expect.objectContaining({ keyword: 'additionalProperties' });
    expect(validatorOf(BASELINE_SCHEMA)({ ...baselineDocument, surplus: 1 })).toContainEqual(surplus);
  });

  it('of a trace names everything that one of the services suite may hold', () => {
    expect(validatorOf(TRACE_SCHEMA)(servicesTrace)).toEqual([]);
  });

  it('of a trace takes no step of another suite', () => {
    const complaints = validatorOf(TRACE_SCHEMA);
    for (const step of Object.values(servicesSteps).filter((each) => each.do !== 'parallel')) {
      expect(complaints({ ...trace, steps: [step] }), step.do).not.toEqual([]);
    }
    for (const step of Object.values(steps)) {
      expect(complaints({ ...servicesTrace, steps: [step] }), step.do).not.toEqual([]);
    }
  });

  it('of a run names everything that a run may hold', () => {
    expect(validatorOf(RUN_SCHEMA)(run)).toEqual([]);
  });

  it('of a comparison names everything that a comparison may hold', () => {
    expect(change.findings).not.toEqual([]);
    expect(validatorOf(COMPARISON_SCHEMA)(comparison)).toEqual([]);
  });

  it('of a transcript names everything that its lines may hold', () => {
    const complaints = validatorOf(TRANSCRIPT_LINE_SCHEMA);
    const cut: FrameEvent = { ...events.frame, payloadBytes: 4 };
    const lines = [header, ...Object.values(events), { ...cut, truncated: true }, { kind: 'eof', events: 16 }];
    for (const line of lines) expect(complaints(line), JSON.stringify(line)).toEqual([]);
  });

  it('of a transcript of exchanges names everything that its lines may hold', () => {
    const complaints = validatorOf(EXCHANGES_LINE_SCHEMA);
    const lines = [exchangesHeader, ...Object.values(exchangeEvents), { kind: 'eof', events: 3 }];
    for (const line of lines) expect(complaints(line), JSON.stringify(line)).toEqual([]);
  });

  it('refuses what it does not name once it is closed', () => {
    const surplus = expect.objectContaining({ keyword: 'additionalProperties' });
    expect(validatorOf(TRACE_SCHEMA)({ ...trace, surplus: 1 })).toContainEqual(surplus);
    expect(validatorOf(TRACE_SCHEMA)({ ...servicesTrace, surplus: 1 })).toContainEqual(surplus);
    expect(validatorOf(EXCHANGES_LINE_SCHEMA)({ ...exchangesHeader, surplus: 1 })).toContainEqual(surplus);
    expect(validatorOf(EXCHANGES_LINE_SCHEMA)({ ...exchange, surplus: 1 })).toContainEqual(surplus);
    expect(validatorOf(RUN_SCHEMA)({ ...run, surplus: 1 })).toContainEqual(surplus);
    expect(validatorOf(COMPARISON_SCHEMA)({ ...comparison, surplus: 1 })).toContainEqual(surplus);
    expect(validatorOf(TRANSCRIPT_LINE_SCHEMA)({ ...header, surplus: 1 })).toContainEqual(surplus);
    expect(validatorOf(TRANSCRIPT_LINE_SCHEMA)({ ...events.closed, surplus: 1 })).toContainEqual(surplus);
    expect(validatorOf(TRACE_SCHEMA)({ ...namesTrace, surplus: 1 })).toContainEqual(surplus);
    expect(validatorOf(PROBES_LINE_SCHEMA)({ ...probesHeader, surplus: 1 })).toContainEqual(surplus);
    expect(validatorOf(PROBES_LINE_SCHEMA)({ ...probe, surplus: 1 })).toContainEqual(surplus);
    expect(validatorOf(BINDING_SCHEMA)({ ...bindingDocument, surplus: 1 })).toContainEqual(surplus);
  });
});
