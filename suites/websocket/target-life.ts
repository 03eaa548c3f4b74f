import { driveTrace } from '../../harness/traces/driver.ts';
import { TRACE_FORMAT } from '../../harness/traces/trace.ts';
import type { Session } from './session.ts';

/** How long a target that took no call is given to come back, where something other than we restarts it. */
const COME_BACK_TRIES = 5;

/**
 * The target takes calls, or is brought back where we started it. A server that hangs is as good as dead: it is restarted
 * too.
 */
export async function ensureAlive(session: Session, suspect: boolean): Promise<boolean> {
  const { target, options } = session;
  if (target === undefined) {
    for (let tries = 0; suspect && tries < COME_BACK_TRIES; tries++) {
      if (await takesCall(session)) return true;
      if (options.signal?.aborted) return true;
    }
    return !suspect;
  }
  if (target.alive() && (!suspect || (await takesCall(session)))) return true;
  return target.restart();
}

async function takesCall({ options, profile }: Session): Promise<boolean> {
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
