import type { RunContext } from '../../harness/engine/suite.ts';
import type { ExchangeTranscriptEvent, HttpProcessEvent, HttpStallEvent } from '../../harness/http/exchange.ts';
import { type DriveServicesResult, driveServicesTrace } from '../../harness/roles/api-client/driver.ts';
import type { ServicesTrace } from '../../harness/traces/services-trace.ts';
import { monotonicClock } from '../../harness/wire/clock.ts';
import type { ServicesRunOptions } from './options.ts';
import type { Reaching } from './session.ts';

export interface Driven extends DriveServicesResult {
  /** The target's process ended by itself meanwhile. */
  readonly crashed: boolean;
}

/** What a target may have a reason for that it tells nobody but its log. */
const isBrokenOff = (event: ExchangeTranscriptEvent): boolean =>
  event.kind === 'exchange' && (event.failure !== undefined || (event.response?.status ?? 0) >= 500);

/** The lines of an output, of which only the end is kept, that were not there before. */
export function addedLines(before: readonly string[], now: readonly string[]): readonly string[] {
  for (let gone = 0; gone < before.length; gone++) {
    const kept = before.slice(gone);
    if (kept.every((line, index) => line === now[index])) return now.slice(kept.length);
  }
  return now;
}

/** Sends a trace under names of its own, with what happened to the target's process and to our own event loop. */
export async function drive(
  { target, onStall }: Pick<RunContext, 'target' | 'onStall'>,
  { client, secrets, accounts, runId, journal, nextTag }: Reaching,
  options: Pick<ServicesRunOptions, 'url' | 'signal'>,
  trace: ServicesTrace,
  roundTripMs: number,
): Promise<Driven> {
  const beganMs = monotonicClock.nowMs();
  const beside: Array<HttpStallEvent | HttpProcessEvent> = [];
  const nowMs = (): number => Math.round((monotonicClock.nowMs() - beganMs) * 1000) / 1000;
  let crashed = false;
  const stopNoting = onStall((lateMs) => beside.push({ kind: 'stall', ms: nowMs(), lateMs }));
  const stopWatching = target?.onExit(({ exitCode, signal, output }) => {
    crashed = true;
    const said = output.map((line) => secrets.redact(line));
    beside.push({ kind: 'process', ms: nowMs(), event: 'exit', pid: target.pid, exitCode, signal, output: said });
  });
  const saidBefore = target?.lastOutput() ?? [];
  try {
    const driven = await driveServicesTrace({
      trace,
      base: new URL(options.url),
      client,
      accounts,
      secrets,
      runId,
      caseTag: nextTag(),
      journal,
      roundTripMs,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
    // The notice of an exit may come after the connection that ended with it.
    if (target !== undefined && !target.alive()) crashed = true;
    if (target !== undefined && !crashed && driven.transcript.events.some(isBrokenOff)) {
      const output = addedLines(saidBefore, target.lastOutput()).map((line) => secrets.redact(line));
      if (output.length > 0) beside.push({ kind: 'process', ms: nowMs(), event: 'output', pid: target.pid, output });
    }
    const events = [...driven.transcript.events, ...beside].sort((a, b) => a.ms - b.ms);
    return { ...driven, transcript: { ...driven.transcript, events }, crashed };
  } finally {
    stopNoting();
    stopWatching?.();
  }
}
