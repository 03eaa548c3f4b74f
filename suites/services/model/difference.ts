import type { Json } from '../../../harness/traces/services-trace.ts';

/** Where the value that was expected at a path comes from. */
export type Origin = 'sent' | 'sent-null' | 'documented-default' | 'learned-default' | 'kept' | 'returned';

/** One place at which a returned configuration is not as predicted. */
export interface Difference {
  /** Dotted: `rest.first_page.method`. */
  readonly path: string;
  /** Undefined where the option should not be there. */
  readonly expected: Json | undefined;
  /** Undefined where the option is missing. */
  readonly actual: Json | undefined;
  readonly origin: Origin;
  /** The value is the one that the service had before this exchange, or before it was replaced. */
  readonly isOld: boolean;
}
