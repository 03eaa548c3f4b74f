import type { Auth } from '../../../harness/traces/services-trace.ts';
import type { ServicesCase } from '../case.ts';
import { as, list, modify, type RequestStep, read, remove, write, writeThenRead } from '../steps.ts';
import { restService, SECOND_PASSWORD, uasService } from './configurations.ts';
import { type CaseDescription, servicesCase } from './scripted-case.ts';

const SECOND: Auth = { account: 'second' };
const second = <Step extends RequestStep>(step: Step): Step => as(SECOND, step);

const accountsCase = (name: string, description: CaseDescription): ServicesCase =>
  servicesCase(`accounts/${name}`, { ...description, needsSecondAccount: true });

const requirements = ['services.isolates.accounts'];
const own = uasService({ description: 'of the first account' });
const other = restService({ description: 'of the second account', service_password: SECOND_PASSWORD });

export const accountCases: readonly ServicesCase[] = [
  accountsCase('look', {
    title: 'Another account lists and reads the services of the first',
    requirements,
    profile: 'smoke',
    steps: [
      second(list()),
      writeThenRead('one', own),
      second(list()),
      second(read('one')),
      writeThenRead('one', uasService({ description: 'replaced' })),
      second(list()),
      second(read('one')),
      list(),
    ],
  }),
  accountsCase('write', {
    title: 'Another account writes a service of the same name',
    requirements,
    profile: 'smoke',
    steps: [
      writeThenRead('one', own),
      second(write('one', other)),
      read('one'),
      second(read('one')),
      list(),
      second(list()),
      second(write('one', uasService({ description: 'of the second account, replaced' }))),
      read('one'),
      second(read('one')),
      writeThenRead('one', uasService({ description: 'of the first account, replaced' })),
      second(read('one')),
    ],
  }),
  accountsCase('modify', {
    title: 'Another account modifies a service of the first',
    requirements,
    steps: [
      writeThenRead('one', own),
      second(modify('one', { description: 'by the second account' })),
      read('one'),
      second(read('one')),
      second(list()),
      list(),
    ],
  }),
  accountsCase('delete', {
    title: 'Another account deletes a service of the first',
    requirements,
    steps: [writeThenRead('one', own), second(remove('one')), read('one'), second(read('one')), list()],
  }),
  accountsCase('same-name', {
    title: 'Two accounts have a service of the same name, modified and deleted in turn',
    requirements,
    steps: [
      writeThenRead('one', own),
      second(write('one', other)),
      modify('one', { description: 'modified by the first' }),
      second(read('one')),
      second(modify('one', { rest: { answer_timeout: 20 } })),
      read('one'),
      second(remove('one')),
      second(read('one')),
      read('one'),
      second(write('one', other)),
      remove('one'),
      read('one'),
      second(read('one')),
      list(),
      second(list()),
    ],
  }),
  accountsCase('in-turn', {
    title: 'Two accounts write services of different names in turn',
    requirements,
    steps: [
      writeThenRead('one', own),
      second(write('two', other)),
      second(read('two')),
      read('two'),
      second(read('one')),
      list(),
      second(list()),
      remove('two'),
      second(read('two')),
    ],
  }),
  accountsCase('mixed-credentials', {
    title: 'The user of one account and the key of the other are put together',
    requirements: ['services.auth.refused', 'services.auth.no-effect'],
    steps: [
      writeThenRead('one', own),
      ...(
        [
          { user: '{user}', key: '{key2}' },
          { user: '{user2}', key: '{key}' },
        ] as const
      ).flatMap((auth) => [
        as(auth, list()),
        as(auth, read('one')),
        as(auth, write('one', other)),
        read('one'),
        as(auth, modify('one', { description: 'by a mixture' })),
        read('one'),
        as(auth, remove('one')),
        read('one'),
      ]),
    ],
  }),
];
