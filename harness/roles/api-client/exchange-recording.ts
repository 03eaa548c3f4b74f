import type { ExchangeEvent, ExchangeTranscript, ExchangeTranscriptHeader } from '../../http/exchange.ts';
import type { Clock } from '../../wire/clock.ts';

/** The events of a case while it runs. Times are milliseconds since its begin. */
export interface ExchangeRecording {
  nowMs(): number;
  /** The time of an event that was measured by the clock itself. */
  sinceBegin(clockMs: number): number;
  add(event: ExchangeEvent): void;
  seal(header: Omit<ExchangeTranscriptHeader, 'startedAt'>): ExchangeTranscript;
}

/** Begins a recording now. */
export function createExchangeRecording(clock: Clock): ExchangeRecording {
  const beganMs = clock.nowMs();
  const startedAt = new Date().toISOString();
  const events: ExchangeEvent[] = [];
  return {
    nowMs: () => rounded(clock.nowMs() - beganMs),
    sinceBegin: (clockMs) => rounded(Math.max(0, clockMs - beganMs)),
    add: (event) => {
      events.push(event);
    },
    seal: (header) => ({
      header: { ...header, startedAt },
      // Requests at the same time end in any order; what began at the same moment keeps its place.
      events: events.toSorted((one, other) => one.ms - other.ms || placeOf(one) - placeOf(other)),
    }),
  };
}

/** Microseconds: what is finer is noise, and makes long lines. */
export const rounded = (ms: number): number => Math.round(ms * 1000) / 1000;

const placeOf = ({ purpose, step }: ExchangeEvent): number => (purpose === 'step' ? step : Number.MAX_SAFE_INTEGER);
