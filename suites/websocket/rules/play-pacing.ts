// ws.play.underrun: once a play is heard, its audio arrives in time.
import type { TargetProfile } from '../../../harness/wire/transcript.ts';
import { isBeforeCrossing } from '../per-item.ts';
import type { CallView, CaseView, Play, Rule, RuleFinding } from '../rule.ts';
import { soundIsKnown } from '../view/play-request.ts';
import { createExcuses, type Excuses } from './play-pacing-excuses.ts';

/** A frame's length: nobody hears less, and no timer of an ordinary server is better under load. */
const LEAST_TOLERANCE_MS = 20;

const underrun: Rule = {
  requirement: 'ws.play.underrun',
  judge(view) {
    const heard = view.calls.map((call) => ({ call, plays: call.plays.filter(isJudged) }));
    return {
      exercised: heard.reduce((sum, { plays }) => sum + plays.length, 0),
      findings: heard.flatMap(({ call, plays }) => judgeCall(view, call, plays)),
    };
  },
};

const isJudged = (play: Play): boolean => play.playingFromMs !== undefined && soundIsKnown(play);

function judgeCall(view: CaseView, call: CallView, plays: readonly Play[]): readonly RuleFinding[] {
  if (plays.every(({ underruns }) => underruns.length === 0)) return [];
  const toleranceMs = toleranceOf(view.transcript.header.profile);
  const excuses = createExcuses(view, call, toleranceMs);
  return plays.flatMap((play) =>
    play.underruns
      .filter(({ gapMs, at }) => gapMs > toleranceMs && isBeforeCrossing(call, at))
      .filter((gap) => !excuses.cover(gap))
      .map((gap) => finding(play, gap, excuses)),
  );
}

/** What cannot be told from the jitter of the network and of our own timers. */
const toleranceOf = ({ worstRoundTripMs }: TargetProfile): number => Math.max(LEAST_TOLERANCE_MS, 2 * worstRoundTripMs);

function finding(play: Play, gap: Play['underruns'][number], { toleranceMs }: Excuses): RuleFinding {
  const base = {
    message: 'A play runs dry before its end',
    expected: `audio before what is queued has been played, within ${Math.round(toleranceMs)} ms of measured jitter`,
    observed: `${Math.round(gap.gapMs)} ms without audio in play ${play.number}, from ${Math.round(gap.ms)} ms of the case on`,
    at: gap.at,
  };
  // A server that sends in real time with nothing ahead may count on the initial buffer to take up so much.
  return gap.gapMs < play.initialBufferMs ? { ...base, reading: 'R51' } : base;
}

export const playPacingRules: readonly Rule[] = [underrun];
