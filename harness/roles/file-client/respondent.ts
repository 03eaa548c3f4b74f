// One life of a validator: a process or a thread that is asked about names, until it ends or is ended.
import type { FileKind } from '../../traces/names-trace.ts';

export interface Question {
  /** A whole number, never used again. */
  readonly id: number;
  readonly kind: FileKind;
  readonly name: string;
}

export interface Verdict {
  readonly accepted: boolean;
  /** One line, where one was given. */
  readonly reason?: string;
}

/** Something that is no answer. */
export interface Incident {
  readonly kind: 'exit' | 'timeout' | 'rubbish' | 'unknown-id';
  /** One line. */
  readonly message: string;
  /** Of the question that it is about, where that is known. */
  readonly id?: number;
}

/** What a respondent tells, until `stop` is called. Never before `start` has returned. */
export interface RespondentEvents {
  readonly answered: (id: unknown, verdict: Verdict) => void;
  /** It said something that is no answer, and goes on. */
  readonly strange: (incident: Incident) => void;
  /** It is gone: the last that is told. */
  readonly ended: (incident: Incident) => void;
  /** It can never answer, however often it is started: why, in one line. */
  readonly unusable: (reason: string) => void;
}

export interface Respondent {
  readonly ask: (questions: readonly Question[]) => void;
  /** The end of what it wrote to stderr, oldest line first. */
  readonly stderr: () => readonly string[];
  /** Ends it: at once, or with a moment to end by itself. Resolves when nothing of it is left. */
  readonly stop: (how: 'at-once' | 'gently') => Promise<void>;
}

export type StartRespondent = (events: RespondentEvents) => Respondent;
