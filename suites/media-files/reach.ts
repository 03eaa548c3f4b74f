import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { createHttpClient } from '../../harness/http/client.ts';
import { createSecrets } from '../../harness/http/secrets.ts';
import type { NameBinding } from '../../harness/roles/file-client/binding.ts';
import { DEFAULT_BINDING } from '../../harness/roles/file-client/bindings/default.ts';
import { createExecBinding } from '../../harness/roles/file-client/exec-binding.ts';
import { filePrefix, runLetters } from '../../harness/roles/file-client/file-names.ts';
import { createModuleBinding } from '../../harness/roles/file-client/module-binding.ts';
import { createSilences } from '../../harness/roles/file-client/silences.ts';
import { createStoreBinding } from '../../harness/roles/file-client/store-binding.ts';
import { VALIDATOR_PREFIX } from '../../harness/roles/file-client/validator-binding.ts';
import type { MediaFilesRunOptions } from './options.ts';

/** What reaches the target: made before the preflight, closed after everything. */
export interface Reach {
  /** Undefined where the URL of a store cannot be parsed. */
  readonly binding: NameBinding | undefined;
  readonly timeoutMs: number;
  /** Six letters that the names of all files of this run have in them. */
  readonly runId: string;
  /** What the names of the next drive begin with. */
  readonly nextPrefix: () => string;
  readonly close: () => Promise<void>;
}

const ANSWER_LIMIT_MS = 5000;

/** Makes the way to the target. Nothing is sent yet. */
export async function reachTarget(
  options: Pick<MediaFilesRunOptions, 'target' | 'timeoutScale' | 'tls' | 'headers'>,
): Promise<Reach> {
  const { target, timeoutScale, tls, headers = {} } = options;
  const timeoutMs = ANSWER_LIMIT_MS * timeoutScale;
  const runId = runLetters(randomBytes(6));
  if (target.kind !== 'store') {
    const binding =
      target.kind === 'exec'
        ? createExecBinding({ command: target.command, timeoutScale })
        : createModuleBinding({ path: resolve(target.path), timeoutScale });
    return { binding, timeoutMs, runId, nextPrefix: () => VALIDATOR_PREFIX, close: () => binding.close() };
  }
  let drives = 0;
  const nextPrefix = (): string => filePrefix(runId, drives++);
  if (!URL.canParse(target.url)) return { binding: undefined, timeoutMs, runId, nextPrefix, close: async () => {} };
  const base = new URL(target.url);
  const { account, rate } = target;
  const silences = createSilences();
  const client = createHttpClient({
    url: base,
    ...(tls === undefined ? {} : { tls }),
    headers,
    ...(rate === undefined ? {} : { ratePerSecond: rate }),
    timeoutMs: () => silences.limitMs(timeoutMs),
  });
  const binding = createStoreBinding({
    document: target.binding ?? DEFAULT_BINDING,
    base,
    client,
    silences,
    secrets: createSecrets({ accounts: account === undefined ? [] : [account], headers }),
    ...(account === undefined ? {} : { account }),
  });
  const close = async (): Promise<void> => {
    await binding.close();
    client.close();
  };
  return { binding, timeoutMs, runId, nextPrefix, close };
}
