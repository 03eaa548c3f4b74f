// A small run, made by hand: two requirements fail in several ways, one warns, one was not exercised.
import type { CaseResult, Finding, RequirementResult, RunDocument } from '../harness/run.ts';
import type { FrameEvent, TranscriptEvent } from '../harness/wire/transcript.ts';
import type { Requirement } from '../specification/types.ts';
import type { RequirementLookup } from './catalogue-lookup.ts';

const catalogue: readonly Requirement[] = [
  {
    id: 'ws.message.type',
    suite: 'websocket',
    level: 'must',
    basis: 'published',
    source: { document: 'WebSockets guide', section: 'Overview' },
    statement: 'Every message has a type property that is a string.',
    remedy: 'Add a string "type" to each message.',
    readings: [],
    exercisedBy: 'a text message from the server',
  },
  {
    id: 'ws.play.whole-samples',
    suite: 'websocket',
    level: 'must',
    basis: 'published',
    source: { document: 'WebSockets guide', section: 'Audio play start' },
    statement:
      'A binary frame of a play holds a whole number of samples, whatever its format and number of channels are.',
    remedy: 'Cut the audio at sample boundaries: two bytes for each channel of 16bit_PCM.',
    readings: [],
    exercisedBy: 'audio from the server',
  },
  {
    id: 'ws.play.ten-ms-multiple',
    suite: 'websocket',
    level: 'should',
    basis: 'published',
    source: { document: 'WebSockets guide', section: 'Audio play start' },
    statement: 'Binary frames of a play hold multiples of 10 ms.',
    remedy: 'Send frames of 160 bytes or a multiple of that.',
    readings: ['R4'],
    exercisedBy: 'audio from the server',
  },
  {
    id: 'ws.hangup.cause',
    suite: 'websocket',
    level: 'must',
    basis: 'published',
    source: { document: 'WebSockets guide', section: 'Call hangup' },
    statement: 'The cause of a hangup is one of the twelve causes.',
    remedy: 'Use one of the twelve.',
    readings: [],
    exercisedBy: 'a call_hangup from the server; let it end a call',
  },
];

/** The four requirements of the run. */
export const fixtureRequirement: RequirementLookup = (id) => catalogue.find((each) => each.id === id);

export const halfSample: Finding = {
  requirement: 'ws.play.whole-samples',
  verdict: 'fail',
  message: 'A frame ends inside a sample',
  expected: 'a multiple of 2 bytes (16bit_PCM, 1 channel)',
  observed: '321 bytes',
  case: 'plain-call/tone',
  at: { event: 8, ms: 1204.25 },
  count: 12,
};

const noType: Finding = {
  requirement: 'ws.message.type',
  verdict: 'fail',
  message: 'A message has no string "type"',
  expected: '"type": "audio_start", "audio_play_end", "audio_play_abort" or "call_hangup"',
  observed: '{"kind":"\u001b[2J\u202egnihton"}',
  case: 'audio/silence',
};

const sevenMs: Finding = {
  requirement: 'ws.play.ten-ms-multiple',
  verdict: 'warn',
  message: 'A frame holds 7 ms',
  expected: 'a multiple of 10 ms',
  observed: '112 bytes, 7 ms',
  reading: 'R4: every frame but the last',
  case: 'plain-call/tone',
};

const requirements: readonly RequirementResult[] = [
  {
    id: 'ws.message.type',
    level: 'must',
    basis: 'published',
    verdict: 'fail',
    exercised: 90,
    findings: ['audio', 'call-end', 'close', 'hostile', 'ping'].map((kind) => ({ ...noType, case: `${kind}/silence` })),
  },
  {
    id: 'ws.play.whole-samples',
    level: 'must',
    basis: 'published',
    verdict: 'fail',
    exercised: 400,
    findings: [halfSample, { ...halfSample, case: 'plain-call/noise', count: 3 }],
  },
  {
    id: 'ws.play.ten-ms-multiple',
    level: 'should',
    basis: 'published',
    verdict: 'warn',
    exercised: 12,
    findings: [sevenMs],
  },
  { id: 'ws.hangup.cause', level: 'must', basis: 'published', verdict: 'not-exercised', exercised: 0, findings: [] },
];

const testCase = (id: string, more: Partial<CaseResult>): CaseResult => ({
  id,
  title: `The case ${id}`,
  suite: 'websocket',
  verdict: 'pass',
  durationMs: 500,
  requirements: ['ws.play.whole-samples'],
  findings: [],
  transcript: `transcripts/${id}.ndjson`,
  ...more,
});

export const fixtureRun: RunDocument = {
  format: 'aculab-conformance/run@1',
  tool: { name: 'aculab-conformance', version: '1.2.3' },
  startedAt: '2026-03-04T05:06:07.000Z',
  durationMs: 61_234,
  seed: 7,
  profile: 'standard',
  command:
    "npx aculab-conformance websocket ws://127.0.0.1:9000/bot --only 'ws.*' --header 'Authorization: <hidden>' --start 'python3 bot.py' --out results --seed 7",
  complete: true,
  target: {
    suite: 'websocket',
    url: 'ws://127.0.0.1:9000/bot',
    subprotocol: 'v1.cloud.aculab.com',
    started: 'python3 bot.py',
    roundTripMs: 0.4,
    notes: ['31 of 40 keywords were covered: `if` and \u001b[31mothers were not'],
    crashes: [
      {
        case: 'hostile/deep-nesting',
        exitCode: null,
        signal: 'SIGSEGV',
        output: ['Traceback', '\u001b[31mboom\u0007'],
      },
    ],
  },
  summary: {
    verdict: 'fail',
    requirements: { pass: 0, fail: 2, warn: 1, 'not-exercised': 1, inconclusive: 0 },
    cases: { pass: 1, fail: 4, warn: 0, skipped: 1, inconclusive: 1, 'not-exercised': 1 },
  },
  requirements,
  cases: [
    ...['call-end', 'close'].map((kind) => testCase(`${kind}/silence`, { verdict: 'fail', findings: [noType] })),
    testCase('plain-call/tone', { verdict: 'fail', durationMs: 3210, findings: [halfSample, sevenMs] }),
    testCase('audio/silence', { verdict: 'fail', findings: [noType] }),
    testCase('ping/empty', { durationMs: 40 }),
    testCase('slow-reader', { verdict: 'inconclusive', durationMs: 9000, reason: 'this machine was too busy' }),
    testCase('hangup/early', { verdict: 'not-exercised', reason: 'the server never hangs up' }),
    testCase('churn/full', { verdict: 'skipped', durationMs: 0, reason: 'not in profile standard' }),
  ],
};

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A frame of the server unless told otherwise. */
export const frame = (ms: number, more: Partial<FrameEvent>): FrameEvent => {
  const payloadBytes = more.payload?.length ?? more.payloadBytes ?? 0;
  const from = more.from ?? 'server';
  return {
    kind: 'frame',
    call: 0,
    ms,
    from,
    opcode: 2,
    fin: true,
    rsv: 0,
    masked: from === 'cloud',
    lengthBits: payloadBytes < 126 ? 7 : 16,
    payloadBytes,
    ...more,
  };
};

export const textFrame = (ms: number, text: string, more: Partial<FrameEvent> = {}): FrameEvent =>
  frame(ms, { opcode: 1, payload: bytes(text), ...more });

/** The transcript that `halfSample` points into, at its event 8. */
export const fixtureEvents: readonly TranscriptEvent[] = [
  { kind: 'connect', call: 0, ms: 0, url: 'ws://127.0.0.1:9000/bot', label: 'main' },
  { kind: 'connected', call: 0, ms: 0.5 },
  { kind: 'response', call: 0, ms: 2, status: 101, reason: 'Switching Protocols', headers: [] },
  textFrame(3, '{"type":"call_start","from":"+441234567890"}', { from: 'cloud' }),
  textFrame(1100, `{"type":"audio_start","id":"${'x'.repeat(80)}"}`),
  frame(1120, { from: 'cloud', payloadBytes: 320 }),
  frame(1130, { payloadBytes: 320 }),
  frame(1140, { from: 'cloud', payloadBytes: 320 }),
  frame(1204.25, { payloadBytes: 321 }),
  frame(1210, { payloadBytes: 320 }),
  frame(1220, { opcode: 8, payload: new Uint8Array([0x03, 0xe8]) }),
  { kind: 'end', call: 0, ms: 1221, from: 'server', how: 'fin' },
];
