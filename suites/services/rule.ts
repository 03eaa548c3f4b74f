// What the rules of the services suite are given and what they give back.
import type { ExchangeEvent, ExchangeTranscript, Operation, RecordedResponse } from '../../harness/http/exchange.ts';
import type { Json, JsonObject } from '../../harness/traces/services-trace.ts';
import type { ConfigurationModel } from './model/configuration-model.ts';
import type { Difference } from './model/difference.ts';
import type { Prediction } from './model/prediction.ts';

/** A violation as a rule reports it; the engine adds the case and the verdict that level and basis allow. */
export interface RuleFinding {
  readonly message: string;
  readonly expected: string;
  readonly observed: string;
  readonly at?: ViewedExchange;
  /** Set where only one reading makes it a violation: the finding is then a warning at most. */
  readonly reading?: string;
}

export interface Judgement {
  /** How many times the transcript put the requirement to the test; 0 is not-exercised. */
  readonly exercised: number;
  readonly findings: readonly RuleFinding[];
}

/** Judges one requirement over one transcript. Pure: no clock, no state, never throws. */
export interface Rule {
  readonly requirement: string;
  readonly judge: (view: ServicesView) => Judgement;
}

/** The body of a response, read as the documents promise it. */
export type ReadBody =
  | { readonly kind: 'none' }
  | { readonly kind: 'json'; readonly value: Json; readonly text: string }
  /** No JSON, or not whole: `problem` says why in a few words. */
  | { readonly kind: 'unreadable'; readonly problem: string; readonly text?: string };

/** What the target last said or should hold of a service of this case. */
export type Presence = 'absent' | 'present' | 'unknown';

/** What last happened to a service since the target was last seen to hold what it should: whom a surprise points at. */
export type Touch =
  | 'none'
  /** Its own Write or Modify that was answered with success. */
  | 'written'
  | 'modified'
  | 'deleted'
  /** Requests to it that were, or ought to be, refused: validation, credentials, no JSON. */
  | 'refused-write'
  | 'refused-modify'
  | 'unauthorised'
  | 'malformed'
  /** Only other services of this account, or another account, were written, modified or deleted. */
  | 'other-service'
  | 'other-account';

/** A service as it stood before an exchange. */
export interface ServiceBefore {
  readonly presence: Presence;
  /** It was written with success at some time in this case. */
  readonly everWritten: boolean;
  /** A Read contradicted what Write or Delete had said; only another of those makes it known again. */
  readonly isDisputed?: boolean;
  /** Its last success was a Delete. */
  readonly deleted: boolean;
  /** The last configuration that the target itself returned for it. */
  readonly configuration?: JsonObject;
  readonly touch: Touch;
  /** The exchange of that touch. */
  readonly touchedBy?: number;
  /** The configuration that a replaced one had before, while nothing else has changed it. */
  readonly replaced?: JsonObject;
}

/** One exchange, with what the model makes of it. Indexes are those of the transcript's events. */
export interface ViewedExchange {
  readonly index: number;
  readonly event: ExchangeEvent;
  readonly operation: Operation;
  /** The JSON object that was sent; absent where the request had no body that is one. */
  readonly sent?: JsonObject;
  /** The request has a body that is no JSON at all (as opposed to JSON of another kind). */
  readonly malformed: boolean;
  /** The service as it stood; for list, schema and whatever names none, absent. */
  readonly before?: ServiceBefore;
  readonly prediction: Prediction;
  /** Absent where no whole response came. */
  readonly response?: RecordedResponse;
  readonly body: ReadBody;
  /** The configuration in a response of success to Read, Write or Modify. */
  readonly returned?: JsonObject;
  /** How it differs from the prediction; empty where it does not, or nothing is predicted. */
  readonly differences: readonly Difference[];
  /** The entries of a List that belong to this case, `name` without its prefix, in order. */
  readonly listed?: readonly ListEntry[];
  /** Services that exist at this moment, by label, for a List: what is surely there and what may be. */
  readonly existing?: ReadonlyMap<string, ServiceBefore>;
}

export interface ListEntry {
  readonly service: string;
  readonly entry: JsonObject;
}

export interface ServicesView {
  readonly transcript: ExchangeTranscript;
  /** In the order in which the requests began; without clean-ups. */
  readonly exchanges: readonly ViewedExchange[];
  readonly model: ConfigurationModel;
}
