import type { RunOptions } from '../../harness/engine/options.ts';
import type { Account } from '../../harness/http/account.ts';
import type { BindingDocument } from '../../harness/roles/file-client/binding-document.ts';
import type { NamesTrace } from '../../harness/traces/names-trace.ts';

/** Where names are judged: in a store over HTTP, by a command, by a function of a module. */
export type NamesTarget =
  | {
      readonly kind: 'store';
      readonly url: string;
      /** How the service is spoken to; the default binding where absent. */
      readonly binding?: BindingDocument;
      /** Basic credentials of every request. */
      readonly account?: Account;
      /** Requests a second at most; unlimited where absent. */
      readonly rate?: number;
    }
  | { readonly kind: 'exec'; readonly command: string }
  | { readonly kind: 'module'; readonly path: string };

export interface MediaFilesRunOptions extends Omit<RunOptions<NamesTrace>, 'url'> {
  readonly target: NamesTarget;
}
