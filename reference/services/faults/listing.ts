import type { Reply } from '../exchange.ts';
import { at, isObject, type Json, type JsonObject, textAt, without } from '../json.ts';
import type { Hook } from '../seams.ts';
import { graveyard, type Hooks, keyOf } from './vocabulary.ts';

/** Writes the list otherwise. */
const lists =
  (change: (services: readonly Json[]) => Json): Hook =>
  (api) => ({
    list: (account) => {
      const reply = api.list(account);
      const services = at(reply.body, 'services');
      return Array.isArray(services) ? { ...reply, body: change(services) } : reply;
    },
  });

const object = (services: readonly Json[]): JsonObject => ({ services });

/** Writes each service in the list otherwise. */
const entries = (change: (entry: JsonObject) => Json): Hook =>
  lists((services) => object(services.map((entry) => (isObject(entry) ? change(entry) : entry))));

/** Lists services as they were when they were created. */
const asCreated =
  (option: 'target' | 'description'): Hook =>
  (api) => {
    const created = new Map<string, Json>();
    return {
      keep: (place, configuration) => {
        if (api.find(place) === undefined) created.set(place.name, api.entry(place.name, configuration));
        api.keep(place, configuration);
      },
      entry: (name, configuration) => {
        const now = api.entry(name, configuration);
        const then = at(created.get(name), option);
        return isObject(now) && then !== undefined ? { ...now, [option]: then } : now;
      },
    };
  };

export const LISTING: Hooks = {
  'services.list.shape': lists((services) => services),
  'services.list.shape/names': lists((services) => object(services.map((entry) => at(entry, 'name') ?? null))),
  'services.list.shape/no-target': entries((entry) => without(entry, 'target')),
  'services.list.shape/no-description': entries((entry) => without(entry, 'description')),
  'services.list.shape/absent-description': entries((entry) =>
    entry.description === null ? without(entry, 'description') : entry,
  ),
  'services.list.shape/empty-description': entries((entry) => ({ ...entry, description: entry.description ?? '' })),

  'services.list.complete': (api) => {
    const before = new Map<string, Reply>();
    return {
      list: (account) => before.get(account.user) ?? api.list(account),
      keep: (place, configuration) => {
        before.set(place.account.user, api.list(place.account));
        api.keep(place, configuration);
      },
      forget: (place) => {
        before.set(place.account.user, api.list(place.account));
        return api.forget(place);
      },
    };
  },
  'services.list.complete/twice': (api) => {
    const replaced = new Set<string>();
    return {
      write: (place, supplied) => {
        const reply = api.write(place, supplied);
        if (reply.status === 200) replaced.add(keyOf(place));
        return reply;
      },
      names: (account) =>
        api.names(account).flatMap((name) => (replaced.has(keyOf({ account, name })) ? [name, name] : [name])),
    };
  },
  'services.list.complete/newest': (api) => {
    let newest = '';
    return {
      keep: (place, configuration) => {
        if (api.find(place) === undefined) newest = keyOf(place);
        api.keep(place, configuration);
      },
      names: (account) => api.names(account).filter((name) => keyOf({ account, name }) !== newest),
    };
  },
  'services.list.complete/deleted': (api) => {
    const { ghosts, seams } = graveyard(api);
    const shown = new Set<string>();
    return {
      ...seams,
      list: (account) => {
        const reply = api.list(account);
        const services = at(reply.body, 'services');
        // Once: whoever lists again sees the truth.
        const late = [...ghosts].filter(([key, { place }]) => place.account === account && !shown.has(key));
        for (const [key] of late) shown.add(key);
        const entries = late.map(([, { place, configuration }]) => api.entry(place.name, configuration));
        return Array.isArray(services) ? { ...reply, body: object([...services, ...entries]) } : reply;
      },
    };
  },
  'services.list.complete/page': lists((services) => object(services.slice(0, 5))),
  'services.list.complete/disabled': (api) => ({
    names: (account) => api.names(account).filter((name) => at(api.find({ account, name }), 'enabled') !== false),
  }),

  'services.list.target': (api) => ({
    entry: (name, configuration) => {
      const entry = api.entry(name, configuration);
      const other =
        configuration.application_type === 'REST'
          ? textAt(configuration, 'uas', 'application_name')
          : textAt(configuration, 'rest', 'first_page', 'address');
      return isObject(entry) ? { ...entry, target: other ?? '' } : entry;
    },
  }),
  'services.list.target/stale': asCreated('target'),
  'services.list.description': entries((entry) => ({ ...entry, description: entry.name ?? null })),
  'services.list.description/stale': asCreated('description'),
};
