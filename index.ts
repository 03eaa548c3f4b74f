// The public API: run a suite from code, and the types of what a run yields.
import { randomInt } from 'node:crypto';
import { type RunObserver, type RunOptions, type RunOutcome, UsageError } from './harness/engine/options.ts';
import { withoutLogin } from './harness/target/preflight-url.ts';
import { runWebsocketSuite } from './suites/websocket/run.ts';

export type { RunEvent, RunObserver, RunOptions, RunOutcome, TlsOptions } from './harness/engine/options.ts';
export { UsageError } from './harness/engine/options.ts';
export type {
  CaseResult,
  CaseVerdict,
  Finding,
  RequirementResult,
  RequirementVerdict,
  RunDocument,
  TargetCrash,
} from './harness/run.ts';
export type { PreflightReport, PreflightStep } from './harness/target/preflight.ts';
export type { Profile, Step, Trace } from './harness/traces/trace.ts';
export type { Requirement } from './specification/types.ts';

interface SchemeSuite {
  /** The command that runs it. */
  readonly command: string;
  readonly run: (options: RunOptions, observe: RunObserver) => Promise<RunOutcome>;
}

const WEBSOCKET: SchemeSuite = { command: 'websocket', run: runWebsocketSuite };

/** The suite for each scheme of a URL. */
const SUITES: ReadonlyMap<string, SchemeSuite> = new Map([
  ['ws:', WEBSOCKET],
  ['wss:', WEBSOCKET],
]);

/** Options of runSuite: only the URL is needed. */
export type SuiteOptions = Pick<RunOptions, 'url'> & Partial<RunOptions>;

/**
 * Runs the suite that fits the URL's scheme (ws and wss: websocket) and writes run.json, transcripts and traces to
 * `out` (default `conformance-report`).
 *
 * @returns the judged run, or why no call could be set up. A judged run's gate is `run.summary.verdict`.
 * @throws UsageError for options that cannot be used.
 */
export async function runSuite(options: SuiteOptions, observe: RunObserver = () => {}): Promise<RunOutcome> {
  const shownUrl = withoutLogin(options.url);
  const suite = URL.canParse(options.url) ? SUITES.get(new URL(options.url).protocol) : undefined;
  if (suite === undefined) {
    const schemes = [...SUITES.keys()].map((scheme) => `${scheme}//`);
    throw new UsageError(`'${shownUrl}' is not a ${schemes.join(' or ')} URL`);
  }
  return suite.run(
    {
      out: 'conformance-report',
      seed: randomInt(2 ** 31),
      concurrency: 16,
      profile: 'standard',
      timeoutScale: 1,
      command: `npx aculab-conformance ${suite.command} ${shownUrl}`,
      ...options,
    },
    observe,
  );
}
