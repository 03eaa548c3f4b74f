// Runs the steps of one call: as a good Cloud where they say nothing else, and exactly as they say where they do.
import { SAMPLE_RATE_HZ } from '../../specification/limits.ts';
import type { CloudRole, CloudState } from '../roles/cloud/role.ts';
import type { Connection } from '../wire/connection.ts';
import { octetsOf, shownOctetsOf } from './bytes.ts';
import { DEFAULT_FRAME_SAMPLES, sendAudio, startBackgroundAudio, stopBackground } from './call-audio.ts';
import { conditionOf, describe, waitLimit } from './call-conditions.ts';
import { connect, openRaw } from './call-connect.ts';
import { type CallRun, countPongs, isOver, note, pause } from './call-run.ts';
import { budgetMs, type CaseEnv } from './case-env.ts';
import type { Step } from './trace.ts';

/** Hands steps that concern the whole case to the driver; returns why such a step was not met. */
export type CaseStepRunner = (step: Step) => Promise<string | undefined>;

/** How long a server may take for the closing handshake. */
const CLOSE_MS = 2000;

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
      if (!isCaseStep && (run.skipRest || isOver(run))) {
        if (label === 'main') env.leftOutFrom ??= index;
        continue;
      }
      note(run, index, step.do, 'begin');
      const unmet = isCaseStep && CASE_STEPS.has(step.do) ? await runCaseStep(step) : await runStep(run, step);
      note(run, index, step.do, 'end', unmet);
      firstUnmet ??= unmet;
    }
    // A probe asks whether a call works: a connection that the server drops before we end it does not.
    if (wasDropped(run)) {
      firstUnmet ??= 'the server dropped the connection';
      env.suspectsExit = true;
    }
    await endCall(run, steps.length);
    if (run.role?.state.serverEnded !== undefined && !run.role.state.closeReceived) env.suspectsExit = true;
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
      return awaitClose(run, connection, role, step.withinMs ?? CLOSE_MS);
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

function nextPing(run: CallRun): Buffer {
  run.pings++;
  return Buffer.from(`ping ${run.pings}`.padEnd(8, '.'), 'utf8');
}

async function awaitClose(
  run: CallRun,
  connection: Connection,
  role: CloudRole,
  withinMs: number,
): Promise<string | undefined> {
  // A server that ended no control call is not waited for in every case again.
  const within = budgetMs(run.env.profile, run.env.profile.endsClose === false ? Math.min(withinMs, 400) : withinMs);
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
  note(run, index, 'await-close', 'end', await awaitClose(run, connection, role, CLOSE_MS));
}
