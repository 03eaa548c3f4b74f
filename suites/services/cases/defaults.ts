import type { ServicesCase } from '../case.ts';
import { list, writeThenRead } from '../steps.ts';
import {
  DOCUMENTED_OPTIONS,
  everyOption,
  PASSWORD,
  page,
  restService,
  uasService,
  withOption,
  withoutOption,
} from './configurations.ts';
import { servicesCase } from './scripted-case.ts';

const requirements = ['services.write.defaults', 'services.read.own-write'];

export const defaultCases: readonly ServicesCase[] = [
  servicesCase('write/minimal-uas', {
    title: 'A UAS service is created with a password and an application name alone',
    requirements: [...requirements, 'services.write.creates', 'services.read.complete'],
    profile: 'smoke',
    steps: [writeThenRead('one', uasService()), list()],
  }),
  servicesCase('write/minimal-rest', {
    title: 'A REST service is created with a password and a first page alone',
    requirements: [...requirements, 'services.write.creates', 'services.read.complete'],
    profile: 'smoke',
    steps: [writeThenRead('one', restService()), list()],
  }),
  servicesCase('write/minimal-spelled-out', {
    title: 'A UAS service is created with its application type spelled out',
    requirements: [...requirements, 'services.write.creates'],
    profile: 'full',
    steps: [writeThenRead('one', uasService({ application_type: 'UAS' })), list()],
  }),
  servicesCase('write/same-defaults-again', {
    title: 'Services that differ in nothing get the same defaults, one after the other',
    requirements,
    steps: ['a', 'b', 'c', 'd'].flatMap((label) => [
      ...writeThenRead(`${label}-uas`, uasService()),
      ...writeThenRead(`${label}-rest`, restService()),
    ]),
  }),
  servicesCase('write/empty-groups', {
    title: 'Groups of options that are sent empty take their defaults',
    requirements,
    steps: [
      writeThenRead('uas', uasService({ rest: {}, fax: {}, call_constraints: {} })),
      writeThenRead('rest', {
        service_password: PASSWORD,
        application_type: 'REST',
        uas: {},
        rest: {
          first_page: { address: page('first') },
          final_page: {},
          error_page: {},
          authentication: {},
          call_recording: {},
          call_configuration: {},
        },
        fax: {},
        call_constraints: {},
      }),
    ],
  }),
  servicesCase('write/type-left-out', {
    title: 'Services with an application name and a first page are created without an application type',
    requirements: ['services.write.defaults', 'services.read.own-write', 'services.list.target'],
    steps: [
      writeThenRead('one', withoutOption({ ...restService(), ...uasService() }, 'application_type')),
      writeThenRead('two', withOption(uasService(), 'rest.final_page.address', page('final'))),
      list(),
    ],
  }),
  servicesCase('write/everything-set', {
    title: 'Services are created with every documented option set to something else than its default',
    requirements: ['services.write.creates', 'services.read.own-write', 'services.read.complete'],
    steps: (context) => [
      writeThenRead('uas', everyOption(context, 'UAS')),
      writeThenRead('rest', everyOption(context, 'REST')),
      list(),
    ],
  }),
  servicesCase('write/what-read-returned', {
    title: 'The configuration that a target returns is written as another service',
    requirements: ['services.schema.agrees-with-write', 'services.write.creates', 'services.read.own-write'],
    steps: ({ model: { knowledge } }) => {
      const learned = [knowledge.minimalUas, knowledge.minimalRest].flatMap((one) => one ?? []);
      if (learned.length === 0) return { notApplicable: 'no service could be written before the cases' };
      return learned.map(({ returned }, i) =>
        writeThenRead(`whole${i + 1}`, withOption(returned, 'service_password', PASSWORD)),
      );
    },
  }),
  ...DOCUMENTED_OPTIONS.map((option) =>
    servicesCase(`defaults/${option.slug}`, {
      title: `A service is created with everything set but ${option.values.name}`,
      requirements,
      // The type decides what else is mandatory, so a service that omits it is a UAS one whatever else is set.
      steps: (context) =>
        option.shownFor.map((type) =>
          writeThenRead(type.toLowerCase(), withoutOption(everyOption(context, type), option.path)),
        ),
    }),
  ),
];
