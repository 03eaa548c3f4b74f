// Puts many names to a validator at once, and finds out which of them it was when one of them breaks it.
import { shareSignal } from '../../http/pause.ts';
import { tellingLines } from '../../target/telling-lines.ts';
import type { FileKind } from '../../traces/names-trace.ts';
import type { Clock } from '../../wire/clock.ts';
import type { Answer, Unusable } from './binding.ts';
import type { Incident, Question, Respondent, StartRespondent, Verdict } from './respondent.ts';

export interface QuestioningOptions {
  readonly start: StartRespondent;
  /** Names that may be without an answer at the same time. */
  readonly window: number;
  /** For one answer after another, in milliseconds. */
  readonly deadlineMs: () => number;
  /** For the start, up to the answer to the control name. */
  readonly startMs: () => number;
  /** It is started again so often; then the questioning ends. */
  readonly mostRestarts: number;
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

/** A name on its way. */
interface Ask {
  readonly kind: FileKind;
  readonly name: string;
  readonly settle: (answer: Answer | undefined) => void;
  beganMs: number;
  answer?: Answer;
}

/** An incident while several names were without an answer: each is asked alone until it happens again. */
interface Suspicion {
  readonly incident: Incident;
  readonly stderr: readonly string[];
  /** In the order in which they were asked. */
  readonly members: readonly Ask[];
  happenedAgain: boolean;
}

/** Starts in a row that come to nothing. The first one of all must come to something. */
const MOST_FAILED_STARTS = 3;

/** A timer that fires so late was held up by our own event loop, and with it perhaps the answer. */
const OUR_DELAY_MS = 250;

/** Begins a questioning. The validator is started with the first name. */
export function createQuestioning(options: QuestioningOptions): Questioning {
  const { start, window, deadlineMs, startMs, mostRestarts, control, clock } = options;
  const waiting: Ask[] = [];
  const suspects: Ask[] = [];
  const inFlight = new Map<number, Ask>();
  /** Answered, but not passed on yet; with the ids under which they were asked. */
  let round = new Map<Ask, number>();
  let suspicion: Suspicion | undefined;
  /** Of the control name, while it is without an answer. */
  let controlId: number | undefined;
  let lastId = 0;
  let restarts = 0;
  let failedStarts = 0;
  let hasEverAnswered = false;
  let life: { readonly respondent: Respondent; isReady: boolean } | undefined;
  let stopping: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let gone: Unusable | undefined;
  let closed = false;
  let isDue = false;

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
    if (life === undefined) {
      if (suspects.length + waiting.length > 0) {
        begin();
        return;
      }
      if (suspicion !== undefined) endSuspicion(suspicion);
      passOn();
      return;
    }
    if (!life.isReady) return;
    if (suspects.length > 0) {
      if (inFlight.size === 0) put(life.respondent, suspects.splice(0, 1));
      return;
    }
    if (suspicion !== undefined && inFlight.size === 0) endSuspicion(suspicion);
    if (suspicion !== undefined) return;
    const room = window - inFlight.size;
    if (waiting.length > 0 && room > 0) put(life.respondent, waiting.splice(0, room));
    else if (inFlight.size === 0 && controlId === undefined && round.size > 0) putControl(life.respondent);
  }

  function put(respondent: Respondent, asks: readonly Ask[]): void {
    const questions = asks.map((ask): Question => {
      const id = ++lastId;
      inFlight.set(id, ask);
      ask.beganMs = clock.nowMs();
      return { id, kind: ask.kind, name: ask.name };
    });
    respondent.ask(questions);
    if (timer === undefined) watch(deadlineMs());
  }

  function putControl(respondent: Respondent): void {
    controlId = ++lastId;
    respondent.ask([{ id: controlId, ...control }]);
    watch(life?.isReady === true ? deadlineMs() : startMs());
  }

  function passOn(): void {
    const done = round;
    round = new Map();
    for (const ask of done.keys()) ask.settle(ask.answer);
  }

  function begin(): void {
    const isThis = (): boolean => life === begun;
    const respondent = start({
      answered: (id, verdict) => {
        if (isThis()) answered(id, verdict);
      },
      incident: (incident) => {
        if (isThis()) broken(incident);
      },
      unusable: (reason) => {
        if (!isThis()) return;
        gone ??= { reason };
        end('at-once');
      },
    });
    const begun = { respondent, isReady: false };
    life = begun;
    putControl(respondent);
  }

  function answered(id: unknown, verdict: Verdict): void {
    const ask = typeof id === 'number' ? inFlight.get(id) : undefined;
    if (typeof id === 'number' && id === controlId) {
      controlId = undefined;
      if (life?.isReady === true) passOn();
      else if (life !== undefined) life.isReady = true;
      hasEverAnswered = true;
      failedStarts = 0;
    } else if (typeof id === 'number' && ask !== undefined) {
      inFlight.delete(id);
      note(ask, id, { outcome: verdict.accepted ? 'accepted' : 'refused', ...reasonIn(verdict) });
    } else {
      const known = typeof id === 'number' && answeredAs(id) !== undefined ? { id } : {};
      const message =
        'id' in known ? 'the name was answered twice' : `an answer to id ${shown(id)}, which was not asked`;
      broken({ kind: 'unknown-id', message, ...known });
      return;
    }
    unwatch();
    if (inFlight.size > 0 || controlId !== undefined) watch(deadlineMs());
    schedule();
  }

  function note(ask: Ask, id: number, answer: Pick<Answer, 'outcome' | 'reason' | 'failure' | 'stderr'>): void {
    ask.answer = { beganMs: ask.beganMs, durationMs: clock.nowMs() - ask.beganMs, ...answer };
    round.set(ask, id);
  }

  function broken(incident: Incident): void {
    const stderr = life?.respondent.stderr() ?? [];
    const unanswered = [...inFlight];
    const isStarting = life?.isReady === false;
    const atControl = controlId !== undefined && !isStarting;
    inFlight.clear();
    controlId = undefined;
    const guilty = guiltyOf(incident, unanswered, atControl);
    if (guilty !== undefined) {
      const isAfterwards = unanswered.length === 0 && incident.id === undefined;
      const message = isAfterwards ? `after its answer: ${incident.message}` : incident.message;
      note(guilty[1], guilty[0], failureOf({ ...incident, message }, stderr));
      if (suspicion?.members.includes(guilty[1])) suspicion.happenedAgain = true;
    }
    const others = unanswered.map(([, ask]) => ask).filter((ask) => ask !== guilty?.[1]);
    if (guilty === undefined && others.length > 0) {
      suspicion = { incident, stderr, members: others, happenedAgain: false };
      suspects.push(...others);
    } else if (suspicion !== undefined) suspects.unshift(...others);
    else waiting.unshift(...others);
    if (isStarting) failedStarts++;
    if (isStarting && (!hasEverAnswered || failedStarts >= MOST_FAILED_STARTS)) {
      gone ??= { reason: [incident.message, ...tellingLines(stderr)].join(': '), after: incident.kind };
    }
    restarts++;
    if (restarts > mostRestarts)
      gone ??= {
        reason: `it had to be started again ${mostRestarts} times: ${incident.message}`,
        after: incident.kind,
      };
    end('at-once');
  }

  function guiltyOf(
    { id }: Incident,
    unanswered: ReadonlyArray<readonly [number, Ask]>,
    atControl: boolean,
  ): readonly [number, Ask] | undefined {
    if (id !== undefined) {
      const known = unanswered.find(([each]) => each === id) ?? answeredAs(id);
      if (known !== undefined) return known;
    }
    if (unanswered.length === 1) return unanswered[0];
    return unanswered.length === 0 && atControl ? lastAnswered() : undefined;
  }

  function answeredAs(id: number): readonly [number, Ask] | undefined {
    for (const [ask, each] of round) if (each === id) return [id, ask];
    return undefined;
  }

  function lastAnswered(): readonly [number, Ask] | undefined {
    const last = [...round].at(-1);
    return last === undefined ? undefined : [last[1], last[0]];
  }

  /** No single name does it: the one that was being looked at when it happened stands for all. */
  function endSuspicion({ incident, stderr, members, happenedAgain }: Suspicion): void {
    suspicion = undefined;
    const [first] = members;
    const id = first === undefined ? undefined : round.get(first);
    if (happenedAgain || first === undefined || id === undefined) return;
    const message = `${incident.message}, with ${members.length} names without an answer; alone, each of them is answered`;
    note(first, id, failureOf({ ...incident, message }, stderr));
  }

  function end(how: 'at-once' | 'gently'): void {
    unwatch();
    const ended = life?.respondent;
    life = undefined;
    if (ended === undefined) return;
    stopping = ended.stop(how).then(() => {
      stopping = undefined;
      schedule();
    });
  }

  function giveUp(): void {
    if (suspicion !== undefined) {
      const [first] = suspicion.members;
      if (first !== undefined) round.set(first, round.get(first) ?? 0);
      endSuspicion(suspicion);
    }
    passOn();
    for (const ask of [...suspects.splice(0), ...waiting.splice(0), ...inFlight.values()]) ask.settle(undefined);
    inFlight.clear();
  }

  function watch(limitMs: number): void {
    unwatch();
    const dueMs = clock.nowMs() + limitMs;
    timer = setTimeout(() => {
      if (clock.nowMs() > dueMs + OUR_DELAY_MS) watch(limitMs);
      else broken({ kind: 'timeout', message: `no answer within ${Math.round(limitMs)} ms` });
    }, limitMs);
  }

  function unwatch(): void {
    clearTimeout(timer);
    timer = undefined;
  }

  return {
    ask: (kind, name, signal) =>
      new Promise((resolve) => {
        if (closed || gone !== undefined || signal.aborted) {
          resolve(undefined);
          return;
        }
        shareSignal(signal);
        const onAbort = (): void => ask.settle(undefined);
        const ask: Ask = {
          kind,
          name,
          beganMs: clock.nowMs(),
          settle: (answer) => {
            signal.removeEventListener('abort', onAbort);
            for (const queue of [waiting, suspects]) {
              const at = answer === undefined ? queue.indexOf(ask) : -1;
              if (at >= 0) queue.splice(at, 1);
            }
            resolve(answer);
          },
        };
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
    },
  };
}

const reasonIn = ({ reason }: Verdict): Pick<Answer, 'reason'> => (reason === undefined ? {} : { reason });

const failureOf = (
  { kind, message }: Incident,
  stderr: readonly string[],
): Pick<Answer, 'outcome' | 'reason' | 'failure' | 'stderr'> => ({
  outcome: 'failed',
  reason: message,
  failure: { kind, message },
  ...(stderr.length === 0 ? {} : { stderr }),
});

function shown(id: unknown): string {
  const text = JSON.stringify(id) ?? 'undefined';
  return text.length > 40 ? `${text.slice(0, 37)}...` : text;
}
