import type { Account } from '../accounts.table.ts';
import { type Credentials, credentialsOf } from '../authentication.ts';
import type { Action } from '../exchange.ts';
import { isObject } from '../json.ts';
import { refuse } from '../refusal.ts';
import type { Hook } from '../seams.ts';
import { attempt, type Hooks, ownerOf } from './vocabulary.ts';

/** Asks for no credentials: it takes the request for that of the account which has the service. */
const open = (...actions: readonly Action[]): Hook => {
  return (api) => ({
    authenticate: (exchange) => {
      const bare = exchange.headers.authorization === undefined && actions.includes(exchange.action);
      return bare ? ownerOf(api, exchange.segment) : api.authenticate(exchange);
    },
  });
};

/** Accepts more credentials than those of an account. */
const accepts =
  (matches: (given: Credentials, account: Account, accounts: readonly Account[]) => boolean): Hook =>
  (api) => ({
    authenticate: (exchange) => {
      const given = credentialsOf(exchange.headers.authorization);
      const known = api.authenticate(exchange);
      if (known !== undefined || given === undefined) return known;
      return api.accounts.find((account) => matches(given, account, api.accounts));
    },
  });

/** Does what was asked for, and refuses it. */
const obeys = (...actions: readonly Action[]): Hook => {
  return (api) => ({
    reply: (exchange) => {
      const reply = api.reply(exchange);
      if (reply.status === 401 && actions.includes(exchange.action))
        attempt(() => api.perform(exchange, ownerOf(api, exchange.segment)));
      return reply;
    },
  });
};

export const AUTHENTICATION: Hooks = {
  'services.auth.required': open('list'),
  'services.auth.required/schema': open('schema'),
  'services.auth.required/read': open('read'),
  'services.auth.required/write': open('write'),
  'services.auth.required/modify': open('modify'),
  'services.auth.required/delete': open('delete'),
  'services.auth.required/revealed': (api) => ({
    errorBody: (refusal, exchange) => {
      const body = api.errorBody(refusal, exchange);
      const list = api.list(ownerOf(api, exchange.segment)).body;
      return refusal.status === 401 && isObject(body) && isObject(list) ? { ...body, ...list } : body;
    },
  }),

  'services.auth.refused': accepts((given, { user }) => given.user === user),
  'services.auth.refused/key-prefix': accepts(
    (given, { user, key }) => given.user === user && given.key !== '' && key.startsWith(given.key),
  ),
  'services.auth.refused/letter-case': accepts(
    (given, { user, key }) => given.user === user && given.key.toLowerCase() === key.toLowerCase(),
  ),
  'services.auth.refused/any-user': accepts((given, { key }) => given.key === key),
  'services.auth.refused/other-key': accepts(
    (given, { user }, accounts) => given.user === user && accounts.some(({ key }) => key === given.key),
  ),
  'services.auth.refused/malformed': (api) => ({
    authenticate: (exchange) => {
      const { authorization } = exchange.headers;
      const malformed = authorization !== undefined && credentialsOf(authorization) === undefined;
      return malformed ? ownerOf(api, exchange.segment) : api.authenticate(exchange);
    },
  }),
  'services.auth.refused/server-error': (api) => ({
    authenticate: (exchange) => {
      const { authorization } = exchange.headers;
      const malformed = authorization !== undefined && credentialsOf(authorization) === undefined;
      return malformed ? refuse(500, 'Internal server error') : api.authenticate(exchange);
    },
  }),

  'services.auth.no-effect': obeys('write'),
  'services.auth.no-effect/modify': obeys('modify'),
  'services.auth.no-effect/delete': obeys('delete'),
};
