import type { Json, ServicesStep } from '../../../harness/traces/services-trace.ts';
import type { ServicesCase } from '../case.ts';
import {
  list,
  modifyBody,
  modifyThenRead,
  read,
  refusedWrites,
  repeated,
  text,
  writeBody,
  writeThenRead,
} from '../steps.ts';
import { PASSWORD, page, restService, uasService, withOption } from './configurations.ts';
import { HOSTILE_TEXTS } from './hostile-texts.table.ts';
import { servicesCase } from './scripted-case.ts';

const requirements = ['services.survives.hostile-values', 'services.read.own-write'];

/** A text in each place that takes texts, and in some that do not: errors quote what they refuse. */
const everywhere = (value: string): readonly ServicesStep[] => [
  ...writeThenRead('descr', uasService({ description: value })),
  ...modifyThenRead('descr', { description: `${value} ${value}` }),
  ...writeThenRead('password', uasService({ service_password: `${value}${PASSWORD}` })),
  ...writeThenRead('name', withOption(uasService(), 'uas.application_name', value)),
  ...writeThenRead('address', withOption(restService(), 'rest.first_page.address', page(value))),
  ...writeThenRead('enum', uasService({ application_type: value })),
  list(),
];

const WHOLE = JSON.stringify(uasService());
const withMember = (member: string): string => `${WHOLE.slice(0, -1)},${member}}`;

/** Numbers that are not all within what a double holds, in places where no target can take them. */
const NUMBERS: ReadonlyArray<{
  readonly name: string;
  readonly what: string;
  readonly number: string;
  readonly full?: true;
}> = [
  { name: 'beyond-every-float', what: 'a number beyond every float', number: '1e400' },
  { name: 'nearly-nothing', what: 'a number that is nearly nothing', number: '1e-400', full: true },
  { name: 'negative-zero', what: 'negative zero', number: '-0' },
  { name: 'beyond-exact-integers', what: 'an integer that no double holds', number: '9007199254740993' },
  { name: 'of-a-thousand-digits', what: 'an integer of a thousand digits', number: '9'.repeat(1000), full: true },
  { name: 'fraction', what: 'a fraction that no double holds', number: '0.1' },
];

const numberSteps = (number: string): readonly ServicesStep[] => [
  ...['description', 'g729'].flatMap((option, i) => [
    writeBody(`wrong${i + 1}`, text(withMember(`"${option}":${number}`))),
    read(`wrong${i + 1}`),
  ]),
  ...writeThenRead('old', uasService()),
  modifyBody('old', text(`{"description":${number}}`)),
  read('old'),
];

/** Numbers where numbers are expected, though neither so large nor so small. */
const CHANNELS = ['1e400', '-1e400', '0.1', '-1', '4294967296', '9007199254740993'];

/** Names of options that mean something to a language, or that careless code cannot hold. */
const KEYS: ReadonlyArray<{
  readonly name: string;
  readonly what: string;
  readonly member: string;
  readonly full?: true;
}> = [
  { name: 'proto', what: '__proto__', member: '"__proto__":{"enabled":false,"polluted":true}' },
  { name: 'constructor', what: 'constructor', member: '"constructor":{"prototype":{"enabled":false,"polluted":true}}' },
  {
    name: 'methods',
    what: 'toString and hasOwnProperty',
    member: '"toString":"x","hasOwnProperty":"x","length":1',
    full: true,
  },
  { name: 'empty', what: 'nothing', member: '"":"x"' },
  { name: 'nul', what: 'a NUL', member: '"\\u0000":"x"', full: true },
  { name: 'emoji', what: 'emoji', member: '"📞":"x"', full: true },
  { name: 'half-a-pair', what: 'half of a surrogate pair', member: '"\\ud83d":"x"', full: true },
  { name: 'long', what: 'ten thousand characters', member: `"${'k'.repeat(10_000)}":"x"` },
];

/** A bystander is written before and after, for a name may reach what services share. */
const keySteps = (member: string): readonly ServicesStep[] => [
  ...writeThenRead('before', uasService()),
  writeBody('one', text(withMember(member))),
  read('one'),
  writeBody('nested', text(`{"service_password":"${PASSWORD}","uas":{"application_name":"conformance",${member}}}`)),
  read('nested'),
  modifyBody('before', text(`{${member}}`)),
  read('before'),
  modifyBody('before', text(`{"uas":{${member}}}`)),
  read('before'),
  ...writeThenRead('after', uasService()),
  list(),
];

const nested = (depth: number): Json =>
  depth === 0 ? 'at the bottom' : { below: depth % 2 === 0 ? nested(depth - 1) : [nested(depth - 1)] };

const hundredThousand = (before: string, after: string) => repeated(before, 'x', 100_000, after);

export const hostileValueCases: readonly ServicesCase[] = [
  ...HOSTILE_TEXTS.map(({ name, what, text: value, profile }) =>
    servicesCase(`hostile-value/text/${name}`, {
      title: `Options are set to ${what}`,
      requirements,
      ...(profile === undefined ? {} : { profile }),
      steps: everywhere(value),
    }),
  ),
  servicesCase('hostile-value/text/one-hundred-thousand', {
    title: 'Options are set to a hundred thousand characters',
    requirements,
    exclusive: true,
    steps: [
      writeBody('descr', hundredThousand(`{"description":"`, `",${WHOLE.slice(1)}`)),
      read('descr'),
      writeBody('wrong', hundredThousand(`{"enabled":"`, `",${WHOLE.slice(1)}`)),
      read('wrong'),
      writeThenRead('old', uasService()),
      modifyBody('old', hundredThousand('{"description":"', '"}')),
      read('old'),
      modifyBody('old', hundredThousand('{"application_type":"', '"}')),
      read('old'),
      list(),
    ],
  }),
  servicesCase('hostile-value/text/two-mebibytes', {
    title: 'The description is set to two mebibytes',
    requirements,
    profile: 'full',
    exclusive: true,
    steps: [
      writeBody('descr', repeated(`{"description":"`, 'x', 2 * 1024 * 1024, `",${WHOLE.slice(1)}`)),
      read('descr'),
      list(),
    ],
  }),
  ...NUMBERS.map(({ name, what, number, full }) =>
    servicesCase(`hostile-value/number/${name}`, {
      title: `Options that are no numbers are set to ${what}`,
      requirements: ['services.survives.hostile-values', 'services.write.refused-changes-nothing'],
      ...(full === true ? { profile: 'full' } : {}),
      steps: numberSteps(number),
    }),
  ),
  servicesCase('hostile-value/number/of-channels', {
    title: 'The option extra_channels is set to numbers that are out of the ordinary',
    requirements: ['services.survives.hostile-values', 'services.schema.agrees-with-write'],
    steps: CHANNELS.flatMap((number, i) => [
      writeBody(`n${i + 1}`, text(withMember(`"extra_channels":${number}`))),
      read(`n${i + 1}`),
    ]),
  }),
  ...KEYS.map(({ name, what, member, full }) =>
    servicesCase(`hostile-value/key/${name}`, {
      title: `Services are written and modified with an option whose name is ${what}`,
      requirements: [
        'services.survives.hostile-values',
        'services.write.unknown-option',
        'services.modify.unknown-option',
      ],
      ...(full === true ? { profile: 'full' } : {}),
      steps: keySteps(member),
    }),
  ),
  servicesCase('hostile-value/shape/nested', {
    title: 'Options are set to objects and arrays, one inside the other',
    requirements: ['services.survives.hostile-values', 'services.write.refused-changes-nothing'],
    steps: refusedWrites(uasService(), [
      uasService({ description: nested(60) }),
      uasService({ enabled: nested(60) }),
      withOption(uasService(), 'uas.application_name', nested(60)),
      withOption(uasService(), 'uas.application_name', [[[[[]]]]]),
    ]),
  }),
  servicesCase('hostile-value/shape/many-members', {
    title: 'A service is written with a thousand options that do not exist',
    requirements: ['services.survives.hostile-values', 'services.write.unknown-option'],
    steps: refusedWrites(uasService(), [
      uasService(Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`option_${i}`, i]))),
    ]),
  }),
  servicesCase('hostile-value/shape/long-array', {
    title: 'Options are set to an array of ten thousand members',
    requirements: ['services.survives.hostile-values', 'services.write.refused-changes-nothing'],
    steps: [
      writeBody('one', repeated(`{"g729":[0`, ',0', 10_000, `],${WHOLE.slice(1)}`)),
      read('one'),
      writeThenRead('old', uasService()),
      modifyBody('old', repeated(`{"description":[0`, ',0', 10_000, ']}')),
      read('old'),
    ],
  }),
];
