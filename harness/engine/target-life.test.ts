import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { answers } from '../target/target-port.ts';
import { ensureAlive } from './target-life.ts';

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('a target that is not ours to restart', () => {
  it('is taken at its word where nothing was wrong with it', async () => {
    const life = { target: undefined, answers: () => Promise.reject(new Error('asked')), signal: undefined };
    expect(await ensureAlive(life, false)).toBe(true);
  });

  it('is given time to come back', async () => {
    const port = await freePort();
    const server = createServer();
    let tries = 0;
    const life = {
      target: undefined,
      answers: async () => {
        tries++;
        const isThere = await answers({ host: '127.0.0.1', port }, 1000);
        if (tries === 2) server.listen(port, '127.0.0.1');
        return isThere;
      },
      signal: undefined,
    };
    expect(await ensureAlive(life, true)).toBe(true);
    expect(tries).toBe(3);
    server.close();
  });

  it('is given up where it does not, and after more than a moment', async () => {
    const port = await freePort();
    const beganMs = performance.now();
    const life = {
      target: undefined,
      answers: () => answers({ host: '127.0.0.1', port }, 1000),
      signal: undefined,
    };
    expect(await ensureAlive(life, true)).toBe(false);
    expect(performance.now() - beganMs).toBeGreaterThan(1500);
  });

  it('is not waited for after an interruption', async () => {
    const interruption = new AbortController();
    let tries = 0;
    const life = {
      target: undefined,
      answers: async () => {
        tries++;
        interruption.abort();
        return false;
      },
      signal: interruption.signal,
    };
    expect(await ensureAlive(life, true)).toBe(true);
    expect(tries).toBe(1);
  });
});
