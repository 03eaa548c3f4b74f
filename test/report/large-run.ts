// A run of a thousand cases, a hundred of them calls of ten seconds with noise in both directions: noise cannot be
// compressed.
import type { CaseResult, Finding, RequirementResult, RunDocument } from '../../harness/run.ts';
import { requirementsOf } from '../../specification/catalogue.ts';
import { storedLines } from './report-file.ts';

const CASES = 1000;
const CALLS = 100;
const FRAMES = 500;
const FRAME_BYTES = 320;

/** No case has a finding about it. */
const IDLE = 'ws.isolates.calls';

const requirements = requirementsOf('websocket').map(({ id }) => id);

const findingOf = (index: number): Finding => ({
  requirement: requirements[index % requirements.length] ?? '',
  verdict: 'fail',
  message: 'A frame of audio ends inside a sample',
  expected: 'a multiple of 2 bytes (16bit_PCM, mono)',
  observed: `${319 + 2 * index} bytes (play 0)`,
  case: idOf(index),
  at: { event: 12, ms: 60.5 },
});

const idOf = (index: number): string => `kind-${index % 20}/number-${index}`;
const hasFinding = (index: number): boolean => index < CALLS && index % 3 === 0;

export const largeRun = (): RunDocument => {
  const cases = Array.from({ length: CASES }, (_case, index): CaseResult => {
    const findings = hasFinding(index) ? [findingOf(index)] : [];
    return {
      id: idOf(index),
      title: `The caller speaks and listens in turn, for the time number ${index}`,
      suite: 'websocket',
      verdict: findings.length > 0 ? 'fail' : 'pass',
      durationMs: 10_000,
      requirements: requirements.slice(index % 7, (index % 7) + 20),
      findings,
      ...(index < CALLS ? { transcript: `transcripts/${idOf(index)}.ndjson` } : {}),
    };
  });
  const results = requirements.map((id): RequirementResult => {
    const findings = cases.flatMap((each) => each.findings.filter(({ requirement }) => requirement === id));
    const verdict = id === IDLE ? 'not-exercised' : findings.length > 0 ? 'fail' : 'pass';
    return { id, level: 'must', basis: 'published', verdict, exercised: id === IDLE ? 0 : 400, findings };
  });
  const failing = results.filter(({ verdict }) => verdict === 'fail').length;
  const failed = cases.filter(({ verdict }) => verdict === 'fail').length;
  return {
    format: 'aculab-conformance/run@1',
    tool: { name: 'aculab-conformance', version: '1.2.3' },
    startedAt: '2026-03-04T05:06:07.000Z',
    durationMs: 600_000,
    seed: 7,
    profile: 'full',
    command: 'npx aculab-conformance websocket ws://127.0.0.1:9000 --profile full --seed 7',
    complete: true,
    target: { suite: 'websocket', url: 'ws://127.0.0.1:9000' },
    summary: {
      verdict: 'fail',
      requirements: {
        pass: results.length - failing - 1,
        fail: failing,
        warn: 0,
        'not-exercised': 1,
        inconclusive: 0,
      },
      cases: { pass: CASES - failed, fail: failed, warn: 0, skipped: 0, inconclusive: 0, 'not-exercised': 0 },
    },
    requirements: results,
    cases,
  };
};

/** Octets that look random and are the same in every run of the tests. */
const noise = (seed: number): Uint8Array => {
  let state = seed * 2_654_435_761 + 1;
  return Uint8Array.from({ length: FRAME_BYTES }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 24;
  });
};

let frames: readonly string[] | undefined;

/** The same noise in every call, further apart than a compressor looks back. */
const audioFrames = (): readonly string[] => {
  frames ??= Array.from({ length: FRAMES }, (_frame, index) => Buffer.from(noise(index)).toString('base64'));
  return frames;
};

export const largeTranscript = (path: string): string => {
  const text = { kind: 'frame', call: 0, opcode: 1, fin: true, rsv: 0, masked: false, lengthBits: 7, payloadBytes: 9 };
  const audio = audioFrames().flatMap((base64, index) =>
    (['cloud', 'server'] as const).map((from) => ({
      ...text,
      ms: 20 * index + 10,
      from,
      opcode: 2,
      masked: from === 'cloud',
      lengthBits: 16,
      payloadBytes: FRAME_BYTES,
      base64,
    })),
  );
  return storedLines(
    {
      format: 'aculab-conformance/transcript@1',
      case: path,
      title: path,
      url: 'ws://127.0.0.1',
      startedAt: '2026-03-04T05:06:07.000Z',
    },
    [
      { kind: 'connect', call: 0, ms: 0, url: 'ws://127.0.0.1', label: 'main' },
      { ...text, ms: 1, from: 'cloud', masked: true, text: '{"type":"call_start"}' },
      { ...text, ms: 2, from: 'server', text: '{"type":"audio_start"}' },
      { kind: 'play', call: 0, ms: 2, play: 0, id: '', state: 'queued' },
      { kind: 'play', call: 0, ms: 10, play: 0, id: '', state: 'playing' },
      ...audio,
    ],
  );
};
