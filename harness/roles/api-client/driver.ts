// Drives a case of the services suite: its requests one after the other, and after them, whatever happened, the deletion
// of every service that it may have created.
import type { HttpClient, SendOutcome } from '../../http/client.ts';
import {
  EXCHANGES_FORMAT,
  type ExchangeEvent,
  type ExchangeFailure,
  type ExchangeTranscript,
  type Header,
} from '../../http/exchange.ts';
import { recordResponse } from '../../http/record.ts';
import type { Secrets } from '../../http/secrets.ts';
import type { ServicesStep, ServicesTrace } from '../../traces/services-trace.ts';
import { type Clock, monotonicClock } from '../../wire/clock.ts';
import type { Journal, JournalEntry } from './account-journal.ts';
import type { Accounts } from './authorization.ts';
import { createExchangeRecording, type ExchangeRecording, rounded } from './exchange-recording.ts';
import { literalPasswords } from './literal-passwords.ts';
import { type PreparedRequest, prepareRequest, type RequestContext } from './prepare-request.ts';
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
/** For all deletions together; whoever interrupts a run waits for them. */
const CLEAN_UP_LIMIT_MS = 20_000;
/** Deletions at the same time. */
const CLEAN_UP_AT_ONCE = 4;
/** A target that is silent so often in one case is not asked again: each time costs a whole deadline. */
const MOST_TIMEOUTS = 3;
const SUSPICIOUS: ReadonlySet<ExchangeFailure['kind']> = new Set(['unconnected', 'timeout', 'reset', 'cut']);

interface Drive extends DriveServicesOptions, RequestContext {
  readonly recording: ExchangeRecording;
  /** Passwords that the case sends in the clear. */
  readonly literals: Set<string>;
  /** What was sent that may have created services. */
  readonly creating: Creating[];
}

interface Creating {
  readonly request: PreparedRequest;
  /** The target said that it did not do it. */
  readonly refused: boolean;
}

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
    const events = await Promise.all(
      together.map((request, index) => exchange(drive, request, 'step', next + index, signal)),
    );
    next += together.length;
    if (signal.aborted) continue;
    const failures = events.flatMap(({ failure }) => (failure === undefined ? [] : [failure.kind]));
    const leftOutFrom = next < requests.length ? next : undefined;
    if (failures.some((kind) => SUSPICIOUS.has(kind)) && !(await answersList(drive))) {
      return { leftOutFrom, lostTarget: true };
    }
    timeouts += failures.filter((kind) => kind === 'timeout').length;
    if (timeouts >= MOST_TIMEOUTS) return { leftOutFrom, lostTarget: false };
  }
  return { leftOutFrom: undefined, lostTarget: false };
}

/** Whether the target still answers at all. */
async function answersList(drive: Drive): Promise<boolean> {
  const event = await exchange(drive, prepareRequest({ do: 'list' }, drive), 'clean-up', -1, cleanUpSignal());
  return event.response !== undefined;
}

const cleanUpSignal = (): AbortSignal => AbortSignal.timeout(CLEAN_UP_LIMIT_MS);

async function exchange(
  drive: Drive,
  prepared: PreparedRequest,
  purpose: ExchangeEvent['purpose'],
  step: number,
  signal: AbortSignal,
): Promise<ExchangeEvent> {
  const { client, recording, secrets, literals } = drive;
  const { told, operation } = prepared;
  const outcome = await client.send(prepared.request, signal);
  const { failure, response, waits } = outcome;
  if (prepared.mayCreate.length > 0) {
    const refused = failure === undefined && isRefusal(response?.status ?? 0);
    drive.creating.push({ request: prepared, refused });
  }
  const event: ExchangeEvent = {
    kind: 'exchange',
    ms: recording.sinceBegin(outcome.beganMs),
    ...(outcome.firstByteMs === undefined ? {} : { firstByteMs: rounded(outcome.firstByteMs) }),
    durationMs: rounded(outcome.durationMs),
    purpose,
    step,
    operation,
    request: { ...told, headers: [...told.headers, ...addedHeaders(outcome, told.headers.length)] },
    ...(response === undefined ? {} : { response: recordResponse(response, failure === undefined, secrets, literals) }),
    ...(failure === undefined
      ? {}
      : { failure: { kind: failure.kind, message: oneLine(secrets.redact(failure.message, { cut: true })) } }),
    ...(waits === 0 ? {} : { waits }),
  };
  recording.add(event);
  drive.onEvent?.(event);
  return event;
}

const isRefusal = (status: number): boolean => status >= 400 && status < 500;

const addedHeaders = ({ sentHeaders }: SendOutcome, own: number): readonly Header[] => sentHeaders.slice(own);

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** A service to delete, as one account, in every way in which it was addressed. */
interface Deletion {
  readonly entry: JournalEntry;
  readonly requests: Map<string, PreparedRequest>;
  /** Every request that may have created it was refused: that the target knows no such name is no surprise. */
  refusedOnly: boolean;
}

const keyOf = ({ account, name }: JournalEntry): string => `${account} ${name}`;

/** Deletes what the case may have created, and strikes off the journal what is known to be gone; returns the rest. */
async function cleanUp(
  drive: Drive,
  requests: readonly PreparedRequest[],
  lostTarget: boolean,
): Promise<readonly string[]> {
  const { journal } = drive;
  const deletions = deletionsOf(drive);
  for (const entry of requests.flatMap(({ mayCreate }) => mayCreate)) {
    if (!deletions.has(keyOf(entry))) journal.isGone(entry);
  }
  const signal = cleanUpSignal();
  const queue = [...deletions.values()];
  const left: string[] = [];
  const worker = async (): Promise<void> => {
    for (let deletion = queue.shift(); deletion !== undefined; deletion = queue.shift()) {
      if (await isDeleted(drive, deletion, lostTarget ? 1 : 2, signal)) journal.isGone(deletion.entry);
      else left.push(deletion.entry.name);
    }
  };
  await Promise.all(Array.from({ length: CLEAN_UP_AT_ONCE }, worker));
  return [...new Set(left)];
}

function deletionsOf(drive: Drive): ReadonlyMap<string, Deletion> {
  const deletions = new Map<string, Deletion>();
  for (const { request, refused } of drive.creating) {
    for (const entry of request.mayCreate) {
      const deletion = deletions.get(keyOf(entry)) ?? { entry, requests: new Map(), refusedOnly: true };
      deletion.refusedOnly &&= refused;
      for (const step of request.undo) {
        const prepared = prepareRequest(step, drive);
        if (prepared.operation.as === entry.account) deletion.requests.set(prepared.request.target, prepared);
      }
      deletions.set(keyOf(entry), deletion);
    }
  }
  return deletions;
}

async function isDeleted(drive: Drive, deletion: Deletion, tries: number, signal: AbortSignal): Promise<boolean> {
  for (const prepared of deletion.requests.values()) {
    let done = false;
    for (let tried = 0; !done && tried < tries && !signal.aborted; tried++) {
      const { response, failure } = await exchange(drive, prepared, 'clean-up', -1, signal);
      const status = failure === undefined ? (response?.status ?? 0) : 0;
      const isGone = (status >= 200 && status < 300) || status === 404 || status === 410;
      // A name that was never accepted need not be understood now.
      done = isGone || (deletion.refusedOnly && isRefusal(status));
      if (!done && isRefusal(status)) return false;
    }
    if (!done) return false;
  }
  return true;
}

function withoutLogin(base: URL): string {
  const url = new URL(base);
  url.username = '';
  url.password = '';
  return url.href;
}
