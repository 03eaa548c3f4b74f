// A suite as tests of vitest: one test for each requirement, in the user's own project.
import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { CaseHead } from './harness/engine/case.ts';
import { select } from './harness/engine/select.ts';
import { withoutLogin } from './harness/target/preflight-url.ts';
import type { Profile } from './harness/traces/trace.ts';
import {
  type MediaFilesSuiteOptions,
  type NamesTarget,
  type RunOutcome,
  runMediaFiles,
  runSuite,
  type ServicesSuiteOptions,
  type SuiteOptions,
  UsageError,
  type WebsocketSuiteOptions,
} from './index.ts';
import { commandLine } from './reports/command.ts';
import { printable } from './reports/printable.ts';
import { type RequirementOutcome, requirementOutcomes } from './reports/requirement-outcomes.ts';
import { suiteWords } from './reports/suite-words.ts';
import { renderPreflightSteps, renderUnreachable } from './reports/terminal/header.ts';
import { terminalStyle } from './reports/terminal/style.ts';
import { requirementsOf } from './specification/catalogue.ts';
import type { Requirement } from './specification/types.ts';

/** What only the tests need to know. */
export interface TestOptions {
  /** Warnings fail too. */
  readonly strict?: boolean;
  /** After so many milliseconds the run is ended, and its tests fail. By default what suits the profile. */
  readonly timeoutMs?: number;
}

type Given = 'url' | 'target' | 'command' | 'signal' | 'cases';

export type WebsocketTestOptions = Omit<WebsocketSuiteOptions, Given> & TestOptions;
export type ServicesTestOptions = Omit<ServicesSuiteOptions, Given> & TestOptions;
export type MediaFilesTestOptions = Omit<MediaFilesSuiteOptions, Given> & TestOptions;

/** Where names of files are judged: a store over HTTP, a command, or a function of a module. */
export type NamesPlace =
  | (Omit<Extract<NamesTarget, { kind: 'store' }>, 'kind' | 'url'> & { readonly store: string })
  | { readonly exec: string }
  | { readonly module: string };

type AnyOptions = WebsocketTestOptions | ServicesTestOptions | MediaFilesTestOptions;

/** Enough for a slow server, and too much for one that hangs. */
const MINUTES: Readonly<Record<Profile, number>> = { smoke: 3, standard: 15, full: 90 };

/** Time in which a run that was told to end writes its report and stops what it started. */
const GRACE_MS = 60_000;

/**
 * Registers a test for each requirement of the suite that fits: for a ws or wss URL the calls, for an http or https URL
 * the services API, for a place of names the media files. The suite runs once, before the tests. A violated requirement
 * fails, one that nothing put to the test is skipped with the reason, and where the target cannot be judged all fail.
 * `only` and `skip` narrow what is registered. Files of the run are written to `out`, by default a folder for each target
 * in `conformance-report`.
 */
export function describeConformance(url: string, options?: WebsocketTestOptions | ServicesTestOptions): void;
export function describeConformance(place: NamesPlace, options?: MediaFilesTestOptions): void;
export function describeConformance(given: string | NamesPlace, options: AnyOptions = {}): void {
  const target = typeof given === 'string' ? urlTarget(given) : namesTarget(given);
  const { strict = false, timeoutMs, ...rest } = options;
  const profile = options.profile ?? 'standard';
  const seed = options.seed ?? randomInt(2 ** 31 - 1);
  const limitMs = timeoutMs ?? MINUTES[profile] * 60_000 * Math.max(1, options.timeoutScale ?? 1);
  const out = options.out ?? `conformance-report/${folderOf(target)}`;

  describe(`Aculab Cloud conformance, ${target.suite}: ${target.shown}`, async () => {
    const requirements = await registered(target.suite, { ...options, profile, seed }).catch((error: unknown) => {
      throw error instanceof UsageError ? plainError(error.message, error.name) : error;
    });
    const ending = new AbortController();
    const end = (): void => ending.abort();
    let running: Promise<unknown> = Promise.resolve();
    let outcomes: (id: string) => RequirementOutcome = always('No verdict: nothing was run');

    const judge = async (signal: AbortSignal): Promise<typeof outcomes> => {
      const command = commandLine(commandWords(target, options));
      const outcome = await target.run({ ...rest, out, seed, profile, command, signal });
      const reason = `it did not end within ${limitMs / 1000} s; timeoutMs gives it more`;
      if (outcome.kind !== 'judged') {
        return always(signal.aborted ? `No verdict: ${reason}` : noVerdictText(outcome, target));
      }
      const run = signal.aborted ? { ...outcome.run, incompleteReason: reason } : outcome.run;
      const all = requirementOutcomes(run, { strict, requirements, folder: out });
      return (id) => all.get(id) ?? { kind: 'failed', text: 'No verdict: it was not judged' };
    };

    beforeAll(async () => {
      const timer = setTimeout(end, limitMs);
      // The runner is gone: nobody waits for the rest.
      process.once('disconnect', end);
      const judging = judge(ending.signal);
      running = judging.catch(() => {});
      try {
        outcomes = await judging;
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        outcomes = always(`No verdict: ${error.message}`);
      } finally {
        clearTimeout(timer);
        process.off('disconnect', end);
      }
    }, limitMs + GRACE_MS);

    afterAll(async () => {
      end();
      await running;
    }, GRACE_MS);

    for (const { id } of requirements) {
      it(id, ({ skip }) => {
        const outcome = outcomes(id);
        if (outcome.kind === 'skipped') skip(outcome.note);
        if (outcome.kind === 'failed') throw plainError(outcome.text);
      });
    }
  });
}

type SuiteName = 'websocket' | 'services' | 'media-files';

type SuiteRunOptions =
  | Omit<WebsocketSuiteOptions, 'url'>
  | Omit<ServicesSuiteOptions, 'url'>
  | Omit<MediaFilesSuiteOptions, 'target'>;

interface Target {
  readonly suite: SuiteName;
  readonly shown: string;
  /** The words of a command line that name it. */
  readonly words: readonly string[];
  readonly run: (options: SuiteRunOptions) => Promise<RunOutcome>;
}

const urlTarget = (url: string): Target => {
  const suite = /^wss?:/i.test(url) ? 'websocket' : 'services';
  const shown = withoutLogin(url);
  return { suite, shown, words: [suite, shown], run: (options) => runSuite({ ...options, url } as SuiteOptions) };
};

const namesTarget = (place: NamesPlace): Target => {
  const suite = 'media-files';
  const run =
    (target: NamesTarget): Target['run'] =>
    (options) =>
      runMediaFiles({ ...(options as Omit<MediaFilesSuiteOptions, 'target'>), target });
  if ('exec' in place) {
    const { exec } = place;
    return { suite, shown: exec, words: [suite, '--exec', exec], run: run({ kind: 'exec', command: exec }) };
  }
  if ('module' in place) {
    const { module } = place;
    return { suite, shown: module, words: [suite, '--module', module], run: run({ kind: 'module', path: module }) };
  }
  const { store, ...how } = place;
  const shown = withoutLogin(store);
  const user = how.account === undefined ? [] : ['--user', how.account.user];
  return { suite, shown, words: [suite, shown, ...user], run: run({ ...how, kind: 'store', url: store }) };
};

/** A name of its own for each target, so that several in one project keep their reports. */
const folderOf = ({ suite, shown }: Target): string =>
  `${suite}-${shown
    .replace(/^[a-z]+:\/\//i, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60)}`;

/** The command that makes the same run; values of headers and of keys are left to the environment. */
const commandWords = ({ words }: Target, options: AnyOptions): readonly string[] => {
  const { start, headers = {}, profile, timeoutScale, tls } = options;
  const user = 'account' in options ? options.account?.user : undefined;
  const second = 'secondAccount' in options ? options.secondAccount?.user : undefined;
  const option = (name: string, value: string | number | undefined): readonly string[] =>
    value === undefined ? [] : [`--${name}`, String(value)];
  return [
    ...['npx', 'aculab-conformance', ...words],
    ...option('user', user),
    ...option('user2', second),
    ...option('profile', profile),
    ...option('timeout-scale', timeoutScale),
    ...Object.keys(headers).flatMap((name) => option('header', `${name}: <hidden>`)),
    ...(tls?.insecure ? ['--insecure'] : []),
    ...option('start', start),
  ];
};

/** Requirements that a run with these filters judges. @throws UsageError for a filter that matches nothing */
const registered = async (
  suite: SuiteName,
  options: AnyOptions & { readonly profile: Profile; readonly seed: number },
): Promise<readonly Requirement[]> => {
  const all = requirementsOf(suite);
  const cases: readonly CaseHead[] = [...(await casesOf(suite, options.seed)), ...(options.scenarios ?? [])];
  const selection = select(
    cases,
    all.map(({ id }) => id),
    options,
  );
  return all.filter(({ id }) => selection.requirements.has(id));
};

const casesOf = async (suite: SuiteName, seed: number): Promise<readonly CaseHead[]> => {
  if (suite === 'websocket') return (await import('./suites/websocket/cases.ts')).websocketCases({ seed });
  if (suite === 'services') return (await import('./suites/services/cases.ts')).servicesCases({ seed });
  return (await import('./suites/media-files/cases.ts')).mediaFilesCases;
};

const always =
  (text: string): ((id: string) => RequirementOutcome) =>
  () => ({ kind: 'failed', text });

const noVerdictText = (
  outcome: Exclude<RunOutcome, { kind: 'judged' }>,
  { suite, words: [, place] }: Target,
): string => {
  const isProgram = place?.startsWith('--') === true;
  if (outcome.kind === 'start-failed') {
    const output = outcome.output.map((line) => `  | ${printable(line)}`);
    return [`No verdict: the target did not start (${printable(outcome.reason)})`, ...output].join('\n');
  }
  const { report } = outcome;
  const words = suiteWords({ suite, ...(isProgram ? { program: '' } : {}) });
  const style = terminalStyle(100, false);
  return [
    `No verdict: ${words.unusable}`,
    ...renderPreflightSteps(report, style),
    ...renderUnreachable(report, style, { stepsShown: true, words }),
  ].join('\n');
};

/** An error whose text says it all: where in this package it was thrown is of no use to anybody. */
const plainError = (text: string, name = 'NotConformant'): Error => {
  const error = new Error(text);
  error.name = name;
  // Runners show an error once where several tests have the same one, and go by its stack.
  error.stack = `${name}: ${text}`;
  return error;
};
