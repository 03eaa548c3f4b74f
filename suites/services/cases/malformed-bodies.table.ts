// Bodies that are no JSON object, or that are one with a trap in it. Each would do as a Write and as a Modify if it were
// read with less care, so that care shows in what is stored.
import { gzipSync } from 'node:zlib';
import type { RequestBody } from '../../../harness/traces/services-trace.ts';
import type { Profile } from '../../../harness/traces/trace.ts';
import { octets, repeated, text } from '../steps.ts';

export interface MalformedBody {
  readonly name: string;
  /** Completes "A body is". */
  readonly what: string;
  readonly body: RequestBody;
  /** No JSON at all, JSON that is no object, or an object that no target can take but that some cannot stand. */
  readonly wrong: 'no-json' | 'no-object' | 'trap';
  readonly profile?: Profile;
  /** May break a target that takes it to heart. */
  readonly heavy?: true;
}

const OBJECT = '{"service_password":"{password}","description":"malformed","uas":{"application_name":"malformed"}}';
const OPEN = OBJECT.slice(0, -1);
const SINGLE_QUOTED = OBJECT.replaceAll('"', "'");
const UNQUOTED_KEYS = OBJECT.replaceAll(/"(\w+)":/g, '$1:');

const ascii = (characters: string): Buffer => Buffer.from(characters, 'latin1');
/** The object with octets in its description. */
const described = (...bytes: readonly number[]): RequestBody => {
  const [before = '', after = ''] = OBJECT.split('malformed"', 2);
  return octets(Buffer.concat([ascii(before), Buffer.from(bytes), ascii(`"${after}malformed"}}`)]));
};

const DEEP = 10_000;
const TWO_MEBIBYTES = 2 * 1024 * 1024;

export const MALFORMED_BODIES: readonly MalformedBody[] = [
  { name: 'empty', what: 'empty', body: text(''), wrong: 'no-json' },
  { name: 'white-space', what: 'nothing but white space', body: text(' \t\r\n'), wrong: 'no-json', profile: 'full' },
  { name: 'truncated', what: 'cut before its last brace', body: text(OPEN), wrong: 'no-json', profile: 'smoke' },
  {
    name: 'truncated-in-text',
    what: 'cut inside a text',
    body: text(OBJECT.slice(0, -6)),
    wrong: 'no-json',
    profile: 'full',
  },
  { name: 'single-quotes', what: 'quoted with apostrophes', body: text(SINGLE_QUOTED), wrong: 'no-json' },
  {
    name: 'trailing-comma',
    what: 'ended with a comma too many',
    body: text(`${OPEN},}`),
    wrong: 'no-json',
  },
  { name: 'block-comment', what: 'commented', body: text(`${OPEN}/* why */}`), wrong: 'no-json' },
  {
    name: 'line-comment',
    what: 'commented to the end of a line',
    body: text(`// why\n${OBJECT}`),
    wrong: 'no-json',
    profile: 'full',
  },
  { name: 'nan', what: 'one with NaN for a number', body: text(`${OPEN},"extra_channels":NaN}`), wrong: 'no-json' },
  {
    name: 'infinity',
    what: 'one with Infinity for a number',
    body: text(`${OPEN},"extra_channels":Infinity}`),
    wrong: 'no-json',
    profile: 'full',
  },
  {
    name: 'undefined',
    what: 'one with undefined for a value',
    body: text(`${OPEN},"enabled":undefined}`),
    wrong: 'no-json',
    profile: 'full',
  },
  { name: 'unquoted-keys', what: 'one whose names have no quotes', body: text(UNQUOTED_KEYS), wrong: 'no-json' },
  { name: 'two-objects', what: 'two objects', body: text(`${OBJECT}\n${OBJECT}`), wrong: 'no-json' },
  { name: 'trailing-bytes', what: 'followed by more', body: text(`${OBJECT}}`), wrong: 'no-json', profile: 'full' },
  {
    name: 'leading-zero',
    what: 'one with a number that begins with zero',
    body: text(`${OPEN},"extra_channels":00}`),
    wrong: 'no-json',
    profile: 'full',
  },
  {
    name: 'bad-escape',
    what: 'one with an escape that JSON does not have',
    body: text(OBJECT.replace('malformed', 'mal\\x66ormed')),
    wrong: 'no-json',
    profile: 'full',
  },
  {
    name: 'raw-line-feed',
    what: 'one with a line feed inside a text',
    body: text(OBJECT.replace('malformed', 'mal\nformed')),
    wrong: 'no-json',
    profile: 'full',
  },
  { name: 'raw-nul', what: 'one with a NUL inside a text', body: described(0x61, 0, 0x62), wrong: 'no-json' },
  { name: 'nul-octets', what: 'nothing but NULs', body: octets(Buffer.alloc(64)), wrong: 'no-json' },
  { name: 'byte-order-mark', what: 'one behind a byte order mark', body: text(`\ufeff${OBJECT}`), wrong: 'no-json' },
  { name: 'no-utf-8', what: 'one with octets that are no UTF-8', body: described(0xff, 0x80), wrong: 'no-json' },
  {
    name: 'overlong-utf-8',
    what: 'one with a character coded longer than it need be',
    body: described(0xc0, 0xaf),
    wrong: 'no-json',
    profile: 'full',
  },
  {
    name: 'coded-surrogate',
    what: 'one with half of a surrogate pair in octets',
    body: described(0xed, 0xa0, 0x80),
    wrong: 'no-json',
    profile: 'full',
  },
  {
    name: 'latin-1',
    what: 'one in Latin-1',
    body: described(0x4d, 0xfc, 0x6c, 0x6c),
    wrong: 'no-json',
    profile: 'full',
  },
  { name: 'utf-16', what: 'in UTF-16', body: octets(Buffer.from(OBJECT, 'utf16le')), wrong: 'no-json' },
  {
    name: 'html',
    what: 'a page of HTML',
    body: text('<!doctype html><title>x</title>'),
    wrong: 'no-json',
    profile: 'full',
  },
  {
    name: 'gzip',
    what: 'compressed without saying so',
    body: octets(gzipSync(OBJECT)),
    wrong: 'no-json',
    profile: 'full',
  },
  {
    name: 'unclosed-nesting',
    what: 'sixty thousand arrays that are never closed',
    body: repeated('', '[', 60_000, ''),
    wrong: 'no-json',
    heavy: true,
  },
  { name: 'array', what: 'an empty array', body: text('[]'), wrong: 'no-object' },
  {
    name: 'array-of-one',
    what: 'a configuration in an array',
    body: text(`[${OBJECT}]`),
    wrong: 'no-object',
    profile: 'full',
  },
  { name: 'null', what: 'null', body: text('null'), wrong: 'no-object' },
  { name: 'text', what: 'a text', body: text('"text"'), wrong: 'no-object', profile: 'full' },
  { name: 'number', what: 'a number', body: text('5'), wrong: 'no-object' },
  { name: 'true', what: 'true', body: text('true'), wrong: 'no-object', profile: 'full' },
  {
    name: 'configuration-in-text',
    what: 'a configuration inside a text',
    body: text(JSON.stringify(OBJECT)),
    wrong: 'no-object',
    profile: 'full',
  },
  {
    name: 'deep-nesting',
    what: 'ten thousand arrays in each other in the place of a text',
    body: repeated(`${OPEN},"g729":`, '[', DEEP, `${']'.repeat(DEEP)}}`),
    wrong: 'trap',
    heavy: true,
  },
  {
    name: 'deep-nesting-of-objects',
    what: 'ten thousand objects in each other in the place of a text',
    body: repeated(`${OPEN},"g729":`, '{"a":', DEEP, `1${'}'.repeat(DEEP)}}`),
    wrong: 'trap',
    profile: 'full',
    heavy: true,
  },
  // Of doubled names a reader may take the first or the last: neither of them may be stored here.
  {
    name: 'duplicate-keys',
    what: 'one with an option twice, wrong both times',
    body: text(`${OPEN},"g729":"first","g729":5}`),
    wrong: 'trap',
  },
  {
    name: 'two-mebibytes',
    what: 'one with a text of two mebibytes in the place of a truth value',
    body: repeated(`${OPEN},"enabled":"`, 'x', TWO_MEBIBYTES, '"}'),
    wrong: 'trap',
    heavy: true,
  },
];
