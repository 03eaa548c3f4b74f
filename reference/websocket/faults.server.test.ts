import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { AppName } from './apps/index.ts';
import { startReferenceWebsocketServer } from './server.ts';
import { callServer } from './test-caller.ts';

const stops: Array<() => unknown> = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function serve(app: AppName, ...faults: readonly string[]): Promise<string> {
  const server = await startReferenceWebsocketServer({ port: 0, app, faults });
  stops.push(server.stop);
  return server.url;
}

/** The same in a process of its own, for faults that end it. */
async function serveApart(fault: string): Promise<{ url: string; exit: Promise<unknown[]> }> {
  const module = new URL('./index.ts', import.meta.url).href;
  const program = `
    const { startReferenceWebsocketServer } = await import(${JSON.stringify(module)});
    const server = await startReferenceWebsocketServer({ port: 0, app: 'silent', faults: [${JSON.stringify(fault)}] });
    console.log(server.url);`;
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  stops.push(() => child.kill('SIGKILL'));
  const exit = once(child, 'exit');
  const [url] = await once(createInterface(child.stdout), 'line');
  return { url: String(url), exit };
}

describe('a fault', () => {
  it('changes a message', async () => {
    const caller = await callServer(await serve('announcer', 'ws.play.format'));
    await caller.until('a play starts', () => caller.heard.length > 0);
    expect(caller.heard[0]?.message).toMatchObject({ type: 'audio_start', format: 'pcm', id: 'announcement' });
    await caller.end();
  });

  it('combines with others', async () => {
    const caller = await callServer(await serve('announcer', 'ws.play.format', 'ws.play.channel', 'ws.message.type'));
    await caller.until('a play starts', () => caller.heard.length > 1);
    expect(caller.heard[0]?.message).toEqual({});
    expect(caller.heard[1]?.message).toMatchObject({ format: 'pcm', channel: 3 });
    await caller.end();
  });

  it('resizes one frame of a play', async () => {
    const caller = await callServer(await serve('announcer', 'ws.frame.payload-limit'));
    await caller.until('a play ends', () => caller.types().includes('audio_play_end'));
    const sizes = caller.heard.flatMap((one) => (one.audio ? [one.audio.length] : []));
    expect(sizes.filter((size) => size === 1602)).toHaveLength(1);
    expect(sizes.at(-1)).toBe(1602);
    await caller.end();
  });

  it('makes a text frame of exactly 1601 bytes', async () => {
    const caller = await callServer(await serve('announcer', 'ws.frame.payload-limit/text-1601'));
    await caller.until('a play starts', () => caller.heard.length > 0);
    expect(Buffer.byteLength(caller.heard[0]?.text ?? '')).toBe(1601);
    await caller.end();
  });

  it('refuses every second upgrade and no other', async () => {
    const url = await serve('silent', 'ws.handshake.switching-protocols');
    for (let pair = 0; pair < 2; pair += 1) {
      await (await callServer(url)).end();
      await expect(callServer(url)).rejects.toThrow('503');
    }
  });

  it('leaves Close unanswered', async () => {
    const url = await serve('silent', 'ws.call.close-handshake');
    const caller = await callServer(url);
    caller.ws.close(1000);
    // By the second answer on a later connection an answer to Close would have been here.
    const later = await callServer(url);
    for (let round = 0; round < 2; round += 1) {
      later.ws.ping();
      await once(later.ws, 'pong');
    }
    expect(caller.ws.readyState).toBe(WebSocket.CLOSING);
    caller.ws.terminate();
    later.ws.terminate();
  });

  it('lets one call hear another', async () => {
    const url = await serve('echo', 'ws.isolates.calls');
    const [loud, soft] = await Promise.all([callServer(url), callServer(url)]);
    await Promise.all([loud.talk(400, 8000), soft.talk(400, 100)]);
    await soft.until('the echo ends', () => soft.types().includes('audio_play_end'));
    const audio = Buffer.concat(soft.heard.flatMap((one) => (one.audio ? [one.audio] : [])));
    expect(audio.includes(Buffer.from([0x40, 0x1f]))).toBe(true);
    await Promise.all([loud.end(), soft.end()]);
  });

  it('makes the server answer nobody any more', async () => {
    const url = await serve('silent', 'ws.survives.malformed-json/hang');
    const caller = await callServer(url);
    caller.say('no json');
    caller.ws.ping();
    await once(caller.ws, 'pong');
    await expect(callServer(url, '1', { handshakeTimeout: 300 })).rejects.toThrow('timed out');
    caller.ws.terminate();
  });

  it('ends the process', async () => {
    const { url, exit } = await serveApart('ws.tolerates.error/crash');
    const caller = await callServer(url);
    caller.say({ type: 'error', reason: 'as a test' });
    expect(await exit).toEqual([1, null]);
  });
});
