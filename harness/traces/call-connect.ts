// How a call gets its connection.
import { RAW_CAUSES, SUBPROTOCOL } from '../../specification/limits.ts';
import { createCloudRole } from '../roles/cloud/role.ts';
import { openConnection } from '../wire/connection.ts';
import type { DialFailure } from '../wire/dial.ts';
import type { CallRun } from './call-run.ts';
import { budgetMs } from './case-env.ts';
import type { Step } from './trace.ts';

/**
 * What a call may send us at once, more than four full queues of the longest frames, and then by the second, four times
 * two channels of 16-bit audio: a server that sends more floods us, and is cut off.
 */
const FLOOD_BYTES = 4 * 1024 * 1024;
const FLOOD_BYTES_PER_SECOND = 128_000;

/** How long a server may take to take a connection, and to answer an upgrade. */
const CONNECT_MS = 5000;
const UPGRADE_MS = 5000;

export async function connect(run: CallRun, step: Extract<Step, { do: 'connect' }>): Promise<string | undefined> {
  const { env } = run;
  let reason = '';
  // A failed upgrade is tried again, so that an intermittent fault is seen and the case still runs (reading R52); one
  // that was waited for in vain is not, because a server that hangs would be waited for in every case three times.
  let patient = true;
  for (let attempt = 0; attempt < 3 && patient && !env.signal.aborted; attempt++) {
    const failure = await open(run);
    if (failure !== undefined) {
      reason = `no connection: ${failure.message}`;
      // A certificate too may be wrong on one of several machines behind a name; nobody there is nobody there.
      patient = failure.rawCause === RAW_CAUSES.tlsFailed;
      continue;
    }
    const { connection } = run;
    if (connection === undefined) return 'there is no connection';
    const timeoutMs = budgetMs(env.profile, UPGRADE_MS);
    const askedMs = env.recording.nowMs();
    const result = await connection.upgrade({
      protocols: step.protocols ?? [SUBPROTOCOL],
      ...(step.headers === undefined ? {} : { headers: step.headers }),
      ...(step.path === undefined ? {} : { path: step.path }),
      timeoutMs,
    });
    patient = env.recording.nowMs() - askedMs < timeoutMs;
    if (result.kind === 'open' && result.problems.length === 0) {
      run.role = createCloudRole({ connection, recording: env.recording });
      return undefined;
    }
    reason =
      result.kind === 'open'
        ? `the upgrade response is not acceptable (${result.problems.join(', ')})`
        : `the upgrade failed: ${result.reason}`;
    connection.destroy();
    await connection.closed;
    run.connection = undefined;
  }
  return giveUp(run, reason);
}

export async function openRaw(run: CallRun): Promise<string | undefined> {
  const failure = await open(run);
  run.abandoned = true;
  if (failure === undefined) {
    run.rawEnded = new Promise((resolve) => {
      run.connection?.listen({ onEnd: () => resolve(), onClosed: resolve });
    });
    return undefined;
  }
  return giveUp(run, `no connection: ${failure.message}`);
}

/** Nothing more can be done in this call. */
function giveUp(run: CallRun, reason: string): string {
  run.skipRest = true;
  run.env.suspectsExit = true;
  run.env.setupFailures.push(reason);
  return reason;
}

async function open(run: CallRun): Promise<DialFailure | undefined> {
  const { env } = run;
  const opened = await openConnection({
    url: env.url,
    ...(env.tls === undefined ? {} : { tls: env.tls }),
    ...(env.headers === undefined ? {} : { headers: env.headers }),
    connectTimeoutMs: budgetMs(env.profile, CONNECT_MS),
    recording: env.recording,
    call: env.nextCall++,
    label: run.label,
    maxReceivedBytes: FLOOD_BYTES,
    receivedBytesPerSecond: FLOOD_BYTES_PER_SECOND,
  });
  if (opened.kind === 'failed') return opened;
  run.connection = opened.connection;
  return undefined;
}
