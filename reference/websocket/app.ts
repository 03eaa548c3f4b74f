import type { CALL_CAUSES } from '../../specification/limits.ts';
import type { Player } from './player.ts';
import type { AudioShape } from './sound.ts';

/** What an app can do with its call. Everything is ignored once the call is over. */
export interface AppCall {
  readonly player: Player;
  hangup(cause: (typeof CALL_CAUSES)[number], rawCause: number): void;
}

/** What an app hears of its call. It says only what it cares for. */
export interface AppHandlers {
  callStart?(from: string): void;
  audioStart?(shape: AudioShape): void;
  /** A binary frame as it came; never before audioStart. */
  audio?(octets: Buffer): void;
  audioEnd?(): void;
  playFinished?(id: string): void;
}

/** An application behind the server: made anew for each call, so that calls share nothing. */
export type App = (call: AppCall) => AppHandlers;
