import { at, isObject, type Json, type JsonObject, withAt, without } from '../json.ts';
import {
  answering,
  asHtml,
  dropped,
  type Hooks,
  keyOf,
  refusesWith,
  replies,
  shows,
  withoutBody,
} from './vocabulary.ts';

const ON_READ = ['read'] as const;
const unknown = answering([404], 'read');

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

function isDefault(value: Json, path: readonly string[], defaults: JsonObject): boolean {
  return !isObject(value) && JSON.stringify(value) === JSON.stringify(at(defaults, ...path));
}

export const READING: Hooks = {
  'services.read.complete': shows(ON_READ, (configuration) => without(configuration, 'call_constraints')),
  'services.read.complete/nulls': shows(ON_READ, (configuration) => dropped(configuration, (value) => value === null)),
  'services.read.complete/nested': shows(ON_READ, (configuration) => without(configuration, 'rest', 'error_page')),
  'services.read.complete/defaults': (api) => ({
    shown: (configuration, purpose, place) => {
      const shown = api.shown(configuration, purpose, place);
      if (purpose !== 'read' || !isObject(shown)) return shown;
      return dropped(shown, (value, path) => isDefault(value, path, api.defaults()));
    },
  }),
  'services.read.complete/application': shows(ON_READ, (configuration) =>
    without(configuration, configuration.application_type === 'REST' ? 'uas' : 'rest'),
  ),

  'services.read.unknown': replies(unknown, () => ({ status: 200, headers: {}, body: null })),
  'services.read.unknown/bad-request': refusesWith(400, unknown),
  'services.read.unknown/server-error': refusesWith(500, unknown),
  'services.read.unknown/html': asHtml(unknown),
  'services.read.unknown/no-body': withoutBody(unknown),

  'services.read.own-write': (api) => {
    const before = new Map<string, JsonObject>();
    return {
      keep: (place, configuration) => {
        const existing = api.find(place);
        if (existing !== undefined) before.set(keyOf(place), existing);
        api.keep(place, configuration);
      },
      forget: (place) => {
        before.delete(keyOf(place));
        return api.forget(place);
      },
      shown: (configuration, purpose, place) =>
        api.shown(purpose === 'read' ? (before.get(keyOf(place)) ?? configuration) : configuration, purpose, place),
    };
  },
  'services.read.own-write/masked': shows(ON_READ, (configuration) => ({
    ...configuration,
    service_password: '********',
  })),
  'services.read.own-write/escaped': shows(ON_READ, (configuration) =>
    typeof configuration.description === 'string'
      ? { ...configuration, description: escaped(configuration.description) }
      : configuration,
  ),
  'services.read.own-write/cut': (api) => ({
    keep: (place, configuration) => {
      const { description } = configuration;
      const cut = typeof description === 'string' ? [...description].slice(0, 40).join('') : undefined;
      api.keep(place, cut === undefined ? configuration : withAt(configuration, ['description'], cut));
    },
  }),
  'services.read.own-write/unsaved-modify': (api) => {
    let modifying = false;
    return {
      modify: (place, supplied) => {
        modifying = true;
        try {
          return api.modify(place, supplied);
        } finally {
          modifying = false;
        }
      },
      keep: (place, configuration) => {
        if (!modifying) api.keep(place, configuration);
      },
    };
  },
};
