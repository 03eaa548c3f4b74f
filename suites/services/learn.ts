// What is learned of the target before the cases: its schema, and the defaults that its minimal configurations show.
import type { ExchangeEvent } from '../../harness/http/exchange.ts';
import { SERVICES_TRACE_FORMAT, type ServicesTrace } from '../../harness/traces/services-trace.ts';
import type { TargetKnowledge } from './knowledge.ts';
import { isObject, sameJson } from './model/json.ts';
import { MINIMAL_REST, MINIMAL_UAS } from './stateful/step-sources.ts';
import { list, remove, schema, writeThenRead } from './steps.ts';
import { readAnswer } from './view/read-answer.ts';

/** The requests that show it. Each service is deleted at once. */
export const LEARNING: ServicesTrace = {
  format: SERVICES_TRACE_FORMAT,
  id: 'control/defaults',
  title: 'What the target does with the minimal configurations',
  suite: 'services',
  requirements: [],
  // The lists tell the round trip.
  steps: [
    list(),
    list(),
    schema(),
    ...writeThenRead('uas', MINIMAL_UAS),
    remove('uas'),
    ...writeThenRead('rest', MINIMAL_REST),
    remove('rest'),
  ],
};

export interface Learned {
  readonly knowledge: TargetKnowledge;
  /** Median and longest time to an answer. */
  readonly roundTripMs: number;
  readonly worstRoundTripMs: number;
}

/** Reads what those exchanges tell. A Write that failed leaves its defaults unknown. */
export function learnedFrom(exchanges: readonly ExchangeEvent[]): Learned {
  const bodyOf = (position: number): ReturnType<typeof readAnswer> => {
    const event = exchanges.find(({ purpose, step }) => purpose === 'step' && step === position);
    const status = event?.response?.status ?? 0;
    return event === undefined || status < 200 || status > 299 ? { kind: 'none' } : readAnswer(event);
  };
  /** Only what Write and Read agree on: where they do not, one of them is wrong, and the cases tell. */
  const minimal = (position: number, sent: typeof MINIMAL_UAS) => {
    const [written, read] = [bodyOf(position), bodyOf(position + 1)];
    if (written.kind !== 'json' || read.kind !== 'json' || !isObject(written.value)) return undefined;
    return sameJson(written.value, read.value) ? { sent, returned: written.value } : undefined;
  };
  const [uas, rest] = [minimal(3, MINIMAL_UAS), minimal(6, MINIMAL_REST)];
  const given = bodyOf(2);
  // An answer that did not end in time says nothing of the way to the target.
  const times = exchanges.filter(({ failure }) => failure === undefined).map(({ durationMs }) => durationMs);
  const sorted = [...times].sort((a, b) => a - b);
  return {
    knowledge: {
      ...(given.kind === 'json' ? { schema: given.value } : {}),
      ...(uas === undefined ? {} : { minimalUas: uas }),
      ...(rest === undefined ? {} : { minimalRest: rest }),
    },
    roundTripMs: sorted[Math.floor(sorted.length / 2)] ?? 0,
    worstRoundTripMs: sorted.at(-1) ?? 0,
  };
}
