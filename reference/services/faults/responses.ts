import { isObject } from '../json.ts';
import type { Hook } from '../seams.ts';
import {
  answering,
  asHtml,
  configurations,
  type Hooks,
  isError,
  isSuccess,
  spells,
  spellsText,
  type Which,
} from './vocabulary.ts';

/** Another Content-Type, or none. */
const typed = (which: Which, type?: string): Hook =>
  spells(which, (octets) => {
    const { 'Content-Type': usual, ...headers } = octets.headers;
    return usual === undefined
      ? octets
      : { ...octets, headers: type === undefined ? headers : { ...headers, 'Content-Type': type } };
  });

const reads = answering([200], 'read');

export const RESPONSES: Hooks = {
  'services.response.content-type': typed(isError, 'text/plain'),
  'services.response.content-type/html': typed(configurations, 'text/html; charset=utf-8'),
  'services.response.content-type/missing': typed(isSuccess),
  'services.response.content-type/missing-on-errors': typed(isError),
  'services.response.content-type/schema': typed(answering([200], 'schema'), 'application/schema+json'),

  'services.response.json': spellsText(isError, (text) => text.replaceAll('"', "'")),
  'services.response.json/html': asHtml(isError),
  'services.response.json/byte-order-mark': spellsText(configurations, (text) => `\uFEFF${text}`),
  'services.response.json/trailing': spellsText(answering([200], 'list'), (text) => `${text};`),
  'services.response.json/truncated': spellsText(reads, (text) => text.slice(0, -1)),
  'services.response.json/half': spells(reads, ({ payload, headers, ...octets }) => ({
    ...octets,
    headers: { ...headers, 'Content-Length': String(payload.length) },
    payload: payload.subarray(0, payload.length / 2),
    verbatim: true,
  })),
  'services.response.json/nan': (api) => ({
    spell: (reply, exchange) => {
      const octets = api.spell(reply, exchange);
      if (!configurations(reply, exchange) || !isObject(reply.body)) return octets;
      const text = octets.payload.toString().replace('"extra_channels":0', '"extra_channels":NaN');
      return { ...octets, payload: Buffer.from(text) };
    },
  }),
  'services.response.json/latin-1': spells(configurations, (octets) => {
    const text = octets.payload.toString();
    const fits = [...text].every((character) => (character.codePointAt(0) ?? 0) < 256);
    return fits ? { ...octets, payload: Buffer.from(text, 'latin1') } : octets;
  }),
};
