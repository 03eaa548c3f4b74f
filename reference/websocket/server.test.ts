import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { TEST_CA_PEM } from './certificates.table.ts';
import { type ReferenceWebsocketOptions, startReferenceWebsocketServer } from './server.ts';
import { callServer, type TestCaller } from './test-caller.ts';

const running: Array<() => Promise<void>> = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((stop) => stop()));
});

async function serve(options: Partial<ReferenceWebsocketOptions> = {}): Promise<string> {
  const server = await startReferenceWebsocketServer({ port: 0, ...options });
  running.push(server.stop);
  return server.url;
}

/** Sends octets over TCP and returns everything that comes back until the server ends the connection. */
async function exchange(url: string, octets: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  socket.write(octets);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk.toString('latin1');
  });
  await once(socket, 'close');
  return answer;
}

const frames = (caller: TestCaller): readonly Buffer[] => caller.heard.flatMap((one) => (one.audio ? [one.audio] : []));

describe('the reference server', () => {
  it('selects the subprotocol and answers Close with the same code', async () => {
    const caller = await callServer(await serve({ app: 'silent' }));
    expect(caller.ws.protocol).toBe('v1.cloud.aculab.com');
    expect(await caller.end()).toBe(1000);
    expect(caller.heard).toEqual([]);
  });

  it('serves each app at its own path too, and nothing anywhere else', async () => {
    const url = await serve({ app: 'silent' });
    const bot = await callServer(`${url}/bot?x=1`);
    await bot.until('the greeting', () => bot.types().includes('audio_start'));
    await bot.end();
    const wrong = new WebSocket(`${url}/wrong`);
    wrong.on('error', () => {});
    const [, response] = (await once(wrong, 'unexpected-response')) as [unknown, { statusCode: number }];
    expect(response.statusCode).toBe(404);
    wrong.terminate();
  });

  it('announces, ahead of real time but not by more than a second, and plays on when that has finished', async () => {
    const caller = await callServer(await serve());
    await caller.until(
      'three plays end',
      () => caller.types().filter((type) => type === 'audio_play_end').length === 3,
    );
    expect(caller.types()).toEqual([
      ...['audio_start', 'audio_play_end', 'audio_start', 'audio_play_end', 'audio_start', 'audio_play_end'],
    ]);
    expect(frames(caller).every((frame) => frame.length <= 1600)).toBe(true);
    const first = caller.heard[1];
    const lastOfFirst = caller.heard[60];
    expect(lastOfFirst?.audio).toBeDefined();
    expect((lastOfFirst?.ms ?? 0) - (first?.ms ?? 0)).toBeGreaterThan(400);
    expect((lastOfFirst?.ms ?? 0) - (first?.ms ?? 0)).toBeLessThan(1100);
    expect(await caller.end()).toBe(1000);
  });

  it('echoes what the caller says, after a lead of silence, and ends the play with it', async () => {
    const caller = await callServer(await serve({ app: 'echo' }));
    await caller.talk(500);
    await caller.until('the play ends', () => caller.types().includes('audio_play_end'));
    const audio = Buffer.concat(frames(caller));
    expect(audio.length).toBe((400 + 500) * 16);
    expect(audio.subarray(0, 6400).every((octet) => octet === 0)).toBe(true);
    expect(audio.readInt16LE(6400)).toBe(8000);
    await caller.end();
  });

  it('echoes frames of one sample in whole tens of milliseconds and begins a new play after a pause', async () => {
    const caller = await callServer(await serve({ app: 'echo' }));
    caller.say({ type: 'audio_start', format: '16bit_PCM', sample_rate: 8000, channels: 1 });
    for (let sent = 0; sent < 400; sent += 1) caller.say(Buffer.from([1, 1]));
    await caller.until('the play ends by itself', () => caller.types().includes('audio_play_end'));
    caller.say(Buffer.alloc(320, 2));
    await caller.until('another begins', () => caller.types().filter((type) => type === 'audio_start').length === 2);
    expect(frames(caller).every((frame) => frame.length % 160 === 0)).toBe(true);
    await caller.end();
  });

  it('aborts its greeting when the caller speaks, answers in six plays and hangs up', async () => {
    const caller = await callServer(await serve({ app: 'bot' }));
    await caller.talk(3000);
    await caller.until('the connection closes', () => caller.ws.readyState === WebSocket.CLOSED);
    const types = caller.types();
    expect(types[0]).toBe('audio_start');
    expect(types).toContain('audio_play_abort');
    expect(types.filter((type) => type === 'audio_start')).toHaveLength(7);
    expect(caller.heard.at(-1)?.message).toEqual({ type: 'call_hangup', cause: 'NORMAL', raw_cause: 16 });
  });

  it('lets a caller who says little go on', async () => {
    const caller = await callServer(await serve({ app: 'bot' }));
    await caller.talk(400);
    await caller.until('it has answered', () => caller.types().filter((type) => type === 'audio_play_end').length >= 6);
    expect(caller.types()).not.toContain('call_hangup');
    expect(await caller.end()).toBe(1000);
  });

  it('answers Ping with the same payload', async () => {
    const caller = await callServer(await serve({ app: 'silent' }));
    caller.ws.ping('are you there');
    const [payload] = await once(caller.ws, 'pong');
    expect(String(payload)).toBe('are you there');
    await caller.end();
  });

  it('tells HTTP to upgrade, refuses what is broken, and goes on', async () => {
    const url = await serve({ app: 'silent' });
    expect(await exchange(url, 'GET / HTTP/1.1\r\nHost: x\r\n\r\n')).toMatch(/^HTTP\/1.1 426 /);
    expect(await exchange(url, 'no such thing\r\n\r\n')).toMatch(/^HTTP\/1.1 400 /);
    expect(
      await exchange(url, 'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'),
    ).toMatch(/^HTTP\/1.1 400 /);
    expect(await exchange(url, `GET / HTTP/1.1\r\nHost: x\r\nX: ${'x'.repeat(40_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1.1 431 /,
    );
    expect(await (await callServer(url)).end()).toBe(1000);
  });

  it('survives hostile frames and goes on', async () => {
    const url = await serve({ app: 'echo' });
    const upgrade = `GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n`;
    for (const hostile of [
      '\x81\x05hello',
      '\xc1\x80aaaa',
      '\x83\x80aaaa',
      '\x80\x80aaaa',
      '\x81\xff\xff\xff',
      '\x81\x81aaaa\x9e',
    ]) {
      const socket = connect(Number(new URL(url).port), '127.0.0.1');
      socket.on('error', () => undefined);
      socket.write(`${upgrade}Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`);
      await once(socket, 'data');
      socket.end(Buffer.from(hostile, 'latin1'));
      socket.resume();
      await once(socket, 'close');
    }
    const caller = await callServer(url);
    for (const odd of ['', '[]', 'null', '{"type":"audio_start"', '{"type":7}', '{"__proto__":{"type":"call_end"}}']) {
      caller.say(odd);
    }
    caller.say(Buffer.from([1]));
    expect(await caller.end()).toBe(1000);
  });

  it('says nothing after call_end', async () => {
    const caller = await callServer(await serve());
    await caller.until('it plays', () => caller.heard.length > 3);
    caller.say({ type: 'call_end', origin: 'client', cause: 'OTHER(99)', raw_cause: 99 });
    caller.ws.ping('last');
    await once(caller.ws, 'pong');
    const before = caller.heard.length;
    await caller.until('the server closes by itself', () => caller.ws.readyState === WebSocket.CLOSED, 6000);
    expect(caller.heard).toHaveLength(before);
  });

  it('speaks TLS with the test certificate', async () => {
    const url = await serve({ app: 'silent', tls: true });
    const caller = await callServer(url, '1', { ca: TEST_CA_PEM });
    expect(await caller.end()).toBe(1000);
    await expect(callServer(url)).rejects.toThrow();
  });

  it('rejects where the port is taken', async () => {
    const url = await serve({ app: 'silent' });
    await expect(serve({ port: Number(new URL(url).port) })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
