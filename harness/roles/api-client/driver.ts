// Drives a case of the services suite: its requests one after the other, and after them, whatever happened, the deletion
// of every service that it may have created.
import type { HttpClient } from '../../http/client.ts';
import {
  EXCHANGES_FORMAT,
  type ExchangeEvent,
  type ExchangeFailure,
  type ExchangeTranscript,
} from '../../http/exchange.ts';
import type { Secrets } from '../../http/secrets.ts';
import type { ServicesStep, ServicesTrace } from '../../traces/services-trace.ts';
import { type Clock, monotonicClock } from '../../wire/clock.ts';
import type { Journal } from './account-journal.ts';
import type { Accounts } from './authorization.ts';
import { cleanUp } from './clean-up.ts';
import { createExchangeRecording } from './exchange-recording.ts';
import { literalPasswords } from './literal-passwords.ts';
import { type PreparedRequest, prepareRequest } from './prepare-request.ts';
import { type Drive, exchange } from './record-exchange.ts';
import { flattened } from './request-step.ts';
import { casePrefix, servicePaths } from './service-paths.ts';

export interface DriveServicesOptions {
  readonly trace: ServicesTrace;
  /** Base URL: …/service/v1/outbound. */
  readonly base: URL;
  readonly client: HttpClient;
  readonly accounts: Accounts;
  readonly secrets: Secrets;
  /** Part of all names: six characters of [a-z0-9], the same for the run. */
  readonly runId: string;
  /** Part of this case's names: up to three characters of [a-z0-9], another for each drive. */
  readonly caseTag: string;
  readonly journal: Journal;
  readonly roundTripMs: number;
  readonly signal?: AbortSignal;
  /** Told of each exchange when it is over, clean-up too. */
  readonly onEvent?: (event: ExchangeEvent) => void;
  /** The steps are given up after so long: two minutes where absent. */
  readonly limitMs?: number;
  readonly clock?: Clock;
}

export interface DriveServicesResult {
  readonly transcript: ExchangeTranscript;
  /** Names of services that may still exist: their deletion was not confirmed. */
  readonly leftBehind: readonly string[];
  /** The last request of the steps found no target, and a List after it did not either. */
  readonly lostTarget: boolean;
  /** First request that was not sent, counted as in the events; absent where all were. */
  readonly leftOutFrom?: number;
  /** The steps ran into their time limit. */
  readonly timedOut: boolean;
  readonly durationMs: number;
}

const CASE_LIMIT_MS = 120_000;
/** Whether the target still answers is asked for no longer than this. */
const PROBE_LIMIT_MS = 20_000;
/** A target that is silent so often in one case, or too busy, is not asked again: each time costs a whole deadline. */
const MOST_TIMEOUTS = 3;
const SUSPICIOUS: ReadonlySet<ExchangeFailure['kind']> = new Set(['unconnected', 'timeout', 'reset', 'cut']);

/**
 * Drives one case. Resolves when its services are deleted, at the latest 20 s after the steps are over; rejects only for
 * a trace that cannot be sent: it addresses what is not its own, or needs an account that is not there.
 */
export async function driveServicesTrace(options: DriveServicesOptions): Promise<DriveServicesResult> {
  const { trace, base, accounts, runId, caseTag, clock = monotonicClock, limitMs = CASE_LIMIT_MS } = options;
  const namePrefix = casePrefix(runId, caseTag);
  const recording = createExchangeRecording(clock);
  const drive: Drive = {
    ...options,
    paths: servicePaths(base),
    namePrefix,
    recording,
    literals: new Set(),
    creating: [],
  };
  // All before the first: a case that cannot be sent whole is not begun.
  const requests = flattened(trace.steps).map((step) => prepareRequest(step, drive));
  for (const { told } of requests) {
    for (const password of literalPasswords(told.body?.text ?? '')) drive.literals.add(password);
  }
  const limit = AbortSignal.timeout(limitMs);
  const signal = options.signal === undefined ? limit : AbortSignal.any([limit, options.signal]);
  await options.journal.mayExist(requests.flatMap(({ mayCreate }) => mayCreate));
  let leftOutFrom: number | undefined;
  let lostTarget = false;
  let leftBehind: readonly string[];
  try {
    ({ leftOutFrom, lostTarget } = await runSteps(drive, trace.steps, requests, signal));
  } finally {
    leftBehind = await cleanUp(drive, requests, lostTarget);
  }
  return {
    transcript: recording.seal({
      format: EXCHANGES_FORMAT,
      suite: 'services',
      case: trace.id,
      title: trace.title,
      requirements: trace.requirements,
      url: withoutLogin(base),
      namePrefix,
      roundTripMs: options.roundTripMs,
      secondAccount: accounts.second !== undefined,
    }),
    leftBehind,
    lostTarget,
    ...(leftOutFrom === undefined ? {} : { leftOutFrom }),
    timedOut: limit.aborted,
    durationMs: recording.nowMs(),
  };
}

async function runSteps(
  drive: Drive,
  steps: readonly ServicesStep[],
  requests: readonly PreparedRequest[],
  signal: AbortSignal,
): Promise<{ readonly leftOutFrom: number | undefined; readonly lostTarget: boolean }> {
  let next = 0;
  let timeouts = 0;
  for (const step of steps) {
    if (signal.aborted) return { leftOutFrom: next, lostTarget: false };
    const together = requests.slice(next, next + flattened([step]).length);
    const events = await allOf(
      together.map((request, index) => exchange(drive, request, 'step', next + index, signal)),
    );
    next += together.length;
    if (signal.aborted) continue;
    const failures = events.flatMap(({ failure }) => (failure === undefined ? [] : [failure.kind]));
    const leftOutFrom = next < requests.length ? next : undefined;
    if (failures.some((kind) => SUSPICIOUS.has(kind)) && !(await answersList(drive))) {
      return { leftOutFrom, lostTarget: true };
    }
    timeouts += events.filter((event) => event.failure?.kind === 'timeout' || wasTooBusy(event)).length;
    if (timeouts >= MOST_TIMEOUTS) return { leftOutFrom, lostTarget: false };
  }
  return { leftOutFrom: undefined, lostTarget: false };
}

/** It still asked to come back later when all waiting was over. */
const wasTooBusy = ({ response, waits = 0 }: ExchangeEvent): boolean =>
  waits > 0 && (response?.status === 429 || response?.status === 503);

/** Promise.all, with nothing under way any more when it rejects. */
async function allOf<T>(promises: readonly Promise<T>[]): Promise<readonly T[]> {
  await Promise.allSettled(promises);
  return Promise.all(promises);
}

/** Whether the target still answers at all. */
async function answersList(drive: Drive): Promise<boolean> {
  const event = await exchange(
    drive,
    prepareRequest({ do: 'list' }, drive),
    'clean-up',
    -1,
    AbortSignal.timeout(PROBE_LIMIT_MS),
  );
  return event.response !== undefined;
}

function withoutLogin(base: URL): string {
  const url = new URL(base);
  url.username = '';
  url.password = '';
  return url.href;
}
