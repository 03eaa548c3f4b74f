import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const API = fileURLToPath(new URL('services-api.mjs', import.meta.url));

export interface ApiProcess {
  readonly url: string;
  /** Resolves when the requests are written. */
  readonly stop: () => Promise<void>;
}

/** Starts the reference API in its own process; `requestsFile` takes every request that it got, one JSON line each. */
export async function startApi(latencyMs: number, requestsFile?: string): Promise<ApiProcess> {
  const words = [String(latencyMs), ...(requestsFile === undefined ? [] : [requestsFile])];
  const child = fork(API, words, { silent: true, execArgv: [] });
  const url = await new Promise<string>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`the API ended with ${code}`)));
    child.stdout?.once('data', (text: Buffer) => resolve(String(text).trim()));
  });
  return {
    url,
    stop: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.disconnect();
      }),
  };
}
