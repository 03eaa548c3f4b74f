// Runs the steps of one call: as a good Cloud where they say nothing else, and exactly as they say where they do.
import { pcm16, samplesOf } from '../../generators/signals.ts';
import { SAMPLE_RATE_HZ, SUBPROTOCOL } from '../../specification/limits.ts';
import { dueTimes } from '../roles/cloud/audio-clock.ts';
import { type CloudRole, type CloudState, createCloudRole } from '../roles/cloud/role.ts';
import { type Connection, openConnection } from '../wire/connection.ts';
import { octetsOf, shownOctetsOf } from './bytes.ts';
import { budgetMs, type CaseEnv } from './case-env.ts';
import type { Condition, Signal, Step } from './trace.ts';

/** Octets that wait in our socket because the server does not read: two seconds of audio. */
const OVERFLOW_BYTES = 32_000;
const DEFAULT_FRAME_SAMPLES = 160;

interface CallRun {
  readonly env: CaseEnv;
  readonly label: string;
  connection: Connection | undefined;
  role: CloudRole | undefined;
  /** No closing handshake is wanted at the end: raw, reset, silent or poisoned connections. */
  abandoned: boolean;
  lastPing: string;
  pings: number;
  /** Samples sent so far, so that a signal goes on where it stopped. */
  samples: number;
  /** When the next frame of uninterrupted audio is due. */
  audioDueMs: number;
  overflowing: boolean;
  /** A raw connection: resolves when the server's side of it has ended. */
  rawEnded: Promise<void> | undefined;
  background: { stop: boolean; done: Promise<void> } | undefined;
  skipRest: boolean;
}

/** Hands steps that concern the whole case to the driver; returns why such a step was not met. */
export type CaseStepRunner = (step: Step) => Promise<string | undefined>;

const CASE_STEPS = new Set<Step['do']>(['parallel', 'churn', 'probe', 'sample-process']);

/** Runs a call from connect to close. Returns the first unmet reason, or undefined. Never throws for what the target does. */
export async function runCall(
  env: CaseEnv,
  label: string,
  steps: readonly Step[],
  runCaseStep: CaseStepRunner,
): Promise<string | undefined> {
  const run: CallRun = {
    env,
    label,
    connection: undefined,
    role: undefined,
    abandoned: false,
    lastPing: '',
    pings: 0,
    samples: 0,
    audioDueMs: Number.NEGATIVE_INFINITY,
    overflowing: false,
    rawEnded: undefined,
    background: undefined,
    skipRest: false,
  };
  let firstUnmet: string | undefined;
  try {
    for (const [index, step] of steps.entries()) {
      if (env.signal.aborted) break;
      const isCaseStep = CASE_STEPS.has(step.do) || isPlainPause(run, step);
      if (!isCaseStep && (run.skipRest || isOver(run))) continue;
      note(run, index, step.do, 'begin');
      const unmet = isCaseStep && CASE_STEPS.has(step.do) ? await runCaseStep(step) : await runStep(run, step);
      note(run, index, step.do, 'end', unmet);
      firstUnmet ??= unmet;
    }
    // A probe asks whether a call works: a connection that the server drops before we end it does not.
    if (wasDropped(run)) firstUnmet ??= 'the server dropped the connection';
    await endCall(run, steps.length);
  } finally {
    if (run.background) run.background.stop = true;
    run.role?.dispose();
    run.connection?.destroy();
    await run.background?.done;
    await run.connection?.closed;
  }
  return firstUnmet;
}

function wasDropped(run: CallRun): boolean {
  const state = run.role?.state;
  if (state === undefined || run.abandoned) return false;
  return state.serverEnded !== undefined && !state.closeReceived && !state.closeSent;
}

/** A pause before any connection, or after the call, concerns no call. */
function isPlainPause(run: CallRun, step: Step): boolean {
  return step.do === 'wait' && step.for.kind === 'elapsed' && (run.connection === undefined || run.abandoned);
}

function note(run: CallRun, index: number, what: string, phase: 'begin' | 'end', unmet?: string): void {
  const { recording } = run.env;
  const call = run.connection?.call ?? run.env.nextCall;
  const event = { kind: 'step', call, ms: recording.nowMs(), index, do: what, phase } as const;
  recording.add(unmet === undefined ? event : { ...event, unmet });
}

/** The server has ended the call, or the role has obeyed its hangup: nothing more can be sent in it. */
function isOver(run: CallRun): boolean {
  const state = run.role?.state;
  if (state === undefined) return run.connection?.state === 'closed';
  return state.closed || state.serverEnded !== undefined || state.closeReceived || (state.hungUp && state.callEnded);
}

async function runStep(run: CallRun, step: Step): Promise<string | undefined> {
  if (step.do === 'connect') return connect(run, step);
  if (step.do === 'open-raw') return openRaw(run);
  if (step.do === 'wait' && isPlainPause(run, step) && step.for.kind === 'elapsed') {
    await pause(run.env, step.for.ms);
    return undefined;
  }
  if (run.connection === undefined) {
    const failed = await connect(run, { do: 'connect' });
    if (failed !== undefined) return failed;
  }
  const { connection, role } = run;
  if (connection === undefined) return 'there is no connection';
  if (step.do === 'bytes') return writeBytes(run, connection, step);
  if (step.do === 'reset' || step.do === 'half-close') {
    run.abandoned = true;
    if (step.do === 'reset') connection.reset();
    else connection.halfClose();
    return undefined;
  }
  if (role === undefined) {
    if (step.do === 'wait') return waitRaw(run, connection, step);
    return `a raw connection cannot do '${step.do}'`;
  }
  return runRoleStep(run, connection, role, step);
}

async function runRoleStep(
  run: CallRun,
  connection: Connection,
  role: CloudRole,
  step: Step,
): Promise<string | undefined> {
  switch (step.do) {
    case 'send':
      role.send(step.message);
      return undefined;
    case 'send-text':
      role.aboutToSend(step.text);
      role.sendText(step.text);
      return undefined;
    case 'send-binary':
      role.sendBinary(octetsOf(step.payload, run.env));
      return undefined;
    case 'fragments':
      if (step.opcode === 1) {
        role.aboutToSend(Buffer.concat(step.payloads.map((payload) => octetsOf(payload, run.env))).toString('utf8'));
      }
      for (const [n, payload] of step.payloads.entries()) {
        const fin = n === step.payloads.length - 1;
        connection.sendFrame({ opcode: n === 0 ? step.opcode : 0, fin, payload: octetsOf(payload, run.env) });
        if (step.pings && !fin) role.ping(nextPing(run));
      }
      return undefined;
    case 'frame': {
      const { do: _, payload, declaredLength, ...rest } = step;
      connection.sendFrame({
        ...rest,
        payload: payload === undefined ? Buffer.alloc(0) : octetsOf(payload, run.env),
        ...(declaredLength === undefined
          ? {}
          : { declaredLength: typeof declaredLength === 'string' ? BigInt(declaredLength) : declaredLength }),
      });
      if (step.cutAfter !== undefined || step.declaredLength !== undefined) {
        role.poison();
        run.abandoned = true;
      }
      return undefined;
    }
    case 'audio': {
      const unit = step.frameSamples ?? DEFAULT_FRAME_SAMPLES;
      const frames = Math.max(1, Math.round((step.ms * SAMPLE_RATE_HZ) / 1000 / unit));
      await sendAudio(run, connection, role, step.signal, frames, unit, step.pacing);
      return undefined;
    }
    case 'audio-on': {
      run.background = startBackgroundAudio(run, connection, role, step.signal, step.frameSamples);
      return undefined;
    }
    case 'audio-off':
      await stopBackground(run);
      return undefined;
    case 'ping': {
      const payload = step.payload === undefined ? nextPing(run) : octetsOf(step.payload, run.env);
      run.lastPing = payload.toString('hex');
      const before = countPongs(role.state, run.lastPing);
      role.ping(payload);
      if (step.wait === false) return undefined;
      const within = budgetMs(run.env.profile, run.env.profile.answersPing ? 2000 : 250);
      const met = await role.until((state) => countPongs(state, run.lastPing) > before || isOver(run), within);
      return met ? undefined : `no Pong within ${Math.round(within)} ms`;
    }
    case 'pong':
      connection.sendFrame({
        opcode: 10,
        payload: step.payload === undefined ? Buffer.alloc(0) : octetsOf(step.payload, run.env),
      });
      return undefined;
    case 'wait': {
      const within = budgetMs(run.env.profile, step.withinMs ?? 2000);
      const isMet = conditionOf(run, role, step.for);
      const isOverOrMet = (state: Readonly<CloudState>): boolean =>
        isMet(state) || isOver(run) || run.env.signal.aborted;
      await role.until(isOverOrMet, waitLimit(step.for, within));
      if (isMet(role.state) || step.for.kind === 'elapsed') return undefined;
      if (step.else === 'end') run.skipRest = true;
      const why = isOver(run) ? 'before the server ended the call' : `within ${Math.round(within)} ms`;
      return `${describe(step.for)} did not come ${why}`;
    }
    case 'stall':
      connection.pauseReading();
      await pause(run.env, step.ms);
      connection.resumeReading();
      return undefined;
    case 'close':
      await stopBackground(run);
      role.close(step.code, step.reason);
      return undefined;
    case 'await-close':
      return awaitClose(run, connection, role, step.withinMs ?? 2000);
    case 'go-silent':
      await stopBackground(run);
      run.abandoned = true;
      role.setAnswers(false);
      connection.pauseReading();
      await pause(run.env, step.ms);
      run.skipRest = true;
      return undefined;
    case 'role':
      role.setAnswers(step.answers);
      return undefined;
    default:
      return undefined;
  }
}

async function connect(run: CallRun, step: Extract<Step, { do: 'connect' }>): Promise<string | undefined> {
  const { env } = run;
  let reason = '';
  // A failed upgrade is tried again, so that an intermittent fault is seen and the case still runs (reading R52).
  for (let attempt = 0; attempt < 3 && !env.signal.aborted; attempt++) {
    const opened = await open(run);
    if (opened !== undefined) return opened;
    const { connection } = run;
    if (connection === undefined) return 'there is no connection';
    const result = await connection.upgrade({
      protocols: step.protocols ?? [SUBPROTOCOL],
      ...(step.headers === undefined ? {} : { headers: step.headers }),
      ...(step.path === undefined ? {} : { path: step.path }),
      timeoutMs: budgetMs(env.profile, 5000),
    });
    if (result.kind === 'open' && result.problems.length === 0) {
      run.role = createCloudRole({ connection, recording: env.recording });
      return undefined;
    }
    reason =
      result.kind === 'open'
        ? `the upgrade response is not acceptable (${result.problems.join(', ')})`
        : `the upgrade failed: ${result.reason}`;
    connection.destroy();
    await connection.closed;
    run.connection = undefined;
  }
  run.skipRest = true;
  env.setupFailures.push(reason);
  return reason;
}

async function openRaw(run: CallRun): Promise<string | undefined> {
  const opened = await open(run);
  run.abandoned = true;
  if (opened === undefined) {
    run.rawEnded = new Promise((resolve) => {
      run.connection?.listen({ onEnd: () => resolve(), onClosed: resolve });
    });
  }
  return opened;
}

async function open(run: CallRun): Promise<string | undefined> {
  const { env } = run;
  const opened = await openConnection({
    url: env.url,
    ...(env.tls === undefined ? {} : { tls: env.tls }),
    ...(env.headers === undefined ? {} : { headers: env.headers }),
    connectTimeoutMs: budgetMs(env.profile, 5000),
    recording: env.recording,
    call: env.nextCall++,
    label: run.label,
  });
  if (opened.kind === 'failed') {
    run.skipRest = true;
    const reason = `no connection: ${opened.message}`;
    env.setupFailures.push(reason);
    return reason;
  }
  run.connection = opened.connection;
  return undefined;
}

async function writeBytes(
  run: CallRun,
  connection: Connection,
  step: Extract<Step, { do: 'bytes' }>,
): Promise<string | undefined> {
  run.role?.poison();
  run.abandoned = true;
  const octets = octetsOf(step.payload, run.env);
  const shown = shownOctetsOf(step.payload, run.env);
  if (!step.chopped) {
    connection.sendOctets(octets, shown);
    return undefined;
  }
  for (let at = 0; at < octets.length && connection.state !== 'closed' && !run.env.signal.aborted; at++) {
    connection.sendOctets(octets.subarray(at, at + 1), shown.subarray(at, at + 1));
    await pause(run.env, step.gapMs ?? 0);
  }
  return undefined;
}

async function waitRaw(
  run: CallRun,
  connection: Connection,
  step: Extract<Step, { do: 'wait' }>,
): Promise<string | undefined> {
  const within = budgetMs(run.env.profile, step.for.kind === 'elapsed' ? step.for.ms : (step.withinMs ?? 2000));
  const end = step.for.kind === 'ended' ? (run.rawEnded ?? connection.closed) : connection.closed;
  const over = await Promise.race([end.then(() => true), pause(run.env, within).then(() => false)]);
  return over || step.for.kind === 'elapsed'
    ? undefined
    : `${describe(step.for)} did not come within ${Math.round(within)} ms`;
}

async function sendAudio(
  run: CallRun,
  connection: Connection,
  role: CloudRole,
  signal: Signal,
  frames: number,
  frameSamples: number,
  pacing: Extract<Step, { do: 'audio' }>['pacing'],
): Promise<void> {
  const frameMs = (frameSamples * 1000) / SAMPLE_RATE_HZ;
  const now = run.env.recording.nowMs();
  // Audio that follows audio keeps its clock; after a pause the clock starts anew.
  const start = now - run.audioDueMs <= frameMs + 10 ? run.audioDueMs : now;
  const due = dueTimes(frames, frameMs, pacing, run.env.random);
  for (let n = 0; n < frames; n++) {
    const dueMs = start + (due[n] ?? 0);
    const leftMs = dueMs - run.env.recording.nowMs();
    if (leftMs > 0) await role.until(() => isOver(run) || run.env.signal.aborted, leftMs);
    if (isOver(run) || run.env.signal.aborted || role.state.closeSent || role.state.audioEnded) return;
    sendAudioFrame(run, connection, role, signal, frameSamples);
  }
  const lastMs = due.at(-1) ?? 0;
  run.audioDueMs = start + (pacing?.unpaced ? frameMs : Math.max(frames * frameMs, lastMs));
}

function sendAudioFrame(
  run: CallRun,
  connection: Connection,
  role: CloudRole,
  signal: Signal,
  frameSamples: number,
): void {
  const payload = pcm16(samplesOf(signal, run.samples, frameSamples));
  run.samples += frameSamples;
  if (connection.writableLength > OVERFLOW_BYTES) {
    if (!run.overflowing) {
      note(run, -1, 'overflow', 'end', 'the send queue is full: the server does not read');
      run.overflowing = true;
    }
    return;
  }
  if (run.overflowing) {
    run.overflowing = false;
    if (role.state.answers) role.send({ type: 'audio_overflow_warning' });
  }
  role.sendBinary(payload);
}

function startBackgroundAudio(
  run: CallRun,
  connection: Connection,
  role: CloudRole,
  signal: Signal,
  frameSamples = DEFAULT_FRAME_SAMPLES,
): { stop: boolean; done: Promise<void> } {
  const background = { stop: false, done: Promise.resolve() };
  const frameMs = (frameSamples * 1000) / SAMPLE_RATE_HZ;
  const start = run.env.recording.nowMs();
  background.done = (async () => {
    for (let n = 0; ; n++) {
      const leftMs = start + n * frameMs - run.env.recording.nowMs();
      const finished = (): boolean =>
        background.stop || isOver(run) || run.env.signal.aborted || role.state.closeSent || role.state.audioEnded;
      if (leftMs > 0) await role.until(finished, leftMs);
      if (finished()) return;
      sendAudioFrame(run, connection, role, signal, frameSamples);
    }
  })();
  return background;
}

async function stopBackground(run: CallRun): Promise<void> {
  if (run.background === undefined) return;
  run.background.stop = true;
  run.role?.nudge();
  await run.background.done;
  run.background = undefined;
}

function nextPing(run: CallRun): Buffer {
  run.pings++;
  return Buffer.from(`ping ${run.pings}`.padEnd(8, '.'), 'utf8');
}

function countPongs(state: Readonly<CloudState>, payloadHex: string): number {
  return state.pongs.filter((pong) => pong === payloadHex).length;
}

function waitLimit(condition: Condition, withinMs: number): number {
  return condition.kind === 'elapsed' ? condition.ms : withinMs;
}

function conditionOf(run: CallRun, role: CloudRole, condition: Condition): (state: Readonly<CloudState>) => boolean {
  const framesBefore = role.state.framesReceived;
  const { recording } = run.env;
  switch (condition.kind) {
    case 'pong':
      return (state) => countPongs(state, run.lastPing) > 0;
    case 'ended':
      return (state) => state.closeReceived || state.serverEnded !== undefined || state.closed;
    case 'closed':
      return (state) => state.closed;
    case 'close-frame':
      return (state) => state.closeReceived || state.closed || state.serverEnded !== undefined;
    case 'play-started':
      return (state) => state.playsStarted >= (condition.count ?? 1);
    case 'playing':
      return (state) => state.playing > 0;
    case 'play-finished':
      return (state) => state.playsFinished >= (condition.count ?? 1);
    case 'hangup':
      return (state) => state.hungUp;
    case 'message':
      return (state) => (state.messageTypes.get(condition.type) ?? 0) > 0;
    case 'any-frame':
      return (state) => state.framesReceived > framesBefore;
    case 'quiet': {
      const since = recording.nowMs();
      const timer = setTimeout(() => role.nudge(), condition.ms + 1);
      timer.unref();
      return (state) => recording.nowMs() - Math.max(since, state.lastFrameMs) >= condition.ms;
    }
    case 'elapsed':
      return () => false;
  }
}

function describe(condition: Condition): string {
  const words: Readonly<Record<Condition['kind'], string>> = {
    pong: 'a Pong',
    ended: 'the end of the connection from the server',
    closed: 'the end of the connection',
    'close-frame': 'a Close frame',
    'play-started': 'a play',
    playing: 'a running play',
    'play-finished': 'the end of a play',
    hangup: 'a call_hangup',
    message: condition.kind === 'message' ? `a ${condition.type} message` : 'a message',
    'any-frame': 'a frame',
    quiet: 'silence',
    elapsed: 'the time',
  };
  return words[condition.kind];
}

/** Waits, but no longer than the case may last. */
function pause(env: CaseEnv, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      env.signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    env.signal.addEventListener('abort', done);
    if (env.signal.aborted) done();
  });
}

async function awaitClose(
  run: CallRun,
  connection: Connection,
  role: CloudRole,
  withinMs: number,
): Promise<string | undefined> {
  const within = budgetMs(run.env.profile, withinMs);
  const isClosed = (state: Readonly<CloudState>): boolean =>
    state.closed || state.serverEnded !== undefined || run.env.signal.aborted;
  const met = await role.until(isClosed, within);
  const unmet = met
    ? undefined
    : role.state.closeReceived
      ? `the server did not end the TCP connection within ${Math.round(within)} ms`
      : `no Close frame and no end of the connection within ${Math.round(within)} ms`;
  run.abandoned = true;
  connection.destroy();
  await connection.closed;
  return unmet;
}

/** Ends the call as Aculab Cloud would, unless the steps have ended it in their own way. */
async function endCall(run: CallRun, index: number): Promise<void> {
  await stopBackground(run);
  const { connection, role, env } = run;
  if (connection === undefined || role === undefined || run.abandoned || role.state.poisoned) return;
  if (!isOver(run) && !role.state.callEnded && role.state.callStarted && !role.state.closeSent) {
    if (role.state.audioStarted && !role.state.audioEnded) role.send({ type: 'audio_end' });
    role.send({ type: 'call_end', origin: 'client', cause: 'NORMAL', raw_cause: 0 });
  }
  if (env.signal.aborted) {
    role.close(1000);
    return;
  }
  role.close(1000);
  note(run, index, 'await-close', 'begin');
  note(run, index, 'await-close', 'end', await awaitClose(run, connection, role, 2000));
}
