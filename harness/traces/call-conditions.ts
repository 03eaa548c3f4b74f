// What a wait step waits for.
import type { CloudRole, CloudState } from '../roles/cloud/role.ts';
import { type CallRun, countPongs } from './call-run.ts';
import type { Condition } from './trace.ts';

export function waitLimit(condition: Condition, withinMs: number): number {
  return condition.kind === 'elapsed' ? condition.ms : withinMs;
}

export function conditionOf(
  run: CallRun,
  role: CloudRole,
  condition: Condition,
): (state: Readonly<CloudState>) => boolean {
  const framesBefore = role.state.framesReceived;
  const { recording } = run.env;
  switch (condition.kind) {
    case 'pong':
      return (state) => countPongs(state, run.lastPing) > 0;
    case 'ended':
      return (state) => state.closeReceived || state.serverEnded !== undefined || state.closed;
    case 'closed':
      return (state) => state.closed;
    case 'close-frame':
      return (state) => state.closeReceived || state.closed || state.serverEnded !== undefined;
    case 'play-started':
      return (state) => state.playsStarted >= (condition.count ?? 1);
    case 'playing':
      return (state) => state.playing > 0;
    case 'play-finished':
      return (state) => state.playsFinished >= (condition.count ?? 1);
    case 'hangup':
      return (state) => state.hungUp;
    case 'message':
      return (state) => (state.messageTypes.get(condition.type) ?? 0) > 0;
    case 'any-frame':
      return (state) => state.framesReceived > framesBefore;
    case 'quiet': {
      const since = recording.nowMs();
      const timer = setTimeout(() => role.nudge(), condition.ms + 1);
      timer.unref();
      return (state) => recording.nowMs() - Math.max(since, state.lastFrameMs) >= condition.ms;
    }
    case 'elapsed':
      return () => false;
  }
}

export function describe(condition: Condition): string {
  const words: Readonly<Record<Condition['kind'], string>> = {
    pong: 'a Pong',
    ended: 'the end of the connection from the server',
    closed: 'the end of the connection',
    'close-frame': 'a Close frame',
    'play-started': 'a play',
    playing: 'a running play',
    'play-finished': 'the end of a play',
    hangup: 'a call_hangup',
    message: condition.kind === 'message' ? `a ${condition.type} message` : 'a message',
    'any-frame': 'a frame',
    quiet: 'silence',
    elapsed: 'the time',
  };
  return words[condition.kind];
}
