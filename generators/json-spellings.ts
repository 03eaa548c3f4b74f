import * as fc from 'fast-check';

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue };

/** What RFC 8259 allows between tokens. The empty gap comes first: spellings shrink towards JSON.stringify's. */
const gap = fc.array(fc.constantFrom(' ', '\n', '\t', '\r'), { maxLength: 3 }).map((blanks) => blanks.join(''));

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/**
 * Arbitrary over the legal spellings of a JSON value (RFC 8259): white space between tokens, order of names, characters
 * as themselves, as short escapes or as \uXXXX. Every spelling parses to an equal value. Numbers are left as they are:
 * other spellings of them are other values to parsers that tell integers from fractions.
 */
export function jsonSpellings(value: JsonValue): fc.Arbitrary<string> {
  return fc.tuple(gap, spelled(value), gap).map((parts) => parts.join(''));
}

/** `count` spellings; the same ones for the same seed. */
export function sampleJsonSpellings(
  value: JsonValue,
  options: { readonly seed: number; readonly count: number },
): readonly string[] {
  return fc.sample(jsonSpellings(value), { seed: options.seed, numRuns: options.count });
}

function spelled(value: JsonValue): fc.Arbitrary<string> {
  if (typeof value === 'string') {
    return spelledString(value);
  }
  if (value === null || typeof value !== 'object') {
    return fc.constant(JSON.stringify(value));
  }
  if (isList(value)) {
    return enclosed('[', fc.tuple(...value.map(spelled)), ']');
  }
  return shuffled(Object.entries(value)).chain((entries) => enclosed('{', fc.tuple(...entries.map(spelledEntry)), '}'));
}

/** By random ranks and not by fc.shuffledSubarray, which does not shrink towards the original order. */
function shuffled<T>(items: readonly T[]): fc.Arbitrary<readonly T[]> {
  return fc.tuple(...items.map(() => fc.nat(1000))).map((ranks) => {
    const ranked = items.map((item, i) => ({ item, rank: ranks[i] ?? 0 }));
    return ranked.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
  });
}

function spelledEntry([name, value]: readonly [string, JsonValue]): fc.Arbitrary<string> {
  return fc
    .tuple(spelledString(name), gap, gap, spelled(value))
    .map(([key, a, b, member]) => `${key}${a}:${b}${member}`);
}

function enclosed(open: string, members: fc.Arbitrary<readonly string[]>, close: string): fc.Arbitrary<string> {
  return members.chain((spellings) =>
    fc.array(gap, { minLength: 2 * spellings.length + 1, maxLength: 2 * spellings.length + 1 }).map((gaps) => {
      const list = spellings.map((member, i) => `${gaps[2 * i]}${member}${gaps[2 * i + 1]}`).join(',');
      return `${open}${list === '' ? gaps[0] : list}${close}`;
    }),
  );
}

function spelledString(value: string): fc.Arbitrary<string> {
  // By code points: half of a surrogate pair as itself would be no UTF-8.
  return fc.tuple(...[...value].map(spelledCharacter)).map((characters) => `"${characters.join('')}"`);
}

function spelledCharacter(character: string): fc.Arbitrary<string> {
  const short = SHORT_ESCAPES[character];
  const escapes = [
    unicodeEscape(character, false),
    unicodeEscape(character, true),
    ...(short === undefined ? [] : [short]),
  ];
  return mustEscape(character) ? fc.constantFrom(...escapes) : fc.constantFrom(character, character, ...escapes);
}

function mustEscape(character: string): boolean {
  const code = character.codePointAt(0) ?? 0;
  return code < 0x20 || character === '"' || character === '\\' || (code >= 0xd800 && code <= 0xdfff);
}

function unicodeEscape(character: string, upper: boolean): string {
  return Array.from({ length: character.length }, (_, i) => {
    const digits = character.charCodeAt(i).toString(16).padStart(4, '0');
    return `\\u${upper ? digits.toUpperCase() : digits}`;
  }).join('');
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
