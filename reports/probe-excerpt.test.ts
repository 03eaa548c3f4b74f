import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ProbeTranscript } from '../harness/roles/file-client/probe.ts';
import type { Finding } from '../harness/run.ts';
import { changes, kelvin, leaves, storeTranscript, validatorTranscript } from './media-files-run.fixture.ts';
import { probeEvidence } from './probe-evidence.ts';
import { visibleName } from './visible-name.ts';

const texts = (transcript: ProbeTranscript, finding: Finding): readonly string[] =>
  probeEvidence(transcript, finding).lines.map(
    ({ ms, from = '', kind, detail, marked }) => `${marked ? '>' : ' '} ${ms} ${from} ${kind} ${detail}`,
  );

const at = (event: number): Finding => ({ ...kelvin, at: { event, ms: 0 } });

describe('the names around a finding of a store', () => {
  it('are those of which a listed file may have come, and the list with that file first', () => {
    expect(texts(storeTranscript, leaves)).toEqual([
      '  10 client PUT /media/acuabcdefaaaab%20cd.wav',
      '  15 api 400 Bad Request, 5.0 ms',
      '> 30 client GET /media',
      '> 35 api 200 OK, 5.0 ms',
      '> 35 api  "acuabcdefaaaab_cd.wav", "acuabcdefaaaplain.wav"',
    ]);
  });

  it('tell what was written of what is read, and how its content differs', () => {
    expect(texts(storeTranscript, changes)).toEqual([
      '  1 client PUT /media/acuabcdefaaaplain.wav',
      '  6 api 201 Created, 5.0 ms',
      '> 20 client GET /media/acuabcdefaaaplain.wav',
      '> 20 client  "acuabcdefaaaplain.wav", media',
      '> 25 api 200 OK, 5.0 ms, 2 bytes, SHA-256 333333333333…',
    ]);
  });

  it('end with the last question where the finding points at none, and with nothing where nothing was asked', () => {
    const { at: _nowhere, ...finding } = leaves;
    expect(texts(storeTranscript, finding).at(-1)).toContain('"acuabcdefaaaplain.wav"');
    expect(texts({ ...storeTranscript, events: [] }, leaves)).toEqual([]);
  });

  it('come with the requests, credentials from the environment', () => {
    const { commands = [] } = probeEvidence(storeTranscript, leaves);
    expect(commands).toEqual([
      expect.stringMatching(
        /^curl --include --request PUT --user "\$ACULAB_USER:\$ACULAB_KEY" .*--data-raw abc http:\/\/127\.0\.0\.1:8081\/media\/acuabcdefaaaab%20cd\.wav$/,
      ),
      'curl --include --user "$ACULAB_USER:$ACULAB_KEY" http://127.0.0.1:8081/media',
    ]);
  });

  it('end with the request that deletes what they made', () => {
    const { commands = [], cleaning } = probeEvidence(storeTranscript, changes);
    expect(commands.map((line) => line.match(/--request [A-Z]+/)?.[0])).toEqual([
      ...['--request PUT', undefined, '--request DELETE'],
    ]);
    expect(cleaning).toBe(1);
  });
});

describe('the name of a finding of a validator', () => {
  it('is the line that a command reads, and says what its characters are', () => {
    expect(texts(validatorTranscript('exec', 'cat'), kelvin)).toEqual([
      `> 1 client line {"id":…,"kind":"media","name":"fab'\\u212a.wav"}`,
      `> 1 client  "fab'\u212a.wav" (\u212a is U+212A)`,
      '> 6 api line {"id":…,"accepted":true}',
    ]);
  });

  it('is the call of a function, and what it throws', () => {
    expect(texts(validatorTranscript('module', '/v.js'), at(3))).toEqual([
      `> 20 client call isValidName("fa b.wav", 'media')`,
      '> 25 api throw Error: no space',
    ]);
  });

  it('shows how a process ended, with its last words and nothing in them that a terminal obeys', () => {
    expect(texts(validatorTranscript('exec', 'cat'), at(1))).toEqual([
      '> 10 client line {"id":…,"kind":"media","name":"fab\\u0000\\u001b.wav"}',
      '> 10 client  "fab\\x00\\x1b.wav"',
      '  12  stall this harness was 300 ms late',
      '> 15  failed exit: the command ended with exit code 1, 5.0 ms',
      '> 15  stderr ValueError: embedded null byte',
      '> 15  stderr   at \\x1b[2J line 3',
    ]);
  });
});

describe('the command that asks a name again', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'conformance-probe-'));
    const source = 'export const isValidName = (name, kind) => [name, kind];';
    writeFileSync(join(folder, 'plain.mjs'), source);
    writeFileSync(join(folder, "odd name's #1.mjs"), source);
    writeFileSync(join(folder, 'default.cjs'), 'module.exports = (name, kind) => [name, kind];');
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const run = (transcript: ProbeTranscript, finding: Finding): string => {
    const [command = ''] = probeEvidence(transcript, finding).commands ?? [];
    expect(command).not.toContain('\n');
    return execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' });
  };

  it.each(['cat', 'cat; true', "cat | cat -u '-'"])('writes the line to the command: %s', (command) => {
    expect(JSON.parse(run(validatorTranscript('exec', command), at(1)))).toEqual({
      ...{ id: 1, kind: 'media', name: 'fab\0\u001b.wav' },
    });
  });

  it.each(['plain.mjs', "odd name's #1.mjs", 'default.cjs'])('calls the function of the module: %s', (name) => {
    const shown = run(validatorTranscript('module', join(folder, name)), kelvin);
    expect(shown).toBe(`[ "fab'\u212a.wav", 'media' ]\n`);
  });
});

it('shows a name as a reader sees it, and what it hides', () => {
  expect(visibleName('a"b\\.wav')).toBe('"a\\"b\\\\.wav"');
  expect(visibleName('a\u200b\n.wav')).toBe('"a\\u{200b}\\n.wav"');
  expect(visibleName('\u{1f600}\uff41.wav')).toBe('"\u{1f600}\uff41.wav" (\u{1f600} is U+1F600, \uff41 is U+FF41)');
  expect(visibleName('\u00e1\u00e2\u00e3\u00e4\u00e5')).toMatch(/ is U\+00E4, …\)$/);
});
