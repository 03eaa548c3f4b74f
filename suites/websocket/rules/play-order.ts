// ws.play.*: starts, audio and ends in their order.
import { perCall } from '../per-item.ts';
import type { PlayOrder, Rule, RuleFinding, ServerMessage } from '../rule.ts';

/** A rule over what the view says of the order of plays. */
const orderRule = (
  requirement: string,
  exercised: (order: PlayOrder) => number,
  broken: (order: PlayOrder) => readonly ServerMessage[],
  describe: (message: ServerMessage) => RuleFinding,
): Rule =>
  perCall(requirement, ({ playOrder }) => ({
    exercised: exercised(playOrder),
    findings: broken(playOrder).map(describe),
  }));

const audioInsidePlay = orderRule(
  'ws.play.audio-inside-play',
  ({ audio }) => audio,
  ({ audioOutside }) => audioOutside,
  ({ payloadBytes, at }) => ({
    message: 'Audio is sent outside of any play',
    expected: 'binary frames only between the start of a play and its end or abort',
    observed: `${payloadBytes} bytes of audio while no play is open`,
    at,
  }),
);

const startWhileOpen = orderRule(
  'ws.play.start-while-open',
  // The first start of a call cannot come too early.
  ({ starts }) => Math.max(0, starts - 1),
  ({ startsWhileOpen }) => startsWhileOpen,
  ({ type, at }) => ({
    message: 'A play is started while another is open',
    expected: 'audio_play_end or audio_play_abort before the next start',
    observed: `${type} while the play before it has been neither ended nor aborted`,
    at,
  }),
);

const endWithoutStart = orderRule(
  'ws.play.end-without-start',
  ({ ends }) => ends,
  ({ endsWithoutStart }) => endsWithoutStart,
  ({ at }) => ({
    message: 'A play is ended that is not open',
    expected: 'one audio_play_end for each play that was started and not aborted',
    observed: 'audio_play_end while no play is open',
    at,
  }),
);

export const playOrderRules: readonly Rule[] = [audioInsidePlay, startWhileOpen, endWithoutStart];
