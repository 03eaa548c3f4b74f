// ws.survives.*: whatever one peer does, a new call works afterwards, and the process is still the same.

import type { StepEvent, TranscriptEvent } from '../../../harness/wire/transcript.ts';
import { RAW_CAUSES } from '../../../specification/limits.ts';
import { describeExit, hostileFrom, livedOn, processExits, stalledBetween, unansweredPings } from '../call-course.ts';
import {
  hostileStimulus,
  isSurvivesRequirement,
  SURVIVES_STIMULI,
  type SurvivesRequirement,
} from '../hostile-stimuli.ts';
import { churnBegin } from '../incident-owner.ts';
import { growthOf } from '../process-growth.ts';
import type { CaseView, Judgement, Located, Rule, RuleFinding } from '../rule.ts';

const NOTHING: Judgement = { exercised: 0, findings: [] };

/** What a requirement is about, in words: completes "after …". */
const ATTACK: Readonly<Record<SurvivesRequirement, string>> = {
  'ws.survives.connection-loss': 'a lost connection',
  'ws.survives.malformed-json': 'text that is no message',
  'ws.survives.malformed-frame': 'a malformed frame',
  'ws.survives.invalid-utf8': 'invalid UTF-8',
  'ws.survives.oversized-message': 'a very large message',
  'ws.survives.bad-handshake': 'a broken upgrade request',
};

function survivesRule(requirement: SurvivesRequirement): Rule {
  return {
    requirement,
    judge: (view) => {
      if (!view.transcript.header.requirements.includes(requirement)) return NOTHING;
      const stimulus = hostileStimulus(view, requirement);
      if (stimulus === undefined) return NOTHING;
      return judgeAftermath(view, stimulus, ATTACK[requirement]);
    },
  };
}

function judgeAftermath(view: CaseView, stimulus: Located, attack: string): Judgement {
  const exit = processExits(view).find(({ index }) => index > stimulus.index);
  if (exit !== undefined) {
    const finding = {
      message: `the server's process did not survive ${attack}`,
      expected: 'it may cost its own connection, never the process',
      observed: describeExit(exit),
      at: exit,
    };
    return { exercised: 1, findings: [finding] };
  }
  const probes = probesAfter(view, stimulus);
  return {
    exercised: probes.length,
    findings: probes.flatMap((probe): RuleFinding[] =>
      probe.event.unmet === undefined
        ? []
        : [
            {
              message: `no new call works after ${attack}`,
              expected: 'a new call works',
              observed: probe.event.unmet,
              at: probe,
            },
          ],
    ),
  };
}

/** The probes that began after an event, by their ends; those during which our own event loop stood still are left out. */
function probesAfter(view: CaseView, stimulus: Located): ReadonlyArray<Located<StepEvent>> {
  const probes: Located<StepEvent>[] = [];
  let beganMs: number | undefined;
  view.transcript.events.forEach((event, index) => {
    if (event.kind !== 'step' || event.do !== 'probe') return;
    if (event.phase === 'begin') beganMs = index > stimulus.index ? event.ms : undefined;
    else if (beganMs !== undefined) {
      const isDoubtful = event.unmet !== undefined && stalledBetween(view, beganMs, event.ms);
      if (!isDoubtful) probes.push({ index, event });
      beganMs = undefined;
    }
  });
  return probes;
}

/** Many short calls: all of them can be made, the process lives, and what they took is given back. */
const churn: Rule = {
  requirement: 'ws.survives.churn',
  judge: (view) => {
    const begin = churnBegin(view);
    if (!view.transcript.header.requirements.includes('ws.survives.churn') || begin === undefined) return NOTHING;
    const calls = view.calls.filter(({ label, open }) => label === 'churn' && open);
    const aftermath = judgeAftermath(view, begin, 'many short calls');
    const findings = [...aftermath.findings, ...failedCalls(view), ...growthOf(view)];
    return { exercised: Math.max(calls.length, findings.length), findings };
  },
};

function failedCalls(view: CaseView): readonly RuleFinding[] {
  if (processExits(view).length > 0) return [];
  return [...refusedCalls(view), ...hungCalls(view)];
}

/**
 * The driver tries an upgrade three times; what is unmet then and shows as a call that never opened could not be made. A
 * refusal by HTTP status, or by our own check of the certificate, is a matter of the handshake.
 */
function refusedCalls(view: CaseView): readonly RuleFinding[] {
  const ends = view.transcript.events.flatMap((event, index) =>
    event.kind === 'step' && event.do === 'churn' && event.phase === 'end' && event.unmet !== undefined
      ? [{ index, event }]
      : [],
  );
  const failed = view.calls.filter(
    ({ label, open, response, events }) =>
      label === 'churn' && !open && response === undefined && !events.some(({ event }) => isCertificateFailure(event)),
  );
  const [first] = failed;
  const [end] = ends;
  if (first === undefined || end === undefined) return [];
  if (stalledBetween(view, first.events[0]?.event.ms ?? 0, end.event.ms)) return [];
  return [
    {
      message: 'calls cannot be made while many short calls are made',
      expected: 'every one of them works',
      observed: `${failed.length} connections did not become a call: ${end.event.unmet}`,
      at: first.events.at(-1) ?? end,
    },
  ];
}

const isCertificateFailure = (event: TranscriptEvent): boolean =>
  event.kind === 'connect-failed' && event.rawCause === RAW_CAUSES.tlsFailed;

function hungCalls(view: CaseView): readonly RuleFinding[] {
  if (!view.transcript.header.profile.answersPing) return [];
  const hung = view.calls
    .filter(({ label, open }) => label === 'churn' && open)
    .flatMap((call) => unansweredPings(view, call, hostileFrom(call)).filter(({ ping }) => !livedOn(call, ping)));
  const [first] = hung;
  if (first === undefined) return [];
  return [
    {
      message: 'calls hang while many short calls are made',
      expected: 'every one of them works',
      observed: `${hung.length} without any answer, the first after ${Math.round(first.waitedMs)} ms`,
      at: first.ping,
    },
  ];
}

export const survivesRules: readonly Rule[] = [
  ...Object.keys(SURVIVES_STIMULI).filter(isSurvivesRequirement).map(survivesRule),
  churn,
];
