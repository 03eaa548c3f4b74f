import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TRANSCRIPT_FORMAT, type Transcript, type TranscriptEvent, type TranscriptHeader } from './transcript.ts';
import { readTranscript, writeTranscript } from './transcript-file.ts';

let folder = '';
let path = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'transcript-'));
  path = join(folder, 'case.ndjson');
});
afterAll(() => rm(folder, { recursive: true }));

const header: TranscriptHeader = {
  format: TRANSCRIPT_FORMAT,
  suite: 'websocket',
  case: 'call-end/while-playing',
  title: 'The call ends',
  requirements: ['ws.call.pong'],
  url: 'ws://host/',
  startedAt: '2020-01-01T00:00:00.000Z',
  profile: {
    roundTripMs: 0.5,
    worstRoundTripMs: 2,
    answersPing: true,
    watchedMs: 1000,
    plays: false,
    timeoutScale: 1,
    started: false,
    secure: false,
    insecure: false,
  },
};

const ms = fc.nat(2 ** 30).map((micros) => micros / 1000);
const count = fc.nat({ max: Number.MAX_SAFE_INTEGER });
const text = fc.string({ unit: 'binary' });
const peer = fc.constantFrom('cloud' as const, 'server' as const);
const at = { call: fc.nat(), ms };
// Legal text, text with a byte order mark, octets that are no text, and none at all.
const payload = fc.oneof(
  text.map((value) => Buffer.from(value)),
  text.map((value) => Buffer.from(`\ufeff${value}\u2028\0`)),
  fc.uint8Array({ maxLength: 400 }).map((value) => Buffer.from(value)),
);
const kept = fc.record({
  payload: fc.option(payload, { nil: undefined }),
  lost: fc.oneof(fc.constant(0), fc.nat(2 ** 40)),
});

const event: fc.Arbitrary<TranscriptEvent> = fc.oneof(
  fc.record({ kind: fc.constant('connect' as const), ...at, url: text, label: text }),
  fc.record({
    kind: fc.constant('request' as const),
    ...at,
    text,
    key: text,
    protocols: fc.array(text),
    extensions: fc.option(text),
  }),
  fc.record({
    kind: fc.constant('response' as const),
    ...at,
    status: fc.nat(999),
    reason: text,
    headers: fc.array(fc.tuple(text, text)),
  }),
  fc
    .record({
      ...at,
      from: peer,
      opcode: fc.nat(15),
      fin: fc.boolean(),
      rsv: fc.nat(7),
      masked: fc.boolean(),
      lengthBits: fc.constantFrom(7 as const, 16 as const, 64 as const),
      kept,
    })
    .map(({ kept: { payload, lost }, ...rest }) => ({
      kind: 'frame' as const,
      ...rest,
      payloadBytes: (payload?.length ?? 0) + lost,
      ...(payload === undefined ? {} : { payload }),
    })),
  fc.record({ ...at, from: peer, kept, reason: text }).map(({ kept: { payload, lost }, ...rest }) => ({
    kind: 'octets' as const,
    ...rest,
    bytes: (payload?.length ?? 0) + lost,
    ...(payload === undefined ? {} : { payload }),
  })),
  fc.record({
    kind: fc.constant('end' as const),
    ...at,
    from: peer,
    how: fc.constantFrom('fin' as const, 'reset' as const),
  }),
  fc.record({ kind: fc.constant('closed' as const), ...at, pendingBytes: count }),
  fc.record({ kind: fc.constant('stall' as const), ...at, lateMs: ms }),
);

/** One event of each kind that the property leaves out. */
const others: readonly TranscriptEvent[] = [
  { kind: 'connected', call: 0, ms: 1, tls: { authorized: false, error: 'EXPIRED', protocol: 'TLSv1.3' } },
  { kind: 'connect-failed', call: 0, ms: 1, rawCause: 903, code: 'ECONNREFUSED', message: 'refused' },
  { kind: 'response-failed', call: 0, ms: 1, reason: 'silence' },
  { kind: 'step', call: 0, ms: 1, index: 0, do: 'wait', phase: 'end', unmet: 'nothing came' },
  { kind: 'reading', call: 0, ms: 1, paused: true },
  { kind: 'play', call: 0, ms: 1, play: 0, id: 'p', state: 'underrun' },
  { kind: 'process', call: 0, ms: 1, event: 'exit', pid: 7, exitCode: null, signal: 'SIGSEGV', output: ['last'] },
];

describe('a transcript in a file', () => {
  it('reads back as it was written', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event), async (events) => {
        await writeTranscript(path, { header, events });
        expect(await readTranscript(path)).toEqual({ header, events });
      }),
      { numRuns: 60 },
    );
    await writeTranscript(path, { header, events: others });
    expect(await readTranscript(path)).toEqual({ header, events: others });
  });

  it('holds text as text and everything else as base64', async () => {
    const frame = {
      kind: 'frame',
      call: 0,
      ms: 1,
      from: 'server',
      fin: true,
      rsv: 0,
      masked: false,
      lengthBits: 7,
    } as const;
    await writeTranscript(path, {
      header,
      events: [
        { ...frame, opcode: 1, payloadBytes: 3, payload: Buffer.from('{}\n') },
        { ...frame, opcode: 1, payloadBytes: 9, payload: Buffer.from('cut') },
        { ...frame, opcode: 1, payloadBytes: 2, payload: Buffer.from([0xc3, 0x28]) },
        { ...frame, opcode: 2, payloadBytes: 2, payload: Buffer.from('ab') },
        { ...frame, opcode: 2, payloadBytes: 2 },
      ],
    });
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    const shown = lines.slice(1).map((line) => {
      const { text: asText, base64, truncated } = JSON.parse(line) as Record<string, unknown>;
      return [asText, base64, truncated];
    });
    expect(shown).toEqual([
      ['{}\n', undefined, undefined],
      ['cut', undefined, true],
      [undefined, 'wyg=', undefined],
      [undefined, 'YWI=', undefined],
      [undefined, undefined, undefined],
      [undefined, undefined, undefined],
    ]);
    expect(lines.at(-1)).toBe('{"kind":"eof","events":5}');
  });

  it('is written as its events are made', async () => {
    function* events(): Generator<TranscriptEvent> {
      for (let n = 0; n < 30_000; n++) yield { kind: 'stall', call: 0, ms: n, lateMs: 1 };
    }
    await writeTranscript(path, { header, events: events() });
    const read = await readTranscript(path);
    expect(read.events).toHaveLength(30_000);
    expect(read.events.at(-1)?.ms).toBe(29_999);
  });

  it('says why it cannot be written', async () => {
    const transcript: Transcript = { header, events: others };
    await expect(writeTranscript(join(folder, 'none', 'case.ndjson'), transcript)).rejects.toThrow('ENOENT');
    const many = Array.from({ length: 1000 }, () => others).flat();
    await expect(writeTranscript(folder, { header, events: many })).rejects.toThrow('EISDIR');
  });
});

describe('a file that is no whole transcript', () => {
  const head = JSON.stringify(header);
  const stall = '{"kind":"stall","call":0,"ms":1,"lateMs":2}';
  const frame =
    '"kind":"frame","call":0,"ms":1,"from":"server","opcode":1,"fin":true,"rsv":0,"masked":false,"lengthBits":7,"payloadBytes":3';
  const eof = (events: number) => `{"kind":"eof","events":${events}}`;

  it.each<[string, readonly string[], number, string]>([
    ['an empty one', [], 1, 'the file is empty'],
    ['one without its end', [head, stall], 3, 'the file was cut: its end line is missing'],
    ['one cut within a line', [head, stall.slice(0, 20)], 2, 'no JSON: '],
    ['one that misses an event', [head, stall, eof(2)], 3, 'the end speaks of 2 events, the file holds 1'],
    ['one that goes on', [head, eof(0), stall], 3, 'text after the end of the transcript'],
    ['another document', ['{"format":"aculab-conformance/run@1"}'], 1, 'but aculab-conformance/run@1'],
    ['a foreign text', ['# Read me'], 1, 'no JSON: '],
    ['a list', ['[]'], 1, 'no JSON object'],
    ['no header', [stall, eof(1)], 1, `no transcript of the format ${TRANSCRIPT_FORMAT}`],
    ['a damaged header', [head.replace('"websocket"', '7')], 1, 'the header whose suite is not a string'],
    ['an unknown kind', [head, '{"kind":"constructor"}'], 2, 'an event of the unknown kind constructor'],
    ['a damaged event', [head, stall.replace('1', '"1"')], 2, 'an event of kind stall whose ms is not a number'],
    [
      'a wrong value',
      [head, `{${frame.replace('rsv":0', 'rsv":8')}}`],
      2,
      'an event of kind frame whose rsv is not 0 to 7',
    ],
    ['a payload too long', [head, `{${frame},"text":"abcd"}`], 2, 'a payload of 4 bytes where 3 were announced'],
    ['a payload too short', [head, `{${frame},"text":"ab"}`], 2, 'a payload of 2 bytes where 3 were announced'],
    ['damaged base64', [head, `{${frame},"base64":"YW?j"}`], 2, 'a payload that is neither text nor base64'],
    ['two payloads', [head, `{${frame},"base64":"YWJj","text":"abc"}`], 2, 'a payload that is neither text nor base64'],
  ])('%s is refused with its place', async (_name, lines, number, problem) => {
    await writeFile(path, lines.map((line) => `${line}\n`).join(''));
    const error = await readTranscript(path).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toContain(problem);
    expect((error as Error).message.startsWith(`${path}:${number}: `)).toBe(true);
  });

  it('or that does not exist is named', async () => {
    await expect(readTranscript(join(folder, 'none'))).rejects.toThrow(`${join(folder, 'none')}: ENOENT`);
    await expect(readTranscript(folder)).rejects.toThrow(folder);
  });
});
