import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXCHANGES_FORMAT, type ExchangeEvent, type ExchangeTranscript } from './exchange.ts';
import { readExchanges, writeExchanges } from './exchanges-file.ts';

let folder = '';
let path = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'exchanges-'));
  path = join(folder, 'case.ndjson');
});
afterAll(() => rm(folder, { recursive: true }));

const exchange: ExchangeEvent = {
  kind: 'exchange',
  ms: 0.25,
  firstByteMs: 1.5,
  durationMs: 2,
  purpose: 'step',
  step: 0,
  operation: { do: 'write', service: 'a', as: 'first' },
  request: {
    method: 'PUT',
    target: '/service/v1/outbound/aculab-conformance-abc123-0-a',
    headers: [['Content-Type', 'application/json']],
    body: { bytes: 40, text: '{"service_password":"{password}"}\u2028é' },
  },
  response: {
    status: 201,
    reason: 'Created',
    headers: [['X', '1']],
    body: { bytes: 3, base64: '/w==', truncated: true },
  },
};

const transcript: ExchangeTranscript = {
  header: {
    format: EXCHANGES_FORMAT,
    suite: 'services',
    case: 'write/first',
    title: 'A first Write',
    requirements: ['services.write.creates'],
    url: 'http://127.0.0.1:8080/service/v1/outbound',
    startedAt: '2026-01-01T00:00:00.000Z',
    namePrefix: 'aculab-conformance-abc123-0-',
    roundTripMs: 0.5,
    secondAccount: false,
  },
  events: [
    exchange,
    { kind: 'stall', ms: 3, lateMs: 70.5 },
    { kind: 'process', ms: 4, event: 'exit', pid: 7, exitCode: null, signal: 'SIGSEGV', output: ['last words'] },
    {
      kind: 'exchange',
      ms: 5,
      durationMs: 6,
      purpose: 'clean-up',
      step: -1,
      operation: { do: 'delete', service: 'a', as: 'first' },
      request: { method: 'DELETE', target: '/x', headers: [] },
      failure: { kind: 'timeout', message: 'no whole response within 6 ms' },
      waits: 2,
    },
  ],
};

describe('a transcript of exchanges in a file', () => {
  it('reads back as it was written', async () => {
    await writeExchanges(path, transcript);
    expect(await readExchanges(path)).toEqual(transcript);
    expect((await readFile(path, 'utf8')).trimEnd().split('\n').at(-1)).toBe('{"kind":"eof","events":4}');
  });

  const head = JSON.stringify(transcript.header);
  const stall = '{"kind":"stall","ms":1,"lateMs":2}';
  const eof = (events: number): string => `{"kind":"eof","events":${events}}`;
  const damaged = JSON.stringify({ ...exchange, operation: { do: 'rite', as: 'first' } });

  it.each<[string, readonly string[], number, string]>([
    ['an empty one', [], 1, 'the file is empty'],
    ['one without its end', [head, stall], 3, 'the file was cut: its end line is missing'],
    ['one cut within a line', [head, stall.slice(0, 20)], 2, 'no JSON: '],
    ['one that misses an event', [head, stall, eof(2)], 3, 'the end speaks of 2 events, the file holds 1'],
    ['one that goes on', [head, eof(0), stall], 3, 'text after the end of the transcript'],
    ['another document', ['{"format":"aculab-conformance/transcript@1"}'], 1, 'but aculab-conformance/transcript@1'],
    ['no header', [stall, eof(1)], 1, `no transcript of the format ${EXCHANGES_FORMAT}`],
    ['a damaged header', [head.replace('"secondAccount":false', '"secondAccount":0')], 1, 'the header: /secondAccount'],
    ['an event without kind', [head, head], 2, 'an event: (root): "kind" is missing'],
    ['an unknown kind', [head, '{"kind":"stal"}'], 2, 'did you mean "stall"'],
    ['a damaged event', [head, damaged], 2, 'an event of kind exchange: /operation/do: must be one of'],
  ])('%s is refused with its place', async (_name, lines, number, problem) => {
    await writeFile(path, lines.map((line) => `${line}\n`).join(''));
    const error = await readExchanges(path).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect((error as Error).message).toContain(problem);
    expect((error as Error).message.startsWith(`${path}:${number}: `)).toBe(true);
  });

  it('that does not exist is named', async () => {
    await expect(readExchanges(join(folder, 'none'))).rejects.toThrow(`${join(folder, 'none')}: ENOENT`);
  });
});
