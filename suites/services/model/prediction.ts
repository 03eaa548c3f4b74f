import type { JsonObject } from '../../../harness/traces/services-trace.ts';
import type { Origin } from './difference.ts';

/** A configuration as the target should return it. */
export interface PredictedConfiguration {
  readonly value: JsonObject;
  /** Dotted paths below which nothing is predicted; '' is all of it. */
  readonly open: ReadonlySet<string>;
  /** Dotted paths of objects that may hold more members than predicted; '' is the whole and everything in it. */
  readonly extensible: ReadonlySet<string>;
  readonly originOf: (path: string) => Origin;
}

/** Why a request has to be refused. `merge`: the merged configuration of a Modify is invalid. */
export type Refusal =
  | 'credentials'
  | 'unknown-service'
  | 'mandatory'
  | 'unknown-option'
  | 'schema'
  | 'merge'
  | 'malformed'
  | 'not-an-object';

/** What a correct target does with a request, as far as the documents, its own schema and its earlier answers tell. */
export type Prediction =
  | {
      readonly kind: 'success';
      readonly action: 'created' | 'replaced' | 'modified' | 'read' | 'deleted' | 'listed' | 'schema';
      /** For created, replaced, modified and read, where anything can be predicted. */
      readonly configuration?: PredictedConfiguration;
    }
  | {
      readonly kind: 'refusal';
      readonly why: Refusal;
      /** Dotted paths of the options that are wrong, for validation. */
      readonly violations: readonly string[];
    }
  /** Both are right; `why` says what leaves it open. A success must look like `configuration` where that is there. */
  | {
      readonly kind: 'either';
      readonly action: 'created' | 'replaced' | 'modified' | 'read' | 'deleted';
      readonly why: string;
      readonly configuration?: PredictedConfiguration;
    }
  /** Anything that is no 5xx, and an answer. */
  | { readonly kind: 'any'; readonly why: string };
