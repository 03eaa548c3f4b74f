// ws.tolerates.*: after what Aculab Cloud may legally send, the call goes on. Each rule judges only cases that are made
// for it, so that one stimulus has one owner.

import {
  describeDrop,
  describeExit,
  endsUnlikeUndisturbed,
  hostileFrom,
  isErrorClose,
  isUnlikeUndisturbed,
  livedOn,
  mayEndByItself,
  processExits,
  type ServerEnding,
  serverEnding,
  unansweredPings,
  undocumentedFrom,
} from '../call-course.ts';
import {
  isToleratesRequirement,
  latestStimulus,
  TOLERATES_STIMULI,
  type ToleratesRequirement,
} from '../call-stimuli.ts';
import { cloudMessages } from '../cloud-messages.ts';
import { isEndOwned } from '../incident-owner.ts';
import type { CallView, CaseView, Judgement, Located, Rule, RuleFinding } from '../rule.ts';
import { lostStep } from '../stream-corruption.ts';
import { closeCodeOf, isData } from '../view/frame-law.ts';

/** What a requirement is about, in words: completes "after …". */
const STIMULUS: Readonly<Record<ToleratesRequirement, string>> = {
  'ws.tolerates.any-caller': 'call_start with this caller',
  'ws.tolerates.no-audio': 'a call_start that no audio follows',
  'ws.tolerates.frame-duration': 'an audio frame that does not hold 20 ms',
  'ws.tolerates.jitter': 'audio that came late or in a burst',
  'ws.tolerates.call-end': 'call_end',
  'ws.tolerates.error': 'an error message',
  'ws.tolerates.overflow-warning': 'an audio_overflow_warning',
  'ws.tolerates.play-finished': 'an audio_play_finished',
  'ws.tolerates.json-forms': 'a message in another legal JSON spelling',
  'ws.tolerates.fragmentation': 'a fragmented message',
  'ws.tolerates.slow-reader': 'Aculab Cloud stopped reading',
  'ws.tolerates.future': 'a message that a later edition may bring',
};

interface Test {
  readonly view: CaseView;
  readonly call: CallView;
  readonly requirement: ToleratesRequirement;
  /** The first stimulus of the call. */
  readonly stimulus: Located;
  /** Index from which the Cloud itself is not to be relied on. */
  readonly rightUntil: number;
}

type Outcome = 'untold' | 'fine' | RuleFinding;

function toleratesRule(requirement: ToleratesRequirement): Rule {
  return { requirement, judge: (view) => judgeCase(view, requirement) };
}

function judgeCase(view: CaseView, requirement: ToleratesRequirement): Judgement {
  if (!view.transcript.header.requirements.includes(requirement)) return { exercised: 0, findings: [] };
  const tests = view.calls.flatMap((call) => testOf(view, call, requirement) ?? []);
  const crash = crashOf(view, tests);
  const outcomes = crash === undefined ? tests.map(judgeTest) : [crash];
  return {
    exercised: outcomes.filter((outcome) => outcome !== 'untold').length,
    findings: outcomes.filter((outcome) => typeof outcome !== 'string'),
  };
}

function testOf(view: CaseView, call: CallView, requirement: ToleratesRequirement): Test | undefined {
  if (!call.open) return undefined;
  const rightUntil = requirement === 'ws.tolerates.future' ? hostileFrom(call) : undocumentedFrom(call);
  const [stimulus] = TOLERATES_STIMULI[requirement](call);
  if (stimulus === undefined || stimulus.index >= rightUntil) return undefined;
  return { view, call, requirement, stimulus, rightUntil };
}

/** The process ended after a stimulus: that outweighs whatever the sockets then showed. */
function crashOf(view: CaseView, tests: readonly Test[]): RuleFinding | undefined {
  for (const exit of processExits(view)) {
    const test = tests.find(({ stimulus }) => stimulus.index < exit.index);
    if (test !== undefined) return findingOf(test, exit, describeExit(exit), 'the server goes on');
  }
  return undefined;
}

function judgeTest(test: Test): Outcome {
  const { requirement } = test;
  const outcomes = [
    ...(requirement === 'ws.tolerates.call-end' ? [] : [judgeLife(test)]),
    ...(isAboutTheEnd(test) ? [judgeEnd(test)] : []),
    ...(requirement === 'ws.tolerates.slow-reader' ? [judgeFrames(test)] : []),
  ];
  return (
    outcomes.find((outcome) => typeof outcome !== 'string') ??
    outcomes.find((outcome) => outcome === 'fine') ??
    'untold'
  );
}

/** Until the Cloud itself ends the call, the server neither ends it nor falls silent. */
function judgeLife(test: Test): Outcome {
  const { view, call, requirement, stimulus, rightUntil } = test;
  const { answersPing } = view.transcript.header.profile;
  const ending = serverEnding(call, rightUntil);
  const isAfter = ending !== undefined && ending.at.index > stimulus.index;
  if (isAfter && isHeldAgainst(test, ending)) {
    return findingOf(test, ending.at, `${ending.observed}, ${msAfter(ending.at, stimulus)} ms after it`);
  }
  if (answersPing) {
    const hung = unansweredPings(view, call, rightUntil).find(
      ({ ping }) => ping.index > stimulus.index && !livedOn(call, ping, rightUntil),
    );
    if (hung !== undefined) {
      return findingOf(
        test,
        hung.ping,
        `the call hangs: no Pong and no other frame within ${Math.round(hung.waitedMs)} ms`,
      );
    }
  }
  if (requirement === 'ws.tolerates.slow-reader') return judgeBacklog(test);
  return livedOn(call, stimulus, rightUntil) ? 'fine' : 'untold';
}

/** Stimuli on which a server may well act: its announcement is over, the caller has stopped speaking. */
const ACTED_ON: ReadonlySet<ToleratesRequirement> = new Set(['ws.tolerates.play-finished', 'ws.tolerates.jitter']);

/** The server ended the call after the stimulus: because of it, as far as undisturbed calls can tell? */
function isHeldAgainst({ view, call, requirement }: Test, ending: ServerEnding): boolean {
  const { profile } = view.transcript.header;
  // What is no frame at all is a matter of ws.frame; the call can only not be followed any further.
  if (ending.how === 'garbage') return false;
  if (ending.how === 'dropped' || ending.how === 'error-close') {
    return isUnlikeUndisturbed(call, profile, ending.at, latestStimulus(call, requirement, ending.at));
  }
  // An orderly end is the application's right, and what it does when a play has finished or the caller has paused is its
  // own business; it is the stimulus's doing only where undisturbed calls went on longer.
  return !ACTED_ON.has(requirement) && endsUnlikeUndisturbed(call, profile, ending.at);
}

/** The stimulus is in the message that ends the call, or goes on until then. */
function isAboutTheEnd(test: Test): boolean {
  const { call, requirement, rightUntil } = test;
  if (call.callEnd === undefined || call.callEnd.index >= rightUntil) return false;
  return requirement === 'ws.tolerates.no-audio' || isCallEndStimulus(test);
}

const isCallEndStimulus = ({ call, requirement }: Test): boolean =>
  TOLERATES_STIMULI[requirement](call).some(({ index }) => index === call.callEnd?.index);

/** After call_end the connection ends, but not in an accident. */
function judgeEnd(test: Test): Outcome {
  const { view, call, rightUntil } = test;
  const { profile } = view.transcript.header;
  const { callEnd, cloudClose, serverClose, serverEnd } = call;
  if (callEnd === undefined) return 'untold';
  const isAfter = (located: Located | undefined): located is Located =>
    located !== undefined && located.index > callEnd.index && located.index < rightUntil;
  const isEarlier = (located: Located | undefined): boolean => located !== undefined && located.index < callEnd.index;
  // The server had ended the call before: its ending and our call_end crossed.
  if (isEarlier(serverClose) || isEarlier(serverEnd)) return 'untold';
  if (serverClose !== undefined && isAfter(serverClose)) {
    const isEcho =
      cloudClose !== undefined &&
      cloudClose.index < serverClose.index &&
      closeCodeOf(cloudClose.event) === closeCodeOf(serverClose.event);
    if (!isErrorClose(serverClose) || isEcho) return 'fine';
    if (mayEndByItself(call, profile, serverClose.event.ms)) return 'untold';
    return findingOf(
      test,
      serverClose,
      `a Close frame with status ${closeCodeOf(serverClose.event)}`,
      'an orderly end',
    );
  }
  // A drop is held against call_end only where it answers nothing else: once we have sent Close, it is the closing
  // handshake's finding.
  if (serverEnd === undefined || !isEndOwned(view, call, serverEnd) || !isCallEndStimulus(test)) return 'untold';
  return findingOf(test, serverEnd, describeDrop(serverEnd), 'an orderly end with a Close frame');
}

/** How soon what had waited for us to read shows, in milliseconds. */
const BACKLOG_MS = 500;

/** Only what the server wanted to say meanwhile puts it under pressure; and it has to live on after we read again. */
function judgeBacklog({ call, stimulus, rightUntil }: Test): Outcome {
  const resumed = call.events.find(
    ({ index, event }) => index > stimulus.index && event.kind === 'reading' && !event.paused,
  );
  if (resumed === undefined || resumed.index >= rightUntil) return 'untold';
  const hadBacklog = call.serverFrames.some(
    ({ index, event }) => index > resumed.index && isData(event.opcode) && event.ms <= resumed.event.ms + BACKLOG_MS,
  );
  return hadBacklog && livedOn(call, resumed, rightUntil) ? 'fine' : 'untold';
}

/** What was sent while we did not read must still be frames, as it was before. */
function judgeFrames(test: Test): Outcome {
  const corrupt = lostStep(test.call);
  if (corrupt === undefined || corrupt.at.index < test.stimulus.index || corrupt.at.index >= test.rightUntil)
    return 'untold';
  return findingOf(test, corrupt.at, corrupt.observed, 'whole frames');
}

function findingOf(test: Test, at: Located, observed: string, expected = 'the call goes on'): RuleFinding {
  const { call, requirement, stimulus } = test;
  const from = requirement === 'ws.tolerates.any-caller' ? callerOf(call, stimulus) : undefined;
  return {
    message: `the call does not survive ${STIMULUS[requirement]}`,
    expected: `${expected} after ${STIMULUS[requirement]}`,
    observed: from === undefined ? observed : `${observed} (from: ${JSON.stringify(from)})`,
    at,
    // Whether a withheld number is an empty string at all is a matter of reading.
    ...(from === '' ? { reading: 'R12' } : {}),
  };
}

function callerOf(call: CallView, stimulus: Located): unknown {
  return cloudMessages(call).find(({ at }) => at.index === stimulus.index)?.object?.from;
}

const msAfter = (later: Located, earlier: Located): number => Math.round(later.event.ms - earlier.event.ms);

export const toleratesRules: readonly Rule[] = Object.keys(TOLERATES_STIMULI)
  .filter(isToleratesRequirement)
  .map(toleratesRule);
