import type { JsonObject } from '../../../harness/traces/services-trace.ts';
import type { ServicesCase } from '../case.ts';
import { modifyThenRead, refusedWrites, writeThenRead } from '../steps.ts';
import { restService, uasService, withOption } from './configurations.ts';
import { servicesCase } from './scripted-case.ts';

const WRITE = ['services.write.unknown-option', 'services.write.refused-changes-nothing'];
const NESTED_WRITE = ['services.schema.agrees-with-write', 'services.write.refused-changes-nothing'];
const MODIFY = ['services.modify.unknown-option', 'services.modify.merges'];

/** A change to the service, alone and then along with one that is right, each with a Read after it. */
const alone = (start: JsonObject, change: JsonObject) => [
  ...writeThenRead('one', start),
  ...modifyThenRead('one', change),
  ...modifyThenRead('one', { ...change, description: 'along with it' }),
  ...modifyThenRead('one', { description: 'without it' }),
];

export const unknownOptionCases: readonly ServicesCase[] = [
  servicesCase('write/unknown-option/depth-1', {
    title: 'A service is written with an option that does not exist',
    requirements: WRITE,
    profile: 'smoke',
    steps: refusedWrites(uasService(), [
      uasService({ colour: 'blue' }),
      uasService({ colour: null }),
      uasService({ colour: {} }),
    ]),
  }),
  servicesCase('write/unknown-option/misspelt', {
    title: 'A service is written with names of options that are slightly wrong',
    requirements: WRITE,
    steps: refusedWrites(
      uasService(),
      ['Enabled', 'extra-channels', 'service_password ', 'desc', 'name', 'id', 'rest.first_page'].map((option) =>
        uasService({ [option]: 'x' }),
      ),
    ),
  }),
  servicesCase('write/unknown-option/depth-2', {
    title: 'A service is written with an option that does not exist inside a group',
    requirements: NESTED_WRITE,
    steps: [
      ...refusedWrites(uasService(), [withOption(uasService(), 'uas.colour', 'blue')]),
      ...writeThenRead('rest', withOption(restService(), 'rest.colour', 'blue')),
      ...writeThenRead('fax', withOption(uasService(), 'fax.colour', 'blue')),
    ],
  }),
  servicesCase('write/unknown-option/depth-3', {
    title: 'A service is written with an option that does not exist inside a page',
    requirements: NESTED_WRITE,
    steps: refusedWrites(restService(), [
      withOption(restService(), 'rest.first_page.colour', 'blue'),
      withOption(restService(), 'rest.final_page.colour', null),
    ]),
  }),
  servicesCase('modify/unknown-option/depth-1', {
    title: 'A service is modified with an option that does not exist',
    requirements: MODIFY,
    profile: 'smoke',
    steps: alone(uasService(), { colour: 'blue' }),
  }),
  servicesCase('modify/unknown-option/null', {
    title: 'A service is modified with an option that does not exist and is null',
    requirements: MODIFY,
    steps: alone(uasService(), { colour: null }),
  }),
  servicesCase('modify/unknown-option/depth-2', {
    title: 'A service is modified with an option that does not exist inside a group',
    requirements: MODIFY,
    steps: [
      ...alone(uasService(), { uas: { colour: 'blue' } }),
      ...writeThenRead('rest', restService()),
      ...modifyThenRead('rest', { rest: { colour: 'blue' } }),
    ],
  }),
  servicesCase('modify/unknown-option/depth-3', {
    title: 'A service is modified with an option that does not exist inside a page',
    requirements: MODIFY,
    steps: alone(restService(), { rest: { first_page: { colour: 'blue' } } }),
  }),
];
