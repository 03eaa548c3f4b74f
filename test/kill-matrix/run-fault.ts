// One row of the websocket suite's kill matrix: the suite against the reference server with one fault switched on.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Profile } from '../../harness/traces/trace.ts';
import type { Fault } from '../../reference/websocket/index.ts';
import { TEST_CA_PEM } from '../../reference/websocket/index.ts';
import { runWebsocketSuite } from '../../suites/websocket/run.ts';
import { freePort, referenceCommand } from '../support/reference-process.ts';
import { type MatrixFault, type MatrixRow, rowOf } from './matrix.ts';

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
    return rowOf(outcome, fault);
  } finally {
    await rm(out, { recursive: true, force: true });
  }
}

/**
 * What a fault may turn beyond its entry when more cases run than the entry names: a stimulus shows in every case that
 * contains it, and a process that dies of it takes the calls of that case with it.
 */
export function mayFollow(fault: MatrixFault, other: string): boolean {
  const isStimulus = /^ws\.(tolerates|survives|isolates)\./;
  return (
    isStimulus.test(fault.requirement) &&
    (isStimulus.test(other) || /^ws\.(call\.close-(frame|handshake)|handshake\.switching-protocols)$/.test(other))
  );
}
