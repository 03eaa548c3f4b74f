// Runs a trace against a target and hands back the transcript. Everything random comes from the seed.
import type { TlsOptions } from '../engine/options.ts';
import { seededRandom } from '../roles/cloud/audio-clock.ts';
import type { StartedTarget } from '../target/start.ts';
import { type Clock, monotonicClock } from '../wire/clock.ts';
import { createRecording, type Recording, type SealHeader } from '../wire/recording.ts';
import { type TargetProfile, TRANSCRIPT_FORMAT, type Transcript } from '../wire/transcript.ts';
import { runCall } from './call.ts';
import { pause } from './call-run.ts';
import type { CaseEnv } from './case-env.ts';
import type { Step, Trace } from './trace.ts';

export interface DriveOptions {
  readonly trace: Trace;
  readonly url: string;
  readonly tls?: TlsOptions;
  readonly headers?: Readonly<Record<string, string>>;
  readonly profile: TargetProfile;
  readonly seed: number;
  readonly target?: StartedTarget;
  readonly signal?: AbortSignal;
  /** Told when the recording begins, so that what concerns all running cases (a stall) can be added to it. */
  readonly onRecording?: (recording: Recording) => void;
  readonly clock?: Clock;
}

export interface DriveResult {
  /** Made when it is first asked for: many finished recordings take little memory, many transcripts much. */
  readonly transcript: Transcript;
  /** Why calls could not be set up. */
  readonly setupFailures: readonly string[];
  /** At the end of the case no new call worked, as far as the case tried. */
  readonly lostTarget: boolean;
  /** First step of the main call that was left out because the server had ended the call. */
  readonly leftOutFrom: number | undefined;
  /** The target's process ended by itself during the case. */
  readonly crashed: boolean;
  /** The case ran into its time limit. */
  readonly timedOut: boolean;
}

/** A case that lasts longer is given up: its target neither answers nor ends. */
const CASE_LIMIT_MS = 120_000;

/** How long after a dropped connection the end of the process is waited for. */
const EXIT_NOTICE_MS = 500;

/** No new calls are begun in a churn after so long. */
const CHURN_MS = 20_000;

/** What a probe does: a short, complete, legal call. */
const PROBE_STEPS: readonly Step[] = [
  { do: 'send', message: { type: 'call_start', from: '+441908273800' } },
  { do: 'send', message: { type: 'audio_start', format: '16bit_PCM', sample_rate: 8000, channels: 1 } },
  { do: 'audio', signal: { kind: 'silence' }, ms: 40 },
  { do: 'ping' },
];

/** Drives one case. Resolves when every connection of it is closed; never throws for what the target does. */
export async function driveTrace(options: DriveOptions): Promise<DriveResult> {
  const { trace, profile, target } = options;
  const recording = createRecording({ clock: options.clock ?? monotonicClock });
  options.onRecording?.(recording);
  const limit = AbortSignal.timeout(CASE_LIMIT_MS * profile.timeoutScale);
  const signal = options.signal === undefined ? limit : AbortSignal.any([limit, options.signal]);
  const env: CaseEnv = {
    url: new URL(options.url),
    ...(options.tls === undefined ? {} : { tls: options.tls }),
    ...(options.headers === undefined ? {} : { headers: options.headers }),
    profile,
    recording,
    random: seededRandom(options.seed),
    ...(target === undefined ? {} : { target }),
    signal,
    nextCall: 0,
    suspectsExit: false,
    failedProbes: 0,
    leftOutFrom: undefined,
    setupFailures: [],
  };
  let crashed = false;
  let tellExit: () => void = () => {};
  const exited = new Promise<void>((resolve) => {
    tellExit = resolve;
  });
  const stopWatching = target?.onExit((exit) => {
    crashed = true;
    tellExit();
    recording.add({
      kind: 'process',
      call: 0,
      ms: recording.nowMs(),
      event: 'exit',
      pid: exit.pid,
      exitCode: exit.exitCode,
      signal: exit.signal,
      output: exit.output,
    });
  });
  try {
    await runCall(env, 'main', trace.steps, (step) => runCaseStep(env, step));
    // A process that dies lets go of its sockets first and is seen to have ended a moment later.
    if (target !== undefined && env.suspectsExit) await Promise.race([exited, pause(env, EXIT_NOTICE_MS)]);
  } finally {
    stopWatching?.();
  }
  let sealed: Transcript | undefined;
  const header: SealHeader = {
    format: TRANSCRIPT_FORMAT,
    suite: trace.suite,
    case: trace.id,
    title: trace.title,
    requirements: trace.requirements,
    url: options.url,
    startedAt: recording.startedAt,
    profile,
  };
  return {
    get transcript() {
      sealed ??= recording.seal(header);
      return sealed;
    },
    setupFailures: env.setupFailures,
    lostTarget: env.setupFailures.length > 0 || env.failedProbes > 0,
    leftOutFrom: env.leftOutFrom,
    crashed,
    timedOut: limit.aborted,
  };
}

async function runCaseStep(env: CaseEnv, step: Step): Promise<string | undefined> {
  const nested = (inner: Step): Promise<string | undefined> => runCaseStep(env, inner);
  switch (step.do) {
    case 'parallel': {
      const calls = step.calls.map(async ({ label, afterMs, steps }) => {
        const delay: Step[] = afterMs === undefined ? [] : [{ do: 'wait', for: { kind: 'elapsed', ms: afterMs } }];
        return runCall(env, label, [...delay, ...steps], nested);
      });
      return firstOf(await Promise.all(calls));
    }
    case 'churn': {
      let started = 0;
      const untilMs = env.recording.nowMs() + CHURN_MS * env.profile.timeoutScale;
      const worker = async (): Promise<string | undefined> => {
        let unmet: string | undefined;
        // A server that is slow and correct makes fewer calls: growth is judged by the call.
        while (started < step.times && !env.signal.aborted && env.recording.nowMs() < untilMs) {
          started++;
          unmet ??= await runCall(env, 'churn', step.steps, nested);
        }
        return unmet;
      };
      return firstOf(await Promise.all(Array.from({ length: step.atOnce }, worker)));
    }
    case 'probe':
      return probe(env);
    case 'sample-process': {
      const sample = await env.target?.sample();
      if (sample !== undefined && env.target !== undefined) {
        const { recording } = env;
        recording.add({
          kind: 'process',
          call: 0,
          ms: recording.nowMs(),
          event: 'sample',
          pid: env.target.pid,
          ...sample,
        });
      }
      return undefined;
    }
    default:
      return undefined;
  }
}

/** A new plain call; why it did not work, or undefined. */
async function probe(env: CaseEnv): Promise<string | undefined> {
  const failuresBefore = env.setupFailures.length;
  const unmet = await runCall(env, 'probe', PROBE_STEPS, async () => undefined);
  // A probe that finds no server is a finding about the case, not a case that could not be set up.
  env.setupFailures.length = failuresBefore;
  if (unmet === undefined) return undefined;
  // Without pongs from this target in any call, a missing one says nothing about its life.
  if (unmet.startsWith('no Pong') && !env.profile.answersPing) return undefined;
  env.failedProbes++;
  return `a new call does not work: ${unmet}`;
}

function firstOf(unmet: readonly (string | undefined)[]): string | undefined {
  return unmet.find((reason) => reason !== undefined);
}
