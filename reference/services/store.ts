// The services of all accounts, in memory.
import type { JsonObject } from './json.ts';
import type { Api, Place } from './seams.ts';

export type Store = Pick<Api, 'find' | 'keep' | 'forget' | 'names'>;

/** An empty store. Services keep the place in the list that they had when they were created. */
export function openStore(): Store {
  const accounts = new Map<string, Map<string, JsonObject>>();
  const servicesOf = (user: string): Map<string, JsonObject> => {
    const services = accounts.get(user) ?? new Map<string, JsonObject>();
    accounts.set(user, services);
    return services;
  };
  const of = ({ account }: Place): Map<string, JsonObject> => servicesOf(account.user);

  return {
    find: (place) => of(place).get(place.name),
    keep: (place, configuration) => {
      of(place).set(place.name, configuration);
    },
    forget: (place) => of(place).delete(place.name),
    names: ({ user }) => [...servicesOf(user).keys()],
  };
}
