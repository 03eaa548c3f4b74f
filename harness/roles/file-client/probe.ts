// What a media-files case leaves behind: each name that was offered, and what came of it.
import type { ExchangeFailure, RecordedRequest, RecordedResponse } from '../../http/exchange.ts';
import type { FileKind } from '../../traces/names-trace.ts';

/**
 * What a target made of a name. `accepted` and `refused` as its binding tells them; `failed`: no answer, or one that is
 * neither (5xx, a crash, rubbish), `unclear`: an answer that says nothing of the name (a redirect, 429, a list that
 * cannot be read).
 */
export type ProbeOutcome = 'accepted' | 'refused' | 'failed' | 'unclear';

export interface ProbeEvent {
  readonly kind: 'probe';
  readonly ms: number;
  readonly durationMs: number;
  readonly purpose: 'step' | 'clean-up';
  /** Position among the trace's steps; -1 for a clean-up. */
  readonly step: number;
  readonly do: 'offer' | 'read' | 'list' | 'delete';
  readonly fileKind: FileKind;
  /** The whole name as the target got it, prefix included; absent for a list. Lone surrogates as they are. */
  readonly name?: string;
  /** The step's part of it. */
  readonly label?: string;
  /** Of an offer or a read: for whose sake, and what is special about the name. */
  readonly about?: string;
  readonly what?: string;
  /** The path was written in a way of the case's own. */
  readonly rawName?: string;
  readonly outcome: ProbeOutcome;
  /** Why it was refused or failed, as the target says; one line. */
  readonly reason?: string;
  /** Over HTTP: what went and came. */
  readonly request?: RecordedRequest;
  readonly response?: RecordedResponse;
  readonly failure?: ExchangeFailure | { readonly kind: 'exit' | 'rubbish' | 'unknown-id'; readonly message: string };
  /** Of an exec validator that failed: the end of its stderr. */
  readonly stderr?: readonly string[];
  /** Of a list: names in which the case's prefix occurs, whatever its letter case, in the order of the list. */
  readonly listed?: readonly string[];
  /** SHA-256 and length of the content that was offered or read back. */
  readonly content?: { readonly bytes: number; readonly sha256: string };
}

export interface ProbeStallEvent {
  readonly kind: 'stall';
  readonly ms: number;
  readonly lateMs: number;
}

export const PROBES_FORMAT = 'aculab-conformance/probes@1';

export interface ProbeTranscriptHeader {
  readonly format: typeof PROBES_FORMAT;
  readonly suite: 'media-files';
  readonly case: string;
  readonly title: string;
  readonly requirements: readonly string[];
  /** URL of the store, or the command or module of the validator. */
  readonly target: string;
  readonly binding: 'store' | 'exec' | 'module';
  readonly startedAt: string;
  /** What the names of this case begin with. */
  readonly namePrefix: string;
}

export interface ProbeTranscript {
  readonly header: ProbeTranscriptHeader;
  readonly events: ReadonlyArray<ProbeEvent | ProbeStallEvent>;
}
