// The API as a record of functions that call each other through the record. A fault replaces some of them and calls on
// what was there for the rest: so each function here is a place where a fault can take hold.
import type { Account } from './accounts.table.ts';
import type { Exchange, Octets, Outcome, Reply } from './exchange.ts';
import type { Json, JsonObject } from './json.ts';
import type { Refusal } from './refusal.ts';
import type { Violation } from './validation.ts';

/** What a configuration is looked at for. */
export type Purpose = 'read' | 'write' | 'modify';

/** Where a service is, or would be. */
export interface Place {
  readonly account: Account;
  readonly name: string;
}

/** Functions that refuse throw a RefusalError. */
export interface Api {
  /** Everything, from the request to what goes out. */
  answer(exchange: Exchange): Outcome;
  /** The reply in octets. */
  spell(reply: Reply, exchange: Exchange): Octets;
  /** The reply to a request, whether granted or refused. */
  reply(exchange: Exchange): Reply;
  /** The reply to a request that is refused. */
  refused(refusal: Refusal, exchange: Exchange): Reply;
  errorBody(refusal: Refusal, exchange: Exchange): Json;
  /** What an error says of violations; undefined leaves it out. */
  details(violations: readonly Violation[]): Json | undefined;

  /** The account that a request is made for; undefined where its credentials are missing or wrong. */
  authenticate(exchange: Exchange): Account | undefined;
  /** Does what is asked for, by the method and the path. */
  perform(exchange: Exchange, account: Account): Reply;
  /** The name that a path segment spells. */
  nameOf(segment: string): string;
  /** The configuration in the request's body. */
  supplied(exchange: Exchange): JsonObject;
  /** The text of a body in JSON, parsed. */
  parse(body: Buffer): Json;

  list(account: Account): Reply;
  /** A service as it is listed. */
  entry(name: string, configuration: JsonObject): Json;
  schema(): JsonObject;
  read(place: Place): Reply;
  write(place: Place, supplied: JsonObject): Reply;
  modify(place: Place, supplied: JsonObject): Reply;
  remove(place: Place): Reply;
  /** A configuration as a response shows it. */
  shown(configuration: JsonObject, purpose: Purpose, place: Place): Json;

  defaults(): JsonObject;
  /** The supplied options over the defaults. */
  completed(supplied: JsonObject, place: Place): JsonObject;
  /** The supplied options over those of an existing service. */
  merged(existing: JsonObject, supplied: JsonObject, place: Place): JsonObject;
  /** What is wrong with a complete configuration, made of what was supplied. */
  violations(configuration: JsonObject, purpose: Purpose, supplied: JsonObject, place: Place): readonly Violation[];

  find(place: Place): JsonObject | undefined;
  keep(place: Place, configuration: JsonObject): void;
  /** False where there was nothing. */
  forget(place: Place): boolean;
  /** The names of an account's services, oldest first. */
  names(account: Account): readonly string[];

  readonly accounts: readonly Account[];
}

/** Replaces parts of one server's API. It is called once for each server, so that its state starts anew. */
export type Hook = (api: Api) => Partial<Api>;
