import { at, isObject, type Json, type JsonObject, overlay, withAt, without } from '../json.ts';
import { invalid, RefusalError, refuse, unknownService } from '../refusal.ts';
import type { Api, Hook, Place } from '../seams.ts';
import {
  answering,
  bare,
  dropped,
  type Hooks,
  isScalarOrNull,
  keyOf,
  onRefused,
  overlayTo,
  overlooks,
  refusesToo,
  refusesWith,
  replies,
  takesOver,
  validOnes,
} from './vocabulary.ts';

/** Merges in another way. */
const merges = (how: (existing: JsonObject, supplied: JsonObject, api: Api, place: Place) => JsonObject): Hook => {
  return (api) => ({ merged: (existing, supplied, place) => how(existing, supplied, api, place) });
};

/** Treats a Modify that supplies nothing in a way of its own. */
const onEmpty =
  (how: (api: Api, place: Place, existing: JsonObject) => ReturnType<Api['modify']>): Hook =>
  (api) => ({
    modify: (place, supplied) =>
      Object.keys(supplied).length === 0
        ? how(api, place, api.find(place) ?? unknownService())
        : api.modify(place, supplied),
  });

/** The paths at which nulls were supplied. */
function nulls(supplied: JsonObject, above: readonly string[] = []): readonly (readonly string[])[] {
  return Object.entries(supplied).flatMap(([key, value]) => {
    const path = [...above, key];
    if (value === null) return [path];
    return isObject(value) ? nulls(value, path) : [];
  });
}

/** Lists are added to, objects are merged. */
function appended(existing: JsonObject, supplied: JsonObject): JsonObject {
  const merged = Object.entries(supplied).map(([key, value]): [string, Json] => {
    const old = at(existing, key);
    if (Array.isArray(old) && Array.isArray(value)) return [key, [...old, ...value]];
    return [key, isObject(old) && isObject(value) ? appended(old, value) : value];
  });
  return { ...existing, ...Object.fromEntries(merged) };
}

const unknown = answering([404], 'modify');

/** Overlooks what the schema does not know, if this holds of its path. */
const storesUnknown = (which: (path: readonly string[], value: Json | undefined) => boolean): Hook =>
  overlooks('modify', ({ keyword, path }, supplied) => {
    const value = at(supplied, ...path);
    return keyword === 'additionalProperties' && isScalarOrNull(value) && which(path, value);
  });

const accepts = (option: string): Hook =>
  overlooks('modify', ({ path, rule }) => rule !== undefined && path.join('.') === option);

/** A change that is asked for a second time. */
const repeated = (existing: JsonObject, supplied: JsonObject): boolean =>
  Object.keys(supplied).length > 0 && JSON.stringify(overlay(existing, supplied)) === JSON.stringify(existing);

export const MODIFYING: Hooks = {
  'services.modify.merges': merges((existing, supplied, api) => overlay(bare(api, existing), supplied)),
  'services.modify.merges/shallow': merges((existing, supplied) => overlayTo(1, existing, supplied)),
  'services.modify.merges/shallow-depth-2': merges((existing, supplied) => overlayTo(2, existing, supplied)),
  'services.modify.merges/shallow-depth-3': merges((existing, supplied) => overlayTo(3, existing, supplied)),
  'services.modify.merges/first-only': takesOver((supplied) =>
    dropped(supplied, (_, path) => path[0] !== Object.keys(supplied)[0]),
  ),
  'services.modify.merges/falsy-ignored': takesOver((supplied) =>
    dropped(supplied, (value) => value === false || value === 0 || value === ''),
  ),
  'services.modify.merges/appends': merges(appended),
  'services.modify.merges/stale': (api) => {
    const written = new Map<string, JsonObject>();
    return {
      write: (place, supplied) => {
        const reply = api.write(place, supplied);
        const configuration = api.find(place);
        if (configuration !== undefined) written.set(keyOf(place), configuration);
        return reply;
      },
      merged: (existing, supplied, place) => api.merged(written.get(keyOf(place)) ?? existing, supplied, place),
    };
  },
  'services.modify.merges/mandatory': refusesToo(
    'modify',
    "service_password None is not of type 'string'.",
    (supplied) => Object.keys(supplied).length > 0 && supplied.service_password === undefined,
  ),

  'services.modify.null': merges((existing, supplied, api, place) =>
    nulls(supplied).reduce((merged, path) => without(merged, ...path), api.merged(existing, supplied, place)),
  ),
  'services.modify.null/ignored': takesOver((supplied) => dropped(supplied, (value) => value === null)),
  'services.modify.null/nested-ignored': takesOver((supplied) =>
    dropped(supplied, (value, path) => value === null && path.length > 1),
  ),
  'services.modify.null/empty-text': takesOver((supplied) =>
    supplied.description === null ? { ...supplied, description: '' } : supplied,
  ),
  'services.modify.null/refused': refusesToo(
    'modify',
    'None is not allowed.',
    (supplied) => nulls(supplied).length > 0,
  ),

  'services.modify.validates-merge': overlooks('modify', ({ rule }) => rule !== undefined),
  'services.modify.validates-merge/nothing': overlooks('modify', ({ keyword }) => keyword !== 'additionalProperties'),
  'services.modify.validates-merge/types': overlooks(
    'modify',
    ({ keyword, path, rule }, supplied) =>
      keyword === 'type' && rule === undefined && isScalarOrNull(at(supplied, ...path)),
  ),
  'services.modify.validates-merge/recording': overlooks('modify', ({ path }) => path[1] === 'call_recording'),
  'services.modify.validates-merge/first-page': accepts('rest.first_page.address'),
  'services.modify.validates-merge/password': accepts('service_password'),
  'services.modify.validates-merge/ignored': (api) => ({
    modify: (place, supplied) => {
      try {
        return api.modify(place, supplied);
      } catch (error) {
        const existing = api.find(place);
        const isInvalid = error instanceof RefusalError && error.refusal.violations.length > 0;
        if (!isInvalid || existing === undefined) throw error;
        return { status: 200, headers: {}, body: api.shown(existing, 'modify', place) };
      }
    },
  }),

  'services.modify.refused-changes-nothing': onRefused('modify', (api, place, supplied) => {
    const existing = api.find(place) ?? unknownService();
    const valid = validOnes(api, existing, place, supplied).filter(({ valid }) => valid);
    const applied = valid.reduce((configuration, { only }) => overlay(configuration, only), existing);
    if (valid.length > 0) api.keep(place, applied);
  }),
  'services.modify.refused-changes-nothing/in-order': onRefused('modify', (api, place, supplied) => {
    const existing = api.find(place) ?? unknownService();
    const ones = validOnes(api, existing, place, supplied);
    const upTo = ones.findIndex(({ valid }) => !valid);
    const applied = ones.slice(0, Math.max(upTo, 0)).reduce((all, { only }) => overlay(all, only), existing);
    if (upTo > 0) api.keep(place, applied);
  }),
  'services.modify.refused-changes-nothing/all': onRefused('modify', (api, place, supplied) => {
    const existing = api.find(place) ?? unknownService();
    // What the schema does not know is another fault's to store.
    const known = Object.entries(supplied).filter(([key]) => Object.hasOwn(existing, key));
    api.keep(place, overlay(existing, Object.fromEntries(known)));
  }),

  'services.modify.unknown-service': (api) => ({
    perform: (exchange, account) => {
      if (exchange.action !== 'modify') return api.perform(exchange, account);
      const place = { account, name: api.nameOf(exchange.segment ?? '') };
      if (api.find(place) !== undefined) return api.perform(exchange, account);
      const password = { service_password: 'generated-1', uas: { application_name: 'unnamed' } };
      const configuration = api.completed(overlay(password, api.supplied(exchange)), place);
      const violations = api.violations(configuration, 'modify', configuration, place);
      if (violations.length > 0) return invalid(violations);
      api.keep(place, configuration);
      return { status: 201, headers: {}, body: api.shown(configuration, 'modify', place) };
    },
  }),
  'services.modify.unknown-service/ok': replies(unknown, () => ({ status: 200, headers: {}, body: null })),
  'services.modify.unknown-service/server-error': refusesWith(500, unknown),

  'services.modify.unknown-option': storesUnknown((path, value) => path.length === 1 && value !== null),
  'services.modify.unknown-option/nested': storesUnknown((path, value) => path.length > 1 && value !== null),
  'services.modify.unknown-option/null': storesUnknown((_, value) => value === null),

  'services.modify.empty': onEmpty((api, place, existing) => {
    const configuration = bare(api, existing);
    api.keep(place, configuration);
    return { status: 200, headers: {}, body: api.shown(configuration, 'modify', place) };
  }),
  'services.modify.empty/disables': onEmpty((api, place, existing) => {
    const configuration = withAt(existing, ['enabled'], false);
    api.keep(place, configuration);
    return { status: 200, headers: {}, body: api.shown(configuration, 'modify', place) };
  }),
  'services.modify.empty/empty': onEmpty(() => ({ status: 200, headers: {}, body: {} })),
  'services.modify.empty/refused': onEmpty(() => refuse(400, 'The configuration is empty')),

  'services.modify.idempotent': takesOver((supplied, existing) => {
    const sum = Number(supplied.extra_channels) + Number(existing.extra_channels);
    return typeof supplied.extra_channels === 'number' && sum <= 10 ? { ...supplied, extra_channels: sum } : supplied;
  }),
  'services.modify.idempotent/toggles': takesOver((supplied, existing) =>
    repeated(existing, supplied) && typeof supplied.enabled === 'boolean'
      ? { ...supplied, enabled: !supplied.enabled }
      : supplied,
  ),
  'services.modify.idempotent/numbers': takesOver((supplied, existing) =>
    repeated(existing, supplied) && typeof supplied.description === 'string' && supplied.description.length < 100
      ? { ...supplied, description: `${supplied.description} (2)` }
      : supplied,
  ),
  'services.modify.idempotent/refused': (api) => ({
    modify: (place, supplied) => {
      const existing = api.find(place);
      const again = existing !== undefined && repeated(existing, supplied);
      return again ? refuse(409, 'The configuration is the same') : api.modify(place, supplied);
    },
  }),
};
