// What a run of the services suite leaves on disk: transcripts that are judged the same again without the API, files that
// fit their published schemas, random sequences reduced to few requests, and no secret anywhere.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readExchanges } from '../harness/http/exchanges-file.ts';
import type { RunDocument } from '../harness/run.ts';
import type { ServicesTrace } from '../harness/traces/services-trace.ts';
import { startReferenceServicesServer } from '../reference/services/index.ts';
import { validateExchangesLine, validateRun, validateTrace } from '../specification/schemas/validate.ts';
import { judgeTranscript } from '../suites/services/judge.ts';
import type { TargetKnowledge } from '../suites/services/knowledge.ts';
import { createConfigurationModel } from '../suites/services/model/configuration-model.ts';
import { runServicesSuite } from '../suites/services/run.ts';

let out: string;
let run: RunDocument;
let keys: readonly string[];

beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'aculab-conformance-services-'));
  const server = await startReferenceServicesServer({
    faults: ['services.modify.merges/shallow-depth-3', 'services.list.description', 'services.auth.refused/key-prefix'],
  });
  const [account, secondAccount] = server.accounts;
  if (account === undefined || secondAccount === undefined) throw new Error('the reference API has two accounts');
  keys = [account.key, secondAccount.key];
  const outcome = await runServicesSuite(
    {
      url: server.baseUrl,
      out,
      seed: 3,
      concurrency: 8,
      profile: 'standard',
      timeoutScale: 1,
      only: ['stateful/standard-00*', 'list/*', 'auth/*', 'accounts/*', 'malformed-body/*'],
      account,
      secondAccount,
      headers: { 'X-Canary': 'canary-header-value' },
      command: 'test',
    },
    () => {},
  );
  await server.stop();
  if (outcome.kind !== 'judged') throw new Error(JSON.stringify(outcome));
  run = outcome.run;
});

afterAll(() => rm(out, { recursive: true, force: true }));

const filesOf = async (): Promise<readonly string[]> => {
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
};

describe('the files of a services run', () => {
  it('have transcripts that are judged the same again, without the API', async () => {
    const knowledge = JSON.parse(await readFile(join(out, 'target.json'), 'utf8')) as TargetKnowledge;
    const model = createConfigurationModel(knowledge);
    const judged = run.cases.filter(({ transcript, reason }) => transcript !== undefined && reason === undefined);
    expect(judged.length).toBeGreaterThan(40);
    for (const { id, transcript = '', findings } of judged) {
      const again = judgeTranscript(await readExchanges(join(out, transcript)), model);
      expect([id, again.flatMap((judgement) => judgement.findings)]).toEqual([id, findings]);
    }
  });

  it('show the faults that the API has, and those only', () => {
    const turned = run.requirements
      .filter(({ findings }) => findings.length > 0)
      .map(({ id, verdict }) => [id, verdict]);
    expect(turned).toEqual([
      ['services.auth.refused', 'fail'],
      ['services.auth.no-effect', 'fail'],
      ['services.list.description', 'warn'],
      ['services.modify.merges', 'fail'],
    ]);
  });

  it('hold a random sequence that was reduced to the requests that matter', async () => {
    const reduced = run.cases.filter(({ reason = '' }) => reason.startsWith('reduced from'));
    expect(reduced.length).toBeGreaterThan(0);
    const [first] = reduced;
    const trace = JSON.parse(await readFile(join(out, first?.trace ?? ''), 'utf8')) as ServicesTrace;
    expect(trace.steps.map((step) => step.do)).toEqual(['write', 'modify']);
  });

  it('fit their published schemas', async () => {
    expect(await validateRun(JSON.parse(await readFile(join(out, 'run.json'), 'utf8')))).toEqual([]);
    const failed = run.cases.filter(({ trace }) => trace !== undefined);
    expect(failed.length).toBeGreaterThan(0);
    for (const { trace = '', transcript = '' } of failed) {
      expect(await validateTrace(JSON.parse(await readFile(join(out, trace), 'utf8')))).toEqual([]);
      for (const line of (await readFile(join(out, transcript), 'utf8')).trim().split('\n')) {
        expect(await validateExchangesLine(JSON.parse(line))).toEqual([]);
      }
    }
  });

  it('hold no key, no header value, no Authorization and no password in any octet', async () => {
    const files = await filesOf();
    expect(files.length).toBeGreaterThan(50);
    const forms = [...keys, 'canary-header-value'].flatMap((secret) => [
      secret,
      Buffer.from(secret).toString('base64').replaceAll('=', ''),
      secret.toUpperCase(),
    ]);
    for (const file of files) {
      const text = await readFile(file, 'utf8');
      expect([file, forms.filter((form) => text.includes(form))]).toEqual([file, []]);
      expect([file, /Basic [A-Za-z0-9+/]{16}/.test(text)]).toEqual([file, false]);
      expect([file, /"service_password\\?":\s*\\?"[A-Za-z0-9]{24}\\?"/.test(text)]).toEqual([file, false]);
    }
  });

  it('keep no journal when all is deleted', async () => {
    expect((await filesOf()).filter((file) => file.includes('journal'))).toEqual([]);
  });
});
