import type { ServicesCase } from '../case.ts';
import { list, modify, modifyThenRead, read, remove, writeThenRead } from '../steps.ts';
import { page, restService, uasService } from './configurations.ts';
import { servicesCase } from './scripted-case.ts';

const ERROR = [
  'services.error.shape',
  'services.error.code',
  'services.error.datetime',
  'services.error.request-url',
  'services.response.content-type',
  'services.response.json',
];

export const unknownServiceCases: readonly ServicesCase[] = [
  servicesCase('unknown-service/read', {
    title: 'A service that does not exist is read, with none and with another one there',
    requirements: ['services.read.unknown', ...ERROR],
    profile: 'smoke',
    steps: [read('none'), writeThenRead('one', uasService()), read('none'), list()],
  }),
  servicesCase('unknown-service/modify', {
    title: 'A service that does not exist is modified',
    requirements: ['services.modify.unknown-service', ...ERROR],
    profile: 'smoke',
    steps: [
      modifyThenRead('none', { description: 'of nothing' }),
      writeThenRead('one', uasService()),
      modifyThenRead('none', { description: 'of nothing' }),
      read('one'),
      list(),
    ],
  }),
  servicesCase('unknown-service/modify-whole', {
    title: 'A service that does not exist is modified with all that a new one needs',
    requirements: ['services.modify.unknown-service'],
    profile: 'full',
    steps: [
      modifyThenRead('uas', uasService()),
      modifyThenRead('rest', restService()),
      modifyThenRead('nothing', {}),
      list(),
    ],
  }),
  servicesCase('unknown-service/modify-invalid', {
    title: 'A service that does not exist is modified with values that are not allowed',
    requirements: ['services.modify.unknown-service'],
    steps: [
      modifyThenRead('none', { enabled: 'yes' }),
      modifyThenRead('none', { colour: 'blue' }),
      modifyThenRead('none', { rest: { first_page: { address: page('first'), method: 'haha' } } }),
      list(),
    ],
  }),
  servicesCase('unknown-service/delete', {
    title: 'A service that does not exist is deleted',
    requirements: ['services.delete.unknown', ...ERROR],
    profile: 'smoke',
    steps: [remove('none'), writeThenRead('one', uasService()), remove('none'), read('none'), read('one'), list()],
  }),
  servicesCase('unknown-service/similar-names', {
    title: 'Names that are nearly that of a service are read, modified and deleted',
    requirements: ['services.read.unknown', 'services.modify.unknown-service', 'services.delete.unknown'],
    steps: [
      writeThenRead('name', uasService()),
      ...['nam', 'name1', 'names', '_name', 'n-ame'].flatMap((label) => [
        read(label),
        modify(label, { description: label }),
        remove(label),
        read('name'),
      ]),
      list(),
    ],
  }),
];
