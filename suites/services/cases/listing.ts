import type { ServicesCase } from '../case.ts';
import { list, modify, type RequestStep, read, remove, write, writeThenRead } from '../steps.ts';
import { page, restService, uasService, withOption } from './configurations.ts';
import { servicesCase } from './scripted-case.ts';

/** A request, and the list right after it. */
const thenList = (step: RequestStep): readonly RequestStep[] => [step, list()];

const COMPLETE = ['services.list.complete', 'services.list.shape'];
const SEVERAL = ['a', 'b', 'c', 'd', 'e'];
const MANY = Array.from({ length: 30 }, (_, i) => `s${String(i + 1).padStart(2, '0')}`);

export const listingCases: readonly ServicesCase[] = [
  servicesCase('list/life-of-a-uas-service', {
    title: 'The list is fetched after every change in the life of a UAS service',
    requirements: [...COMPLETE, 'services.list.target', 'services.list.description'],
    profile: 'smoke',
    steps: [
      list(),
      thenList(write('one', uasService({ description: 'created' }))),
      thenList(write('one', withOption(uasService({ description: 'replaced' }), 'uas.application_name', 'replaced'))),
      thenList(modify('one', { uas: { application_name: 'modified' } })),
      thenList(modify('one', { description: 'modified' })),
      thenList(modify('one', { description: null })),
      thenList(remove('one')),
    ],
  }),
  servicesCase('list/life-of-a-rest-service', {
    title: 'The list is fetched after every change in the life of a REST service',
    requirements: [...COMPLETE, 'services.list.target', 'services.list.description'],
    profile: 'smoke',
    steps: [
      list(),
      thenList(write('one', restService({ description: 'created' }))),
      thenList(write('one', withOption(restService(), 'rest.first_page.address', page('replaced')))),
      thenList(modify('one', { rest: { first_page: { address: page('modified') } } })),
      thenList(modify('one', { description: 'modified' })),
      thenList(modify('one', { rest: { final_page: { address: page('final') } } })),
      thenList(remove('one')),
    ],
  }),
  servicesCase('list/both-applications', {
    title: 'Services that have a UAS application and a REST first page are listed with the one in use',
    requirements: ['services.list.target'],
    steps: [
      thenList(write('uas', { ...restService(), application_type: 'UAS', uas: { application_name: 'in-use' } })),
      thenList(write('rest', { ...restService(), uas: { application_name: 'idle' } })),
      read('uas'),
      read('rest'),
    ],
  }),
  servicesCase('list/type-modified', {
    title: 'The list is fetched after the application type is modified, there and back',
    requirements: ['services.list.target', ...COMPLETE],
    steps: [
      thenList(write('one', uasService())),
      thenList(modify('one', { application_type: 'REST', rest: { first_page: { address: page('first') } } })),
      thenList(modify('one', { application_type: 'UAS' })),
      read('one'),
    ],
  }),
  servicesCase('list/type-replaced', {
    title: 'The list is fetched after a service is replaced by one of the other type, there and back',
    requirements: ['services.list.target', ...COMPLETE],
    steps: [
      thenList(write('one', uasService())),
      thenList(write('one', restService())),
      thenList(write('one', uasService())),
    ],
  }),
  servicesCase('list/description', {
    title: 'The list is fetched with descriptions set, changed, empty and null',
    requirements: ['services.list.description'],
    steps: [
      thenList(write('none', uasService())),
      thenList(write('some', uasService({ description: 'some' }))),
      thenList(write('null', uasService({ description: null }))),
      thenList(modify('some', { description: 'another' })),
      thenList(modify('some', { description: '' })),
      thenList(modify('some', { description: null })),
      thenList(modify('none', { description: 'no longer none' })),
      thenList(write('none', uasService())),
    ],
  }),
  servicesCase('list/several', {
    title: 'Several services are listed while they come and go',
    requirements: COMPLETE,
    steps: [
      ...SEVERAL.map((label) => thenList(write(label, uasService({ description: `service ${label}` })))),
      thenList(remove('c')),
      thenList(remove('a')),
      thenList(write('c', restService())),
      thenList(remove('e')),
    ],
  }),
  servicesCase('list/many', {
    title: 'Thirty services are listed',
    requirements: COMPLETE,
    profile: 'full',
    steps: [MANY.map((label) => write(label, uasService())), list(), MANY.map((label) => remove(label)), list()],
  }),
  servicesCase('list/disabled', {
    title: 'A service that is not enabled is listed',
    requirements: COMPLETE,
    steps: [
      thenList(write('one', uasService({ enabled: false }))),
      thenList(modify('one', { enabled: true })),
      thenList(modify('one', { enabled: false })),
    ],
  }),
  servicesCase('list/after-refusals', {
    title: 'The list is fetched after writes and modifications that are refused',
    requirements: [...COMPLETE, 'services.modify.refused-changes-nothing'],
    steps: [
      thenList(write('new', uasService({ enabled: 'yes' }))),
      writeThenRead('old', uasService({ description: 'before' })),
      list(),
      thenList(write('old', uasService({ description: 'refused', enabled: 'yes' }))),
      // Between the two, so that a surprise is of one of them.
      read('old'),
      thenList(modify('old', { description: 'refused', g729: 5 })),
      thenList(modify('new', { description: 'refused' })),
      thenList(remove('new')),
      read('old'),
    ],
  }),
];
