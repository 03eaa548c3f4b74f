// For the tests of this folder: just enough of Aculab Cloud to call the server, on the ws client. Plays are finished when
// their audio has had time to be heard.
import { WebSocket } from 'ws';
import { BYTES_PER_SAMPLE, FRAME_MS, SUBPROTOCOL } from '../../specification/limits.ts';
import type { AudioShape } from './sound.ts';

export interface Heard {
  readonly ms: number;
  /** Text messages, parsed where they are JSON. */
  readonly message?: Readonly<Record<string, unknown>>;
  readonly text?: string;
  readonly audio?: Buffer;
}

export interface TestCaller {
  readonly heard: readonly Heard[];
  readonly ws: WebSocket;
  types(): readonly string[];
  say(message: object | string | Buffer): void;
  /** Sends 20 ms frames of a square wave in real time. */
  talk(ms: number, amplitude?: number): Promise<void>;
  until(what: string, condition: () => boolean, withinMs?: number): Promise<void>;
  /** call_end and Close; resolves with the server's close code. */
  end(): Promise<number>;
}

interface HeardPlay {
  readonly id: string;
  readonly bytesPerMs: number;
  bytes: number;
  startedAt: number;
  over: boolean;
}

export async function callServer(url: string, from = '5551000', options: object = {}): Promise<TestCaller> {
  const ws = new WebSocket(url, SUBPROTOCOL, { perMessageDeflate: false, ...options });
  const heard: Heard[] = [];
  const plays: HeardPlay[] = [];
  let wake = (): void => undefined;
  let busyUntil = 0;
  let closeCode = 0;

  const say = (message: object | string | Buffer): void => {
    if (ws.readyState !== WebSocket.OPEN) return;
    ws.send(typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message));
  };
  const finish = (play: HeardPlay): void => {
    if (!play.over) say({ type: 'audio_play_finished', id: play.id });
    play.over = true;
  };
  const obey = (message: Readonly<Record<string, unknown>>): void => {
    const play = plays.at(-1);
    if (message.type === 'audio_start') {
      const shape = { format: '16bit_PCM', channels: 1, ...message } as AudioShape;
      const bytesPerMs = BYTES_PER_SAMPLE[shape.format] * shape.channels * 8;
      const startedAt = Math.max(busyUntil, performance.now());
      plays.push({ id: String(message.id ?? ''), bytesPerMs, bytes: 0, startedAt, over: false });
    } else if (message.type === 'audio_play_end' && play) {
      busyUntil = play.startedAt + play.bytes / play.bytesPerMs;
      setTimeout(() => finish(play), Math.max(0, busyUntil - performance.now()));
    } else if (message.type === 'audio_play_abort') {
      busyUntil = 0;
      plays.forEach(finish);
    } else if (message.type === 'call_hangup') {
      say({ type: 'call_end', origin: 'server', cause: message.cause, raw_cause: message.raw_cause });
      ws.close(1000);
    }
  };

  ws.on('message', (data, isBinary) => {
    const payload = data as Buffer;
    const ms = performance.now();
    const play = plays.at(-1);
    if (isBinary) {
      heard.push({ ms, audio: payload });
      if (play) play.bytes += payload.length;
    } else {
      const text = payload.toString();
      const message = parsed(text);
      heard.push(message ? { ms, text, message } : { ms, text });
      if (message) obey(message);
    }
    wake();
  });
  ws.on('error', () => wake());
  ws.on('close', (code) => {
    closeCode = code;
    wake();
  });
  await new Promise<void>((resolve, reject) => {
    ws.once('open', resolve);
    ws.once('error', reject);
  });
  say({ type: 'call_start', from });

  const until = async (what: string, condition: () => boolean, withinMs = 5000): Promise<void> => {
    const deadline = performance.now() + withinMs;
    while (!condition()) {
      if (performance.now() > deadline) throw new Error(`not within ${withinMs} ms: ${what}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 20);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  };

  return {
    heard,
    ws,
    say,
    until,
    types: () => heard.flatMap((one) => (one.message ? [String(one.message.type)] : [])),
    talk: (ms, amplitude = 8000) =>
      new Promise((resolve) => {
        const frame = Buffer.alloc(FRAME_MS * 16);
        for (let at = 0; at < frame.length; at += 2) frame.writeInt16LE(at % 32 < 16 ? amplitude : -amplitude, at);
        say({ type: 'audio_start', format: '16bit_PCM', sample_rate: 8000, channels: 1 });
        const begun = performance.now();
        let sent = 0;
        const timer = setInterval(() => {
          for (; sent * FRAME_MS <= performance.now() - begun && sent * FRAME_MS < ms; sent += 1) say(frame);
          if (sent * FRAME_MS < ms && ws.readyState === WebSocket.OPEN) return;
          clearInterval(timer);
          say({ type: 'audio_end' });
          resolve();
        }, 10);
      }),
    end: async () => {
      say({ type: 'call_end', origin: 'client', cause: 'NORMAL', raw_cause: 0 });
      ws.close(1000);
      await until('the connection closes', () => ws.readyState === WebSocket.CLOSED);
      return closeCode;
    },
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
