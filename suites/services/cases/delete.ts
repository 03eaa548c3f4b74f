import type { ServicesCase } from '../case.ts';
import { list, modify, modifyThenRead, read, remove, writeThenRead } from '../steps.ts';
import { everyOption, restService, uasService } from './configurations.ts';
import { servicesCase } from './scripted-case.ts';

const GONE = ['services.delete.no-content', 'services.delete.gone'];

export const deleteCases: readonly ServicesCase[] = [
  servicesCase('delete/once', {
    title: 'A service is deleted, and then read, modified, deleted and looked for in the list',
    requirements: GONE,
    profile: 'smoke',
    steps: [
      writeThenRead('one', uasService()),
      list(),
      remove('one'),
      read('one'),
      list(),
      modifyThenRead('one', { description: 'revived' }),
      remove('one'),
      list(),
    ],
  }),
  servicesCase('delete/rest-service', {
    title: 'A REST service with everything set is deleted',
    requirements: GONE,
    profile: 'full',
    steps: (context) => [writeThenRead('one', everyOption(context, 'REST')), remove('one'), read('one'), list()],
  }),
  servicesCase('delete/twice', {
    title: 'A service is deleted twice in succession',
    requirements: GONE,
    steps: [writeThenRead('one', uasService()), remove('one'), remove('one'), remove('one'), read('one'), list()],
  }),
  servicesCase('delete/then-modify', {
    title: 'A service is modified at once after it was deleted, in several ways',
    requirements: ['services.delete.gone'],
    steps: [
      writeThenRead('one', restService()),
      remove('one'),
      modify('one', {}),
      modify('one', { description: null }),
      modify('one', restService()),
      read('one'),
      list(),
    ],
  }),
  servicesCase('delete/then-write', {
    title: 'A service with everything set is deleted and written again with the least',
    requirements: ['services.delete.no-content', 'services.write.creates', 'services.write.defaults'],
    profile: 'smoke',
    steps: (context) => [
      writeThenRead('rest', everyOption(context, 'REST')),
      remove('rest'),
      writeThenRead('rest', restService()),
      list(),
      writeThenRead('uas', everyOption(context, 'UAS')),
      remove('uas'),
      writeThenRead('uas', uasService()),
      list(),
    ],
  }),
  servicesCase('delete/over-and-over', {
    title: 'A name is written and deleted over and over',
    requirements: [...GONE, 'services.write.creates'],
    profile: 'full',
    steps: [uasService(), restService(), uasService({ description: 'third' }), restService()].flatMap(
      (configuration) => [...writeThenRead('one', configuration), remove('one'), read('one')],
    ),
  }),
  servicesCase('delete/never-written', {
    title: 'A name that was never written is deleted, and then written',
    requirements: ['services.delete.unknown', 'services.write.creates'],
    steps: [remove('one'), read('one'), writeThenRead('one', uasService()), list()],
  }),
  servicesCase('delete/after-refusals', {
    title: 'A service is deleted after a write and a modification of it were refused',
    requirements: GONE,
    profile: 'full',
    steps: [
      writeThenRead('one', uasService()),
      writeThenRead('one', uasService({ g729: 5 })),
      modifyThenRead('one', { g729: 5 }),
      remove('one'),
      read('one'),
      list(),
    ],
  }),
];
