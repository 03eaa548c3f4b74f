import type { NamesStep } from '../../traces/names-trace.ts';
import type { Clock } from '../../wire/clock.ts';
import type { Answer, FileOperation, NamedFile } from './binding.ts';
import type { ProbeEvent, ProbeTranscript, ProbeTranscriptHeader } from './probe.ts';

/** What an answer is an answer to. */
export interface Asked {
  readonly do: FileOperation;
  readonly file: NamedFile;
  /** Absent for a clean-up. */
  readonly of?: { readonly step: NamesStep; readonly index: number };
}

/** The events of a case while it runs. Times are milliseconds since its begin. */
export interface ProbeRecording {
  nowMs(): number;
  add(asked: Asked, answer: Answer): void;
  seal(header: Omit<ProbeTranscriptHeader, 'startedAt'>): ProbeTranscript;
}

/** Begins a recording now. */
export function createProbeRecording(clock: Clock, onEvent: (event: ProbeEvent) => void = () => {}): ProbeRecording {
  const beganMs = clock.nowMs();
  const startedAt = new Date().toISOString();
  const events: ProbeEvent[] = [];
  return {
    nowMs: () => rounded(clock.nowMs() - beganMs),
    add: (asked, answer) => {
      const event = eventOf(asked, answer, beganMs);
      events.push(event);
      onEvent(event);
    },
    seal: (header) => ({
      header: { ...header, startedAt },
      // Answers come in any order; what was asked at the same moment keeps the order of the steps.
      events: events.toSorted((one, other) => one.ms - other.ms || placeOf(one) - placeOf(other)),
    }),
  };
}

function eventOf({ do: did, file, of }: Asked, answer: Answer, caseBeganMs: number): ProbeEvent {
  const { beganMs, durationMs, outcome, ...rest } = answer;
  const step = of?.step;
  const hasName = did !== 'list';
  return {
    kind: 'probe',
    ms: rounded(Math.max(0, beganMs - caseBeganMs)),
    durationMs: rounded(durationMs),
    purpose: step === undefined ? 'clean-up' : 'step',
    step: of?.index ?? -1,
    do: did,
    fileKind: file.kind,
    ...(hasName ? { name: file.name } : {}),
    ...(step === undefined || step.do === 'list' ? {} : { label: step.name }),
    ...(step?.do === 'offer' || step?.do === 'read' ? { about: step.about, what: step.what } : {}),
    ...(step !== undefined && 'rawName' in step && step.rawName !== undefined ? { rawName: step.rawName } : {}),
    outcome,
    ...rest,
  };
}

/** Microseconds: what is finer is noise, and makes long lines. */
const rounded = (ms: number): number => Math.round(ms * 1000) / 1000;

const placeOf = ({ purpose, step }: ProbeEvent): number => (purpose === 'step' ? step : Number.MAX_SAFE_INTEGER);
