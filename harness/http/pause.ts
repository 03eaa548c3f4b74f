import { setMaxListeners } from 'node:events';

const known = new WeakSet<AbortSignal>();

/** Lets many requests at once listen to one signal, which Node would otherwise take for a leak. */
export function shareSignal(signal: AbortSignal): void {
  if (known.has(signal)) return;
  known.add(signal);
  setMaxListeners(0, signal);
}

/** Waits; false as soon as the signal is aborted. */
export function pause(ms: number, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted) return Promise.resolve(false);
  shareSignal(signal);
  return new Promise((resolve) => {
    const end = (whole: boolean): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      resolve(whole);
    };
    const onAbort = (): void => end(false);
    const timer = setTimeout(end, ms, true);
    signal.addEventListener('abort', onAbort);
  });
}
