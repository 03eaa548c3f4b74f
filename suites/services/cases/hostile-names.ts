import type { ServicesCase } from '../case.ts';
import {
  list,
  modify,
  type RequestStep,
  read,
  remove,
  type ServiceStep,
  spelled,
  write,
  writeThenRead,
} from '../steps.ts';
import { uasService } from './configurations.ts';
import { HOSTILE_NAMES, type HostileName } from './hostile-names.table.ts';
import { servicesCase } from './scripted-case.ts';

const requirements = ['services.survives.hostile-names'];
/** What holds for any name holds for these: they only look like something else. */
const PLAIN = /^[A-Za-z0-9_-]{1,9}$/;
const PLAIN_REQUIREMENTS = ['services.write.creates', 'services.read.own-write', 'services.list.complete'];

/** The whole life of a service of that name. */
function life({ label, raw, name }: HostileName): readonly RequestStep[] {
  const named = (step: ServiceStep): ServiceStep => (raw === undefined ? step : spelled(raw, step));
  return [
    named(read(label)),
    named(write(label, uasService({ description: name }))),
    named(read(label)),
    list(),
    named(modify(label, { description: `${name}, modified` })),
    named(read(label)),
    named(remove(label)),
    named(read(label)),
  ];
}

/** Pairs of names that are two names, however much they are alike. */
const TWINS: ReadonlyArray<{
  readonly name: string;
  readonly what: string;
  readonly labels: readonly [string, string];
  readonly raw?: readonly [string, string];
  readonly full?: true;
}> = [
  { name: 'space-and-plus', what: 'a space and a plus sign', labels: ['a b', 'a+b'], raw: ['a%20b', 'a+b'] },
  { name: 'wildcards', what: 'a wildcard and what it stands for', labels: ['a%', 'ab'] },
  { name: 'underscore', what: 'an underscore and what it may stand for', labels: ['a_c', 'abc'], full: true },
  { name: 'asterisk', what: 'an asterisk and what it may stand for', labels: ['a*', 'ab'], full: true },
  { name: 'forms-of-a-letter', what: 'one letter in two forms of Unicode', labels: ['\u00e9', 'e\u0301'] },
  { name: 'number-and-text', what: 'digits with zeros before them and without', labels: ['007', '7'], full: true },
  { name: 'half-and-whole', what: 'the beginning of the other', labels: ['n'.repeat(60), 'n'.repeat(61)] },
  { name: 'encoded-and-not', what: 'a slash encoded once and twice', labels: ['a/b', 'a%2Fb'], full: true },
  { name: 'dot-and-two', what: 'one dot and two', labels: ['a.', 'a..'], full: true },
];

export const hostileNameCases: readonly ServicesCase[] = [
  ...HOSTILE_NAMES.map((row) =>
    servicesCase(`hostile-name/${row.name}`, {
      title: `A service is named with ${row.what}`,
      requirements: PLAIN.test(row.label) && row.raw === undefined ? PLAIN_REQUIREMENTS : requirements,
      ...(row.profile === undefined ? {} : { profile: row.profile }),
      steps: life(row),
    }),
  ),
  ...TWINS.map(({ name, what, labels: [first, second], raw, full }) => {
    const one = (step: ServiceStep): ServiceStep => (raw === undefined ? step : spelled(raw[0], step));
    const two = (step: ServiceStep): ServiceStep => (raw === undefined ? step : spelled(raw[1], step));
    return servicesCase(`hostile-name/twins/${name}`, {
      title: `Two services are named alike: ${what}`,
      requirements: ['services.isolates.services', ...(PLAIN.test(first) && PLAIN.test(second) ? [] : requirements)],
      ...(full === true ? { profile: 'full' } : {}),
      steps: [
        writeThenRead(first, uasService({ description: 'first' })).map(one),
        two(read(second)),
        writeThenRead(second, uasService({ description: 'second' })).map(two),
        one(read(first)),
        list(),
        one(remove(first)),
        two(read(second)),
        two(remove(second)),
        list(),
      ],
    });
  }),
];
