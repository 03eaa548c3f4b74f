import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROBES_FORMAT, type ProbeEvent, type ProbeTranscript } from './probe.ts';
import { readProbes, writeProbes } from './probes-file.ts';

let folder = '';
let path = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'probes-'));
  path = join(folder, 'case.ndjson');
});
afterAll(() => rm(folder, { recursive: true }));

const probe: ProbeEvent = {
  kind: 'probe',
  ms: 1.5,
  durationMs: 0.25,
  purpose: 'step',
  step: 3,
  do: 'offer',
  fileKind: 'media',
  name: 'f\ud800\u2028\0😀',
  label: '\ud800\u2028\0😀',
  about: 'files.character.forbidden',
  what: 'half a pair',
  outcome: 'failed',
  failure: { kind: 'exit', message: 'the command ended with exit code 1' },
  stderr: ['\u001b[31mwords'],
};

const transcript: ProbeTranscript = {
  header: {
    format: PROBES_FORMAT,
    suite: 'media-files',
    case: 'characters/unicode',
    title: 'Unicode',
    requirements: ['files.character.forbidden'],
    target: 'python3 validator.py',
    binding: 'exec',
    startedAt: '2026-01-01T00:00:00.000Z',
    namePrefix: 'f',
  },
  events: [probe, { kind: 'stall', ms: 2, lateMs: 70 }],
};

describe('a transcript of names', () => {
  it('reads back as it was written, half surrogate pairs as escapes', async () => {
    await writeProbes(path, transcript);
    expect(await readProbes(path)).toEqual(transcript);
    const text = await readFile(path, 'utf8');
    expect(text).toContain('\\ud800');
    expect(text).not.toContain('\ufffd');
  });

  it.each([
    ['another format', /probes@1/, 'exchanges@1', /:1: no transcript of the format .*probes@1 but .*exchanges@1/],
    [
      'an unknown outcome',
      /"outcome":"failed"/,
      '"outcome":"maybe"',
      /:2: an event of kind probe: \/outcome: must be one of/,
    ],
    ['an unknown failure', /"kind":"exit"/, '"kind":"quit"', /:2: .*\/failure\/kind: must be one of .*"exit"/],
    ['an unknown event', /"kind":"stall"/, '"kind":"stal"', /:3: .*did you mean "stall"/],
    ['a missing end', /\{"kind":"eof".*\n/, '', /the file was cut/],
  ])('with %s is refused', async (_, what, by, message) => {
    await writeProbes(path, transcript);
    await writeFile(path, (await readFile(path, 'utf8')).replace(what, by));
    await expect(readProbes(path)).rejects.toThrow(message);
  });
});
