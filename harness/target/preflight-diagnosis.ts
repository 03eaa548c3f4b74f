import type { PreflightStage } from './preflight.ts';

/** Why no call can be set up, and what to change. Both are one line. */
export interface Diagnosis {
  readonly kind: 'diagnosis';
  readonly stage: PreflightStage;
  /** What the application would see as the call's raw cause. */
  readonly rawCause: number;
  readonly reason: string;
  readonly advice: string;
}

/** What an upgrade was tried with, as far as advice depends on it. */
export interface Attempted {
  readonly url: URL;
  /** The user gave an Authorization header, or a login in the URL. */
  readonly authorized: boolean;
  /** A plain connection was made to a port on which the server speaks TLS. */
  readonly speaksTls: boolean;
}

/** Text from the wire in one short line without control characters. */
export function oneLine(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, 160);
}
