// The services suite from start to end: what is particular to it; the rest is the engine's.
import { randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { keywordCoverage } from '../../generators/configurations/index.ts';
import type { RunObserver, RunOutcome } from '../../harness/engine/options.ts';
import { conductRun } from '../../harness/engine/run-suite.ts';
import type { PreparedSuite, RunContext } from '../../harness/engine/suite.ts';
import { ensureAlive } from '../../harness/engine/target-life.ts';
import { turns } from '../../harness/engine/turns.ts';
import { createHttpClient } from '../../harness/http/client.ts';
import { createSecrets, SHORTEST_KEY } from '../../harness/http/secrets.ts';
import { openJournal } from '../../harness/roles/api-client/account-journal.ts';
import { isLoopback } from '../../harness/target/loopback.ts';
import { withoutLogin } from '../../harness/target/preflight-url.ts';
import type { ServicesTrace } from '../../harness/traces/services-trace.ts';
import type { CaseContext, ServicesCase } from './case.ts';
import { servicesCases } from './cases.ts';
import { checkJournal, cleanUpLeftovers, endJournal, journalPath, removeServices } from './clean-up.ts';
import { drive } from './drive.ts';
import { existingServices } from './existing.ts';
import { LEARNING, type Learned, learnedFrom } from './learn.ts';
import { createConfigurationModel } from './model/configuration-model.ts';
import { runNotes, someOf } from './notes.ts';
import type { ServicesRunOptions } from './options.ts';
import { preflightServices } from './preflight.ts';
import { runCase } from './run-case.ts';
import type { Reaching, Session } from './session.ts';
import { EXTRA_CASES, unattributedCrash, untouchedCase } from './special-cases.ts';
import { createKnownBugs } from './stateful/known-bugs.ts';

export type { ServicesRunOptions } from './options.ts';

const ANSWER_LIMIT_MS = 5000;

/**
 * Runs the suite against an API and writes the run's files. Whatever it writes there is deleted at the end.
 *
 * @throws UsageError for what is no URL, filters that match nothing, an unusable --out, and where an earlier run left
 * services at another target.
 */
export async function runServicesSuite(options: ServicesRunOptions, observe: RunObserver): Promise<RunOutcome> {
  const { account, secondAccount, timeoutScale } = options;
  await checkJournal(options);
  let worstRoundTripMs = 0;
  const timeoutMs = (): number => ANSWER_LIMIT_MS * timeoutScale + 5 * worstRoundTripMs;
  const accounts = [account, secondAccount].filter((each) => each !== undefined);
  const secrets = createSecrets({ accounts, ...(options.headers === undefined ? {} : { headers: options.headers }) });
  const client = createHttpClient({
    url: URL.canParse(options.url) ? new URL(options.url) : new URL('http://127.0.0.1/'),
    ...(options.tls === undefined ? {} : { tls: options.tls }),
    ...(options.headers === undefined ? {} : { headers: options.headers }),
    ...(options.rate === undefined ? {} : { ratePerSecond: options.rate }),
    timeoutMs,
  });
  const { cases, scenarios = [], ...others } = options;
  try {
    return await conductRun<ServicesCase>(
      {
        name: 'services',
        cases: async () => servicesCases({ seed: options.seed }),
        preflight: ({ url }) =>
          preflightServices({
            url,
            account,
            secondAccount,
            client,
            timeoutMs: timeoutMs(),
            ...(options.signal === undefined ? {} : { signal: options.signal }),
          }),
        prepare: async (context) => {
          if (account === undefined) throw new Error('the preflight lets nobody in without credentials');
          const reaching = {
            client,
            secrets,
            accounts: { first: account, ...(secondAccount === undefined ? {} : { second: secondAccount }) },
          };
          return prepare(options, context, reaching, (ms) => {
            worstRoundTripMs = ms;
          });
        },
        extraCases: Object.values(EXTRA_CASES),
        whenGone: 'the target does not answer any more',
      },
      {
        ...others,
        scenarios: scenarios.map(caseFrom),
        ...(cases === undefined ? {} : { cases: cases.map(caseFrom) }),
      },
      observe,
    );
  } finally {
    client.close();
  }
}

/** A trace from a file, as a case. */
function caseFrom(trace: ServicesTrace): ServicesCase {
  const { format: _, steps, ...head } = trace;
  return { ...head, steps: () => ({ steps }) };
}

async function prepare(
  options: ServicesRunOptions,
  context: RunContext,
  reach: Pick<Reaching, 'client' | 'secrets' | 'accounts'>,
  onRoundTrip: (worstMs: number) => void,
): Promise<PreparedSuite<ServicesCase>> {
  const { client, accounts } = reach;
  const base = new URL(options.url);
  const leftovers = await cleanUpLeftovers({ ...options, client, accounts });
  const existing = await existingServices({ client, base, accounts, signal: options.signal });
  const runId = randomBytes(8).readBigUInt64BE().toString(36).slice(-6).padStart(6, '0');
  await mkdir(options.out, { recursive: true });
  const journal = await openJournal(journalPath(options.out), {
    url: withoutLogin(options.url),
    user: accounts.first.user,
    ...(accounts.second === undefined ? {} : { user2: accounts.second.user }),
    runId,
  });
  let tags = 0;
  const reaching: Reaching = { ...reach, runId, journal, nextTag: () => (tags++).toString(36) };
  const removing = { client, base, accounts };
  let isCleanedUp = false;
  const disposeOfServices = async (): Promise<void> => {
    if (!isCleanedUp) await removeServices(journal, removing);
    await endJournal(journal, options.out);
  };
  const learned = await learn(context, reaching, options).catch(async (error: unknown) => {
    await disposeOfServices();
    throw error;
  });
  onRoundTrip(learned.worstRoundTripMs);

  const model = createConfigurationModel(learned.knowledge);
  const known: CaseContext = { seed: options.seed, model, secondAccount: accounts.second !== undefined };
  const session: Session = {
    ...context,
    ...reaching,
    options,
    known,
    roundTripMs: learned.roundTripMs,
    judging: turns(),
    bugs: createKnownBugs(),
    keywords: keywordCoverage(model.schema),
  };
  const answers = async (until: AbortSignal | undefined): Promise<boolean> => {
    const outcome = await client.send({ method: 'GET', target: base.pathname, headers: [] }, until);
    return outcome.response !== undefined;
  };
  const life = { target: context.target, answers, signal: options.signal };
  const hasShortKey = Object.values(accounts).some(({ key }) => key.length < SHORTEST_KEY);
  const isUntouchedWanted = context.wanted.has('services.isolates.services');
  let left: readonly string[] = [];
  return {
    targetFacts: () => ({
      roundTripMs: learned.roundTripMs,
      notes: runNotes({ ...learned, model, keywords: session.keywords, leftovers, left, existing, hasShortKey }),
    }),
    runCase: (head, look) => runCase(session, head, look),
    ensureAlive: (suspect) => ensureAlive(life, suspect),
    laterCases: isUntouchedWanted && existing.read > 0 ? [EXTRA_CASES.untouched] : [],
    afterCases: async (outcome) => {
      // Whatever ended the cases: there is something to be put in order, which needs a target that answers.
      await ensureAlive({ ...life, signal: undefined }, true);
      left = await removeServices(journal, removing);
      isCleanedUp = true;
      const comparison = await existing.compare();
      return {
        judged: [
          ...(isUntouchedWanted ? untouchedCase(comparison, isLoopback(base.href)) : []),
          ...unattributedCrash(outcome.unattributedCrash),
        ],
        ...(left.length === 0 ? {} : { incomplete: `services were left behind: ${someOf(left)}` }),
      };
    },
    dispose: disposeOfServices,
  };
}

async function learn(context: RunContext, reaching: Reaching, options: ServicesRunOptions): Promise<Learned> {
  const { transcript } = await drive(context, reaching, options, LEARNING, 0);
  const learned = learnedFrom(transcript.events.filter((event) => event.kind === 'exchange'));
  await writeFile(join(options.out, 'target.json'), `${JSON.stringify(learned.knowledge, null, 2)}\n`);
  return learned;
}
