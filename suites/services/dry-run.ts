// What a run would send. Nothing is asked of the target: its schema and defaults are taken to be the published ones.
import { select } from '../../harness/engine/select.ts';
import { createSecrets } from '../../harness/http/secrets.ts';
import { prepareRequest } from '../../harness/roles/api-client/prepare-request.ts';
import { flattened } from '../../harness/roles/api-client/request-step.ts';
import { casePrefix, servicePaths } from '../../harness/roles/api-client/service-paths.ts';
import { requirementsOf } from '../../specification/catalogue.ts';
import { DOCUMENTED_SCHEMA } from '../../specification/services/documented-schema.ts';
import { type CaseContext, traceOf } from './case.ts';
import { servicesCases } from './cases.ts';
import { LEARNING } from './learn.ts';
import { createConfigurationModel } from './model/configuration-model.ts';
import type { ServicesRunOptions } from './options.ts';

export interface PlannedRequest {
  /** Id of the case. */
  readonly case: string;
  readonly method: string;
  readonly url: string;
  readonly body?: string;
}

export interface RequestPlan {
  readonly cases: number;
  /** Services that may be created, each deleted at the end of its case. */
  readonly services: number;
  readonly requests: readonly PlannedRequest[];
}

const NOBODY = { user: 'user', key: 'key' };
/** Stands where a run has its own six characters. */
const RUN_ID = 'dryrun';

/**
 * The requests of a run against the target that the documents describe. A run against another schema draws other values
 * and, where something fails, sends more.
 *
 * @throws UsageError for filters that match nothing.
 */
export async function planRequests(
  options: Pick<
    ServicesRunOptions,
    'url' | 'seed' | 'profile' | 'only' | 'skip' | 'shard' | 'durations' | 'account' | 'secondAccount'
  >,
): Promise<RequestPlan> {
  const { url, seed, account = NOBODY, secondAccount } = options;
  const base = new URL(url);
  const accounts = { first: account, ...(secondAccount === undefined ? {} : { second: secondAccount }) };
  const secrets = createSecrets({ accounts: Object.values(accounts) });
  const model = createConfigurationModel({ schema: DOCUMENTED_SCHEMA });
  const known: CaseContext = { seed, model, secondAccount: secondAccount !== undefined };
  const ids = requirementsOf('services').map(({ id }) => id);
  const { cases } = select(servicesCases({ seed }), ids, options);
  const traces = cases.flatMap((each) => {
    const made = traceOf(each, known);
    return 'trace' in made ? [made.trace] : [];
  });
  const names = new Set<string>();
  const requests = [LEARNING, ...traces].flatMap(({ id, steps }, tag) => {
    const namePrefix = casePrefix(RUN_ID, tag.toString(36));
    return flattened(steps).map((step): PlannedRequest => {
      const { told, mayCreate } = prepareRequest(step, { paths: servicePaths(base), namePrefix, accounts, secrets });
      for (const { account: owner, name } of mayCreate) names.add(`${owner} ${name}`);
      const body = told.body?.text ?? told.body?.base64;
      return {
        case: id,
        method: told.method,
        url: `${base.origin}${told.target}`,
        ...(body === undefined ? {} : { body }),
      };
    });
  });
  return { cases: traces.length, services: names.size, requests };
}
