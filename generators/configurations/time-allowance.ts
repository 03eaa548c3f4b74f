// Foreign schemas decide how long judging takes: a regular expression or a nest of alternatives can need forever.
import { createContext, Script } from 'node:vm';

/** Runs work for a limited time; undefined where it took longer, or where the allowance is used up. */
export type TimeAllowance = <T>(work: () => T, limitMs: number) => { readonly result: T } | undefined;

/** All work that ran out of time under one allowance adds up to at most `totalMs`; after that nothing more is started. */
export function timeAllowance(totalMs: number): TimeAllowance {
  let leftMs = totalMs;
  return <T>(work: () => T, limitMs: number) => {
    if (leftMs < 1) return undefined;
    const grantedMs = Math.ceil(Math.min(limitMs, leftMs));
    const results: { readonly result: T }[] = [];
    job = () => results.push({ result: work() });
    try {
      script.runInContext(room, { timeout: grantedMs });
    } catch (error) {
      if (!ranOut(error)) throw error;
      leftMs -= grantedMs;
    } finally {
      job = () => {};
    }
    return results[0];
  };
}

// A timeout of node:vm stops everything below the call, regular expressions included, and leaves the process intact.
let job: () => unknown = () => {};
const room = createContext({
  run: () => {
    job();
  },
});
const script = new Script('run()');

// By its code: the error comes from the other context, where Error is another class.
function ranOut(error: unknown): boolean {
  return (
    typeof error === 'object' && error !== null && 'code' in error && error.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT'
  );
}
