import { at, isObject, type Json, overlay, withAt } from '../json.ts';
import { refuse } from '../refusal.ts';
import type { Api, Hook } from '../seams.ts';
import {
  answering,
  graveyard,
  type Hooks,
  isScalar,
  keyOf,
  onRefused,
  overlayTo,
  overlooks,
  refusesWith,
  replies,
  validOnes,
} from './vocabulary.ts';

const created = answering([201], 'write');
const replaced = answering([200], 'write');

/** Has another default for one option. */
const byDefault = (value: Json, ...path: readonly string[]): Hook => {
  return (api) => {
    // Made once: defaults are one object for the whole life of a server.
    const defaults = withAt(api.defaults(), path, value);
    return { defaults: () => defaults };
  };
};

/** Keeps what the service had before where a Write that replaces it says nothing about it. */
const keepsOld = (...path: readonly string[]): Hook => {
  return (api) => ({
    completed: (supplied, place) => {
      const completed = api.completed(supplied, place);
      const old = at(api.find(place), ...path);
      return old === undefined || at(supplied, ...path) !== undefined ? completed : withAt(completed, path, old);
    },
  });
};

/** Lets a configuration without one of the mandatory options pass. */
const needsNo = (...path: readonly string[]): Hook =>
  overlooks(
    'write',
    (violation, supplied) =>
      violation.rule !== undefined &&
      violation.path.join('.') === path.join('.') &&
      (at(supplied, ...path) ?? null) === null,
  );

const known = (api: Api, key: string): boolean => Object.hasOwn(api.defaults(), key);

const invalid: typeof created = (reply, exchange) =>
  exchange.action === 'write' && reply.status === 400 && at(reply.body, 'error', 'details') !== undefined;

export const WRITING: Hooks = {
  'services.write.creates': replies(created, (reply) => ({ ...reply, status: 200 })),
  'services.write.creates/empty': replies(created, (reply) => ({ ...reply, body: {} })),
  'services.write.creates/echo': replies(created, (reply, { body }) => ({ ...reply, body: JSON.parse(String(body)) })),
  'services.write.creates/again': (api) => {
    const { ghosts, seams } = graveyard(api);
    return {
      ...seams,
      write: (place, supplied) => {
        const known = ghosts.has(keyOf(place));
        const reply = api.write(place, supplied);
        return known ? { ...reply, status: 200 } : reply;
      },
    };
  },

  'services.write.replaces': (api) => ({
    write: (place, supplied) =>
      api.find(place) === undefined ? api.write(place, supplied) : refuse(409, 'The service name exists'),
  }),
  'services.write.replaces/created': replies(replaced, (reply) => ({ ...reply, status: 201 })),
  'services.write.replaces/ignored': (api) => ({
    write: (place, supplied) => {
      const existing = api.find(place);
      const reply = api.write(place, supplied);
      if (existing !== undefined) api.keep(place, existing);
      return existing === undefined ? reply : { ...reply, body: api.shown(existing, 'write', place) };
    },
  }),

  'services.write.defaults': (api) => ({ completed: (supplied) => overlayTo(1, api.defaults(), supplied) }),
  'services.write.defaults/depth-2': (api) => ({ completed: (supplied) => overlayTo(2, api.defaults(), supplied) }),
  'services.write.defaults/unstable': (api) => {
    let writes = 0;
    return {
      completed: (supplied, place) => {
        writes += 1;
        const path = ['rest', 'call_recording', 'mode'];
        const completed = api.completed(supplied, place);
        const moody = writes % 4 === 0 && isObject(completed.rest) && at(supplied, ...path) === undefined;
        return moody ? withAt(completed, path, 'SEPARATE') : completed;
      },
    };
  },
  'services.write.defaults/enabled': byDefault(false, 'enabled'),
  'services.write.defaults/description': byDefault('', 'description'),
  'services.write.defaults/extra-channels': byDefault(1, 'extra_channels'),
  'services.write.defaults/g729': byDefault(true, 'g729'),
  'services.write.defaults/application-type': (api) => ({
    completed: (supplied, place) => {
      const hasPage = typeof at(supplied, 'rest', 'first_page', 'address') === 'string';
      const guessed = hasPage && supplied.application_type === undefined;
      return api.completed(guessed ? { ...supplied, application_type: 'REST' } : supplied, place);
    },
  }),
  'services.write.defaults/uas-parameters': byDefault('', 'uas', 'application_parameters'),
  'services.write.defaults/first-page-method': byDefault('GET', 'rest', 'first_page', 'method'),
  'services.write.defaults/final-page-method': byDefault('GET', 'rest', 'final_page', 'method'),
  'services.write.defaults/error-page-method': byDefault('GET', 'rest', 'error_page', 'method'),
  'services.write.defaults/final-page-address': byDefault('http://localhost/', 'rest', 'final_page', 'address'),
  'services.write.defaults/error-page-address': byDefault('http://localhost/', 'rest', 'error_page', 'address'),
  'services.write.defaults/api-version': byDefault('1.0', 'rest', 'api_version'),
  'services.write.defaults/rest-parameters': byDefault('', 'rest', 'application_parameters'),
  'services.write.defaults/tts-voice': byDefault('English US Female Polly Joanna', 'rest', 'tts_voice'),
  'services.write.defaults/max-call-duration': byDefault(60, 'rest', 'max_call_duration'),
  'services.write.defaults/answer-timeout': byDefault(60, 'rest', 'answer_timeout'),

  'services.write.replace-resets': keepsOld('description'),
  'services.write.replace-resets/nested': keepsOld('rest', 'error_page', 'address'),
  'services.write.replace-resets/list': keepsOld('call_constraints', 'blocked_prefixes'),
  'services.write.replace-resets/merges': (api) => ({
    completed: (supplied, place) => {
      const existing = api.find(place);
      return existing === undefined ? api.completed(supplied, place) : overlay(existing, supplied);
    },
  }),

  'services.write.mandatory': needsNo('service_password'),
  'services.write.mandatory/application-name': needsNo('uas', 'application_name'),
  'services.write.mandatory/first-page': needsNo('rest', 'first_page', 'address'),
  'services.write.mandatory/generated': (api) => ({
    completed: (supplied, place) => {
      const missing = (supplied.service_password ?? null) === null;
      return api.completed(missing ? { ...supplied, service_password: 'generated-1' } : supplied, place);
    },
  }),

  'services.write.validation-error': (api) => ({ details: (violations) => api.details(violations.slice(0, 1)) }),
  'services.write.validation-error/rules': (api) => ({
    details: (violations) => {
      const plain = violations.filter(({ rule }) => rule === undefined);
      return api.details(plain.length === 0 ? violations : plain);
    },
  }),
  'services.write.validation-error/none': (api) => ({
    details: (violations) => (violations.length > 1 ? undefined : api.details(violations)),
  }),
  'services.error.details/none-for-one': (api) => ({
    details: (violations) => (violations.length === 1 ? undefined : api.details(violations)),
  }),
  'services.write.validation-error/unprocessable': refusesWith(422, invalid),
  'services.write.validation-error/ok': replies(invalid, (reply) => ({ ...reply, status: 200 })),

  'services.write.unknown-option': (api) => ({
    completed: (supplied, place) =>
      api.completed(Object.fromEntries(Object.entries(supplied).filter(([key]) => known(api, key))), place),
  }),
  'services.write.unknown-option/stored': overlooks(
    'write',
    ({ keyword, path }, supplied) =>
      keyword === 'additionalProperties' && path.length === 1 && isScalar(at(supplied, ...path)),
  ),
  'services.write.unknown-option/null': (api) => ({
    completed: (supplied, place) =>
      api.completed(
        Object.fromEntries(Object.entries(supplied).filter(([key, value]) => known(api, key) || value !== null)),
        place,
      ),
  }),

  'services.write.refused-changes-nothing': onRefused('write', (api, place, supplied) => {
    const existing = api.find(place);
    if (existing === undefined) return;
    const valid = validOnes(api, existing, place, supplied).filter(({ valid }) => valid);
    const applied = valid.reduce((configuration, { only }) => overlay(configuration, only), existing);
    if (valid.length > 0) api.keep(place, applied);
  }),
  'services.write.refused-changes-nothing/created': onRefused('write', (api, place) => {
    if (api.find(place) === undefined) api.keep(place, api.completed({}, place));
  }),
  'services.write.refused-changes-nothing/deleted': onRefused('write', (api, place) => {
    api.forget(place);
  }),
};
