import { SUBPROTOCOL } from '../../specification/limits.ts';
import type { TlsOptions } from '../engine/options.ts';
import { monotonicClock } from '../wire/clock.ts';
import { createRecording } from '../wire/recording.ts';
import type { ConnectedEvent } from '../wire/transcript.ts';
import { certificateProblem } from './certificate-problem.ts';
import { makeEmptyCall } from './empty-call.ts';
import type { Attempted, Diagnosis } from './preflight-diagnosis.ts';
import { resolveHost } from './preflight-dns.ts';
import { diagnose, type FailedTry, type Tried, tryCall } from './preflight-try.ts';
import { readTargetUrl, withoutLogin } from './preflight-url.ts';
import { speaksTls } from './speaks-tls.ts';
import { targetPort } from './target-port.ts';

export type PreflightStage =
  | 'url'
  | 'dns'
  | 'tcp'
  | 'tls'
  | 'upgrade'
  | 'subprotocol'
  | 'login'
  | 'list'
  // Of stores and validators of file names.
  | 'write'
  | 'read'
  | 'delete'
  | 'start'
  | 'answer';

export interface PreflightStep {
  readonly stage: PreflightStage;
  readonly outcome: 'ok' | 'warning' | 'failed';
  /** One line: what was seen. */
  readonly detail: string;
  readonly ms: number;
}

export interface PreflightReport {
  /** The URL that was called, without user and password. */
  readonly url: string;
  readonly ok: boolean;
  readonly steps: readonly PreflightStep[];
  /** What the application would see as the call's raw cause: an HTTP status, or 900 to 905. Absent when ok. */
  readonly rawCause?: number;
  /** One line: why no call can be set up. Absent when ok. */
  readonly reason?: string;
  /** One line: what to change. Absent when ok. */
  readonly advice?: string;
  readonly subprotocol?: string;
  /** How often a call was tried, where none could be set up and the way to the server was tried at all. */
  readonly tries?: number;
}

export interface PreflightOptions {
  readonly url: string;
  readonly tls?: TlsOptions;
  /** Extra headers of the upgrade request. Rejects with a RangeError for one that cannot be written. */
  readonly headers?: Readonly<Record<string, string>>;
  /** For each by itself: the name lookup, the connection, the answer to the upgrade. */
  readonly timeoutMs: number;
  /** Subprotocols to offer; by default the one that Aculab Cloud offers. */
  readonly protocols?: readonly string[];
}

const TRIES = 3;
const CLOSE_LIMIT_MS = 1000;

/**
 * Makes one empty call as Aculab Cloud would, stage by stage, and says where it fails and what to change. The call is
 * tried up to three times (reading R52): a server that some calls reach is for the cases to judge.
 */
export async function preflight(options: PreflightOptions): Promise<PreflightReport> {
  const { timeoutMs, tls = {}, headers = {}, protocols = [SUBPROTOCOL] } = options;
  const shownUrl = withoutLogin(options.url);
  const recording = createRecording({ clock: monotonicClock });
  const steps: PreflightStep[] = [];

  const add = (stage: PreflightStage, ms: number, detail: string, outcome: PreflightStep['outcome'] = 'ok'): void => {
    steps.push({ stage, outcome, detail, ms: Math.round(ms * 1000) / 1000 });
  };
  const failed = ({ stage, rawCause, reason, advice }: Diagnosis, ms: number): PreflightReport => {
    add(stage, ms, reason, 'failed');
    return { url: shownUrl, ok: false, steps, rawCause, reason, advice };
  };
  const addConnection = (connected: ConnectedEvent | undefined, connectMs: number): void => {
    const secured = connected?.tls;
    add('tcp', secured === undefined ? connectMs : 0, `connected to ${url.host}`);
    if (secured !== undefined) add('tls', connectMs, ...describeTls(secured));
  };

  const read = readTargetUrl(options.url);
  if (read.kind === 'diagnosis') return failed(read, 0);
  const { url } = read;
  add('url', 0, withoutLogin(url.href));

  const lookupBegan = recording.nowMs();
  const resolved = await resolveHost(url, timeoutMs);
  const lookupMs = recording.nowMs() - lookupBegan;
  if (typeof resolved !== 'string') return failed(resolved, lookupMs);
  add('dns', lookupMs, resolved);

  const tries = await tryCalls((number) => tryCall({ url, tls, headers, protocols, timeoutMs, recording, number }), {
    untilMs: recording.nowMs() + 1.5 * timeoutMs,
    nowMs: recording.nowMs,
  });
  const last = tries.at(-1);
  if (last === undefined) throw new Error('no try was made');
  const attempted: Attempted = {
    url,
    authorized: url.username !== '' || Object.keys(headers).some((name) => name.toLowerCase() === 'authorization'),
    speaksTls: last.kind !== 'open' && (await mayNeedTls(last, url, timeoutMs)),
  };

  if (last.kind !== 'open') {
    const diagnosis = diagnose(last, attempted);
    if (diagnosis.stage === 'tls') add('tcp', 0, `connected to ${url.host}`);
    else if (last.kind !== 'unconnected') addConnection(last.connected, last.connectMs);
    if (diagnosis.stage === 'subprotocol') add('upgrade', last.upgradeMs, '101 Switching Protocols');
    const ms = last.kind === 'unconnected' ? last.connectMs : last.upgradeMs;
    return { ...failed(diagnosis, ms), tries: tries.length };
  }

  addConnection(last.connected, last.connectMs);
  const failures = tries.filter((tried) => tried.kind !== 'open').map((tried) => diagnose(tried, attempted));
  const reasons = [...new Set(failures.map(({ reason, rawCause }) => `${reason} (raw cause ${rawCause})`))];
  if (failures.length === 0) add('upgrade', last.upgradeMs, '101 Switching Protocols');
  else add('upgrade', last.upgradeMs, `101 after ${failures.length} failed: ${reasons.join('; ')}`, 'warning');

  const { subprotocol, connection } = last;
  if (subprotocol !== undefined) add('subprotocol', 0, `${subprotocol} selected`);
  else add('subprotocol', 0, `none selected: the server should select ${protocols.join(' or ')}`, 'warning');

  await makeEmptyCall(connection, Math.min(timeoutMs, CLOSE_LIMIT_MS));
  return { url: shownUrl, ok: true, steps, ...(subprotocol === undefined ? {} : { subprotocol }) };
}

/** Tries until one succeeds; a server that lets every try run into its time limit is not given all of them. */
async function tryCalls(
  attempt: (number: number) => Promise<Tried>,
  { untilMs, nowMs }: { readonly untilMs: number; readonly nowMs: () => number },
): Promise<readonly Tried[]> {
  const tries: Tried[] = [];
  do {
    tries.push(await attempt(tries.length));
  } while (tries.at(-1)?.kind !== 'open' && tries.length < TRIES && nowMs() < untilMs);
  return tries;
}

/** Servers that speak TLS meet a plain request with an alert, with silence, by hanging up or with a status of 400. */
async function mayNeedTls(failed: FailedTry, url: URL, timeoutMs: number): Promise<boolean> {
  const suspicious = failed.kind === 'unanswered' || (failed.kind === 'refused' && failed.response.status === 400);
  const port = targetPort(url.href);
  return suspicious && url.protocol === 'ws:' && port !== undefined && (await speaksTls(port, timeoutMs));
}

function describeTls(tls: NonNullable<ConnectedEvent['tls']>): [detail: string, outcome: PreflightStep['outcome']] {
  if (tls.authorized) return [`${tls.protocol}, certificate trusted; the time includes TCP`, 'ok'];
  const { problem } = certificateProblem(tls.error ?? '');
  return [
    `${tls.protocol}, but ${problem}: only --insecure lets this pass, Aculab Cloud would end with 904`,
    'warning',
  ];
}
