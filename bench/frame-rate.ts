// Receiving: frames per second of the harness, recording and judging included, against a bare `ws` client that counts.
import { WebSocket } from 'ws';
import { createCloudRole } from '../harness/roles/cloud/role.ts';
import { monotonicClock } from '../harness/wire/clock.ts';
import { openConnection } from '../harness/wire/connection.ts';
import { createRecording } from '../harness/wire/recording.ts';
import { TRANSCRIPT_FORMAT, type Transcript } from '../harness/wire/transcript.ts';
import { SUBPROTOCOL } from '../specification/limits.ts';
import { unmeasuredProfile } from '../suites/websocket/calibrate.ts';
import { judgeTranscript } from '../suites/websocket/judge.ts';
import { startPeer } from './peer.ts';
import { median } from './report.ts';

const FRAMES = 150_000;
const ROUNDS = 5;

/** Prints the medians and returns their ratio, ours over the bare client's. */
export async function frameRate(): Promise<number> {
  const peer = await startPeer('flood', String(FRAMES));
  const bare: number[] = [];
  const ours: number[] = [];
  try {
    for (let round = 0; round < ROUNDS; round++) {
      bare.push(await framesPerSecond(() => receiveBare(peer.url)));
      ours.push(await framesPerSecond(() => receiveRecorded(peer.url)));
    }
  } finally {
    await peer.stop();
  }
  const ratio = median(ours) / median(bare);
  console.log(
    `frame rate: bare ws ${Math.round(median(bare))} frames/s, recorded and judged ${Math.round(median(ours))} frames/s, ratio ${ratio.toFixed(2)} (at least 0.60)`,
  );
  return ratio;
}

async function framesPerSecond(receive: () => Promise<number>): Promise<number> {
  const began = performance.now();
  const frames = await receive();
  return (frames * 1000) / (performance.now() - began);
}

function receiveBare(url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    let frames = 0;
    const socket = new WebSocket(url, SUBPROTOCOL, { perMessageDeflate: false });
    socket.on('message', () => {
      frames++;
    });
    socket.on('close', () => resolve(frames));
    socket.on('error', reject);
  });
}

async function receiveRecorded(url: string): Promise<number> {
  const recording = createRecording({ clock: monotonicClock });
  const opened = await openConnection({
    url: new URL(url),
    connectTimeoutMs: 5000,
    recording,
    call: 0,
    label: 'main',
    maxReceivedBytes: Number.POSITIVE_INFINITY,
  });
  if (opened.kind === 'failed') throw new Error(opened.message);
  await opened.connection.upgrade({ protocols: [SUBPROTOCOL], timeoutMs: 5000 });
  // Answers are off: a flood is far beyond the play's queue, and a thousand error messages are no part of receiving.
  const role = createCloudRole({ connection: opened.connection, recording });
  role.setAnswers(false);
  await role.until((state) => state.closeReceived || state.closed, 60_000);
  role.dispose();
  opened.connection.destroy();
  await opened.connection.closed;
  const transcript: Transcript = recording.seal({
    format: TRANSCRIPT_FORMAT,
    suite: 'websocket',
    case: 'bench',
    title: 'bench',
    requirements: [],
    url,
    startedAt: recording.startedAt,
    profile: unmeasuredProfile({ timeoutScale: 1, started: false, secure: false, insecure: false }),
  });
  judgeTranscript(transcript);
  return role.state.framesReceived;
}
