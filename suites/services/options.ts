import type { RunOptions } from '../../harness/engine/options.ts';
import type { Account } from '../../harness/http/account.ts';
import type { ServicesTrace } from '../../harness/traces/services-trace.ts';

export interface ServicesRunOptions extends RunOptions<ServicesTrace> {
  /** Without it nothing can be judged: the outcome is `unreachable` and says which setting to give. */
  readonly account?: Account;
  /** Needed to judge that accounts do not see each other. */
  readonly secondAccount?: Account;
  /** Requests a second at most; unlimited where absent. */
  readonly rate?: number;
}
