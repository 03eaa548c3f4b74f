import * as fc from 'fast-check';
import { mayBacktrackLong } from './judging-cost.ts';
import { type TimeAllowance, timeAllowance } from './time-allowance.ts';

/** Strings that match a pattern, shortest first; none where none were found. The same ones every time. */
export type PatternStrings = (pattern: string) => readonly string[];

const STRINGS_PER_PATTERN = 32;
const MOST_PATTERNS = 120;
const LONGEST_PATTERN = 400;
// Only patterns that may backtrack for long are watched, and these generously: a busy machine must not change the values.
const LIMIT_MS = 1000;
const TOTAL_MS = 3000;

// What patterns of options usually ask for, for patterns that nothing can be derived from.
const COMMON = [
  '',
  '0',
  '1',
  'a',
  'A',
  'abc',
  'ABC',
  '123',
  'a-b_c',
  'name',
  'Name 1',
  '+441234567890',
  '01234567890',
  '1.0',
  '10.0.0.1',
  '00:00',
  '2024-01-31',
  '2024-01-31T12:00:00Z',
  'a.example.com',
  'user@example.com',
  'sip:user@example.com',
  'http://example.com/',
  'https://example.com/a?b=c',
  '/a/b',
  'X-Name',
  'abcdefgh',
  'abcdefghijklmnopqrstuvwxyz',
];

/** Finds strings for patterns in bounded time, however the patterns are made. */
export function patternStrings(): PatternStrings {
  const allowance = timeAllowance(TOTAL_MS);
  const known = new Map<string, readonly string[]>();
  return (pattern) => {
    const before = known.get(pattern);
    if (before !== undefined) return before;
    const found = known.size < MOST_PATTERNS ? search(pattern, allowance) : [];
    known.set(pattern, found);
    return found;
  };
}

function search(pattern: string, allowance: TimeAllowance): readonly string[] {
  const expression = readable(pattern);
  if (expression === undefined) return [];
  const within = (work: () => readonly string[]): readonly string[] =>
    mayBacktrackLong(pattern) ? (allowance(work, LIMIT_MS)?.result ?? []) : work();
  // One after the other: where deriving takes too long, the common strings are still tried.
  const derived = within(() => matching(expression, derivedFrom(pattern)));
  const common = within(() => matching(expression, COMMON));
  return [...new Set([...common, ...derived])].sort((a, b) => a.length - b.length);
}

function derivedFrom(pattern: string): readonly string[] {
  if (pattern.length > LONGEST_PATTERN || /\{\d{4,}|,\d{4,}\}/.test(pattern)) return [];
  // Conditions on the surroundings cannot be built, only tried afterwards.
  const plain = readable(pattern.replaceAll(/\(\?<?[=!][^()]*\)|\\b/gi, ''));
  if (plain === undefined) return [];
  try {
    return fc.sample(fc.stringMatching(plain, { size: 'xsmall' }), { seed: 1, numRuns: STRINGS_PER_PATTERN });
  } catch {
    return [];
  }
}

function matching(expression: RegExp, texts: readonly string[]): readonly string[] {
  return texts.filter((text) => !UNSENDABLE.test(text) && expression.test(text));
}

// Control characters and halves of characters: what a peer makes of those is a question of its own.
const UNSENDABLE = /[\p{Cc}\p{Cs}]/u;

function readable(pattern: string): RegExp | undefined {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return undefined;
  }
}

/** Whether a text matches all the patterns; false too where that cannot be told. */
export function matchesAll(patterns: readonly string[], text: string, allowance: TimeAllowance): boolean {
  const expressions = patterns.map(readable);
  const test = () => expressions.every((expression) => expression?.test(text) === true);
  return patterns.some(mayBacktrackLong) ? (allowance(test, LIMIT_MS)?.result ?? false) : test();
}
