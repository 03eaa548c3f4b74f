// One row of the kill matrix: the suite against the reference server with one fault switched on.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunDocument } from '../../harness/run.ts';
import type { Profile } from '../../harness/traces/trace.ts';
import type { Fault } from '../../reference/websocket/index.ts';
import { TEST_CA_PEM } from '../../reference/websocket/index.ts';
import { runWebsocketSuite } from '../../suites/websocket/run.ts';
import { freePort, referenceCommand } from '../support/reference-process.ts';

export interface MatrixRow {
  readonly app: string;
  readonly fault?: Fault;
  /** Requirements that did not end as pass or not-exercised. */
  readonly turned: ReadonlyMap<string, 'fail' | 'warn'>;
  readonly run: RunDocument;
}

/** Runs the suite against the reference server in its own process. `only` as on the command line. */
export async function runAgainstReference(options: {
  readonly app: string;
  readonly fault?: Fault;
  readonly profile: Profile;
  readonly only?: readonly string[];
  readonly concurrency?: number;
}): Promise<MatrixRow> {
  const { app, fault, profile, only } = options;
  const out = await mkdtemp(join(tmpdir(), 'aculab-conformance-matrix-'));
  try {
    const port = await freePort();
    // Over TLS only where it matters: it shows the same and costs more.
    const tls = fault?.requirement === 'ws.handshake.tls';
    const outcome = await runWebsocketSuite(
      {
        url: `${tls ? 'wss' : 'ws'}://127.0.0.1:${port}/`,
        out,
        seed: 1,
        concurrency: options.concurrency ?? 16,
        profile,
        timeoutScale: 1,
        start: referenceCommand(port, app, fault === undefined ? [] : [fault.id], tls),
        ...(tls ? { tls: { ca: TEST_CA_PEM } } : {}),
        ...(only === undefined || only.length === 0 ? {} : { only }),
        command: 'kill matrix',
      },
      () => {},
    );
    if (outcome.kind !== 'judged') throw new Error(`no verdict: ${JSON.stringify(outcome)}`);
    const turned = new Map<string, 'fail' | 'warn'>();
    for (const { id, verdict } of outcome.run.requirements) {
      if (verdict === 'fail' || verdict === 'warn') turned.set(id, verdict);
    }
    return { app, ...(fault === undefined ? {} : { fault }), turned, run: outcome.run };
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/**
 * What a fault may turn beyond its entry when more cases run than the entry names: a stimulus shows in every case that
 * contains it, and a process that dies of it takes the calls of that case with it.
 */
export function mayFollow(fault: Fault, other: string): boolean {
  const isStimulus = /^ws\.(tolerates|survives|isolates)\./;
  return (
    isStimulus.test(fault.requirement) &&
    (isStimulus.test(other) || /^ws\.(call\.close-(frame|handshake)|handshake\.switching-protocols)$/.test(other))
  );
}

/** What is wrong with a row: empty where the fault turned what it names and nothing that it does not admit. */
export function rowProblems({ fault, turned, run }: MatrixRow, cases: 'named' | 'all' = 'named'): readonly string[] {
  const evidence = (id: string): string => {
    const finding = run.requirements.find((requirement) => requirement.id === id)?.findings[0];
    return finding === undefined ? '' : `: ${finding.case}: ${finding.message}; observed ${finding.observed}`;
  };
  if (fault === undefined) return [...turned].map(([id, verdict]) => `${id} is ${verdict}${evidence(id)}`);
  const problems: string[] = [];
  const own = turned.get(fault.requirement);
  if (own !== fault.verdict) {
    const result = run.requirements.find(({ id }) => id === fault.requirement);
    problems.push(
      `${fault.requirement} should be ${fault.verdict}, is ${result?.verdict} (exercised ${result?.exercised} times)${evidence(fault.requirement)}`,
    );
  }
  for (const [id, verdict] of turned) {
    const isAdmitted = fault.admits.includes(id) || (cases === 'all' && mayFollow(fault, id));
    if (id !== fault.requirement && !isAdmitted) problems.push(`${id} is ${verdict} too${evidence(id)}`);
  }
  return problems;
}

/** Runs `work` over `items`, so many at a time, in order of the items. */
export async function pool<T, R>(items: readonly T[], atOnce: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index] as T);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return results;
}
