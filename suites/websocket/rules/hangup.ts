// ws.hangup.*: what the server says to end a call.
import { CALL_CAUSES } from '../../../specification/limits.ts';
import type { CaseView, Rule, RuleFinding, ServerMessage } from '../rule.ts';
import { isData, OPCODE } from '../view/frame-law.ts';

const hangupsOf = (view: CaseView): readonly ServerMessage[] =>
  view.calls.flatMap(({ serverMessages }) => serverMessages.filter(({ type }) => type === 'call_hangup'));

const asJson = (value: unknown): string => JSON.stringify(value) ?? String(value);

const cause: Rule = {
  requirement: 'ws.hangup.cause',
  judge: (view) => {
    const hangups = hangupsOf(view);
    return { exercised: hangups.length, findings: hangups.flatMap(judgeCause) };
  },
};

function judgeCause({ object, at }: ServerMessage): readonly RuleFinding[] {
  const value = object?.cause;
  if (value === undefined || CALL_CAUSES.some((known) => known === value)) return [];
  return [
    {
      message: 'call_hangup has a cause that is not among the documented ones',
      expected: `one of ${CALL_CAUSES.join(', ')}, or none for NORMAL`,
      observed: asJson(value),
      at,
    },
  ];
}

const rawCause: Rule = {
  requirement: 'ws.hangup.raw-cause',
  judge: (view) => {
    const hangups = hangupsOf(view);
    return { exercised: hangups.length, findings: hangups.flatMap(judgeRawCause) };
  },
};

function judgeRawCause({ object, at }: ServerMessage): readonly RuleFinding[] {
  const value = object?.raw_cause;
  if (value === undefined || Number.isSafeInteger(value)) return [];
  return [
    {
      message: 'call_hangup has a raw_cause that is no integer',
      expected: 'an integer, or none for 0',
      observed: typeof value === 'number' ? String(value) : asJson(value),
      at,
    },
  ];
}

/** The server orders what it sends, so nothing that follows its own hangup can have been on the wire before it. */
const last: Rule = {
  requirement: 'ws.hangup.last',
  judge: (view) => {
    const calls = view.calls.flatMap((call) => {
      const hangup = call.hangup;
      const until = hangup?.frames.at(-1)?.index;
      if (hangup === undefined || until === undefined) return [];
      const late = call.serverFrames.filter(({ index, event }) => index > until && isData(event.opcode));
      const isWatchedToEnd = call.serverClose !== undefined || call.serverEnd !== undefined;
      return late.length > 0 || isWatchedToEnd ? [{ late, hangup }] : [];
    });
    return {
      exercised: calls.length,
      findings: calls.flatMap(({ late: [first, ...more] }): RuleFinding[] => {
        if (first === undefined) return [];
        const kind = first.event.opcode === OPCODE.binary ? 'a binary frame' : 'a text frame';
        return [
          {
            message: 'the server went on after its call_hangup',
            expected: 'nothing but a Close frame after call_hangup',
            observed: more.length === 0 ? kind : `${kind} and ${more.length} more`,
            at: first,
            reading: 'R9',
          },
        ];
      }),
    };
  },
};

export const hangupRules: readonly Rule[] = [cause, rawCause, last];
