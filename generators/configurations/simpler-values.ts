import { isList, isObject, type Json, type JsonObject } from './json.ts';

/**
 * Simpler values to try in place of a JSON value, the boldest first; the same ones every time. Whoever goes on from any of
 * them comes to an end at null: each is of a simpler kind, or smaller.
 */
export function* simplerValues(value: Json): Generator<Json, void, undefined> {
  yield* simplerKinds(value);
  if (typeof value === 'number') yield* simplerNumbers(value);
  else if (typeof value === 'string') yield* simplerTexts(value);
  else if (isList(value)) yield* simplerLists(value);
  else if (isObject(value)) yield* simplerObjects(value);
}

const SIMPLEST_OF_KIND: readonly Json[] = [null, false, 0, '', [], {}];

/** The simplest values of the simpler kinds, and of its own; of the containers only its own. */
function* simplerKinds(value: Json): Generator<Json, void, undefined> {
  for (const simplest of SIMPLEST_OF_KIND) {
    const ownKind = kindOf(simplest) === kindOf(value);
    const container = isList(simplest) || isObject(simplest);
    if (ownKind ? !isSimplest(value) : !container) yield simplest;
    if (ownKind) return;
  }
}

/** Towards zero: the sign, the fraction, then ever smaller steps. */
function* simplerNumbers(value: number): Generator<number, void, undefined> {
  if (!Number.isFinite(value)) return;
  if (value < 0) yield -value;
  const whole = Math.trunc(value);
  if (whole !== value) yield whole + 0;
  // Beyond what is exact, a step of one changes nothing: roots get below it in a few steps.
  if (Math.abs(whole) > Number.MAX_SAFE_INTEGER) yield Math.trunc(Math.sqrt(Math.abs(whole)));
  else for (let step = Math.trunc(whole / 2); step !== 0; step = Math.trunc(step / 2)) yield whole - step;
}

const MOST_SINGLE_CUTS = 24;

function* simplerTexts(text: string): Generator<string, void, undefined> {
  const characters = [...text];
  for (const shorter of shorterLists(characters)) {
    if (shorter.length > 0) yield shorter.join('');
  }
  if (characters.some((character) => character !== 'a')) yield 'a'.repeat(characters.length);
  for (const [i, character] of characters.slice(0, MOST_SINGLE_CUTS).entries()) {
    if (character !== 'a') yield [...characters.slice(0, i), 'a', ...characters.slice(i + 1)].join('');
  }
}

function* simplerLists(items: readonly Json[]): Generator<readonly Json[], void, undefined> {
  for (const shorter of shorterLists(items)) {
    if (shorter.length > 0) yield shorter;
  }
  for (const [i, item] of items.entries()) {
    for (const simpler of simplerValues(item)) yield [...items.slice(0, i), simpler, ...items.slice(i + 1)];
  }
}

function* simplerObjects(object: JsonObject): Generator<JsonObject, void, undefined> {
  const entries = Object.entries(object);
  for (const fewer of shorterLists(entries)) {
    if (fewer.length > 0) yield Object.fromEntries(fewer);
  }
  for (const [i, [name, member]] of entries.entries()) {
    for (const simpler of simplerValues(member)) {
      yield Object.fromEntries([...entries.slice(0, i), [name, simpler], ...entries.slice(i + 1)]);
    }
  }
}

/** Halves, quarters, and so on left out; at last single items, of a long list only the first and last. */
function* shorterLists<T>(items: readonly T[]): Generator<readonly T[], void, undefined> {
  for (let length = Math.ceil(items.length / 2); length >= 1; length = length === 1 ? 0 : Math.ceil(length / 2)) {
    const starts = Array.from({ length: Math.ceil(items.length / length) }, (_, i) => i * length);
    const tried = starts.length <= MOST_SINGLE_CUTS ? starts : [...starts.slice(0, 12), ...starts.slice(-12)];
    for (const start of tried) yield [...items.slice(0, start), ...items.slice(start + length)];
  }
}

function kindOf(value: Json): string {
  if (value === null) return 'null';
  return isList(value) ? 'array' : typeof value;
}

function isSimplest(value: Json): boolean {
  if (isList(value)) return value.length === 0;
  return isObject(value) ? Object.keys(value).length === 0 : !value;
}
