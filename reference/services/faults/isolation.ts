import type { Action } from '../exchange.ts';
import { at, isObject, type Json, type JsonObject, overlay, withAt } from '../json.ts';
import type { Api, Hook, Place } from '../seams.ts';
import { filesUnder, type Hooks, isScalarOrNull, keyOf } from './vocabulary.ts';

/** The account beside a place's own that has a service of this name. */
function otherOwner(api: Api, { account, name }: Place): Place | undefined {
  const other = api.accounts.find((one) => one !== account && api.find({ account: one, name }) !== undefined);
  return other === undefined ? undefined : { account: other, name };
}

/** Looks in the other accounts for a service that the account does not have. */
const reaches =
  (action: Action): Hook =>
  (api) => ({
    perform: (exchange, account) => {
      if (exchange.action !== action) return api.perform(exchange, account);
      const place = { account, name: api.nameOf(exchange.segment ?? '') };
      const other = api.find(place) === undefined ? otherOwner(api, place) : undefined;
      return api.perform(exchange, other?.account ?? account);
    },
  });

/** Changes an object in place, and thereby everybody's who has it. */
function assign(target: { [key: string]: Json }, supplied: JsonObject): void {
  for (const [key, value] of Object.entries(supplied)) {
    const inner = target[key];
    if (isObject(inner) && isObject(value)) assign(inner as { [key: string]: Json }, value);
    else target[key] = value;
  }
}

/** Remembers the places of services that were written, so that a fault spares those that were there before. */
function written(api: Api): { readonly places: () => readonly Place[]; readonly seams: Pick<Api, 'keep' | 'forget'> } {
  const places = new Map<string, Place>();
  return {
    places: () => [...places.values()],
    seams: {
      keep: (place, configuration) => {
        places.set(keyOf(place), place);
        api.keep(place, configuration);
      },
      forget: (place) => {
        places.delete(keyOf(place));
        return api.forget(place);
      },
    },
  };
}

export const ISOLATION: Hooks = {
  'services.isolates.accounts': (api) => ({
    list: (account) => {
      const all = [account, ...api.accounts.filter((one) => one !== account)];
      const services = all.flatMap((one) => {
        const theirs = at(api.list(one).body, 'services');
        return Array.isArray(theirs) ? theirs : [];
      });
      return { status: 200, headers: {}, body: { services } };
    },
  }),
  'services.isolates.accounts/read': reaches('read'),
  'services.isolates.accounts/write': reaches('write'),
  'services.isolates.accounts/modify': reaches('modify'),
  'services.isolates.accounts/delete': reaches('delete'),
  'services.isolates.accounts/password': (api) => ({
    errorBody: (refusal, exchange) => {
      const body = api.errorBody(refusal, exchange);
      const account = api.authenticate(exchange);
      if (refusal.status !== 404 || exchange.action !== 'read' || account === undefined) return body;
      const other = otherOwner(api, { account, name: api.nameOf(exchange.segment ?? '') });
      const password = other === undefined ? undefined : at(api.find(other), 'service_password');
      return isObject(body) && password !== undefined ? withAt(body, ['error', 'service_password'], password) : body;
    },
  }),
  'services.isolates.accounts/taken': (api) => ({
    keep: (place, configuration) => {
      const other = otherOwner(api, place);
      if (other !== undefined) api.forget(other);
      api.keep(place, configuration);
    },
  }),

  'services.isolates.services': (api) => ({
    merged: (existing, supplied, place) => {
      const merged = api.merged(existing, supplied, place);
      const nested = Object.values(supplied).some((value) => !isScalarOrNull(value));
      if (!nested || api.violations(merged, 'modify', supplied, place).length > 0) return merged;
      assign(existing as { [key: string]: Json }, supplied);
      return existing;
    },
  }),
  'services.isolates.services/prefix': filesUnder((place, api) => {
    const names = api.names(place.account);
    // A short name is the beginning of too many, of services that were there before too.
    if (names.includes(place.name) || place.name.length < 8) return place;
    return { ...place, name: names.find((name) => name.startsWith(place.name)) ?? place.name };
  }),
  'services.isolates.services/deletes-prefix': (api) => ({
    forget: (place) => {
      const others = api.names(place.account).filter((name) => name !== place.name && name.startsWith(place.name));
      const found = api.forget(place);
      if (found) for (const name of others) api.forget({ ...place, name });
      return found;
    },
  }),
  'services.isolates.services/password': (api) => {
    const { places, seams } = written(api);
    return {
      ...seams,
      modify: (place, supplied) => {
        const reply = api.modify(place, supplied);
        const password = supplied.service_password;
        if (password === undefined) return reply;
        for (const other of places().filter(({ account }) => account === place.account)) {
          const configuration = api.find(other);
          if (configuration !== undefined) api.keep(other, overlay(configuration, { service_password: password }));
        }
        return reply;
      },
    };
  },
};
