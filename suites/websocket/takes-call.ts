import { driveTrace } from '../../harness/traces/driver.ts';
import { TRACE_FORMAT } from '../../harness/traces/trace.ts';
import type { Session } from './session.ts';

/** Whether the target takes a call now, beside one that is half a second old. */
export async function takesCall({ options, profile }: Session): Promise<boolean> {
  const driven = await driveTrace({
    trace: {
      format: TRACE_FORMAT,
      id: 'control/alive',
      title: 'Is the target there?',
      suite: 'websocket',
      requirements: [],
      steps: [{ do: 'wait', for: { kind: 'elapsed', ms: 500 } }, { do: 'probe' }],
    },
    url: options.url,
    ...(options.tls === undefined ? {} : { tls: options.tls }),
    ...(options.headers === undefined ? {} : { headers: options.headers }),
    profile,
    seed: options.seed,
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  return !driven.lostTarget;
}
