// What the answer of a store says about a name.
import type { HttpResponse } from '../../http/message.ts';
import type { BindingRequest, ListRequest, StatusPattern } from './binding-document.ts';
import type { ProbeOutcome } from './probe.ts';

/** Too early, too slow, too many: an answer to the moment and not to the name. */
const ABOUT_TIME = new Set([408, 425, 429]);
const LONGEST_REASON = 160;

/** What a status says, by the binding. */
export function outcomeOf(status: number, request: BindingRequest): ProbeOutcome {
  const { accepted = ['2xx'], refused = ['4xx'] } = request;
  if (accepted.includes(status)) return 'accepted';
  if (refused.includes(status)) return 'refused';
  if (ABOUT_TIME.has(status)) return 'unclear';
  const family = `${Math.floor(status / 100)}xx` as StatusPattern;
  if (accepted.includes(family)) return 'accepted';
  if (refused.includes(family)) return 'refused';
  return status >= 500 ? 'failed' : 'unclear';
}

/** Status and, where the body tells it, the reason: one line. */
export function reasonOf({ status, reason, body }: HttpResponse): string {
  const told = toldIn(body.toString('utf8', 0, 4096));
  return oneLine(`${status}${reason === '' ? '' : ` ${reason}`}${told === undefined ? '' : `: ${told}`}`);
}

/** Control characters as blanks, and no longer than a line. */
export const oneLine = (text: string): string =>
  text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_REASON);

const TELLING = ['error', 'text', 'message', 'reason', 'detail', 'details', 'title', 'error_description'];

function toldIn(body: string): string | undefined {
  const text = body.trim();
  if (text === '' || text.startsWith('<')) return undefined;
  try {
    return toldInJson(JSON.parse(text), 0);
  } catch {
    return text;
  }
}

function toldInJson(value: unknown, depth: number): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null || depth > 3) return undefined;
  if (Array.isArray(value)) return toldInJson(value[0], depth + 1);
  for (const name of TELLING) {
    const told = toldInJson((value as Readonly<Record<string, unknown>>)[name], depth + 1);
    if (told !== undefined) return told;
  }
  return undefined;
}

/** The names in the body of a list, or why they cannot be found there: one line. */
export function namesIn(body: Buffer, { names: { array, member } }: ListRequest): readonly string[] | string {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    return /^\s*</.test(body.toString('utf8', 0, 100)) ? 'the list is a page of HTML or XML' : 'the list is no JSON';
  }
  for (const part of array.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    value = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
  }
  if (!Array.isArray(value)) return `the list has no array at ${array === '' ? 'its root' : array}`;
  const found: string[] = [];
  for (const entry of value as readonly unknown[]) {
    const name: unknown =
      member === undefined || typeof entry !== 'object' || entry === null
        ? entry
        : (entry as Readonly<Record<string, unknown>>)[member];
    if (typeof name !== 'string')
      return `the list has an entry without a name${member === undefined ? '' : ` in "${member}"`}`;
    found.push(name);
  }
  return found;
}
