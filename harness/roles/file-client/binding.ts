// What the driver knows of a target: something that takes names and says what it made of them.
import type { ExchangeFailure, RecordedRequest, RecordedResponse } from '../../http/exchange.ts';
import type { FileKind } from '../../traces/names-trace.ts';
import type { ProbeEvent, ProbeOutcome } from './probe.ts';
import type { Silences } from './silences.ts';

/** A name as the target is to get it, prefix included. */
export interface NamedFile {
  readonly kind: FileKind;
  readonly name: string;
  /** How the whole name is written where it stands in a URL, if not percent-encoded in the usual way. */
  readonly spelling?: string;
}

export interface OfferedFile extends NamedFile {
  /** Content of the file. */
  readonly octets: Uint8Array;
}

/** What came of one question. `failure` and `stderr` are about targets that gave no answer. */
export interface Answer {
  /** When the question was put, by the clock, and how long its answer took, in milliseconds. */
  readonly beganMs: number;
  readonly durationMs: number;
  readonly outcome: ProbeOutcome;
  /** Why it was refused or failed, as the target says; one line. */
  readonly reason?: string;
  readonly request?: RecordedRequest;
  readonly response?: RecordedResponse;
  readonly failure?: ExchangeFailure | NonNullable<ProbeEvent['failure']>;
  readonly stderr?: readonly string[];
  readonly listed?: readonly string[];
  readonly content?: { readonly bytes: number; readonly sha256: string };
}

export type FileOperation = 'offer' | 'read' | 'list' | 'delete';

/** A target that cannot be asked any more. */
export interface Unusable {
  /** One line. */
  readonly reason: string;
  /** What it did last, of a command or a thread that had to be ended or ended by itself. */
  readonly after?: 'exit' | 'timeout' | 'rubbish' | 'unknown-id';
}

/** A way to reach a store or a validator. No function rejects for what the target does. */
export interface NameBinding {
  readonly kind: 'store' | 'exec' | 'module';
  /** URL without login, command, or path of the module. */
  readonly target: string;
  /** What had to be guessed about the target, one line each. */
  readonly assumed: readonly string[];
  /**
   * Offers a name. Undefined where it was not asked: the signal was aborted before, or the target is of no more use
   * (see `unusable`).
   */
  readonly offer: (file: OfferedFile, signal: AbortSignal) => Promise<Answer | undefined>;
  /** Stores only, and only where the target has it. `content` tells what was read. */
  readonly read?: (file: NamedFile, signal: AbortSignal) => Promise<Answer>;
  /** Stores only, and only where the target has it: `listed` holds the names in which the prefix occurs. */
  readonly list?: (kind: FileKind, prefix: string, signal: AbortSignal) => Promise<Answer>;
  /** Stores only. */
  readonly remove?: (file: NamedFile, signal: AbortSignal) => Promise<Answer>;
  /** False for what cannot be asked: a kind that the target does not have, a spelling where no URL holds the name. */
  readonly carries: (operation: FileOperation, file: Pick<NamedFile, 'kind' | 'spelling'>) => boolean;
  /** Stores only: what is known of names that are never answered. Who asks takes note of each answer and silence. */
  readonly silences?: Silences;
  /** Whether the target still answers at all. */
  readonly answers: (signal: AbortSignal) => Promise<boolean>;
  /** Why nothing more can be asked; undefined while all is well. */
  readonly unusable: () => Unusable | undefined;
  /** Ends connections, processes and threads. Resolves when they are gone. */
  readonly close: () => Promise<void>;
}
