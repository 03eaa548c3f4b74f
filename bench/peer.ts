import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Starts the peer of a benchmark in its own process. */
export async function startPeer(...args: readonly string[]): Promise<{ url: string; stop: () => Promise<void> }> {
  const child = fork(fileURLToPath(new URL('peer.mjs', import.meta.url)), args, {
    silent: true,
    execArgv: [],
  });
  const port = await new Promise<number>((resolve, reject) => {
    child.once('error', reject);
    child.stdout?.once('data', (text: Buffer) => resolve(Number(String(text).trim())));
  });
  return {
    url: `ws://127.0.0.1:${port}/`,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill();
      }),
  };
}
