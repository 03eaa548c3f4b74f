// What a test needs to speak to a store.
import type { Account } from '../../http/account.ts';
import { createHttpClient } from '../../http/client.ts';
import { createSecrets } from '../../http/secrets.ts';
import type { NameBinding } from './binding.ts';
import type { BindingDocument } from './binding-document.ts';
import { DEFAULT_BINDING } from './bindings/default.ts';
import type { Silences } from './silences.ts';
import { createStoreBinding } from './store-binding.ts';

export interface StoreClientOptions {
  readonly document?: BindingDocument;
  readonly account?: Account;
  readonly timeoutMs?: number;
  readonly silences?: Silences;
}

/** A binding with a client of its own, which `end` closes. */
export function storeClient(
  url: string,
  { document = DEFAULT_BINDING, account, timeoutMs = 10_000, silences }: StoreClientOptions = {},
): { readonly binding: NameBinding; readonly end: () => void } {
  const base = new URL(url);
  const client = createHttpClient({ url: base, timeoutMs: () => timeoutMs });
  const secrets = createSecrets({ accounts: account === undefined ? [] : [account] });
  const binding = createStoreBinding({
    document,
    base,
    client,
    secrets,
    ...(account === undefined ? {} : { account }),
    ...(silences === undefined ? {} : { silences }),
  });
  return { binding, end: client.close };
}
