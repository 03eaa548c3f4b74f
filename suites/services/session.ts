import type { KeywordCoverage } from '../../generators/configurations/index.ts';
import type { RunContext } from '../../harness/engine/suite.ts';
import type { Account } from '../../harness/http/account.ts';
import type { HttpClient } from '../../harness/http/client.ts';
import type { Secrets } from '../../harness/http/secrets.ts';
import type { Journal } from '../../harness/roles/api-client/account-journal.ts';
import type { CaseContext } from './case.ts';
import type { ServicesRunOptions } from './options.ts';
import type { KnownBugs } from './stateful/known-bugs.ts';

/** What reaches the API: made before the preflight, closed after everything. */
export interface Reaching {
  readonly client: HttpClient;
  readonly secrets: Secrets;
  readonly accounts: { readonly first: Account; readonly second?: Account };
  /** Six characters that the names of all services of this run have in them. */
  readonly runId: string;
  readonly journal: Journal;
  /** Another tag for each drive of a case, so that names never meet. */
  readonly nextTag: () => string;
}

/** What the parts of a run share once the target has been measured. */
export interface Session extends RunContext, Reaching {
  readonly options: ServicesRunOptions;
  readonly known: CaseContext;
  readonly roundTripMs: number;
  readonly judging: () => Promise<() => void>;
  readonly bugs: KnownBugs;
  /** Which demands of the target's schema were met and broken. */
  readonly keywords: KeywordCoverage;
}
