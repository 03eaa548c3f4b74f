import { isList, isObject, type Json, type JsonObject } from './json.ts';

/**
 * Texts that every validator takes for the format. Draft-07 leaves it to the validator whether formats are checked at
 * all, and validators that do differ about the rest.
 */
const PLAIN: Readonly<Record<string, RegExp>> = {
  date: /^(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])$/,
  'date-time': /^(19|20)\d\d-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/,
  email: /^[a-z0-9]+([._-][a-z0-9]+)*@([a-z0-9]+([.-][a-z0-9]+)*\.)[a-z]{2,10}$/i,
  hostname: /^([a-z][a-z0-9]{0,30}\.){1,4}[a-z]{2,10}$/i,
  ipv4: /^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.|$)){4}$/,
  ipv6: /^(::1|[0-9a-f]{1,4}(:[0-9a-f]{1,4}){7})$/i,
  time: /^([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/,
  uri: /^https?:\/\/[a-z0-9]+([.-][a-z0-9]+)*(:([1-9]\d{0,3}|[1-5]\d{4}))?(\/[\w./-]*(\?[\w=&.-]*)?(#[\w.-]*)?)?$/i,
  'uri-reference':
    /^(https?:\/\/[a-z0-9]+([.-][a-z0-9]+)*(:([1-9]\d{0,3}|[1-5]\d{4}))?)?\/([\w.-][\w./-]*)?(\?[\w=&.-]*)?(#[\w.-]*)?$/i,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[1-5][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i,
};

/** Formats of draft-07 of which no text is plain. */
const OTHERS = [
  ...['idn-email', 'idn-hostname', 'iri', 'iri-reference', 'json-pointer', 'regex', 'relative-json-pointer'],
  'uri-template',
];

const LONGEST_PLAIN_TEXT = 300;

export interface PlainFormats {
  /** For each format that validators know, whether a text plainly keeps to it. */
  readonly formats: Readonly<Record<string, (text: string) => boolean>>;
  /** Everything that is asked for while `look` runs keeps to its format from then on. */
  learn(look: () => void): void;
}

export function plainFormats(): PlainFormats {
  const learned = new Set<string>();
  let learning = false;
  const formatOf = (name: string) => (text: string) => {
    const key = `${name} ${text}`;
    if (learning) learned.add(key);
    if (learned.has(key)) return true;
    return Object.hasOwn(PLAIN, name) && text.length <= LONGEST_PLAIN_TEXT && PLAIN[name]?.test(text) === true;
  };
  return {
    formats: Object.fromEntries([...Object.keys(PLAIN), ...OTHERS].map((name) => [name, formatOf(name)])),
    learn(look) {
      learning = true;
      look();
      learning = false;
    },
  };
}

/** Whether a schema has a format anywhere that validators know. */
export function hasFormats(schema: Json): boolean {
  if (isList(schema)) return schema.some(hasFormats);
  if (!isObject(schema)) return false;
  return isKnown(schema) || Object.values(schema).some(hasFormats);
}

const isKnown = ({ format }: JsonObject): boolean =>
  typeof format === 'string' && (Object.hasOwn(PLAIN, format) || OTHERS.includes(format));
