// The API as it is documented: List, Get Schema, Read, Write, Modify, Delete, and the errors.
import { type Account, FIRST_SERVICES } from './accounts.table.ts';
import { accountOf, credentialsOf, utf8 } from './authentication.ts';
import { DEFAULTS } from './defaults.table.ts';
import type { Reply } from './exchange.ts';
import { isObject, type Json, overlay, textAt } from './json.ts';
import {
  errorBody,
  invalid,
  RefusalError,
  refuse,
  unauthorized,
  unknownService,
  unsupportedMethod,
} from './refusal.ts';
import { SCHEMA } from './schema.table.ts';
import type { Api, Hook } from './seams.ts';
import { openStore } from './store.ts';
import type { Validator } from './validation.ts';

const LONGEST_NAME = 100;
const CONTROL = /\p{Cc}/u;
const JSON_TYPE = /^(application|text)\/([a-z0-9.-]+\+)?json\s*(;|$)/i;

/** The API of one server: conforming, but for what the hooks replace; the first hook is the outermost. */
export function createApi(accounts: readonly Account[], validate: Validator, hooks: readonly Hook[]): Api {
  // Faults may change the defaults in place: those of other servers are not theirs.
  const defaults = structuredClone(DEFAULTS);
  const store = openStore();
  const ok = (body: Json): Reply => ({ status: 200, headers: {}, body });

  const conforming: Api = {
    accounts,
    ...store,

    answer: (exchange) => api.spell(api.reply(exchange), exchange),

    spell: ({ status, headers, body }) =>
      body === undefined
        ? { status, headers, payload: Buffer.alloc(0) }
        : {
            status,
            headers: { 'Content-Type': 'application/json', ...headers },
            payload: Buffer.from(JSON.stringify(body)),
          },

    reply: (exchange) => {
      try {
        return api.perform(exchange, api.authenticate(exchange) ?? unauthorized());
      } catch (error) {
        if (error instanceof RefusalError) return api.refused(error.refusal, exchange);
        throw error;
      }
    },

    refused: (refusal, exchange) => ({
      status: refusal.status,
      headers: refusal.headers,
      body: api.errorBody(refusal, exchange),
    }),

    errorBody: (refusal, exchange) => errorBody(refusal, exchange, api.details(refusal.violations)),

    details: (violations) => (violations.length === 0 ? undefined : violations.map(({ sentence }) => sentence)),

    authenticate: ({ headers }) => accountOf(accounts, credentialsOf(headers.authorization)),

    perform: (exchange, account) => {
      const { action, segment = '' } = exchange;
      if (action === 'unknown-path') return refuse(404, 'There is nothing at this path');
      if (action === 'unsupported-method') return unsupportedMethod(exchange);
      if (action === 'list') return api.list(account);
      if (action === 'schema') return ok(api.schema());
      const place = { account, name: api.nameOf(segment) };
      if (action === 'read') return api.read(place);
      if (action === 'delete') return api.remove(place);
      if (action === 'modify' && api.find(place) === undefined) return unknownService();
      const supplied = api.supplied(exchange);
      return action === 'write' ? api.write(place, supplied) : api.modify(place, supplied);
    },

    nameOf: (segment) => {
      const name = percentDecoded(segment);
      const length = [...name].length;
      if (length < 1 || length > LONGEST_NAME) return refuse(400, `A service name has 1 to ${LONGEST_NAME} characters`);
      if (name.includes('/') || CONTROL.test(name))
        return refuse(400, 'A service name has no slash and no control characters');
      return name;
    },

    supplied: ({ headers, body }) => {
      const type = headers['content-type'] ?? '';
      if (type !== '' && !JSON_TYPE.test(type)) return refuse(415, 'The Content-Type must be application/json');
      if (body === undefined) return refuse(413, 'The request body is too long');
      const value = api.parse(body);
      return isObject(value) ? value : refuse(400, 'The configuration must be a JSON object');
    },

    parse: (body) => {
      const text = utf8(body) ?? refuse(400, 'The request body is not UTF-8');
      try {
        return JSON.parse(text);
      } catch {
        return refuse(400, 'The request body is not JSON');
      }
    },

    list: (account) => {
      const services = api.names(account).flatMap((name) => {
        const configuration = api.find({ account, name });
        return configuration === undefined ? [] : [api.entry(name, configuration)];
      });
      return ok({ services });
    },

    entry: (name, configuration) => ({
      name,
      target:
        (textAt(configuration, 'application_type') === 'REST'
          ? textAt(configuration, 'rest', 'first_page', 'address')
          : textAt(configuration, 'uas', 'application_name')) ?? '',
      description: configuration.description ?? null,
    }),

    schema: () => SCHEMA,

    read: (place) => ok(api.shown(api.find(place) ?? unknownService(), 'read', place)),

    write: (place, supplied) => {
      const configuration = api.completed(supplied, place);
      const violations = api.violations(configuration, 'write', supplied, place);
      if (violations.length > 0) return invalid(violations);
      const status = api.find(place) === undefined ? 201 : 200;
      api.keep(place, configuration);
      return { status, headers: {}, body: api.shown(configuration, 'write', place) };
    },

    modify: (place, supplied) => {
      const configuration = api.merged(api.find(place) ?? unknownService(), supplied, place);
      const violations = api.violations(configuration, 'modify', supplied, place);
      if (violations.length > 0) return invalid(violations);
      api.keep(place, configuration);
      return ok(api.shown(configuration, 'modify', place));
    },

    remove: (place) => (api.forget(place) ? { status: 204, headers: {} } : unknownService()),

    shown: (configuration) => configuration,

    defaults: () => defaults,

    completed: (supplied) => overlay(api.defaults(), supplied),

    merged: (existing, supplied) => overlay(existing, supplied),

    violations: (configuration) => {
      try {
        return validate(configuration);
      } catch (error) {
        // Comparing items that are nested very deeply uses up the stack.
        if (error instanceof RangeError) return refuse(400, 'The configuration is nested too deeply');
        throw error;
      }
    },
  };

  // Bound late: what the conforming functions call is what the hooks made of it.
  let api = conforming;
  // What was there before any fault is in a store of its own making: it is nobody's to break.
  accounts.forEach((account, place) => {
    for (const { name, supplied } of FIRST_SERVICES[place % FIRST_SERVICES.length] ?? [])
      store.keep({ account, name }, overlay(structuredClone(DEFAULTS), supplied));
  });

  for (const hook of [...hooks].reverse()) api = { ...api, ...hook(api) };
  return api;
}

function percentDecoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return refuse(400, 'The service name is not percent-encoded UTF-8');
  }
}
