// The state of one call while its steps run, and what all kinds of steps ask of it.
import type { CloudRole, CloudState } from '../roles/cloud/role.ts';
import type { Connection } from '../wire/connection.ts';
import type { CaseEnv } from './case-env.ts';

export interface CallRun {
  readonly env: CaseEnv;
  readonly label: string;
  connection: Connection | undefined;
  role: CloudRole | undefined;
  /** No closing handshake is wanted at the end: raw, reset, silent or poisoned connections. */
  abandoned: boolean;
  lastPing: string;
  pings: number;
  /** Samples sent so far, so that a signal goes on where it stopped. */
  samples: number;
  /** When the next frame of uninterrupted audio is due. */
  audioDueMs: number;
  overflowing: boolean;
  /** A raw connection: resolves when the server's side of it has ended. */
  rawEnded: Promise<void> | undefined;
  background: { stop: boolean; done: Promise<void> } | undefined;
  skipRest: boolean;
}

export function note(run: CallRun, index: number, what: string, phase: 'begin' | 'end', unmet?: string): void {
  const { recording } = run.env;
  const call = run.connection?.call ?? run.env.nextCall;
  const event = { kind: 'step', call, ms: recording.nowMs(), index, do: what, phase } as const;
  recording.add(unmet === undefined ? event : { ...event, unmet });
}

/** The server has ended the call, or the role has obeyed its hangup: nothing more can be sent in it. */
export function isOver(run: CallRun): boolean {
  const state = run.role?.state;
  if (state === undefined) return run.connection?.state === 'closed';
  return state.closed || state.serverEnded !== undefined || state.closeReceived || (state.hungUp && state.callEnded);
}

export function countPongs(state: Readonly<CloudState>, payloadHex: string): number {
  return state.pongs.filter((pong) => pong === payloadHex).length;
}

/** Waits, but no longer than the case may last. */
export function pause(env: CaseEnv, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      env.signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    env.signal.addEventListener('abort', done);
    if (env.signal.aborted) done();
  });
}
