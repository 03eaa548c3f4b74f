// Types first: the checks are filled in below by this room's owner.

export type PreflightStage = 'url' | 'dns' | 'tcp' | 'tls' | 'upgrade' | 'subprotocol';

export interface PreflightStep {
  readonly stage: PreflightStage;
  readonly outcome: 'ok' | 'warning' | 'failed';
  /** One line: what was seen. */
  readonly detail: string;
  readonly ms: number;
}

export interface PreflightReport {
  readonly url: string;
  readonly ok: boolean;
  readonly steps: readonly PreflightStep[];
  /** What the application would see as the call's raw cause: an HTTP status, or 900 to 905. Absent when ok. */
  readonly rawCause?: number;
  /** One line: why no call can be set up. Absent when ok. */
  readonly reason?: string;
  /** One line: what to change. Absent when ok. */
  readonly advice?: string;
  readonly subprotocol?: string;
}
