// ws.play.*: how much is queued at once, plays and frames, and whether queued plays can be told apart.
import { QUEUED_FRAMES_LIMIT, QUEUED_PLAYS_LIMIT } from '../../../specification/limits.ts';
import { isBeforeCrossing, perCall, perItem, show } from '../per-item.ts';
import type { CallView, Play, Rule, RuleFinding } from '../rule.ts';

/** What is queued once the call has ended is nobody's concern. */
const livePlays = (call: CallView) => call.plays.filter(({ start }) => isBeforeCrossing(call, start.at));

const queuedPlays = perItem('ws.play.queued-plays', livePlays, ({ outstandingAtStart, start }) => {
  if (outstandingAtStart <= QUEUED_PLAYS_LIMIT) return undefined;
  const finding = {
    message: 'Too many plays are queued',
    expected: `at most ${QUEUED_PLAYS_LIMIT} plays queued`,
    observed: `${outstandingAtStart} plays outstanding, the active one included`,
    at: start.at,
  };
  // Whether the play that is being heard counts as queued is open; one more is too many either way.
  return outstandingAtStart > QUEUED_PLAYS_LIMIT + 1 ? finding : { ...finding, reading: 'R2' };
});

const queuedFrames = perItem(
  'ws.play.queued-frames',
  (call) => livePlays(call).filter(({ audio }) => audio.length > 0),
  ({ number, mostQueuedFrames, mostQueuedAt, start }) =>
    mostQueuedFrames > QUEUED_FRAMES_LIMIT
      ? {
          message: 'More audio frames wait in a play than Aculab Cloud queues',
          expected: `at most ${QUEUED_FRAMES_LIMIT} frames waiting in a play`,
          observed: `${mostQueuedFrames} frames waiting in play ${number}`,
          at: mostQueuedAt ?? start.at,
          reading: 'R5',
        }
      : undefined,
);

const idUnique = perCall('ws.play.id-unique', judgeIds);

function judgeIds(call: CallView) {
  const findings: RuleFinding[] = [];
  let exercised = 0;
  // Plays finish in the order of their starts: those outstanding at a start are always the last ones before it.
  const outstanding = new Map<string, number>();
  let oldest = 0;
  for (const play of livePlays(call)) {
    for (; oldest < play.number - (play.outstandingAtStart - 1); oldest += 1) forget(outstanding, call.plays[oldest]);
    if (play.outstandingAtStart > 1) {
      exercised += 1;
      if (hasId(play) && (outstanding.get(play.id) ?? 0) > 0) findings.push(sameId(play));
    }
    if (hasId(play)) outstanding.set(play.id, (outstanding.get(play.id) ?? 0) + 1);
  }
  return { exercised, findings };
}

/** An id that is no string is ws.play.id's. */
function hasId({ start }: Play): boolean {
  const id = start.object?.id;
  return id === undefined || typeof id === 'string';
}

function forget(outstanding: Map<string, number>, play: Play | undefined): void {
  if (play === undefined || !hasId(play)) return;
  const count = outstanding.get(play.id) ?? 0;
  if (count > 1) outstanding.set(play.id, count - 1);
  else outstanding.delete(play.id);
}

const sameId = ({ number, id, start }: Play): RuleFinding => ({
  message: 'Two plays that are outstanding together have the same id',
  expected: 'an id of its own for each play, so that audio_play_finished tells which one is over',
  observed: `play ${number} has the id ${show(id)} of an earlier play that is not finished`,
  at: start.at,
});

export const playQueueRules: readonly Rule[] = [queuedPlays, queuedFrames, idUnique];
