import type { Account } from '../../harness/http/account.ts';
import type { HttpClient } from '../../harness/http/client.ts';
import {
  compareExisting,
  type ExistingChange,
  lookAtExisting,
} from '../../harness/roles/api-client/existing-services.ts';

/** The services that were there before the run: none of them is ever written, and at the end that is shown. */
export interface ExistingServices {
  readonly count: number;
  /** Looks again; obeys no interruption. */
  changes(): Promise<readonly ExistingChange[]>;
}

const LOOK_LIMIT_MS = 120_000;

/** Takes note of what both accounts hold; of each configuration only a digest is kept. */
export async function existingServices(options: {
  readonly client: HttpClient;
  readonly base: URL;
  readonly accounts: { readonly first: Account; readonly second?: Account };
  readonly signal: AbortSignal | undefined;
}): Promise<ExistingServices> {
  const { client, base, accounts, signal } = options;
  const all = [accounts.first, ...(accounts.second === undefined ? [] : [accounts.second])];
  const looks: Array<{ account: Account; before: Awaited<ReturnType<typeof lookAtExisting>> }> = [];
  for (const account of all) {
    looks.push({ account, before: await lookAtExisting({ client, base, account, signal }) });
  }
  return {
    count: looks.reduce((sum, { before }) => sum + before.services.size, 0),
    changes: async () => {
      const found: ExistingChange[] = [];
      for (const { account, before } of looks) {
        const after = await lookAtExisting({ client, base, account, signal: AbortSignal.timeout(LOOK_LIMIT_MS) });
        found.push(...compareExisting(before, after));
      }
      return found;
    },
  };
}
