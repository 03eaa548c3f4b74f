// What the faults are written in.
import type { Account } from '../accounts.table.ts';
import type { Action, Exchange, Octets, Outcome, Reply } from '../exchange.ts';
import { isObject, type Json, type JsonObject, overlay } from '../json.ts';
import { RefusalError, refuse } from '../refusal.ts';
import type { Api, Hook, Place, Purpose } from '../seams.ts';
import type { Violation } from '../validation.ts';

/** Hooks by fault id. */
export type Hooks = Readonly<Record<string, Hook>>;

/** Which responses a fault is about. */
export type Which = (reply: Reply, exchange: Exchange) => boolean;

export const isError: Which = ({ status }) => status >= 400;
export const isSuccess: Which = ({ status }) => status < 400;
/** Any of these statuses in answer to any of these actions. */
export const answering =
  (statuses: readonly number[], ...actions: readonly Action[]): Which =>
  ({ status }, { action }) =>
    statuses.includes(status) && actions.includes(action);
/** The responses that hold a configuration. */
export const configurations = answering([200, 201], 'read', 'write', 'modify');

/** Answers something else. */
export const replies =
  (which: Which, change: (reply: Reply, exchange: Exchange) => Reply): Hook =>
  (api) => ({
    reply: (exchange) => {
      const reply = api.reply(exchange);
      return which(reply, exchange) ? change(reply, exchange) : reply;
    },
  });

/** Spells responses otherwise. */
export const spells =
  (which: Which, change: (octets: Octets) => Octets): Hook =>
  (api) => ({
    spell: (reply, exchange) => {
      const octets = api.spell(reply, exchange);
      return which(reply, exchange) ? change(octets) : octets;
    },
  });

/** Spells the text of responses otherwise. */
export const spellsText = (which: Which, change: (text: string) => string): Hook =>
  spells(which, (octets) => ({ ...octets, payload: Buffer.from(change(octets.payload.toString())) }));

const PAGE = '<!DOCTYPE html>\n<html><body><h1>Error</h1></body></html>\n';

/** A page of HTML instead of a body in JSON. */
export const asHtml = (which: Which): Hook =>
  spells(which, (octets) => ({
    ...octets,
    headers: { ...octets.headers, 'Content-Type': 'text/html' },
    payload: Buffer.from(PAGE),
  }));

/** The status alone. */
export const withoutBody = (which: Which): Hook => replies(which, ({ status, headers }) => ({ status, headers }));

/** Refuses with another status, and says so in the body. */
export const refusesWith =
  (status: number, which: Which): Hook =>
  (api) => ({
    refused: (refusal, exchange) => {
      const reply = api.refused(refusal, exchange);
      return which(reply, exchange) ? api.refused({ ...refusal, status }, exchange) : reply;
    },
  });

/** Shows configurations otherwise than they are stored. */
export const shows =
  (purposes: readonly Purpose[], change: (configuration: JsonObject) => JsonObject): Hook =>
  (api) => ({
    shown: (configuration, purpose, place) => {
      const shown = api.shown(configuration, purpose, place);
      return purposes.includes(purpose) && isObject(shown) ? change(shown) : shown;
    },
  });

/** Overlooks some violations. */
export const overlooks =
  (purpose: Purpose, which: (violation: Violation, supplied: JsonObject, configuration: JsonObject) => boolean): Hook =>
  (api) => ({
    violations: (configuration, wanted, supplied, place) => {
      const violations = api.violations(configuration, wanted, supplied, place);
      return wanted === purpose
        ? violations.filter((violation) => !which(violation, supplied, configuration))
        : violations;
    },
  });

/** Refuses what is valid, with this sentence. */
export const refusesToo =
  (purpose: Purpose, sentence: string, which: (supplied: JsonObject, configuration: JsonObject) => boolean): Hook =>
  (api) => ({
    violations: (configuration, wanted, supplied, place) => {
      const violations = api.violations(configuration, wanted, supplied, place);
      const refused = wanted === purpose && which(supplied, configuration);
      return refused ? [...violations, { path: [], keyword: 'not', sentence }] : violations;
    },
  });

/** Changes what a Modify supplies before it is merged. */
export const takesOver =
  (change: (supplied: JsonObject, existing: JsonObject) => JsonObject): Hook =>
  (api) => ({
    merged: (existing, supplied, place) => api.merged(existing, change(supplied, existing), place),
  });

/** Does something to the store when a Write or a Modify is refused. */
export const onRefused =
  (action: 'write' | 'modify', effect: (api: Api, place: Place, supplied: JsonObject) => void): Hook =>
  (api) => ({
    [action]: (place: Place, supplied: JsonObject) => {
      try {
        return api[action](place, supplied);
      } catch (error) {
        if (error instanceof RefusalError) effect(api, place, supplied);
        throw error;
      }
    },
  });

/** Names a service among those of all accounts. */
export const keyOf = ({ account, name }: Place): string => `${account.user} ${name}`;

/** Remembers what services were when they were deleted. A new Write of a name forgets it. */
export function graveyard(api: Api): {
  readonly ghosts: ReadonlyMap<string, { readonly place: Place; readonly configuration: JsonObject }>;
  readonly seams: Pick<Api, 'keep' | 'forget'>;
} {
  const ghosts = new Map<string, { place: Place; configuration: JsonObject }>();
  return {
    ghosts,
    seams: {
      keep: (place, configuration) => {
        ghosts.delete(keyOf(place));
        api.keep(place, configuration);
      },
      forget: (place) => {
        const configuration = api.find(place);
        if (configuration !== undefined) ghosts.set(keyOf(place), { place, configuration });
        return api.forget(place);
      },
    },
  };
}

/** Files services under another name than they have. */
export const filesUnder =
  (change: (place: Place, api: Api) => Place): Hook =>
  (api) => ({
    find: (place) => api.find(change(place, api)),
    keep: (place, configuration) => api.keep(change(place, api), configuration),
    forget: (place) => api.forget(change(place, api)),
  });

/** How a request comes to a bad end. */
export type BadEnd = 500 | 'hang' | 'drop';

/** Comes to a bad end on some requests, if they come with the right credentials. */
export const endsOn =
  (end: BadEnd, which: (exchange: Exchange) => boolean): Hook =>
  (api) => ({
    answer: (exchange): Outcome => {
      if (api.authenticate(exchange) === undefined || !which(exchange)) return api.answer(exchange);
      if (end !== 500) return end;
      const refusal = { status: 500, text: 'Internal server error', violations: [], headers: {} };
      return api.spell(api.refused(refusal, exchange), exchange);
    },
  });

/** The value of a Write's or a Modify's body; undefined where it is no JSON or there is nothing to read. */
export function bodyValue({ action, body }: Exchange): Json | undefined {
  if ((action !== 'write' && action !== 'modify') || body === undefined) return undefined;
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}

/** Calls a handler that may refuse, for its effects. */
export function attempt(act: () => unknown): void {
  try {
    act();
  } catch (error) {
    if (!(error instanceof RefusalError)) throw error;
  }
}

/** The service of an exchange, whoever asked for it: the account that has it, or else the first. */
export function ownerOf(api: Api, segment: string | undefined): Account {
  const [first] = api.accounts;
  if (first === undefined) return refuse(404, 'There are no accounts');
  let owner: Account | undefined;
  attempt(() => {
    const name = api.nameOf(segment ?? '');
    owner = api.accounts.find((account) => api.find({ account, name }) !== undefined);
  });
  return owner ?? first;
}

export const isScalar = (value: Json | undefined): boolean => value !== undefined && typeof value !== 'object';
export const isScalarOrNull = (value: Json | undefined): boolean => value === null || isScalar(value);

/** The object without the options of which a test holds, at every depth. */
export function dropped(object: JsonObject, test: (value: Json, path: readonly string[]) => boolean): JsonObject {
  const prune = (value: JsonObject, path: readonly string[]): JsonObject =>
    Object.fromEntries(
      Object.entries(value)
        .filter(([key, member]) => !test(member, [...path, key]))
        .map(([key, member]) => [key, isObject(member) ? prune(member, [...path, key]) : member]),
    );
  return prune(object, []);
}

/** One object over another, objects merged to so many levels and replaced below them. */
export function overlayTo(levels: number, base: JsonObject, supplied: JsonObject): JsonObject {
  const merged = Object.entries(supplied).map(([key, value]): [string, Json] => {
    const under = Object.hasOwn(base, key) ? base[key] : undefined;
    return [key, levels > 1 && isObject(under) && isObject(value) ? overlayTo(levels - 1, under, value) : value];
  });
  return { ...base, ...Object.fromEntries(merged) };
}

/** A configuration with nothing set but what it cannot be without. */
export function bare(api: Api, configuration: JsonObject): JsonObject {
  const kept = ['service_password', 'application_type', 'uas', 'rest'];
  const mandatory = dropped(configuration, (_, path) => {
    const [top = '', second, third] = path;
    if (!kept.includes(top)) return true;
    if (top === 'uas') return second !== undefined && second !== 'application_name';
    return top === 'rest' && second !== undefined && (second !== 'first_page' || third === 'method');
  });
  return overlay(api.defaults(), mandatory);
}

/** The options at the top of what was supplied that would be valid one by one. */
export function validOnes(
  api: Api,
  base: JsonObject,
  place: Place,
  supplied: JsonObject,
): { readonly key: string; readonly only: JsonObject; readonly valid: boolean }[] {
  return Object.keys(supplied).map((key) => {
    const only = dropped(supplied, (_, path) => path[0] !== key);
    return { key, only, valid: api.violations(overlay(base, only), 'modify', only, place).length === 0 };
  });
}
