// Runs in which every text that a target, a user or a file can choose tries to become something else in the page.
import type { CaseResult, Finding, RequirementResult, RunDocument } from '../../harness/run.ts';
import type { SuiteName } from '../../specification/types.ts';
import { storedLines } from './report-file.ts';

/** Sets `pwned` on the window wherever it is run; holds what ends elements, turns lines, or repaints terminals. */
export const HOSTILE = [
  '</script><script>window.pwned=1</script>',
  '<!--<script>',
  '"><img src=x onerror="window.pwned=2">',
  "'><svg onload='window.pwned=3'></svg>",
  '<iframe srcdoc="<script>parent.pwned=4</script>"></iframe>',
  'javascript:window.pwned=5',
  '</template></style><base href="http://example.invalid/">',
  '\u202egnp.exe\u2066\u200b\u200f',
  '\u001b[31m\u0007\u0000',
  '\ud800',
  '&lt;b&gt; {{7*7}} %3Cscript%3E',
].join(' ');

const LONG = `${'A'.repeat(1_000_000)}<script>window.pwned=6</script>`;

const IDS = [HOSTILE, '__proto__', 'constructor', 'hasOwnProperty', `${HOSTILE}/2`];

const finding = (requirement: string, caseId: string, event: number, text = HOSTILE): Finding => ({
  requirement,
  verdict: 'fail',
  message: text,
  expected: `${text}: ${text}, rest.first_page: ${text}`,
  observed: `${text}: , rest.first_page: <b>${text}`,
  reading: text,
  case: caseId,
  at: { event, ms: 3 },
  count: 2,
});

/** A run of the suite; the first case of each kind has a transcript of hostile texts. */
export const hostileRun = (suite: SuiteName, known: string): RunDocument => {
  const findings = [
    finding(known, IDS[0] ?? '', 1),
    finding(known, IDS[0] ?? '', 5),
    finding(known, '__proto__', 2),
    finding(known, 'constructor', 0, LONG),
  ];
  const cases = IDS.map(
    (id): CaseResult => ({
      id,
      title: HOSTILE,
      suite,
      verdict: 'fail',
      durationMs: 12,
      requirements: [known, HOSTILE, '__proto__'],
      findings: findings.filter((each) => each.case === id),
      reason: HOSTILE,
      transcript: `transcripts/${id}`,
      trace: `traces/${HOSTILE}`,
    }),
  );
  const result = (id: string, own: readonly Finding[]): RequirementResult => ({
    id,
    level: 'must',
    basis: 'published',
    verdict: own.length > 0 ? 'fail' : 'not-exercised',
    exercised: own.length,
    findings: own,
  });
  return {
    format: 'aculab-conformance/run@1',
    tool: { name: HOSTILE, version: HOSTILE },
    startedAt: HOSTILE,
    durationMs: 10,
    seed: 1,
    profile: HOSTILE,
    command: `npx aculab-conformance services ${HOSTILE}`,
    complete: false,
    incompleteReason: HOSTILE,
    target: {
      suite,
      url: HOSTILE,
      program: HOSTILE,
      subprotocol: HOSTILE,
      started: HOSTILE,
      notes: [HOSTILE, LONG],
      crashes: [{ case: HOSTILE, exitCode: null, signal: HOSTILE, output: [HOSTILE, LONG] }],
    },
    summary: {
      verdict: 'fail',
      requirements: { pass: 0, fail: 1, warn: 0, 'not-exercised': 2, inconclusive: 0 },
      cases: { pass: 0, fail: 5, warn: 0, skipped: 0, inconclusive: 0, 'not-exercised': 0 },
    },
    requirements: [result(known, findings), result(HOSTILE, []), result('__proto__', [])],
    cases,
  };
};

const nested = `${'['.repeat(3000)}${']'.repeat(3000)}`;
const polluting = `{"__proto__":{"type":"${'x'.repeat(50)}"},"constructor":1,"type":${JSON.stringify(HOSTILE)},"value":[null,{"__proto__":1}]}`;

const frame = (ms: number, more: object): object => ({
  kind: 'frame',
  call: 0,
  ms,
  from: 'server',
  opcode: 1,
  fin: true,
  rsv: 0,
  masked: false,
  lengthBits: 7,
  payloadBytes: 9,
  ...more,
});

const base64 = (text: string): string => Buffer.from(text, 'utf8').toString('base64');

/** A transcript of a call. */
export const hostileCall = storedLines(
  { format: 'aculab-conformance/transcript@1', case: HOSTILE, title: HOSTILE, url: HOSTILE, startedAt: HOSTILE },
  [
    { kind: 'connect', call: 0, ms: 0, url: HOSTILE, label: HOSTILE },
    { kind: 'response', call: 0, ms: 1, status: 101, reason: HOSTILE, headers: [[HOSTILE, HOSTILE]] },
    {
      kind: 'request',
      call: 0,
      ms: 1,
      text: `GET ${HOSTILE}\r\n${HOSTILE}: ${HOSTILE}`,
      key: '',
      protocols: [],
      extensions: null,
    },
    frame(2, { text: polluting }),
    frame(3, { text: nested }),
    frame(4, { text: HOSTILE }),
    frame(5, { text: LONG }),
    { kind: 'play', call: 0, ms: 5, play: 0, id: HOSTILE, state: 'queued' },
    { kind: 'play', call: 0, ms: 5, play: 0, id: HOSTILE, state: 'playing' },
    frame(6, { opcode: 2, base64: base64(HOSTILE) }),
    frame(7, { opcode: 8, base64: base64(`\u0003\u00e8${HOSTILE}`) }),
    { kind: 'octets', call: 0, ms: 8, from: 'server', bytes: 9, base64: base64(HOSTILE), reason: HOSTILE },
    { kind: 'process', call: 0, ms: 9, event: 'exit', pid: 1, exitCode: 1, signal: HOSTILE, output: [HOSTILE] },
    { kind: 'step', call: 0, ms: 9, index: 0, do: HOSTILE, phase: 'end', unmet: HOSTILE },
    { kind: 'connect', call: 1, ms: 10, url: HOSTILE, label: HOSTILE },
    frame(11, { call: 1, text: polluting }),
  ],
);

const body = (text: string): object => ({ bytes: text.length, text });

const exchange = (ms: number, sent: string, got: string): object => ({
  kind: 'exchange',
  ms,
  durationMs: 2,
  firstByteMs: 1,
  purpose: 'step',
  step: 0,
  operation: { do: 'read', service: HOSTILE, as: 'first' },
  request: { method: HOSTILE, target: `/${HOSTILE}`, headers: [[HOSTILE, HOSTILE]], body: body(sent) },
  response: { status: 200, reason: HOSTILE, headers: [[HOSTILE, HOSTILE]], body: body(got) },
  failure: { kind: 'cut', message: HOSTILE },
});

export const hostileExchanges = storedLines(
  { format: 'aculab-conformance/exchanges@1', case: HOSTILE, url: HOSTILE, startedAt: HOSTILE, namePrefix: '' },
  [
    exchange(1, HOSTILE, HOSTILE),
    exchange(2, polluting, polluting),
    exchange(3, nested, nested),
    exchange(4, LONG, LONG),
    { kind: 'process', ms: 9, event: 'exit', pid: 1, exitCode: 1, signal: HOSTILE, output: [HOSTILE] },
    exchange(10, HOSTILE, JSON.stringify({ services: [{ name: HOSTILE }, HOSTILE, null] })),
  ],
);

const probe = (ms: number, name: string): object => ({
  kind: 'probe',
  ms,
  durationMs: 1,
  purpose: 'step',
  step: 0,
  do: 'offer',
  fileKind: 'media',
  name,
  label: HOSTILE,
  what: HOSTILE,
  outcome: 'failed',
  reason: HOSTILE,
  failure: { kind: 'rubbish', message: HOSTILE },
  stderr: [HOSTILE],
  listed: [HOSTILE, '__proto__'],
});

export const hostileNames = storedLines(
  {
    format: 'aculab-conformance/probes@1',
    case: HOSTILE,
    target: HOSTILE,
    binding: 'exec',
    startedAt: HOSTILE,
    namePrefix: '',
  },
  [
    probe(1, HOSTILE),
    probe(2, '__proto__'),
    probe(3, LONG),
    probe(4, '\ud800\udc00\ud800'),
    probe(5, ''),
    probe(6, 'x'),
  ],
);
