// Paths that lead out of a store, in every spelling. They are only ever read.
import type { NamesStep } from '../../../harness/traces/names-trace.ts';
import type { NamesCase } from '../case.ts';
import { DOT_DOT } from '../naming-rules.ts';
import { list, namesCase, offer, read } from './names-case.ts';

const CONTAINED = 'files.store.contained';

/** Ways to write one step up, and the slash behind it; `what` completes "… steps up". */
const STEPS_UP: ReadonlyArray<readonly [up: string, slash: string, what: string]> = [
  ['..', '/', 'plain'],
  ['%2e%2e', '/', 'encoded dots'],
  ['%2E.', '/', 'half encoded'],
  ['..', '%2f', 'encoded slashes'],
  ['..', '%2F', 'encoded slashes, in capitals'],
  ['%2e%2e', '%2f', 'encoded'],
  ['%252e%252e', '%252f', 'encoded twice'],
  ['..', '%252f', 'slashes encoded twice'],
  ['%25252e%25252e', '%25252f', 'encoded three times'],
  ['..', '%5c', 'backslashes'],
  ['..', '%255c', 'backslashes encoded twice'],
  ['..', '/%5c', 'slashes and backslashes'],
  ['%c0%ae%c0%ae', '/', 'dots of two octets'],
  ['..', '%c0%af', 'slashes of two octets'],
  ['%c0%ae%c0%ae', '%c0%af', 'dots and slashes of two octets'],
  ['%e0%80%ae%e0%80%ae', '/', 'dots of three octets'],
  ['%u002e%u002e', '/', 'dots as scripts once encoded them'],
  ['%ef%bc%8e%ef%bc%8e', '/', 'full-width dots'],
  ['%ef%bc%8e%ef%bc%8e', '%ef%bc%8f', 'full-width dots and slashes'],
  ['....', '//', 'doubled, to be left when ../ is taken out once'],
  ['....', '%2f%2f', 'doubled, with encoded slashes'],
  ['..%00', '/', 'dots and a NUL'],
  ['..;', '/', 'dots and a parameter'],
  ['..%3b', '/', 'dots and an encoded semicolon'],
  ['.%0a.', '/', 'a line feed between dots'],
  ['..%20', '/', 'dots and a space'],
];

const UP = 8;
const PASSWD = ['etc', 'passwd'];

/** What a name is once a path is decoded: replacement characters for what is no UTF-8. */
function nameOf(rawName: string): string {
  const latin1 = rawName.replace(/%([0-9a-f]{2})/gi, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 16)),
  );
  return Buffer.from(latin1, 'latin1').toString('utf8');
}

const reach = (what: string, rawName: string): NamesStep =>
  read('media', CONTAINED, what, nameOf(rawName), { rawName });

/** Behind the prefix a folder of that name is stepped into first: the path begins with a slash. */
const upTo = (up: string, slash: string, times: number, target: readonly string[]): string =>
  `${slash}${`${up}${slash}`.repeat(times)}${target.join(slash)}`;

const toPasswd: readonly NamesStep[] = STEPS_UP.map(([up, slash, what]) =>
  reach(`steps up to /etc/passwd, ${what}`, upTo(up, slash, UP, PASSWD)),
);

/** A few steps are what a store near the root needs, and an end that looks legal what a check of extensions needs. */
const variants: readonly NamesStep[] = [
  ...[2, 3, 4].map((times) => reach(`${times} steps up to /etc/passwd, plain`, upTo('..', '/', times, PASSWD))),
  reach('steps up to /etc/passwd, with a NUL and an extension', `${upTo('..', '/', UP, PASSWD)}%00.wav`),
  reach('encoded steps up to /etc/passwd, with a NUL and an extension', `${upTo('..', '%2f', UP, PASSWD)}%00.wav`),
  reach('steps up to win.ini, backslashes', upTo('..', '%5c', UP, ['windows', 'win.ini'])),
  reach('steps up to win.ini, plain', upTo('..', '/', UP, ['windows', 'win.ini'])),
  reach('steps up from a folder', `/ab/cd/${'../'.repeat(UP + 2)}etc/passwd`),
  reach('steps up from a folder, encoded slashes', `%2Fab%2F${'..%2F'.repeat(UP + 2)}etc%2Fpasswd`),
];

/** No steps, but a path from the top; without the prefix, since it has to come first. */
const absolute: readonly NamesStep[] = [
  ['/etc/passwd', 'an absolute path'],
  ['%2Fetc%2Fpasswd', 'an absolute path, encoded'],
  ['%252Fetc%252Fpasswd', 'an absolute path, encoded twice'],
  ['//etc/passwd', 'an absolute path after two slashes'],
  ['C:%5Cwindows%5Cwin.ini', 'a path with a drive letter'],
  ['file:%2F%2F%2Fetc%2Fpasswd', 'a URL of a file'],
].map(([rawName = '', what = '']) => read('media', CONTAINED, what, nameOf(rawName), { rawName, bare: true }));

export const containmentCases: readonly NamesCase[] = [
  namesCase('store/contained', {
    title: 'Paths lead out of the store, in every spelling',
    requirements: [CONTAINED],
    only: 'store',
    steps: [
      // A store that finds something under any name is known by this.
      read('media', 'files.store.round-trip', 'a name that nobody gave', 'nobody-gave-this.wav'),
      // And a path that is resolved on its way by this.
      offer('media', DOT_DOT, 'the segment ..', '/ab/../cd.wav'),
      list('media'),
      toPasswd,
      variants,
      absolute,
    ],
  }),
];
