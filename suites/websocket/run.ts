// The websocket suite from start to end: what is particular to it; the rest is the engine's.
import type { RunObserver, RunOptions, RunOutcome } from '../../harness/engine/options.ts';
import { conductRun } from '../../harness/engine/run-suite.ts';
import type { PreparedSuite, RunContext } from '../../harness/engine/suite.ts';
import { ensureAlive } from '../../harness/engine/target-life.ts';
import { turns } from '../../harness/engine/turns.ts';
import { preflight } from '../../harness/target/preflight.ts';
import type { Trace } from '../../harness/traces/trace.ts';
import { calibrate, unmeasuredProfile } from './calibrate.ts';
import { websocketCases } from './cases.ts';
import { runCase } from './run-case.ts';
import type { Session } from './session.ts';
import { COMPANY_CASES, droppedInCompany, mergeLooks, unattributed } from './special-cases.ts';
import { takesCall } from './takes-call.ts';

const WATCH_MS = { smoke: 1200, standard: 2200, full: 3000 } as const;

/**
 * Runs the suite against a server and writes the run's files.
 *
 * @throws UsageError for what is no URL, filters that match nothing and an unusable --out.
 */
export async function runWebsocketSuite(options: RunOptions, observe: RunObserver): Promise<RunOutcome> {
  return conductRun<Trace>(
    {
      name: 'websocket',
      cases: () => websocketCases({ seed: options.seed }),
      preflight: ({ url }) =>
        preflight({
          url,
          ...(options.tls === undefined ? {} : { tls: options.tls }),
          ...(options.headers === undefined ? {} : { headers: options.headers }),
          timeoutMs: 5000 * options.timeoutScale,
        }),
      prepare: (context) => prepare(options, context),
      extraCases: Object.values(COMPANY_CASES),
      whenGone: 'the target takes no calls any more',
    },
    options,
    observe,
  );
}

async function prepare(options: RunOptions, context: RunContext): Promise<PreparedSuite<Trace>> {
  const { url, target, report, wanted } = context;
  const { profile } = await calibrate(
    {
      url,
      ...(options.tls === undefined ? {} : { tls: options.tls }),
      ...(options.headers === undefined ? {} : { headers: options.headers }),
      seed: options.seed,
      ...(options.signal === undefined ? {} : { signal: options.signal }),
      profile: unmeasuredProfile({
        timeoutScale: options.timeoutScale,
        started: target !== undefined,
        secure: url.startsWith('wss:'),
        insecure: options.tls?.insecure ?? false,
      }),
    },
    WATCH_MS[options.profile],
  );
  const session: Session = { ...context, options, profile, judging: turns() };
  const life = { target, answers: () => takesCall(session), signal: options.signal };
  return {
    targetFacts: () => ({
      ...(report.subprotocol === undefined ? {} : { subprotocol: report.subprotocol }),
      roundTripMs: profile.roundTripMs,
    }),
    runCase: (trace, look) => runCase(session, trace, look),
    ensureAlive: (suspect) => ensureAlive(life, suspect),
    mergeLooks,
    afterCases: async ({ unattributedCrash, unattributedDrops }) => ({
      judged: wanted.has('ws.isolates.calls')
        ? [...unattributed(unattributedCrash), ...droppedInCompany(unattributedDrops)]
        : [],
    }),
  };
}
