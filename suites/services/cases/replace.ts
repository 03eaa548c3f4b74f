import type { CaseContext, ServicesCase } from '../case.ts';
import { list, modifyThenRead, writeThenRead } from '../steps.ts';
import {
  DOCUMENTED_OPTIONS,
  type DocumentedOption,
  everyOption,
  minimalService,
  otherValue,
  page,
  restService,
  SECOND_PASSWORD,
  uasService,
  withOption,
} from './configurations.ts';
import { type StepList, servicesCase } from './scripted-case.ts';

const requirements = ['services.write.replace-resets', 'services.write.replaces', 'services.read.own-write'];

const RESETS = [
  { depth: 1, what: 'of the top level' },
  { depth: 2, what: 'inside a group' },
  { depth: 3, what: 'of a page' },
];

/** A service for each type that has the option, so that nothing but the option can be left over. */
function setThenReset(context: CaseContext, option: DocumentedOption): StepList {
  if (option.path === 'application_type') return [];
  return option.shownFor.flatMap((type, i) => {
    const value = otherValue(context, option, type);
    const label = `o${DOCUMENTED_OPTIONS.indexOf(option)}-${i}`;
    const plain = minimalService(type);
    return value === undefined
      ? []
      : [writeThenRead(label, withOption(plain, option.path, value)), writeThenRead(label, plain)];
  });
}

export const replaceCases: readonly ServicesCase[] = [
  servicesCase('replace/everything-uas', {
    title: 'A UAS service with every option set is replaced by one with none',
    requirements: [...requirements, 'services.write.defaults'],
    steps: (context) => [
      writeThenRead('one', everyOption(context, 'UAS')),
      writeThenRead('one', withOption(uasService(), 'uas.application_name', 'other')),
      list(),
    ],
  }),
  servicesCase('replace/everything-rest', {
    title: 'A REST service with every option set is replaced by one with none',
    requirements: [...requirements, 'services.write.defaults'],
    profile: 'smoke',
    steps: (context) => [
      writeThenRead('one', everyOption(context, 'REST')),
      writeThenRead('one', withOption(restService(), 'rest.first_page.address', page('other'))),
      list(),
    ],
  }),
  servicesCase('replace/by-the-same', {
    title: 'A service is replaced by the same configuration, twice',
    requirements: ['services.write.replaces', 'services.read.own-write'],
    steps: (context) => [
      writeThenRead('one', everyOption(context, 'UAS')),
      writeThenRead('one', everyOption(context, 'UAS')),
      writeThenRead('one', everyOption(context, 'UAS')),
      list(),
    ],
  }),
  servicesCase('replace/password', {
    title: 'A service is replaced by one with another password',
    requirements: ['services.write.replaces', 'services.read.own-write'],
    profile: 'full',
    steps: [
      writeThenRead('one', uasService()),
      writeThenRead('one', uasService({ service_password: SECOND_PASSWORD })),
      writeThenRead('one', uasService()),
    ],
  }),
  servicesCase('replace/uas-by-rest', {
    title: 'A UAS service is replaced by a REST service, and that by a UAS service',
    requirements,
    steps: (context) => [
      writeThenRead('one', everyOption(context, 'UAS')),
      writeThenRead('one', restService()),
      writeThenRead('one', uasService()),
      list(),
    ],
  }),
  servicesCase('replace/rest-by-uas', {
    title: 'A REST service is replaced by a UAS service that does not name its type',
    requirements,
    steps: (context) => [
      writeThenRead('one', everyOption(context, 'REST')),
      writeThenRead('one', uasService()),
      writeThenRead('one', restService()),
      list(),
    ],
  }),
  servicesCase('replace/pages', {
    title: 'A REST service with three pages is replaced by ones with fewer',
    requirements,
    steps: [
      writeThenRead('one', {
        ...restService(),
        rest: {
          first_page: { address: page('first'), method: 'GET' },
          final_page: { address: page('final'), method: 'GET' },
          error_page: { address: page('error'), method: 'GET' },
        },
      }),
      writeThenRead('one', {
        ...restService(),
        rest: { first_page: { address: page('first') }, error_page: { address: page('another-error') } },
      }),
      writeThenRead('one', { ...restService(), rest: { first_page: { address: page('first') }, final_page: {} } }),
    ],
  }),
  servicesCase('replace/after-modify', {
    title: 'A service is modified and then replaced, so that nothing of the modification stays',
    requirements,
    steps: [
      writeThenRead('one', restService()),
      modifyThenRead('one', {
        description: 'modified',
        rest: { final_page: { address: page('final'), method: 'GET' }, answer_timeout: 20 },
      }),
      writeThenRead('one', restService()),
    ],
  }),
  ...RESETS.map(({ depth, what }) =>
    servicesCase(`replace/resets/depth-${depth}`, {
      title: `Services with one option ${what} set are replaced by ones without`,
      requirements,
      steps: (context) =>
        DOCUMENTED_OPTIONS.filter(({ path }) => path.split('.').length === depth).flatMap((option) =>
          setThenReset(context, option),
        ),
    }),
  ),
];
