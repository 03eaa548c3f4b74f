// Values that break a demand on single values: of type, of listing, of size, of length, of pattern.
import {
  type Breaker,
  type BrokenValue,
  nameOf,
  OF_EACH_TYPE,
  type Surroundings,
  textsIn,
  told,
} from './broken-value.ts';
import { isList, type Json, type JsonObject, jsonKey } from './json.ts';
import { typesOfValue } from './shape.ts';

const LONGEST = 100_000;

export const SCALAR_BREAKERS: Readonly<Record<string, Breaker>> = {
  type: (demand) => {
    const types = isList(demand) ? demand : [demand];
    const wrong = OF_EACH_TYPE.filter((value) => !typesOfValue(value).some((type) => types.includes(type)));
    // A value in quotes is what a careless client sends and a careless server takes.
    const quoted = [
      ...(types.includes('integer') || types.includes('number') ? ['16'] : []),
      ...(types.includes('boolean') ? ['true'] : []),
    ];
    const values = types.includes('string') ? wrong : [...quoted, ...wrong];
    return values.map((value) => told(value, `is ${nameOf(value)} and not ${types.join(' or ')}`));
  },
  enum: (demand) => (isList(demand) ? unlisted(demand) : []),
  const: (demand) => unlisted([demand]),
  minimum: (demand, schema) => beyond(demand, schema, -1, 'below the minimum of'),
  maximum: (demand, schema) => beyond(demand, schema, 1, 'above the maximum of'),
  exclusiveMinimum: (demand, schema) => [...bound(demand), ...beyond(demand, schema, -1, 'not above')],
  exclusiveMaximum: (demand, schema) => [...bound(demand), ...beyond(demand, schema, 1, 'not below')],
  multipleOf: (demand, _schema, { legal }) => {
    if (typeof demand !== 'number') return [];
    const starts = legal.filter((value) => typeof value === 'number');
    return starts.flatMap((start) =>
      [1, demand / 2, -1].map((step) => told(start + step, `is ${start + step}, not a multiple of ${demand}`)),
    );
  },
  minLength: (demand, _schema, around) => {
    if (typeof demand !== 'number' || demand < 1 || demand > LONGEST) return [];
    const length = demand - 1;
    return textsOfLength(length, around).map((text) => told(text, `has ${length} characters, fewer than ${demand}`));
  },
  maxLength: (demand, _schema, around) => {
    if (typeof demand !== 'number' || demand >= LONGEST) return [];
    const length = demand + 1;
    return textsOfLength(length, around).map((text) => told(text, `has ${length} characters, more than ${demand}`));
  },
  pattern: (demand, _schema, { legal }) => {
    const texts = textsIn(legal)
      .filter((text) => text.length < 200)
      .slice(0, 4);
    const lengths = [...new Set([8, 1, 20, ...texts.map((text) => [...text].length)])];
    const odd = lengths.flatMap((length) => [...'! a0\u{1f600}'].map((character) => character.repeat(length)));
    const spoilt = texts.flatMap((text) => [`!${text}`, `${text}!`, text.slice(1), ` ${text}`]);
    return [...odd, ...spoilt, ''].map((text) => told(text, `does not match ${String(demand)}`));
  },
};

function bound(demand: Json): readonly BrokenValue[] {
  return typeof demand === 'number' ? [told(demand, `is ${demand}, the bound itself`)] : [];
}

function beyond(demand: Json, schema: JsonObject, sign: 1 | -1, words: string): readonly BrokenValue[] {
  if (typeof demand !== 'number') return [];
  const step = typeof schema.multipleOf === 'number' && schema.multipleOf > 0 ? schema.multipleOf : 1;
  const nearest = step * (sign > 0 ? Math.floor(demand / step) + 1 : Math.ceil(demand / step) - 1);
  return [nearest, demand + sign, demand + sign * 0.5, demand + sign * 1000]
    .filter((value) => Number.isFinite(value))
    .map((value) => told(value, `is ${value}, ${words} ${demand}`));
}

function unlisted(values: readonly Json[]): readonly BrokenValue[] {
  const texts = textsIn(values);
  const turned = texts.slice(0, 3).flatMap((text) => [text.toLowerCase(), text.toUpperCase(), `${text} `, `${text}x`]);
  const numbers = values.filter((value) => typeof value === 'number');
  const beside = numbers.length === 0 ? [] : [Math.max(...numbers) + 1, Math.min(...numbers) - 1];
  const flags = values.filter((value) => typeof value === 'boolean').map((flag) => !flag);
  const unknown = texts.length === 0 ? [] : ['haha', ''];
  const listed = new Set(values.map(jsonKey));
  return [...unknown, ...turned, ...beside, ...flags, ...OF_EACH_TYPE]
    .filter((value) => !listed.has(jsonKey(value)))
    .map((value) => told(value, `is ${isScalar(value) ? JSON.stringify(value) : nameOf(value)}, which is not listed`));
}

// The second text has as many units of UTF-16 as it would need, and still too few characters.
function textsOfLength(length: number, { legal }: Surroundings): readonly string[] {
  const cut = textsIn(legal)
    .slice(0, 8)
    .map((text) => {
      const characters = [...text];
      const last = characters.at(-1) ?? 'a';
      return characters.slice(0, length).join('') + last.repeat(Math.max(0, length - characters.length));
    });
  return ['a'.repeat(length), '\u{1f600}'.repeat(length), ...cut, '1'.repeat(length)];
}

function isScalar(value: Json): boolean {
  return value === null || typeof value !== 'object';
}
