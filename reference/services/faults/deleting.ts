import { at } from '../json.ts';
import { answering, graveyard, type Hooks, keyOf, refusesWith, replies, spells } from './vocabulary.ts';

const deleted = answering([204], 'delete');
const unknown = answering([404], 'delete');
const NO_CONTENT = { status: 204, headers: {} } as const;

export const DELETING: Hooks = {
  'services.delete.no-content': replies(deleted, () => ({ status: 200, headers: {}, body: {} })),
  'services.delete.no-content/configuration': (api) => ({
    remove: (place) => {
      const configuration = api.find(place);
      const reply = api.remove(place);
      return configuration === undefined
        ? reply
        : { ...reply, status: 200, body: api.shown(configuration, 'read', place) };
    },
  }),
  'services.delete.no-content/body': spells(deleted, () => ({
    status: 204,
    headers: { 'Content-Type': 'application/json', 'Content-Length': '2', Connection: 'close' },
    payload: Buffer.from('{}'),
    verbatim: true,
  })),

  'services.delete.gone': (api) => {
    const { ghosts, seams } = graveyard(api);
    return {
      ...seams,
      read: (place) => {
        const ghost = ghosts.get(keyOf(place));
        if (ghost === undefined) return api.read(place);
        return { status: 200, headers: {}, body: api.shown(ghost.configuration, 'read', place) };
      },
    };
  },
  'services.delete.gone/modify': (api) => {
    const { ghosts, seams } = graveyard(api);
    return {
      ...seams,
      perform: (exchange, account) => {
        if (exchange.action === 'modify') {
          const ghost = ghosts.get(keyOf({ account, name: api.nameOf(exchange.segment ?? '') }));
          if (ghost !== undefined) seams.keep(ghost.place, ghost.configuration);
        }
        return api.perform(exchange, account);
      },
    };
  },
  'services.delete.gone/again': (api) => {
    const { ghosts, seams } = graveyard(api);
    return { ...seams, remove: (place) => (ghosts.has(keyOf(place)) ? NO_CONTENT : api.remove(place)) };
  },
  'services.delete.gone/listed': (api) => {
    const { ghosts, seams } = graveyard(api);
    return {
      ...seams,
      list: (account) => {
        const reply = api.list(account);
        const services = at(reply.body, 'services');
        const theirs = [...ghosts.values()].filter(({ place }) => place.account === account);
        const entries = theirs.map(({ place, configuration }) => api.entry(place.name, configuration));
        return Array.isArray(services) ? { ...reply, body: { services: [...services, ...entries] } } : reply;
      },
    };
  },
  'services.delete.gone/late': (api) => {
    const doomed: { readonly name: string; readonly end: () => void }[] = [];
    return {
      remove: (place) => {
        const found = api.find(place);
        if (found === undefined) return api.remove(place);
        const end = (): void => {
          // Not what somebody wrote anew in the meantime.
          if (api.find(place) === found) api.forget(place);
        };
        doomed.push({ name: place.name, end });
        return NO_CONTENT;
      },
      answer: (exchange) => {
        const { segment } = exchange;
        const due = doomed.filter(({ name }) => segment !== undefined && name === decoded(segment));
        const outcome = api.answer(exchange);
        for (const each of due) {
          each.end();
          doomed.splice(doomed.indexOf(each), 1);
        }
        return outcome;
      },
    };
  },
  'services.delete.gone/kept': (api) => ({
    remove: (place) => (api.find(place) === undefined ? api.remove(place) : NO_CONTENT),
  }),

  'services.delete.unknown': replies(unknown, () => NO_CONTENT),
  'services.delete.unknown/ok': replies(unknown, () => ({ status: 200, headers: {}, body: {} })),
  'services.delete.unknown/bad-request': refusesWith(400, unknown),
};

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
