import type { Account } from '../../harness/http/account.ts';
import type { HttpClient } from '../../harness/http/client.ts';
import {
  compareExisting,
  type ExistingChange,
  type ExistingLook,
  lookAtExisting,
} from '../../harness/roles/api-client/existing-services.ts';

/** The services that were there before the run: none of them is ever written, and at the end that is shown. */
export interface ExistingServices {
  readonly count: number;
  /** How many of them could be read, in the time that there was. */
  readonly read: number;
  /** Why nothing is known of them. */
  readonly problem?: string;
  /** Looks again; obeys no interruption. */
  compare(): Promise<ExistingComparison>;
}

export interface ExistingComparison {
  readonly changes: readonly ExistingChange[];
  /** How many services were read both times. */
  readonly compared: number;
  /** Why nothing is known of them now. */
  readonly problem?: string;
}

/** Takes note of what both accounts hold; of each configuration only a digest is kept. */
export async function existingServices(options: {
  readonly client: HttpClient;
  readonly base: URL;
  readonly accounts: { readonly first: Account; readonly second?: Account };
  readonly signal: AbortSignal | undefined;
}): Promise<ExistingServices> {
  const { client, base, accounts, signal } = options;
  const looks: Array<{ readonly account: Account; readonly before: ExistingLook }> = [];
  for (const account of [accounts.first, accounts.second]) {
    if (account === undefined) continue;
    looks.push({ account, before: await lookAtExisting({ client, base, account, signal }) });
  }
  const total = (count: (look: ExistingLook) => number): number =>
    looks.reduce((sum, { before }) => sum + count(before), 0);
  return {
    count: total(({ services }) => services.size),
    read: total((look) => readable(look).size),
    ...problemOf(looks.map(({ before }) => before)),
    compare: async () => {
      const afters: ExistingLook[] = [];
      const changes: ExistingChange[] = [];
      let compared = 0;
      for (const { account, before } of looks) {
        const only = readable(before);
        // What holds nothing can lose nothing.
        if (before.services.size === 0) continue;
        const after = await lookAtExisting({ client, base, account, only });
        afters.push(after);
        if (after.problem !== undefined) continue;
        changes.push(...compareExisting(before, after));
        compared += [...only].filter((name) => !after.unread?.has(name)).length;
      }
      return { changes, compared, ...problemOf(afters) };
    },
  };
}

const readable = ({ services }: ExistingLook): ReadonlySet<string> =>
  new Set([...services].flatMap(([name, digest]) => (digest === undefined ? [] : [name])));

const problemOf = (looks: readonly ExistingLook[]): { readonly problem?: string } => {
  const problem = looks.find((look) => look.problem !== undefined)?.problem;
  return problem === undefined ? {} : { problem };
};
