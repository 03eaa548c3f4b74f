// The public API: run a suite from code, and the types of what a run yields.
import { randomInt } from 'node:crypto';
import type { Baseline } from './harness/engine/baseline-file.ts';
import { type RunObserver, type RunOptions, type RunOutcome, UsageError } from './harness/engine/options.ts';
import { isLoopback } from './harness/target/loopback.ts';
import { withoutLogin } from './harness/target/preflight-url.ts';
import { commandLine } from './reports/command.ts';
import type { MediaFilesRunOptions, NamesTarget } from './suites/media-files/options.ts';
import type { ServicesRunOptions } from './suites/services/options.ts';

export type { Baseline, BaselineDocument, BaselineEntry } from './harness/engine/baseline-file.ts';
export { readBaseline } from './harness/engine/baseline-file.ts';
export type { RunEvent, RunObserver, RunOptions, RunOutcome, TlsOptions } from './harness/engine/options.ts';
export { UsageError } from './harness/engine/options.ts';
export type { Account } from './harness/http/account.ts';
export type { BindingDocument } from './harness/roles/file-client/binding-document.ts';
export type {
  BaselineProblem,
  BaselineUse,
  CaseResult,
  CaseVerdict,
  Finding,
  KnownFinding,
  RequirementResult,
  RequirementVerdict,
  RunDocument,
  TargetCrash,
} from './harness/run.ts';
export type { PreflightReport, PreflightStep } from './harness/target/preflight.ts';
export type { FileKind, NamesStep, NamesTrace } from './harness/traces/names-trace.ts';
export type { ServicesStep, ServicesTrace } from './harness/traces/services-trace.ts';
export type { Profile, Step, Trace } from './harness/traces/trace.ts';
export type { Requirement } from './specification/types.ts';
export type { NamesTarget } from './suites/media-files/options.ts';

/** Options of runSuite for a ws or wss URL: only the URL is needed. */
export type WebsocketSuiteOptions = Pick<RunOptions, 'url'> & Partial<RunOptions>;

/** Options of runSuite for an http or https URL: the base URL and an account are needed. */
export type ServicesSuiteOptions = Pick<ServicesRunOptions, 'url'> & Partial<ServicesRunOptions>;

export type SuiteOptions = WebsocketSuiteOptions | ServicesSuiteOptions;

/** Requests a second to what is not this machine, where nobody says otherwise: a real account is no test bench. */
const REMOTE_RATE = 5;

const SCHEMES = ['ws:', 'wss:', 'http:', 'https:'];

/**
 * Runs the suite that fits the URL's scheme (ws and wss: websocket, http and https: services) and writes run.json,
 * transcripts and traces to `out` (default `conformance-report`). The services suite writes to the account that it is
 * given, under names of its own, and deletes what it wrote; nobody is asked before.
 *
 * @returns the judged run, or why no call or login could be set up. A judged run's gate is `run.summary.verdict`.
 * @throws UsageError for options that cannot be used.
 */
export async function runSuite(options: SuiteOptions, observe: RunObserver = () => {}): Promise<RunOutcome> {
  const shownUrl = withoutLogin(options.url);
  const protocol = URL.canParse(options.url) ? new URL(options.url).protocol : '';
  if (!SCHEMES.includes(protocol)) {
    throw new UsageError(`'${shownUrl}' is not a ${SCHEMES.map((scheme) => `${scheme}//`).join(' or ')} URL`);
  }
  const usual = usualOptions(options.baseline);
  const command = (suite: string): string => `npx aculab-conformance ${suite} ${shownUrl}`;
  if (protocol.startsWith('ws')) {
    const { runWebsocketSuite } = await import('./suites/websocket/run.ts');
    return runWebsocketSuite(
      { ...usual, command: command('websocket'), ...(options as WebsocketSuiteOptions) },
      observe,
    );
  }
  const { runServicesSuite } = await import('./suites/services/run.ts');
  const rate = isLoopback(options.url) ? {} : { rate: REMOTE_RATE };
  return runServicesSuite(
    { ...usual, ...rate, command: command('services'), ...(options as ServicesSuiteOptions) },
    observe,
  );
}

/** Options of runMediaFiles: only the target is needed. */
export type MediaFilesSuiteOptions = Pick<MediaFilesRunOptions, 'target'> & Partial<MediaFilesRunOptions>;

/**
 * Runs the media-files suite against a store over HTTP, a command or a module, and writes run.json, transcripts and traces
 * to `out` (default `conformance-report`). To a store it writes files under names of its own, and deletes what it wrote;
 * nobody is asked before.
 *
 * @returns the judged run, or why no name could be judged. A judged run's gate is `run.summary.verdict`.
 * @throws UsageError for options that cannot be used.
 */
export async function runMediaFiles(
  options: MediaFilesSuiteOptions,
  observe: RunObserver = () => {},
): Promise<RunOutcome> {
  const { runMediaFilesSuite } = await import('./suites/media-files/run.ts');
  const target = cautious(options.target);
  const command = commandLine(['npx', 'aculab-conformance', 'media-files', ...wordsOf(target)]);
  return runMediaFilesSuite({ ...usualOptions(options.baseline), command, ...options, target }, observe);
}

const cautious = (target: NamesTarget): NamesTarget =>
  target.kind === 'store' && !isLoopback(target.url) ? { rate: REMOTE_RATE, ...target } : target;

function wordsOf(target: NamesTarget): readonly string[] {
  if (target.kind === 'store') return [withoutLogin(target.url)];
  return target.kind === 'exec' ? ['--exec', target.command] : ['--module', target.path];
}

/** Generated cases are the same only under the same seed: that of the baseline, where there is one. */
function usualOptions(baseline: Baseline | undefined) {
  return {
    out: 'conformance-report',
    seed: baseline?.seed ?? randomInt(2 ** 31),
    concurrency: 16,
    profile: baseline?.profile ?? 'standard',
    timeoutScale: 1,
  } as const;
}
