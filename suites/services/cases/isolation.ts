import type { ServicesStep } from '../../../harness/traces/services-trace.ts';
import type { ServicesCase } from '../case.ts';
import {
  list,
  modify,
  modifyThenRead,
  parallel,
  type RequestStep,
  read,
  remove,
  schema,
  write,
  writeThenRead,
} from '../steps.ts';
import { everyOption, page, restService, SECOND_PASSWORD, uasService, withOption } from './configurations.ts';
import { servicesCase } from './scripted-case.ts';

const requirements = ['services.isolates.services'];
const TEN = ['s0', 's1', 's2', 's3', 's4', 's5', 's6', 's7', 's8', 's9'];

/** Services that are there while others are written at the same time. */
const BYSTANDERS = ['b0', 'b1'];

/** A request about another service, between two looks at this one. */
const beside = (bystander: string, ...steps: readonly RequestStep[]): readonly RequestStep[] => [
  read(bystander),
  ...steps.flatMap((step) => [step, read(bystander)]),
];

const ofIts = (label: string, i: number) =>
  i % 2 === 0
    ? withOption(uasService({ description: label }), 'uas.application_name', `application-${label}`)
    : withOption(restService({ description: label }), 'rest.first_page.address', page(label));

/** Two names that are nearly one, and everything that is done to the one beside the other. */
const alike = (first: string, second: string): readonly ServicesStep[] => [
  ...writeThenRead(first, uasService({ description: 'first' })),
  read(second),
  ...beside(first, write(second, restService({ description: 'second' })), modify(second, { description: 'modified' })),
  ...beside(second, write(first, uasService({ description: 'again' })), modify(first, { description: null })),
  list(),
  ...beside(second, remove(first)),
  read(first),
  list(),
];

export const isolationCases: readonly ServicesCase[] = [
  servicesCase('isolation/two-services', {
    title: 'Two services are written, replaced, modified and deleted beside each other',
    requirements,
    steps: (context) => [
      writeThenRead('a', everyOption(context, 'UAS')),
      beside('a', write('b', restService()), write('b', uasService()), modify('b', { description: 'modified' })),
      beside('b', write('a', uasService()), modify('a', { enabled: false })),
      list(),
      beside('a', remove('b')),
      list(),
    ],
  }),
  servicesCase('isolation/same-configuration', {
    title: 'Two services with the same configuration are modified beside each other, at three depths',
    requirements,
    profile: 'smoke',
    steps: [
      writeThenRead('a', restService()),
      writeThenRead('b', restService()),
      beside('b', modify('a', { description: 'modified', enabled: false })),
      beside('b', modify('a', { service_password: SECOND_PASSWORD })),
      beside('b', modify('a', { rest: { answer_timeout: 20 } })),
      beside('b', modify('a', { rest: { final_page: { address: page('final'), method: 'GET' } } })),
      beside('a', modify('b', { rest: { error_page: { address: page('error') } } })),
      read('b'),
    ],
  }),
  servicesCase('isolation/shared-defaults', {
    title: 'A service is modified at three depths, and then services with defaults are created',
    requirements: [...requirements, 'services.write.defaults'],
    steps: [
      writeThenRead('a', uasService()),
      modifyThenRead('a', { description: 'modified', uas: { application_parameters: 'modified' } }),
      modifyThenRead('a', { rest: { answer_timeout: 20, final_page: { address: page('final'), method: 'GET' } } }),
      writeThenRead('uas', uasService()),
      writeThenRead('rest', restService()),
      read('a'),
      schema(),
    ],
  }),
  servicesCase('isolation/set-then-defaults', {
    title: 'A service is created with everything set, and then services with defaults',
    requirements: [...requirements, 'services.write.defaults'],
    steps: (context) => [
      writeThenRead('a', everyOption(context, 'REST')),
      writeThenRead('b', restService()),
      writeThenRead('c', everyOption(context, 'UAS')),
      writeThenRead('d', uasService()),
      read('a'),
      read('c'),
    ],
  }),
  servicesCase('isolation/ten-services', {
    title: 'Ten services are written, modified and deleted by turns',
    requirements,
    steps: [
      TEN.map((label, i) => write(label, ofIts(label, i))),
      TEN.map(read),
      TEN.filter((_, i) => i % 3 === 0).map((label) => modify(label, { description: `${label} modified` })),
      TEN.map(read),
      TEN.filter((_, i) => i % 3 === 1).map((label) => write(label, uasService({ description: `${label} replaced` }))),
      TEN.filter((_, i) => i % 3 === 2).map(remove),
      TEN.map(read),
      list(),
    ],
  }),
  servicesCase('isolation/refusals', {
    title: 'Writes and modifications of a service are refused beside another one',
    requirements,
    profile: 'full',
    steps: [
      writeThenRead('a', uasService({ description: 'a' })),
      writeThenRead('b', uasService({ description: 'b' })),
      beside('a', write('b', uasService({ enabled: 'yes' })), modify('b', { g729: 5 }), write('c', {})),
      list(),
    ],
  }),
  servicesCase('isolation/parallel-writes', {
    title: 'Ten services are written at the same time',
    requirements: [...requirements, 'services.write.creates', 'services.read.own-write'],
    steps: [
      BYSTANDERS.flatMap((label) => writeThenRead(label, ofIts(label, 1))),
      parallel(...TEN.map((label, i) => write(label, ofIts(label, i)))),
      [...TEN, ...BYSTANDERS].map(read),
      list(),
      parallel(...TEN.map((label, i) => write(label, ofIts(`${label}-again`, i + 1)))),
      [...TEN, ...BYSTANDERS].map(read),
      list(),
    ],
  }),
  servicesCase('isolation/parallel-changes', {
    title: 'Ten services are modified, replaced, read and deleted at the same time',
    requirements,
    steps: [
      TEN.map((label, i) => write(label, ofIts(label, i))),
      parallel(...TEN.map((label) => modify(label, { description: `${label} modified` }))),
      parallel(
        ...TEN.map((label, i): RequestStep => {
          if (i % 4 === 0) return remove(label);
          if (i % 4 === 1) return write(label, restService({ description: `${label} replaced` }));
          return i % 4 === 2 ? modify(label, { enabled: false }) : read(label);
        }),
      ),
      TEN.map(read),
      list(),
    ],
  }),
  servicesCase('isolation/prefix', {
    title: 'The name of a service begins with that of another',
    requirements,
    steps: alike('name', 'name-2'),
  }),
  servicesCase('isolation/suffix', {
    title: 'The name of a service ends with that of another',
    requirements,
    profile: 'full',
    steps: alike('2-name', '2-2-name'),
  }),
  servicesCase('isolation/one-character', {
    title: 'The names of two services differ in their last character',
    requirements,
    profile: 'full',
    steps: alike('name_a', 'name_b'),
  }),
];
