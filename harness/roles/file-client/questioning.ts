// Puts many names to a validator at once, and finds out which of them it was when one of them breaks it.
import { shareSignal } from '../../http/pause.ts';
import { tellingLines } from '../../target/telling-lines.ts';
import type { FileKind } from '../../traces/names-trace.ts';
import type { Clock } from '../../wire/clock.ts';
import { createAnswerTimer } from './answer-timer.ts';
import { type Ask, type Failure, failureOf, type Stray, type Suspicion } from './asked-name.ts';
import type { Answer, Unusable } from './binding.ts';
import type { Incident, Question, Respondent, StartRespondent, Verdict } from './respondent.ts';
import { createSilences } from './silences.ts';

export interface QuestioningOptions {
  readonly start: StartRespondent;
  /** Names that may be without an answer at the same time. */
  readonly window: number;
  /**
   * For one answer after another, in milliseconds. After each name that is never answered it is halved, three times at
   * most and never below ten times what the control name takes: what is to be shown is shown by the first of them. And
   * after a few of one sort no more of that sort are asked.
   */
  readonly deadlineMs: () => number;
  /** For the start, up to the answer to the control name. */
  readonly startMs: () => number;
  /** It is started again so often altogether, and so often because it was silent; then the questioning ends. */
  readonly mostRestarts: number;
  readonly mostTimeouts: number;
  /**
   * A name that does no harm. It is asked first after each start; and when all names are answered, before the answers are
   * passed on: whatever is said before its answer (a second answer, a crash) belongs to the names before it.
   */
  readonly control: { readonly kind: FileKind; readonly name: string };
  readonly clock: Clock;
}

export interface Questioning {
  /** Resolves with undefined where the name was not asked: the signal was aborted, or there is nobody to ask any more. */
  readonly ask: (kind: FileKind, name: string, signal: AbortSignal) => Promise<Answer | undefined>;
  /** Why nobody can be asked any more; undefined while all is well. */
  readonly unusable: () => Unusable | undefined;
  readonly close: () => Promise<void>;
}

interface Life {
  readonly respondent: Respondent;
  /** The control name was answered. */
  isReady: boolean;
  strange: number;
}

/** Starts in a row that come to nothing. The first one of all must come to something. */
const MOST_FAILED_STARTS = 3;
/** Whoever says more that answers nothing is ended: it may go on for ever. */
const MOST_STRANGE = 1000;
/** Names that are probably answered by what answers nothing are waited for no longer than this part of the deadline. */
const STRAY_PATIENCE = 0.25;
const CONTROL_TIMES = 10;

/** Begins a questioning. The validator is started with the first name. */
export function createQuestioning(options: QuestioningOptions): Questioning {
  const { start, window, startMs, mostRestarts, mostTimeouts, control, clock } = options;
  const waiting: Ask[] = [];
  const suspects: Ask[] = [];
  const inFlight = new Map<number, Ask>();
  /** Answered, but not passed on yet. */
  let round = new Map<number, Ask>();
  let strays: Stray[] = [];
  /** The name in flight is asked alone; so many strays came before it. */
  let alone: { readonly straysBefore: number } | undefined;
  let suspicion: Suspicion | undefined;
  /** Of the control name, while it is without an answer. */
  let controlId: number | undefined;
  const controlIds = new Set<number>();
  let lastId = 0;
  let restarts = 0;
  let timeouts = 0;
  const silences = createSilences();
  /** Of the control name, asked alone. */
  let latencyMs = 0;
  let controlBeganMs = 0;
  let failedStarts = 0;
  let hasEverAnswered = false;
  let life: Life | undefined;
  let stopping: Promise<void> | undefined;
  const timer = createAnswerTimer(clock, timeIsUp);
  let gone: Unusable | undefined;
  let closed = false;
  let isDue = false;

  const deadlineMs = (): number => {
    const wholeMs = options.deadlineMs();
    return Math.min(wholeMs, Math.max(CONTROL_TIMES * latencyMs, silences.limitMs(wholeMs)));
  };

  /** Names that are offered in one go go out in one go. */
  function schedule(): void {
    if (isDue) return;
    isDue = true;
    queueMicrotask(() => {
      isDue = false;
      advance();
    });
  }

  function advance(): void {
    if (stopping !== undefined) return;
    if (closed || gone !== undefined) {
      giveUp();
      return;
    }
    if (life === undefined && suspects.length + waiting.length > 0) begin();
    if (life?.isReady === false) return;
    leaveOut(suspects);
    if (suspects.length > 0) {
      if (inFlight.size === 0) {
        put(suspects.splice(0, 1));
        alone = { straysBefore: strays.length };
      }
      return;
    }
    if (suspicion !== undefined && inFlight.size > 0) return;
    endSuspicion();
    leaveOut(waiting);
    const room = window - inFlight.size;
    if (waiting.length > 0 && room > 0) put(waiting.splice(0, room));
    else if (inFlight.size === 0 && controlId === undefined) endRound();
  }

  /** Names of a sort that is known to be never answered: each would cost a deadline, and a life. */
  function leaveOut(asks: Ask[]): void {
    if (!silences.isKnowing()) return;
    for (const ask of asks.splice(0)) {
      if (silences.isKnownSort(ask)) ask.settle(undefined);
      else asks.push(ask);
    }
  }

  function begin(): void {
    const isThis = (): boolean => life === begun;
    const begun: Life = {
      isReady: false,
      strange: 0,
      respondent: start({
        answered: (id, verdict) => {
          if (isThis()) answered(id, verdict);
        },
        strange: (incident) => {
          if (isThis()) strange(incident);
        },
        ended: (incident) => {
          if (isThis()) broken(incident);
        },
        unusable: (reason) => {
          if (!isThis()) return;
          gone ??= { reason };
          end('at-once');
        },
      }),
    };
    life = begun;
    putControl(begun.respondent);
  }

  function put(asks: readonly Ask[]): void {
    alone = undefined;
    const isAsking = inFlight.size > 0;
    const questions = asks.map((ask): Question => {
      ask.id = ++lastId;
      ask.beganMs = clock.nowMs();
      inFlight.set(ask.id, ask);
      return { id: ask.id, kind: ask.kind, name: ask.name };
    });
    life?.respondent.ask(questions);
    if (!isAsking) timer.watch(deadlineMs());
  }

  function putControl(respondent: Respondent): void {
    controlId = ++lastId;
    controlBeganMs = clock.nowMs();
    controlIds.add(controlId);
    respondent.ask([{ id: controlId, ...control }]);
    timer.watch(life?.isReady === true ? deadlineMs() : startMs());
  }

  function endRound(): void {
    if (round.size === 0) return;
    if (life === undefined) passOn();
    else putControl(life.respondent);
  }

  function passOn(): void {
    blameStrays();
    const done = round;
    round = new Map();
    for (const ask of done.values()) ask.settle(ask.answer);
  }

  function answered(id: unknown, verdict: Verdict): void {
    const ask = typeof id === 'number' ? inFlight.get(id) : undefined;
    if (id === controlId) {
      controlId = undefined;
      if (life?.isReady === true) {
        latencyMs = clock.nowMs() - controlBeganMs;
        passOn();
      } else if (life !== undefined) life.isReady = true;
      hasEverAnswered = true;
      failedStarts = 0;
    } else if (ask === undefined) {
      const isSecond = typeof id === 'number' && (round.has(id) || controlIds.has(id));
      const message = isSecond ? 'the name was answered twice' : `an answer to id ${shown(id)}, which was not asked`;
      strange({ kind: 'unknown-id', message, ...(isSecond ? { id } : {}) });
      return;
    } else {
      silences.noteAnswer(ask);
      note(ask, { outcome: verdict.accepted ? 'accepted' : 'refused', ...reasonIn(verdict) });
    }
    goOn();
  }

  function note(ask: Ask, answer: Pick<Answer, 'outcome' | 'reason' | 'failure' | 'stderr'>): void {
    ask.answer = { beganMs: ask.beganMs, durationMs: clock.nowMs() - ask.beganMs, ...answer };
    inFlight.delete(ask.id);
    round.set(ask.id, ask);
  }

  function goOn(): void {
    timer.rest();
    if (inFlight.size > 0 || controlId !== undefined)
      timer.watch(deadlineMs() * (areStraysEnough() ? STRAY_PATIENCE : 1));
    schedule();
  }

  /** As much was said as would be answers to all that are waited for. */
  const areStraysEnough = (): boolean => {
    const fresh = strays.length - (alone?.straysBefore ?? 0);
    return fresh > 0 && inFlight.size <= fresh;
  };

  /** Whoever says something strange is still in step: answers are told apart by their ids. */
  function strange(incident: Incident): void {
    if (life === undefined) return;
    const { id } = incident;
    const ask = id === undefined ? undefined : (inFlight.get(id) ?? round.get(id));
    const isFirst = ask !== undefined && ask.answer?.outcome !== 'failed';
    if (!life.isReady || (!isFirst && ++life.strange > MOST_STRANGE)) {
      broken(incident);
      return;
    }
    const failure = failureOf(incident, life.respondent.stderr());
    if (isFirst) note(ask, failure);
    else if (id === undefined || id === controlId) strays.push({ failure, during: firstInFlight() ?? lastAnswered() });
    if (id !== undefined && id === controlId) {
      controlId = undefined;
      passOn();
    }
    goOn();
  }

  /** Nothing comes any more, and what came instead of answers may have been them: who knows is asked again alone. */
  function endAmongStrays(): void {
    const unanswered = [...inFlight.values()];
    const [only] = unanswered;
    const last = strays.at(-1);
    inFlight.clear();
    controlId = undefined;
    if (alone !== undefined && only !== undefined && last !== undefined) {
      strays.pop();
      blame(only, last.failure);
    } else suspects.push(...unanswered);
    // The last thing said may be the beginning of a line without an end.
    startAgain(last?.failure.failure ?? { kind: 'rubbish', message: 'no answers' });
  }

  /** All names are answered: what was said besides belongs to the names at which it was said. */
  function blameStrays(): void {
    for (const { failure, during } of strays) {
      const ask = during ?? lastAnswered();
      if (ask !== undefined && ask.answer?.outcome !== 'failed') note(ask, failure);
    }
    strays = [];
  }

  /** The life is over: it ended by itself, or is to be ended. */
  function broken(incident: Incident): void {
    const stderr = life?.respondent.stderr() ?? [];
    const isStarting = life?.isReady === false;
    const atControl = controlId !== undefined && !isStarting;
    const unanswered = [...inFlight.values()];
    inFlight.clear();
    controlId = undefined;
    strays = strays.filter(({ during }) => during !== undefined && !unanswered.includes(during));
    blameStrays();

    const [only] = unanswered;
    if (unanswered.length === 1 && only !== undefined) blame(only, failureOf(incident, stderr));
    else if (unanswered.length > 1) {
      suspicion = { failure: failureOf(incident, stderr), members: unanswered, happenedAgain: false };
      suspects.push(...unanswered);
    } else if (atControl) {
      const last = lastAnswered();
      const message = `after its answer: ${incident.message}`;
      if (last !== undefined) blame(last, failureOf({ ...incident, message }, stderr));
    }
    if (isStarting) failedStarts++;
    if (isStarting && (!hasEverAnswered || failedStarts >= MOST_FAILED_STARTS)) {
      gone ??= { reason: [incident.message, ...tellingLines(stderr)].join(': '), after: incident.kind };
    }
    startAgain(incident);
  }

  function startAgain({ kind, message }: Incident): void {
    restarts++;
    if (kind === 'timeout') timeouts++;
    if (restarts > mostRestarts || timeouts > mostTimeouts) {
      gone ??= { reason: `it had to be started again ${restarts - 1} times: ${message}`, after: kind };
    }
    end('at-once');
  }

  function blame(ask: Ask, failure: Failure): void {
    note(ask, failure);
    if (failure.failure.kind === 'timeout') silences.noteSilence(ask);
    if (suspicion?.members.includes(ask)) suspicion.happenedAgain = true;
  }

  const firstInFlight = (): Ask | undefined => inFlight.values().next().value;
  const lastAnswered = (): Ask | undefined => [...round.values()].at(-1);

  /** Where no single name does it, the one that was being looked at when it happened stands for all. */
  function endSuspicion(): void {
    if (suspicion === undefined) return;
    const { failure, members, happenedAgain } = suspicion;
    suspicion = undefined;
    const [first] = members;
    if (happenedAgain || first === undefined || !round.has(first.id)) return;
    const { kind, message } = failure.failure;
    const all = `${message}, with ${members.length} names without an answer; alone, each of them is answered`;
    if (kind === 'timeout') silences.noteStall();
    note(first, { ...failure, reason: all, failure: { kind, message: all } });
  }

  function end(how: 'at-once' | 'gently'): void {
    timer.rest();
    const ended = life?.respondent;
    life = undefined;
    if (ended === undefined) return;
    stopping = ended.stop(how).then(() => {
      stopping = undefined;
      schedule();
    });
  }

  function giveUp(): void {
    // Of those that are still under suspicion none was cleared: the first of them stands for all.
    const first = suspicion?.members[0];
    if (first !== undefined) round.set(first.id, first);
    endSuspicion();
    passOn();
    for (const ask of [...suspects.splice(0), ...waiting.splice(0), ...inFlight.values()]) ask.settle(undefined);
    inFlight.clear();
  }

  function timeIsUp(limitMs: number): void {
    if (life?.isReady === true && areStraysEnough()) endAmongStrays();
    else broken({ kind: 'timeout', message: `no answer within ${Math.round(limitMs)} ms` });
  }

  return {
    ask: (kind, name, signal) =>
      new Promise((resolve) => {
        if (closed || gone !== undefined || signal.aborted) {
          resolve(undefined);
          return;
        }
        shareSignal(signal);
        const onAbort = (): void => {
          for (const queue of [waiting, suspects]) {
            const at = queue.indexOf(ask);
            if (at >= 0) queue.splice(at, 1);
          }
          ask.settle(undefined);
        };
        const settle = (answer: Answer | undefined): void => {
          signal.removeEventListener('abort', onAbort);
          resolve(answer);
        };
        const ask: Ask = { kind, name, settle, id: 0, beganMs: clock.nowMs() };
        signal.addEventListener('abort', onAbort);
        waiting.push(ask);
        schedule();
      }),
    unusable: () => gone,
    close: async () => {
      closed = true;
      await stopping;
      end('gently');
      await stopping;
      giveUp();
      timer.stop();
    },
  };
}

const reasonIn = ({ reason }: Verdict): Pick<Answer, 'reason'> => (reason === undefined ? {} : { reason });

function shown(id: unknown): string {
  const text = JSON.stringify(id) ?? 'undefined';
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}
