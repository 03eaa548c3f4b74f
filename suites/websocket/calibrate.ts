// Three undisturbed calls before the cases: the control to which the cases are compared, and the round trip by which their
// deadlines are scaled.
import type { DriveOptions } from '../../harness/traces/driver.ts';
import { driveTrace } from '../../harness/traces/driver.ts';
import { type Signal, type Step, TRACE_FORMAT, type Trace } from '../../harness/traces/trace.ts';
import type { TargetProfile, Transcript } from '../../harness/wire/transcript.ts';
import type { CallView } from './rule.ts';
import { viewOf } from './view.ts';

/** What is assumed until it is measured: generous, so that a distant target is measured at all. */
export function unmeasuredProfile(options: {
  readonly timeoutScale: number;
  readonly started: boolean;
  readonly secure: boolean;
  readonly insecure: boolean;
}): TargetProfile {
  return { roundTripMs: 20, worstRoundTripMs: 100, answersPing: true, watchedMs: 0, plays: false, ...options };
}

// Only the last is waited for: a server that answers none is then found out in the time of one.
const PINGS: readonly Step[] = [
  ...Array.from({ length: 5 }, () => [
    { do: 'ping', wait: false } as const,
    { do: 'wait', for: { kind: 'elapsed', ms: 10 } } as const,
  ]).flat(),
  { do: 'ping' },
];

const TONE: Signal = { kind: 'tone', hz: 440 };
const SILENCE: Signal = { kind: 'silence' };

/** A caller who speaks, one who is silent, and one who has said something: servers act on each in their own way. */
const CONTROLS: ReadonlyArray<{ readonly id: string; readonly audio: (watchMs: number) => readonly Step[] }> = [
  { id: 'control/tone', audio: (ms) => [{ do: 'audio', signal: TONE, ms }] },
  { id: 'control/silence', audio: (ms) => [{ do: 'audio', signal: SILENCE, ms }] },
  {
    id: 'control/tone-then-silence',
    audio: (ms) => [
      { do: 'audio', signal: TONE, ms: ms / 3 },
      { do: 'audio', signal: SILENCE, ms: (ms * 2) / 3 },
    ],
  },
];

function controlCall(id: string, audio: readonly Step[]): Trace {
  return {
    format: TRACE_FORMAT,
    id,
    title: 'An undisturbed call, to compare with',
    suite: 'websocket',
    requirements: [],
    steps: [
      { do: 'send', message: { type: 'call_start', from: '+441908273800' } },
      { do: 'send', message: { type: 'audio_start', format: '16bit_PCM', sample_rate: 8000, channels: 1 } },
      ...PINGS,
      ...audio,
      { do: 'ping' },
    ],
  };
}

/** Measures the target. Resolves with why no call could be set up where none could. */
export async function calibrate(
  drive: Omit<DriveOptions, 'trace'>,
  watchMs: number,
): Promise<{ readonly profile: TargetProfile; readonly failures: readonly string[] }> {
  const results = await Promise.all(
    CONTROLS.map(({ id, audio }) => driveTrace({ ...drive, trace: controlCall(id, audio(watchMs)) })),
  );
  const calls = results.flatMap(({ transcript }) => viewOf(transcript).calls.filter((call) => call.open));
  const roundTrips = results.flatMap(({ transcript }) => pingRoundTrips(transcript)).sort((a, b) => a - b);
  const ends = calls.map(endedByItselfMs).filter((ms) => ms !== undefined);
  const profile: TargetProfile = {
    ...drive.profile,
    roundTripMs: roundTrips[Math.floor(roundTrips.length / 2)] ?? drive.profile.roundTripMs,
    worstRoundTripMs: roundTrips.at(-1) ?? drive.profile.worstRoundTripMs,
    answersPing: roundTrips.length > 0,
    endsClose: calls.some((call) => call.serverEnd !== undefined),
    watchedMs: Math.min(...calls.map(watchedMs), watchMs),
    plays: calls.some((call) => call.plays.length > 0),
    ...(ends.length === 0 ? {} : { endsByItselfMs: Math.min(...ends) }),
  };
  return { profile, failures: calls.length > 0 ? [] : results.flatMap(({ setupFailures }) => setupFailures) };
}

/** From each Ping of the Cloud to the Pong with the same payload. */
function pingRoundTrips(transcript: Transcript): number[] {
  const sent = new Map<string, number>();
  const trips: number[] = [];
  for (const event of transcript.events) {
    if (event.kind !== 'frame' || event.payload === undefined) continue;
    const key = `${event.call} ${Buffer.from(event.payload).toString('hex')}`;
    if (event.from === 'cloud' && event.opcode === 9) sent.set(key, event.ms);
    const since = event.from === 'server' && event.opcode === 10 ? sent.get(key) : undefined;
    if (since !== undefined) trips.push(event.ms - since);
  }
  return trips;
}

function startMs(call: CallView): number {
  return call.callStart?.event.ms ?? 0;
}

/** How long the call was watched: until we began to end it. */
function watchedMs(call: CallView): number {
  const end = call.callEnd?.event.ms ?? call.cloudClose?.event.ms ?? call.events.at(-1)?.event.ms ?? startMs(call);
  return end - startMs(call);
}

/** When the server ended the call although nothing disturbed it. */
function endedByItselfMs(call: CallView): number | undefined {
  const ends = [call.hangup?.ms, call.serverClose?.event.ms, call.serverEnd?.event.ms].filter((ms) => ms !== undefined);
  const first = ends.length === 0 ? undefined : Math.min(...ends);
  const ours = Math.min(
    call.callEnd?.event.ms ?? Number.POSITIVE_INFINITY,
    call.cloudClose?.event.ms ?? Number.POSITIVE_INFINITY,
  );
  return first !== undefined && first < ours ? first - startMs(call) : undefined;
}
