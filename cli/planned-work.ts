// How much a run will do to an account, for whoever has to allow it.
import { flattened } from '../harness/roles/api-client/request-step.ts';
import type { ServicesTrace } from '../harness/traces/services-trace.ts';

export interface PlannedWork {
  /** Services or files that are created at most. */
  readonly created: number;
  readonly requests: number;
}

const NOTHING: PlannedWork = { created: 0, requests: 0 };

export const both = (a: PlannedWork, b: PlannedWork): PlannedWork => ({
  created: a.created + b.created,
  requests: a.requests + b.requests,
});

/** Of one trace: whatever is not only looked at may be created, in both accounts, and is deleted once each. */
const workOf = ({ steps }: ServicesTrace): PlannedWork => {
  const requests = flattened(steps);
  const names = new Set(
    requests.flatMap((step) => {
      if (step.do === 'list' || step.do === 'schema' || step.do === 'read' || step.service === undefined) return [];
      const isSecond = step.auth !== undefined && 'account' in step.auth && step.auth.account === 'second';
      return [`${isSecond ? 'second' : 'first'} ${step.service}`];
    }),
  );
  return { created: names.size, requests: requests.length + names.size };
};

/** What stored traces do. */
export const workOfTraces = (traces: readonly ServicesTrace[]): PlannedWork => traces.map(workOf).reduce(both, NOTHING);
