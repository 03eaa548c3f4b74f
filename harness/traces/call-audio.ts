// Audio of a call: paced frames in the foreground or the background, and what happens when the server does not read them.
import { pcm16, samplesOf } from '../../generators/signals.ts';
import { SAMPLE_RATE_HZ } from '../../specification/limits.ts';
import { dueTimes } from '../roles/cloud/audio-clock.ts';
import type { CloudRole } from '../roles/cloud/role.ts';
import type { Connection } from '../wire/connection.ts';
import { type CallRun, isOver, note } from './call-run.ts';
import type { Signal, Step } from './trace.ts';

/** Octets that wait in our socket because the server does not read: two seconds of audio. */
const OVERFLOW_BYTES = 32_000;
export const DEFAULT_FRAME_SAMPLES = 160;

export async function sendAudio(
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

export function startBackgroundAudio(
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

export async function stopBackground(run: CallRun): Promise<void> {
  if (run.background === undefined) return;
  run.background.stop = true;
  run.role?.nudge();
  await run.background.done;
  run.background = undefined;
}
