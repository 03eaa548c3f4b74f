// A stored transcript says the same as the run that wrote it, without the server.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunDocument } from '../harness/run.ts';
import { readTranscript } from '../harness/wire/transcript-file.ts';
import { validateRun, validateTrace } from '../specification/schemas/validate.ts';
import { judgeTranscript } from '../suites/websocket/judge.ts';
import { runWebsocketSuite } from '../suites/websocket/run.ts';
import { freePort, referenceCommand } from './support/reference-process.ts';

let out: string;
let run: RunDocument;

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'aculab-conformance-judged-'));
  const port = await freePort();
  const outcome = await runWebsocketSuite(
    {
      url: `ws://127.0.0.1:${port}/`,
      out,
      seed: 3,
      concurrency: 8,
      profile: 'smoke',
      timeoutScale: 1,
      only: ['plain-call/*', 'fragmentation/*', 'close/*', 'callers/*', 'malformed-json/*'],
      start: referenceCommand(port, 'announcer', [
        'ws.play.whole-samples',
        'ws.message.undocumented-property',
        'ws.tolerates.fragmentation',
      ]),
      command: 'test',
    },
    () => {},
  );
  if (outcome.kind !== 'judged') throw new Error(JSON.stringify(outcome));
  run = outcome.run;
});

afterAll(() => rm(out, { recursive: true, force: true }));

describe('the files of a run', () => {
  it('have transcripts that are judged the same again', async () => {
    const judged = run.cases.filter(({ transcript, reason }) => transcript !== undefined && reason === undefined);
    expect(judged.length).toBeGreaterThan(10);
    for (const { id, transcript = '', findings } of judged) {
      const again = judgeTranscript(await readTranscript(join(out, transcript)));
      expect([id, again.flatMap((judgement) => judgement.findings)]).toEqual([id, findings]);
    }
  });

  it('show the faults that the server has', () => {
    const turned = run.requirements
      .filter(({ findings }) => findings.length > 0)
      .map(({ id, verdict }) => `${id} ${verdict}`);
    expect(turned).toEqual([
      'ws.message.undocumented-property warn',
      'ws.play.whole-samples fail',
      'ws.tolerates.fragmentation fail',
    ]);
  });

  it('fit their published schemas', async () => {
    expect(await validateRun(JSON.parse(await readFile(join(out, 'run.json'), 'utf8')))).toEqual([]);
    const failed = run.cases.filter(({ trace }) => trace !== undefined);
    expect(failed.length).toBeGreaterThan(0);
    for (const { trace = '' } of failed) {
      expect(await validateTrace(JSON.parse(await readFile(join(out, trace), 'utf8')))).toEqual([]);
    }
  });
});
