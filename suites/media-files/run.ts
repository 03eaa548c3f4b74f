// The media-files suite from start to end: what is particular to it; the rest is the engine's.
import { mkdir } from 'node:fs/promises';
import type { RunObserver, RunOutcome } from '../../harness/engine/options.ts';
import { conductRun } from '../../harness/engine/run-suite.ts';
import type { PreparedSuite, RunContext } from '../../harness/engine/suite.ts';
import { ensureAlive } from '../../harness/engine/target-life.ts';
import { turns } from '../../harness/engine/turns.ts';
import type { NameBinding } from '../../harness/roles/file-client/binding.ts';
import { openFilesJournal } from '../../harness/roles/file-client/files-journal.ts';
import { preflightStore } from '../../harness/roles/file-client/preflight-store.ts';
import { preflightValidator } from '../../harness/roles/file-client/preflight-validator.ts';
import { withoutLogin } from '../../harness/target/preflight-url.ts';
import type { NamesTrace } from '../../harness/traces/names-trace.ts';
import type { NamesCase } from './case.ts';
import { mediaFilesCases } from './cases.ts';
import { checkJournal, cleanUpLeftovers, endJournal, journalPath } from './clean-up.ts';
import { notesOn } from './observations.ts';
import type { MediaFilesRunOptions } from './options.ts';
import { type Reach, reachTarget } from './reach.ts';
import { runCase } from './run-case.ts';
import type { Session } from './session.ts';
import { createTimeBudget } from './time-budget.ts';

export type { MediaFilesRunOptions } from './options.ts';

/**
 * Runs the suite against a store, a command or a module and writes the run's files. Whatever it writes to a store is
 * deleted at the end.
 *
 * @throws UsageError for what is no URL, filters that match nothing, an unusable --out, and where an earlier run left
 * files in another store.
 */
export async function runMediaFilesSuite(options: MediaFilesRunOptions, observe: RunObserver): Promise<RunOutcome> {
  const { target, cases, scenarios = [], ...others } = options;
  await checkJournal(target, options.out);
  const reach = await reachTarget(options);
  const { binding } = reach;
  const signal = options.signal === undefined ? {} : { signal: options.signal };
  try {
    return await conductRun<NamesCase>(
      {
        name: 'media-files',
        ...(target.kind === 'store' ? {} : { program: target.kind === 'exec' ? target.command : target.path }),
        cases: async () => mediaFilesCases,
        preflight: async ({ url }) => {
          if (target.kind === 'store') {
            const { timeoutMs, nextPrefix } = reach;
            const hasAccount = target.account !== undefined;
            return preflightStore({ url, binding, namePrefix: nextPrefix(), hasAccount, timeoutMs, ...signal });
          }
          if (binding === undefined) throw new Error('commands and modules always have a binding');
          return preflightValidator(binding, options.signal);
        },
        prepare: (context) => {
          if (binding === undefined) throw new Error('the preflight refuses what cannot be reached');
          return prepare(options, context, reach, binding);
        },
        whenGone:
          options.target.kind === 'store'
            ? 'the target does not answer any more'
            : 'the validator gives no verdicts any more: true or false for each name',
      },
      {
        ...others,
        url: target.kind === 'store' ? target.url : '',
        scenarios: scenarios.map(caseFrom),
        ...(cases === undefined ? {} : { cases: cases.map(caseFrom) }),
      },
      observe,
    );
  } finally {
    await reach.close();
  }
}

/** A trace from a file, as a case. */
function caseFrom(trace: NamesTrace): NamesCase {
  const { format: _, steps, ...head } = trace;
  return { ...head, steps: () => steps };
}

async function prepare(
  options: MediaFilesRunOptions,
  context: RunContext,
  { runId, nextPrefix }: Reach,
  binding: NameBinding,
): Promise<PreparedSuite<NamesCase>> {
  const { target, out, signal } = options;
  const isStore = target.kind === 'store';
  const deleted = isStore ? await cleanUpLeftovers(binding, out) : 0;
  await mkdir(out, { recursive: true });
  const user = isStore && target.account !== undefined ? { user: target.account.user } : {};
  const journal = isStore
    ? await openFilesJournal(journalPath(out), { url: withoutLogin(target.url), ...user, runId })
    : undefined;
  const session: Session = {
    ...context,
    options,
    binding,
    known: { seed: options.seed, binding: isStore ? 'store' : 'validator' },
    journal,
    nextPrefix,
    observations: [],
    spared: 0,
    strange: 0,
    caseIsOne: undefined,
    timeBudget: createTimeBudget(options.profile, options.timeoutScale),
    judging: turns(),
  };
  const life = {
    target: context.target,
    answers: (until: AbortSignal | undefined) => binding.answers(until ?? new AbortController().signal),
    signal,
  };
  let left: readonly string[] = [];
  let isEnded = false;
  const endOnce = async (): Promise<void> => {
    if (journal === undefined || isEnded) return;
    isEnded = true;
    left = await endJournal(journal, binding, out);
  };
  return {
    targetFacts: () => ({
      ...(isStore ? {} : { program: target.kind === 'exec' ? target.command : target.path }),
      notes: [
        ...binding.assumed.map((line) => `Assumed: ${line}`),
        ...notesOn(session.observations, session.caseIsOne),
        ...(session.spared === 0
          ? []
          : [`${session.spared} names were left out, because names like them were never answered.`]),
        ...(deleted === 0 ? [] : [`${deleted} files of an earlier run were deleted.`]),
        ...(left.length === 0 ? [] : [`LEFT BEHIND, delete them with --clean-up: ${left.join(', ')}.`]),
      ],
    }),
    runCase: (head, look) => runCase(session, head, look),
    ensureAlive: (suspect) => ensureAlive(life, suspect),
    afterCases: async () => {
      // Whatever ended the cases: there is something to be put in order, which needs a target that answers.
      if (isStore) await ensureAlive({ ...life, signal: undefined }, true);
      await endOnce();
      if (left.length > 0) return { incomplete: `files were left behind: ${left.join(', ')}` };
      if (session.strange === 0) return {};
      // Whatever passes besides: what cannot be read is never green (reading R48).
      const were = session.strange === 1 ? '1 answer was none' : `${session.strange} answers were none`;
      return { incomplete: `${were}: a line of JSON with the id and true or false is needed for each name` };
    },
    dispose: endOnce,
  };
}
