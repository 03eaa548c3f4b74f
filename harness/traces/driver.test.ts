import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import type { FrameEvent, TargetProfile, Transcript } from '../wire/transcript.ts';
import { type DriveResult, driveTrace } from './driver.ts';
import { type Step, TRACE_FORMAT } from './trace.ts';

const PROFILE: TargetProfile = {
  roundTripMs: 1,
  worstRoundTripMs: 5,
  answersPing: true,
  watchedMs: 0,
  plays: false,
  timeoutScale: 1,
  started: false,
  secure: false,
  insecure: false,
};

const START: readonly Step[] = [
  { do: 'send', message: { type: 'call_start', from: '+441908273800' } },
  { do: 'send', message: { type: 'audio_start', format: '16bit_PCM', sample_rate: 8000, channels: 1 } },
];

const open: Array<WebSocketServer | Server> = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});

type Received = { type: 'text' | 'binary'; data: Buffer };

/** A server of one connection kind, and what the Cloud sent it. */
async function serve(
  onText: (socket: WebSocket, message: Record<string, unknown>) => void,
): Promise<{ url: string; received: Received[]; closeCodes: number[] }> {
  const received: Received[] = [];
  const closeCodes: number[] = [];
  const server = new WebSocketServer({
    port: 0,
    host: '127.0.0.1',
    handleProtocols: (names) => [...names][0] ?? false,
  });
  open.push(server);
  server.on('connection', (socket) => {
    socket.on('error', () => {});
    socket.on('close', (code) => closeCodes.push(code));
    socket.on('message', (data: Buffer, isBinary) => {
      received.push({ type: isBinary ? 'binary' : 'text', data });
      if (!isBinary) onText(socket, JSON.parse(data.toString()) as Record<string, unknown>);
    });
  });
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  return { url: `ws://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/`, received, closeCodes };
}

function drive(url: string, steps: readonly Step[]): Promise<DriveResult> {
  const trace = {
    format: TRACE_FORMAT,
    id: 'test/case',
    title: 'A case',
    suite: 'websocket',
    requirements: [],
    steps,
  } as const;
  return driveTrace({ trace, url, seed: 1, profile: PROFILE });
}

const texts = (received: readonly Received[]): Array<Record<string, unknown>> =>
  received
    .filter(({ type }) => type === 'text')
    .map(({ data }) => JSON.parse(data.toString()) as Record<string, unknown>);

const frames = ({ events }: Transcript, from: FrameEvent['from']): FrameEvent[] =>
  events.filter((event): event is FrameEvent => event.kind === 'frame' && event.from === from);

describe('driveTrace', () => {
  it('makes a whole call around the steps, and ends it as the guide has it', async () => {
    const { url, received, closeCodes } = await serve(() => {});
    const { transcript } = await drive(url, [...START, { do: 'audio', signal: { kind: 'count' }, ms: 100 }]);
    expect(texts(received)).toEqual([
      { type: 'call_start', from: '+441908273800' },
      { type: 'audio_start', format: '16bit_PCM', sample_rate: 8000, channels: 1 },
      { type: 'audio_end' },
      { type: 'call_end', origin: 'client', cause: 'NORMAL', raw_cause: 0 },
    ]);
    const audio = Buffer.concat(received.filter(({ type }) => type === 'binary').map(({ data }) => data));
    expect(audio.length).toBe(1600);
    await expect.poll(() => closeCodes).toEqual([1000]);
    expect(transcript.events.at(-1)).toMatchObject({ kind: 'step', do: 'await-close', phase: 'end' });
  });

  it('plays in real time and reports each play as finished, in order, also at the end of the call', async () => {
    const { url, received } = await serve((socket, { type }) => {
      if (type !== 'audio_start') return;
      for (const id of ['one', 'two', 'three']) {
        socket.send(JSON.stringify({ type: 'audio_start', id }));
        for (let n = 0; n < (id === 'three' ? 100 : 5); n++) socket.send(Buffer.alloc(320));
        socket.send('{"type":"audio_play_end"}');
      }
    });
    const { transcript } = await drive(url, [...START, { do: 'wait', for: { kind: 'play-finished', count: 2 } }]);
    const finished = texts(received).filter(({ type }) => type === 'audio_play_finished');
    expect(finished.map(({ id }) => id)).toEqual(['one', 'two', 'three']);
    const states = transcript.events.filter((event) => event.kind === 'play');
    const at = (state: string, play: number): number =>
      states.find((event) => event.state === state && event.play === play)?.ms ?? Number.NaN;
    // 200 ms of sound; the moments are noted when our timers get to them, some milliseconds late.
    expect(at('finished', 1) - at('playing', 0)).toBeGreaterThan(170);
    expect(texts(received).at(-1)).toMatchObject({ type: 'call_end' });
  });

  it('obeys a hangup: call_end with its cause, then Close; the remaining steps are left out', async () => {
    const { url, received, closeCodes } = await serve((socket, { type }) => {
      if (type === 'call_start') socket.send('{"type":"call_hangup","cause":"BUSY","raw_cause":17}');
    });
    await drive(url, [
      ...START,
      { do: 'wait', for: { kind: 'hangup' } },
      { do: 'send', message: { type: 'error', reason: 'late' } },
    ]);
    expect(texts(received).at(-1)).toEqual({ type: 'call_end', origin: 'server', cause: 'BUSY', raw_cause: 17 });
    expect(texts(received).some(({ type }) => type === 'error')).toBe(false);
    await expect.poll(() => closeCodes).toEqual([1000]);
  });

  it('answers with an error what cannot be understood or processed, and the call goes on', async () => {
    const { url, received } = await serve((socket, { type }) => {
      if (type !== 'call_start') return;
      socket.send('{"type":"dance"}');
      socket.send('no json');
      socket.send('{"type":"audio_play_end"}');
      socket.send(Buffer.alloc(320));
      socket.send('{"type":"audio_start","channels":2,"format":"alaw"}');
      socket.send(Buffer.alloc(320));
      socket.send('{"type":"audio_play_end"}');
    });
    await drive(url, [...START, { do: 'ping' }]);
    const errors = texts(received).filter(({ type }) => type === 'error');
    expect(errors).toHaveLength(5);
    expect(errors.every(({ reason }) => typeof reason === 'string' && reason.length > 0)).toBe(true);
    expect(texts(received).at(-1)).toMatchObject({ type: 'call_end', origin: 'client' });
  });

  it('closes the connection on a frame over 1600 bytes, and not on one of 1600', async () => {
    const sizes = await serve((socket, { type, from }) => {
      if (type !== 'call_start') return;
      socket.send('{"type":"audio_start"}');
      socket.send(Buffer.alloc(from === 'big' ? 1602 : 1600));
    });
    await drive(sizes.url, [{ do: 'send', message: { type: 'call_start', from: 'small' } }, { do: 'ping' }]);
    await drive(sizes.url, [
      { do: 'send', message: { type: 'call_start', from: 'big' } },
      { do: 'wait', for: { kind: 'closed' } },
    ]);
    await expect.poll(() => sizes.closeCodes).toEqual([1000, 1009]);
  });

  it('notes a step whose condition does not come true, and goes on', async () => {
    const { url, received } = await serve(() => {});
    const { transcript } = await drive(url, [...START, { do: 'wait', for: { kind: 'playing' }, withinMs: 40 }]);
    const unmet = transcript.events.filter((event) => event.kind === 'step' && event.unmet !== undefined);
    expect(unmet).toMatchObject([{ do: 'wait', index: 2, phase: 'end' }]);
    expect(texts(received).at(-1)).toMatchObject({ type: 'call_end' });
  });

  it('tries a failed upgrade again and keeps both in the transcript', async () => {
    const { url } = await serve(() => {});
    let refused = 0;
    const wss = open[0] as WebSocketServer;
    wss.options.verifyClient = (_info, done) => done(refused++ > 0, 503);
    const { transcript, setupFailures } = await drive(url, START);
    const statuses = transcript.events.flatMap((event) => (event.kind === 'response' ? [event.status] : []));
    expect(statuses).toEqual([503, 101]);
    expect(setupFailures).toEqual([]);
  });

  it('says why no call could be set up', async () => {
    const server = createServer((socket) => socket.resume().end('SSH-2.0-x\r\n'));
    open.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const { setupFailures } = await drive(`ws://127.0.0.1:${port}/`, START);
    expect(setupFailures).toHaveLength(1);
    expect(setupFailures[0]).toMatch(/upgrade failed/);
  });

  it('resets, and tells the target nothing more', async () => {
    const { url, closeCodes } = await serve(() => {});
    const { transcript } = await drive(url, [...START, { do: 'ping' }, { do: 'reset' }]);
    expect(
      transcript.events.some((event) => event.kind === 'end' && event.from === 'cloud' && event.how === 'reset'),
    ).toBe(true);
    expect(frames(transcript, 'cloud').every(({ opcode }) => opcode !== 8)).toBe(true);
    await expect.poll(() => closeCodes).toEqual([1006]);
  });

  it('runs calls side by side under their labels, and churns through short ones', async () => {
    const { url, closeCodes } = await serve(() => {});
    const { transcript } = await drive(url, [
      {
        do: 'parallel',
        calls: [
          { label: 'a', steps: START },
          { label: 'b', afterMs: 10, steps: START },
        ],
      },
      { do: 'churn', times: 7, atOnce: 3, steps: START },
      { do: 'probe' },
    ]);
    const labels = transcript.events.flatMap((event) => (event.kind === 'connect' ? [event.label] : []));
    expect(labels).toEqual(['a', 'b', ...Array.from({ length: 7 }, () => 'churn'), 'probe']);
    await expect.poll(() => closeCodes).toHaveLength(10);
  });

  it('reports a probe that finds nobody as unmet, not as a case that could not be set up', async () => {
    const { url } = await serve((socket) => {
      open[0]?.close();
      socket.close(1000);
    });
    const { transcript, setupFailures } = await drive(url, [
      { do: 'send', message: { type: 'call_start', from: '1' } },
      { do: 'wait', for: { kind: 'closed' } },
      { do: 'probe' },
    ]);
    const probe = transcript.events.find(
      (event) => event.kind === 'step' && event.do === 'probe' && event.phase === 'end',
    );
    expect(probe).toMatchObject({ unmet: expect.stringContaining('a new call does not work') });
    expect(setupFailures).toEqual([]);
  });
});
