import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { diagnoseName } from './preflight-connect.ts';
import type { Diagnosis } from './preflight-diagnosis.ts';

/** Looks the host of the URL up; returns one line with its addresses, or why there is none. Never rejects. */
export async function resolveHost(url: URL, timeoutMs: number): Promise<string | Diagnosis> {
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) !== 0) return `${host} is an address`;
  try {
    const limit = new AbortController();
    const late = delay(timeoutMs, undefined, { signal: limit.signal }).catch(() => undefined);
    const found = await Promise.race([lookup(host, { all: true }), late]);
    limit.abort();
    if (found === undefined) return diagnoseName(host, 'ETIMEDOUT');
    return `${host} is ${found.map(({ address }) => address).join(', ')}`;
  } catch (error) {
    return diagnoseName(host, error instanceof Error && 'code' in error ? String(error.code) : 'ENOTFOUND');
  }
}
