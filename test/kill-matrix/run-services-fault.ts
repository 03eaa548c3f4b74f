// One row of the services suite's kill matrix: the suite against the reference API with one fault switched on.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Profile } from '../../harness/traces/trace.ts';
import { type ServicesFault, startReferenceServicesServer } from '../../reference/services/index.ts';
import { runServicesSuite } from '../../suites/services/run.ts';
import { type MatrixRow, rowOf } from './matrix.ts';

/** Runs the suite against the reference API. `only` as on the command line. */
export async function runAgainstReferenceApi(options: {
  readonly fault?: ServicesFault;
  readonly profile: Profile;
  readonly only?: readonly string[];
}): Promise<MatrixRow> {
  const { fault, profile, only = [] } = options;
  const out = await mkdtemp(join(tmpdir(), 'aculab-conformance-matrix-'));
  const server = await startReferenceServicesServer({ faults: fault === undefined ? [] : [fault.id] });
  const [account, secondAccount] = server.accounts;
  if (account === undefined || secondAccount === undefined) throw new Error('the reference API has two accounts');
  try {
    const outcome = await runServicesSuite(
      {
        url: server.baseUrl,
        out,
        seed: 1,
        concurrency: 16,
        profile,
        timeoutScale: 1,
        account,
        secondAccount,
        only,
        command: 'kill matrix',
      },
      () => {},
    );
    return rowOf(outcome, fault);
  } finally {
    await server.stop();
    await rm(out, { recursive: true, force: true });
  }
}
