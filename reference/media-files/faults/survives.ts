import { octetsOf } from '../request-path.ts';
import type { RuleHook, StoreRequest } from '../seams.ts';
import {
  answers,
  endsOn,
  failsOn,
  fileOf,
  type LineHooks,
  like,
  nameIn,
  type RuleHooks,
  SERVER_ERROR,
  type StoreHooks,
  says,
} from './vocabulary.ts';

const EMOJI = /[\u{10000}-\u{10ffff}]/u;
const LONE_SURROGATE = /\p{Cs}/u;
const FORBIDDEN = /[^a-zA-Z0-9._/@:-]/;
const LONGEST_BLOCK_MS = 20_000;

/**
 * Blocks the process twice as long for each further character, as an expression does that nests repetitions and tries every
 * way to divide what comes before the character that it does not know. It sleeps instead of computing and comes to an end,
 * so that whoever forgets it keeps the machine.
 */
const backtracks: RuleHook = (rules) => ({
  judge: (name, kind) => {
    const ms = Math.min(2 ** (name.search(FORBIDDEN) - 16), LONGEST_BLOCK_MS);
    if (ms >= 1) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
    return rules.judge(name, kind);
  },
});

export const SURVIVES_RULES: RuleHooks = {
  'files.survives.hostile-names': endsOn('crash', like(EMOJI)),
  'files.survives.hostile-names/backtracking': backtracks,
  'files.survives.hostile-names/hang': endsOn('hang', (name) => name.length > 200),
  'files.survives.hostile-names/hang-on-line-end': endsOn('hang', like(/[\r\n\u2028\u2029]/)),
  'files.survives.hostile-names/nul': endsOn('crash', like(/\0/)),
  'files.survives.hostile-names/long': endsOn('crash', (name) => name.length > 1000),
  'files.survives.hostile-names/deep': endsOn('crash', (name) => name.split('/').length > 100),
  'files.survives.hostile-names/empty': endsOn('crash', (name) => fileOf(name) === ''),
  'files.survives.hostile-names/lone-surrogate': endsOn('crash', like(LONE_SURROGATE)),
};

/** Spelled by segments that are well-formed, and no UTF-8. */
const isNoUtf8 = (request: StoreRequest): boolean =>
  request.segments?.every((segment) => octetsOf(segment) !== undefined) === true && nameIn(request) === undefined;
const isMalformed = (request: StoreRequest): boolean =>
  request.segments?.some((segment) => octetsOf(segment) === undefined) === true;

export const SURVIVES_STORE: StoreHooks = {
  'files.survives.hostile-names/server-error': failsOn(SERVER_ERROR, (name) => EMOJI.test(name)),
  'files.survives.hostile-names/forbidden': failsOn(SERVER_ERROR, (name) => FORBIDDEN.test(name), 'PUT'),
  'files.survives.hostile-names/nul-error': failsOn(SERVER_ERROR, (name) => name.includes('\0')),
  'files.survives.hostile-names/long-error': failsOn(SERVER_ERROR, (name) =>
    name.split('/').some((segment) => segment.length > 255),
  ),
  'files.survives.hostile-names/malformed': answers(isMalformed, () => SERVER_ERROR),
  'files.survives.hostile-names/no-utf-8': answers(isNoUtf8, () => SERVER_ERROR),
  'files.survives.hostile-names/read-error': failsOn(SERVER_ERROR, (name) => name.includes('..'), 'GET', 'HEAD'),
  'files.survives.hostile-names/delete-error': failsOn(SERVER_ERROR, (name) => FORBIDDEN.test(name), 'DELETE'),
  'files.survives.hostile-names/drop': failsOn('drop', (name) => name.includes('\\')),
  'files.survives.hostile-names/in-the-way': (store) => ({
    refused: (status, reason, request) => (status === 409 ? SERVER_ERROR : store.refused(status, reason, request)),
  }),
};

const ENDS_AFTER = 100;
const idOf = (line: string): unknown => JSON.parse(line).id;
const every = (n: number, count: number): boolean => count % n === 0;

export const SURVIVES_LINES: LineHooks = {
  'files.survives.hostile-names/exits': says((said, count) => (count > ENDS_AFTER ? 'exit' : said)),
  'files.survives.hostile-names/dies': says((said, count) => (count > ENDS_AFTER ? 'crash' : said)),
  'files.survives.hostile-names/stalls': says((said, count) => (count > ENDS_AFTER ? 'hang' : said)),
  'files.survives.hostile-names/silent': says((said, count) => (every(50, count) ? [] : said)),
  'files.survives.hostile-names/rubbish': says((said, count) => (every(50, count) ? ['checking…'] : said)),
  'files.survives.hostile-names/no-boolean': says((said, count) =>
    every(50, count) ? said.map((line) => JSON.stringify({ id: idOf(line), accepted: 'yes' })) : said,
  ),
  'files.survives.hostile-names/unknown-id': says((said, count) =>
    every(50, count) ? said.map((line) => JSON.stringify({ id: 'nobody', accepted: idOf(line) !== undefined })) : said,
  ),
  'files.survives.hostile-names/twice': says((said) => [...said, ...said]),
  'files.survives.hostile-names/flood': says((said, count) => (every(50, count) ? ['x'.repeat(2 ** 23)] : said)),
};
