// The engine with a suite of its own: each case is one HTTP request, and a path that is not there is a finding.
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunDocument } from '../run.ts';
import { type CaseHead, judgedCase } from './case.ts';
import { toFindings } from './judge.ts';
import type { RunEvent, RunOptions, RunOutcome } from './options.ts';
import type { CaseOutcome } from './run-cases.ts';
import { conductRun } from './run-suite.ts';
import type { PreparedSuite, RunContext, Suite } from './suite.ts';
import { ensureAlive } from './target-life.ts';

const REQUIREMENT = 'services.read.unknown';

interface PathCase extends CaseHead {
  readonly path: string;
}

const pathCase = (path: string, more: Partial<PathCase> = {}): PathCase => ({
  id: `path/${path}`,
  title: `Asks for ${path}`,
  suite: 'services',
  requirements: [REQUIREMENT],
  path,
  ...more,
});

const requestOk = async (url: string, path: string): Promise<boolean> => {
  const response = await fetch(new URL(path, url)).catch(() => undefined);
  await response?.arrayBuffer();
  return response?.ok ?? false;
};

async function runPath({ url }: RunContext, trace: PathCase): Promise<CaseOutcome> {
  const reports = (await requestOk(url, trace.path))
    ? []
    : [{ message: 'the path is not there', expected: '200', observed: 'not 200' }];
  const findings = toFindings(REQUIREMENT, trace.id, reports);
  return {
    judged: judgedCase(trace, [{ requirement: REQUIREMENT, exercised: 1, findings }], { durationMs: 1 }),
    crashed: false,
    lostTarget: false,
    doubtful: false,
  };
}

/** The suite, with what a test changes of it; `log` tells what the engine called. */
function pathSuite(
  cases: readonly PathCase[],
  prepared: (context: RunContext) => Partial<PreparedSuite<PathCase>> = () => ({}),
): { readonly suite: Suite<PathCase>; readonly log: string[] } {
  const log: string[] = [];
  const suite: Suite<PathCase> = {
    name: 'services',
    cases: async () => cases,
    preflight: async ({ url }) => {
      log.push('preflight');
      const ok = await requestOk(url, 'here');
      return { url, ok, steps: [{ stage: 'list', outcome: ok ? 'ok' : 'failed', detail: 'asked', ms: 1 }] };
    },
    prepare: async (context) => {
      log.push('prepare');
      const life = { target: context.target, answers: () => requestOk(context.url, 'here'), signal: undefined };
      return {
        targetFacts: () => ({ roundTripMs: 1.23456, notes: [`${log.length} calls so far`] }),
        runCase: (trace) => {
          log.push(trace.path);
          return runPath(context, trace);
        },
        ensureAlive: (suspect) => ensureAlive(life, suspect),
        dispose: async () => {
          log.push('dispose');
        },
        ...prepared(context),
      };
    },
    whenGone: 'the target is gone',
  };
  return { suite, log };
}

let server: Server;
let url: string;
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aculab-conformance-engine-'));
  server = createServer((request, response) => {
    response.statusCode = request.url?.startsWith('/here') ? 200 : 404;
    response.end();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

const optionsFor = (more: Partial<RunOptions<PathCase>> = {}): RunOptions<PathCase> => ({
  url,
  out: join(folder, 'out'),
  seed: 1,
  concurrency: 1,
  profile: 'standard',
  timeoutScale: 1,
  command: 'test',
  ...more,
});

const storedRun = async (): Promise<RunDocument> => JSON.parse(await readFile(join(folder, 'out/run.json'), 'utf8'));

const runOf = (outcome: RunOutcome): RunDocument => {
  if (outcome.kind !== 'judged') throw new Error(JSON.stringify(outcome));
  return outcome.run;
};

describe('conductRun', () => {
  it('runs the cases of any suite and writes what came of them', async () => {
    const cases = [pathCase('nowhere'), pathCase('here'), pathCase('here-too', { profile: 'full' })];
    const { suite, log } = pathSuite(cases);
    const events: RunEvent['kind'][] = [];
    const run = runOf(await conductRun(suite, optionsFor(), ({ kind }) => events.push(kind)));
    expect(run.cases.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      'path/nowhere fail',
      'path/here pass',
      'path/here-too skipped',
    ]);
    expect(run.requirements.find(({ id }) => id === REQUIREMENT)).toMatchObject({ verdict: 'fail', exercised: 2 });
    expect(run.target).toEqual({ suite: 'services', url, roundTripMs: 1.235, notes: ['4 calls so far'] });
    expect([run.complete, run.summary.verdict]).toEqual([true, 'fail']);
    expect(log).toEqual(['preflight', 'prepare', 'nowhere', 'here', 'dispose']);
    expect(events).toEqual(['preflight', 'planned', 'case-begin', 'case-end', 'case-begin', 'case-end']);
    expect(await storedRun()).toEqual(run);
  });

  it('runs the cases of its shard and says where the others are', async () => {
    const { suite, log } = pathSuite(['here', 'here-too', 'nowhere'].map((path) => pathCase(path)));
    const run = runOf(await conductRun(suite, optionsFor({ shard: { index: 2, of: 2 } }), () => {}));
    expect(run.shard).toEqual({ index: 2, of: 2 });
    expect(run.cases.map(({ id, verdict, reason }) => [id, verdict, reason])).toEqual([
      ['path/here', 'skipped', 'in another shard'],
      ['path/here-too', 'pass', undefined],
      ['path/nowhere', 'skipped', 'in another shard'],
    ]);
    expect(log).toEqual(['preflight', 'prepare', 'here-too', 'dispose']);
  });

  it('asks nothing of the target where its shard has no case', async () => {
    const { suite, log } = pathSuite([pathCase('here')]);
    const run = runOf(await conductRun(suite, optionsFor({ shard: { index: 2, of: 2 }, start: 'exit 1' }), () => {}));
    expect([run.complete, run.summary.verdict, run.cases[0]?.reason]).toEqual([true, 'none', 'in another shard']);
    expect(log).toEqual([]);
    expect(await storedRun()).toEqual(run);
  });

  it('prepares nothing where the preflight fails, and writes a run without a verdict that says why', async () => {
    const { suite, log } = pathSuite([pathCase('here')]);
    server.close();
    server.closeAllConnections();
    const outcome = await conductRun(suite, optionsFor(), () => {});
    if (outcome.kind !== 'unreachable') throw new Error(outcome.kind);
    expect(log).toEqual(['preflight']);
    const { run } = outcome;
    const reason = 'the target does not answer as it should';
    expect(await storedRun()).toEqual(run);
    expect([run.complete, run.incompleteReason, run.summary.verdict]).toEqual([false, reason, 'none']);
    expect(run.cases.map(({ id, verdict, reason }) => [id, verdict, reason])).toEqual([
      ['path/here', 'skipped', reason],
    ]);
  });

  it('writes the same where the target does not start', async () => {
    const { suite, log } = pathSuite([pathCase('here')]);
    const start = 'echo no such database >&2; exit 3';
    const free = url.replace(/:\d+/, ':9');
    const outcome = await conductRun(suite, optionsFor({ url: free, start }), () => {});
    if (outcome.kind !== 'start-failed') throw new Error(outcome.kind);
    const run = await storedRun();
    expect(run).toEqual(outcome.run);
    expect(run.incompleteReason).toBe(`the target did not start: ${outcome.reason}`);
    expect([run.summary.verdict, log]).toEqual(['none', []]);
  });

  it('counts what comes after the cases with them', async () => {
    const head = { id: 'own/after', title: 'After', suite: 'services' as const, requirements: [REQUIREMENT] };
    const { suite } = pathSuite([pathCase('here')], () => ({
      laterCases: [head.id],
      afterCases: async () => ({
        judged: [judgedCase(head, [{ requirement: REQUIREMENT, exercised: 1, findings: [] }])],
      }),
    }));
    const told: string[] = [];
    await conductRun(suite, optionsFor(), (event) => {
      if (event.kind === 'planned') told.push(`${event.cases} ${event.ids?.join(' ')}`);
      if (event.kind === 'case-end') told.push(event.result.id);
    });
    expect(told).toEqual(['2 path/here own/after', 'path/here', 'own/after']);
  });

  it('keeps user and password of the URL out of run.json', async () => {
    const { suite } = pathSuite([pathCase('here')]);
    const options = optionsFor({ url: url.replace('://', '://bob:canary@') });
    await conductRun({ ...suite, preflight: async () => ({ url, ok: true, steps: [] }) }, options, () => {});
    expect((await storedRun()).target.url).toBe(url);
    expect(await readFile(join(folder, 'out/run.json'), 'utf8')).not.toContain('canary');
  });

  it('adds what the work after the cases found, and its reason to be incomplete', async () => {
    const { suite, log } = pathSuite([pathCase('here')], () => ({
      afterCases: async ({ judged }) => {
        log.push(`after ${judged.length}`);
        const head = {
          id: 'own/untouched',
          title: 'Untouched',
          suite: 'services' as const,
          requirements: [REQUIREMENT],
        };
        return {
          judged: [judgedCase(head, [{ requirement: REQUIREMENT, exercised: 1, findings: [] }])],
          incomplete: 'two services were left',
        };
      },
    }));
    const run = runOf(await conductRun(suite, optionsFor(), () => {}));
    expect(run.cases.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual(['path/here pass', 'own/untouched pass']);
    expect(run.requirements.find(({ id }) => id === REQUIREMENT)?.exercised).toBe(2);
    expect([run.complete, run.incompleteReason]).toEqual([false, 'two services were left']);
    expect(log.slice(-2)).toEqual(['after 1', 'dispose']);
  });

  it('does the work after the cases also when the run is interrupted', async () => {
    const interruption = new AbortController();
    const { suite, log } = pathSuite([pathCase('here'), pathCase('nowhere')], (context) => ({
      runCase: (trace) => {
        interruption.abort();
        return runPath(context, trace);
      },
      afterCases: async ({ notRun }) => {
        log.push(`after, without ${notRun.map(({ id }) => id).join()}`);
        return { incomplete: 'not this one' };
      },
    }));
    const run = runOf(await conductRun(suite, optionsFor({ signal: interruption.signal }), () => {}));
    expect(log.slice(2)).toEqual(['after, without path/nowhere', 'dispose']);
    expect(run.incompleteReason).toBe('the run was interrupted');
    expect(run.cases[1]).toMatchObject({ id: 'path/nowhere', verdict: 'skipped', reason: 'the run was interrupted' });
  });

  it('tells a bug of ours only after everything was put in order and written', async () => {
    const { suite, log } = pathSuite([pathCase('here'), pathCase('nowhere')], () => ({
      runCase: async () => {
        throw new Error('our bug');
      },
      afterCases: async () => {
        log.push('after');
        throw new Error('a consequence');
      },
    }));
    await expect(conductRun(suite, optionsFor(), () => {})).rejects.toThrow('our bug');
    expect(log.slice(2)).toEqual(['after', 'dispose']);

    const { suite: other } = pathSuite([pathCase('here'), pathCase('nowhere')], (context) => ({
      runCase: async (trace) => {
        if (trace.path === 'nowhere') throw new Error('our bug');
        return runPath(context, trace);
      },
    }));
    await expect(conductRun(other, optionsFor(), () => {})).rejects.toThrow('our bug');
    const run = await storedRun();
    expect([run.complete, run.incompleteReason]).toEqual([false, 'this program failed']);
    expect(run.cases.map(({ verdict }) => verdict)).toEqual(['pass', 'skipped']);
  });

  it('says so where the target does not come back', async () => {
    const { suite } = pathSuite([pathCase('here')], () => ({ ensureAlive: async () => false }));
    const run = runOf(await conductRun(suite, optionsFor(), () => {}));
    expect(run.incompleteReason).toBe('the target is gone');
    expect(run.cases[0]).toMatchObject({ verdict: 'skipped', reason: 'the target is gone' });
  });

  it('tells the suite of stalls of our own event loop until it stops listening', async () => {
    const heard: number[] = [];
    const { suite } = pathSuite([pathCase('here')], (context) => ({
      runCase: async (trace) => {
        const stalled = async (): Promise<number> => {
          const stall = new Promise<number>((resolve) => {
            const stop = context.onStall((lateMs) => {
              stop();
              resolve(lateMs);
            });
          });
          const until = performance.now() + 300;
          while (performance.now() < until);
          return stall;
        };
        const stop = context.onStall((lateMs) => heard.push(lateMs));
        heard.push(await stalled());
        stop();
        await stalled();
        return runPath(context, trace);
      },
    }));
    await conductRun(suite, optionsFor(), () => {});
    expect(heard).toHaveLength(2);
    expect(heard[0]).toBeGreaterThan(200);
    expect(heard[1]).toBe(heard[0]);
  });

  it('starts a target at an http URL, restarts it, and disposes before it is stopped', async () => {
    const script = join(folder, 'target.mjs');
    await writeFile(
      script,
      `import { createServer } from 'node:http';
       createServer((request, response) => {
         response.end();
         if (request.url === '/die') process.exit(3);
       }).listen(Number(process.argv[2]), '127.0.0.1');`,
    );
    const probe = createTcpServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));

    const atDispose: boolean[] = [];
    const { suite } = pathSuite(
      [pathCase('die', { exclusive: true }), pathCase('here', { exclusive: true })],
      (context) => ({
        runCase: async (trace) => {
          const outcome = await runPath(context, trace);
          return { ...outcome, lostTarget: trace.path === 'die' };
        },
        dispose: async () => {
          atDispose.push(await requestOk(context.url, 'here'));
        },
      }),
    );
    const options = optionsFor({
      url: `http://127.0.0.1:${port}/service`,
      start: `${process.execPath} ${script} ${port}`,
    });
    const run = runOf(await conductRun(suite, options, () => {}));
    expect(run.cases.at(-1)).toMatchObject({ id: 'path/here', verdict: 'pass' });
    expect(run.target.started).toBe(options.start);
    expect(atDispose).toEqual([true]);
    expect(await requestOk(`http://127.0.0.1:${port}/`, 'here')).toBe(false);
  });
});
