import { type Exchange, type Outcome, segmentOf } from '../exchange.ts';
import { at, isObject, type Json } from '../json.ts';
import { RefusalError, refuse } from '../refusal.ts';
import type { Api, Hook } from '../seams.ts';
import { answering, bodyValue, endsOn, type Hooks, refusesWith, replies } from './vocabulary.ts';

const takesBody = ({ action }: Exchange): boolean => action === 'write' || action === 'modify';

const isMalformed = (exchange: Exchange): boolean =>
  takesBody(exchange) && (exchange.body?.length ?? 0) > 0 && bodyValue(exchange) === undefined;

/** Understands bodies that are no JSON. */
const understands =
  (read: (text: string) => Json | undefined): Hook =>
  (api) => ({
    parse: (body) => {
      try {
        return api.parse(body);
      } catch (error) {
        const value = error instanceof RefusalError ? read(body.toString()) : undefined;
        if (value === undefined) throw error;
        return value;
      }
    },
  });

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The JSON object at the beginning of a text. */
function firstObject(text: string): Json | undefined {
  for (let end = text.indexOf('}'); end >= 0 && end < 10_000; end = text.indexOf('}', end + 1)) {
    const value = parsed(text.slice(0, end + 1));
    if (value !== undefined) return value;
  }
  return undefined;
}

/** Whether a test holds of a value or of anything in it, keys included. Nested however deeply. */
function anywhere(value: Json | undefined, test: (value: Json) => boolean): boolean {
  const left: Json[] = value === undefined ? [] : [value];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    if (test(next)) return true;
    if (Array.isArray(next)) left.push(...next.slice(0, 10_000));
    else if (isObject(next)) for (const [key, member] of Object.entries(next)) left.push(key, member);
  }
  return false;
}

const onText = (end: 500 | 'hang' | 'drop', test: (text: string) => boolean): Hook =>
  endsOn(end, (exchange) => anywhere(bodyValue(exchange), (value) => typeof value === 'string' && test(value)));

const onValue = (test: (value: Json) => boolean): Hook =>
  endsOn(500, (exchange) => {
    const value = bodyValue(exchange);
    return value !== undefined && test(value);
  });

const LONE_SURROGATE = /\p{Cs}/u;
const EMOJI = /[\u{1F000}-\u{1FAFF}]/u;
const LONG_TEXT = 5000;

function depthOf(value: Json): number {
  let depth = 0;
  for (let level: readonly Json[] = [value]; level.length > 0 && depth < 1000; depth += 1)
    level = level.flatMap((one) => (Array.isArray(one) ? one.slice(0, 100) : isObject(one) ? Object.values(one) : []));
  return depth;
}

/** The name in the path, or undefined where it cannot be decoded. */
function nameIn({ segment }: Exchange): string | undefined {
  try {
    return segment === undefined ? undefined : decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

const onName = (end: 500 | 'hang', test: (name: string) => boolean): Hook =>
  endsOn(end, (exchange) => {
    const name = nameIn(exchange);
    return name !== undefined && test(name);
  });

/** Takes names for others than they are. */
const names = (change: (name: string) => string): Hook => {
  return (api) => ({ nameOf: (segment) => change(api.nameOf(segment)) });
};

const notSupported = answering([405], 'unsupported-method');

/** Answers some methods that are not published in a way of its own. */
const onMethod =
  (which: (exchange: Exchange) => boolean, how: (exchange: Exchange, api: Api) => Outcome): Hook =>
  (api) => ({
    answer: (exchange) => {
      const own = exchange.action === 'unsupported-method' && which(exchange);
      return own && api.authenticate(exchange) !== undefined ? how(exchange, api) : api.answer(exchange);
    },
  });

export const SURVIVES: Hooks = {
  'services.survives.malformed-json': endsOn(500, isMalformed),
  'services.survives.malformed-json/no-body': endsOn(
    500,
    (exchange) => takesBody(exchange) && exchange.body?.length === 0,
  ),
  'services.survives.malformed-json/utf-8': understands((text) => parsed(text)),
  'services.survives.malformed-json/empty-object': understands(() => ({})),
  'services.survives.malformed-json/trailing-comma': understands((text) =>
    parsed(text.replaceAll(/,\s*([}\]])/g, '$1')),
  ),
  'services.survives.malformed-json/nan': understands((text) => parsed(text.replaceAll(/-?\b(NaN|Infinity)\b/g, '0'))),
  'services.survives.malformed-json/trailing-text': understands(firstObject),
  'services.survives.malformed-json/hang': endsOn('hang', isMalformed),
  'services.survives.malformed-json/drop': endsOn('drop', isMalformed),
  'services.survives.malformed-json/stored': (api) => ({
    supplied: (exchange) => {
      try {
        return api.supplied(exchange);
      } catch (error) {
        const account = api.authenticate(exchange);
        const name = api.nameOf(exchange.segment ?? '');
        if (isMalformed(exchange) && account !== undefined && api.find({ account, name }) === undefined)
          api.keep({ account, name }, api.completed({}, { account, name }));
        throw error;
      }
    },
  }),

  'services.survives.hostile-values': onText(500, (text) => EMOJI.test(text)),
  'services.survives.hostile-values/nul': onText(500, (text) => text.includes('\0')),
  'services.survives.hostile-values/surrogate': onText(500, (text) => LONE_SURROGATE.test(text)),
  'services.survives.hostile-values/long': onText(500, (text) => text.length > LONG_TEXT),
  'services.survives.hostile-values/deep': onValue((value) => depthOf(value) > 50),
  'services.survives.hostile-values/huge-number': onValue((value) =>
    anywhere(value, (one) => typeof one === 'number' && Math.abs(one) > Number.MAX_SAFE_INTEGER),
  ),
  'services.survives.hostile-values/proto': onValue((value) =>
    anywhere(value, (one) => at(one, '__proto__') !== undefined),
  ),
  'services.survives.malformed-json/array': onValue((value) => Array.isArray(value)),
  'services.survives.malformed-json/null': onValue((value) => value === null),
  'services.write.validation-error/null-object': onValue((value) => at(value, 'rest') === null),
  'services.survives.hostile-values/hang': onText('hang', (text) => LONE_SURROGATE.test(text)),
  'services.survives.hostile-values/drop': onText('drop', (text) => text.length > LONG_TEXT),

  'services.survives.hostile-names': onName(500, (name) => EMOJI.test(name)),
  'services.survives.hostile-names/percent': onName(500, (name) => name.includes('%')),
  'services.survives.hostile-names/space': onName(500, (name) => name.includes(' ')),
  'services.survives.hostile-names/dot': onName(500, (name) => name.includes('.')),
  'services.survives.hostile-names/long': onName(500, (name) => name.length > 64),
  'services.survives.hostile-names/hang': onName('hang', (name) => name.length > 64),
  'services.survives.hostile-names/encoding': endsOn(
    500,
    (exchange) => exchange.segment !== undefined && nameIn(exchange) === undefined,
  ),
  'services.survives.hostile-names/cut': names((name) => [...name].slice(0, 60).join('')),
  'services.survives.hostile-names/letter-case': names((name) => name.toLowerCase()),
  'services.survives.hostile-names/plus': names((name) => name.replaceAll('+', ' ')),
  'services.survives.hostile-names/twice': (api) => ({
    nameOf: (segment) => {
      const once = api.nameOf(segment);
      try {
        return api.nameOf(encodeURIComponent(decodeURIComponent(once)));
      } catch {
        return once;
      }
    },
  }),
  'services.survives.hostile-names/unread': (api) => ({
    read: (place) => (/[^ -~]/.test(place.name) ? refuse(404, 'The service name does not exist') : api.read(place)),
  }),

  'services.survives.unsupported-method': replies(notSupported, () => ({ status: 200, headers: {}, body: {} })),
  'services.survives.unsupported-method/server-error': refusesWith(500, notSupported),
  'services.survives.unsupported-method/hang': onMethod(
    () => true,
    () => 'hang',
  ),
  'services.survives.unsupported-method/post': onMethod(
    ({ method, path }) => method === 'POST' && segmentOf(path) !== undefined,
    (exchange, api) => api.answer({ ...exchange, action: 'write' }),
  ),
};
