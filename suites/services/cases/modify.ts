import type { JsonObject } from '../../../harness/traces/services-trace.ts';
import type { ApplicationType } from '../../../specification/services/configuration.ts';
import type { CaseContext, ServicesCase } from '../case.ts';
import { isObject } from '../model/json.ts';
import { list, modify, modifyThenRead, type ServiceStep, writeThenRead } from '../steps.ts';
import {
  change,
  DOCUMENTED_OPTIONS,
  everyOption,
  minimalService,
  otherValue,
  PASSWORD,
  page,
  restService,
  SECOND_PASSWORD,
  uasService,
  withOption,
} from './configurations.ts';
import { type StepList, servicesCase } from './scripted-case.ts';

const requirements = ['services.modify.merges', 'services.read.own-write'];

/** Every option of the depth in turn: away from its default in a plain service, and back to it in one with all set. */
function eachOption(context: CaseContext, depth: number, types: readonly ApplicationType[]): StepList {
  return types.flatMap((type) => {
    const options = DOCUMENTED_OPTIONS.filter(
      ({ path, shownFor }) =>
        path.split('.').length === depth && shownFor.includes(type) && path !== 'application_type',
    );
    const label = type.toLowerCase();
    return [
      writeThenRead(`${label}-none`, minimalService(type)),
      ...options.flatMap((option): readonly (readonly ServiceStep[])[] => {
        const value = otherValue(context, option, type);
        return value === undefined ? [] : [modifyThenRead(`${label}-none`, change(option.path, value))];
      }),
      writeThenRead(`${label}-all`, everyOption(context, type)),
      ...options.map((option) => modifyThenRead(`${label}-all`, change(option.path, option.value))),
    ];
  });
}

/** A change for each group of options in the configuration, at whatever depth: its last member as it is, and no other. */
function oneMemberOfEachGroup(configuration: JsonObject): readonly JsonObject[] {
  return Object.entries(configuration).flatMap(([name, group]) => {
    if (!isObject(group)) return [];
    const last = Object.entries(group)
      .slice(-1)
      .filter(([, value]) => !isObject(value));
    const changes = [...last.map((member) => Object.fromEntries([member])), ...oneMemberOfEachGroup(group)];
    return changes.map((change) => ({ [name]: change }));
  });
}

const twice = (service: string, configuration: JsonObject): readonly ServiceStep[] => [
  ...modifyThenRead(service, configuration),
  ...modifyThenRead(service, configuration),
];

export const modifyCases: readonly ServicesCase[] = [
  servicesCase('modify/depth-1', {
    title: 'Options of the top level are modified one by one',
    requirements,
    steps: (context) => eachOption(context, 1, ['UAS']),
  }),
  servicesCase('modify/depth-2', {
    title: 'Options inside a group are modified one by one',
    requirements,
    profile: 'smoke',
    steps: (context) => eachOption(context, 2, ['UAS', 'REST']),
  }),
  servicesCase('modify/depth-3', {
    title: 'Options of the pages are modified one by one',
    requirements,
    steps: (context) => eachOption(context, 3, ['REST']),
  }),
  servicesCase('modify/mandatory-options', {
    title: 'Password, application name and first page are modified one by one',
    requirements,
    steps: (context) => [
      writeThenRead('uas', everyOption(context, 'UAS')),
      modifyThenRead('uas', { service_password: SECOND_PASSWORD }),
      modifyThenRead('uas', { uas: { application_name: 'another' } }),
      writeThenRead('rest', everyOption(context, 'REST')),
      modifyThenRead('rest', { service_password: SECOND_PASSWORD }),
      modifyThenRead('rest', { rest: { first_page: { address: page('another') } } }),
      list(),
    ],
  }),
  servicesCase('modify/several-at-once', {
    title: 'Options at three depths are modified by one request',
    requirements,
    steps: (context) => [
      writeThenRead('rest', everyOption(context, 'REST')),
      modifyThenRead('rest', {
        enabled: true,
        description: 'several at once',
        rest: { answer_timeout: 25, final_page: { method: 'POST' }, error_page: { address: page('another') } },
      }),
      list(),
    ],
  }),
  servicesCase('modify/everything-at-once', {
    title: 'Every documented option is modified by one request',
    requirements,
    profile: 'full',
    steps: (context) =>
      (['UAS', 'REST'] as const).flatMap((type) => [
        writeThenRead(type.toLowerCase(), minimalService(type)),
        modifyThenRead(type.toLowerCase(), everyOption(context, type)),
      ]),
  }),
  servicesCase('modify/what-read-returned', {
    title: 'A service is modified with the whole configuration that a target returns',
    requirements,
    steps: ({ model: { knowledge } }) => {
      const learned = [knowledge.minimalUas, knowledge.minimalRest].flatMap((one) => one ?? []);
      if (learned.length === 0) return { notApplicable: 'no service could be written before the cases' };
      return learned.flatMap(({ returned }, i) => [
        writeThenRead(`whole${i + 1}`, uasService({ description: 'before' })),
        modifyThenRead(`whole${i + 1}`, withOption(returned, 'service_password', PASSWORD)),
      ]);
    },
  }),
  servicesCase('modify/one-member-of-each-group', {
    title: 'One member of each group of options is modified to the value that it has, published or not',
    requirements,
    steps: ({ model: { knowledge } }) => {
      if (knowledge.minimalRest === undefined)
        return { notApplicable: 'no REST service could be written before the cases' };
      return [
        writeThenRead('rest', restService()),
        ...oneMemberOfEachGroup(knowledge.minimalRest.returned).map((change) => modifyThenRead('rest', change)),
      ];
    },
  }),
  servicesCase('modify/same-value', {
    title: 'Options are modified to the values that they have',
    requirements,
    steps: (context) => [
      writeThenRead('one', everyOption(context, 'REST')),
      modifyThenRead('one', everyOption(context, 'REST')),
      modifyThenRead('one', { rest: { final_page: { method: 'GET' } } }),
    ],
  }),
  servicesCase('modify/null', {
    title: 'Options that may be null are modified to null',
    requirements: ['services.modify.null', ...requirements],
    profile: 'smoke',
    steps: (context) => [
      writeThenRead('rest', everyOption(context, 'REST')),
      modifyThenRead('rest', { description: null }),
      modifyThenRead('rest', { rest: { final_page: { address: null } } }),
      modifyThenRead('rest', { rest: { error_page: { address: null } } }),
      modifyThenRead('rest', { rest: { application_parameters: null } }),
      writeThenRead('uas', everyOption(context, 'UAS')),
      modifyThenRead('uas', { uas: { application_parameters: null } }),
      list(),
    ],
  }),
  servicesCase('modify/null-again', {
    title: 'Options that are null are modified to null, and then to something',
    requirements: ['services.modify.null', ...requirements],
    steps: [
      writeThenRead('one', restService()),
      modifyThenRead('one', { description: null, rest: { final_page: { address: null } } }),
      modifyThenRead('one', { description: 'something', rest: { final_page: { address: page('final') } } }),
      modifyThenRead('one', { description: null, rest: { final_page: { address: null } } }),
    ],
  }),
  servicesCase('modify/empty', {
    title: 'A service is modified with an empty object',
    requirements: ['services.modify.empty'],
    profile: 'smoke',
    steps: (context) => [
      writeThenRead('least', uasService()),
      modifyThenRead('least', {}),
      writeThenRead('uas', everyOption(context, 'UAS')),
      modifyThenRead('uas', {}),
      writeThenRead('rest', everyOption(context, 'REST')),
      modifyThenRead('rest', {}),
      list(),
    ],
  }),
  servicesCase('modify/empty-groups', {
    title: 'A service is modified with groups of options that are empty',
    requirements,
    steps: (context) => [
      writeThenRead('one', everyOption(context, 'REST')),
      ...[
        { rest: {} },
        { uas: {} },
        { rest: { first_page: {}, final_page: {} } },
        { fax: {}, call_constraints: {} },
      ].map((nothing) => modifyThenRead('one', nothing)),
    ],
  }),
  servicesCase('modify/twice', {
    title: 'The same modification is made twice',
    requirements: ['services.modify.idempotent', ...requirements],
    profile: 'smoke',
    steps: (context) => [
      writeThenRead('rest', restService()),
      twice('rest', { description: 'twice', enabled: false }),
      twice('rest', { rest: { answer_timeout: 20, final_page: { address: page('final'), method: 'GET' } } }),
      twice('rest', everyOption(context, 'REST')),
      twice('rest', { rest: { final_page: { address: null } } }),
      writeThenRead('uas', uasService()),
      twice('uas', { uas: { application_name: 'twice', application_parameters: 'twice' } }),
    ],
  }),
  servicesCase('modify/one-after-the-other', {
    title: 'A service is modified many times without being read, and read at the end',
    requirements,
    steps: [
      writeThenRead('one', restService()),
      modify('one', { description: 'first' }),
      modify('one', { rest: { answer_timeout: 20 } }),
      modify('one', { rest: { final_page: { address: page('final') } } }),
      modify('one', { rest: { final_page: { method: 'GET' } } }),
      modify('one', { enabled: false }),
      modify('one', { description: null }),
      modifyThenRead('one', { rest: { first_page: { method: 'GET' } } }),
      list(),
    ],
  }),
  servicesCase('modify/type-and-application', {
    title: 'The application type is modified along with what the new type demands, there and back',
    requirements,
    steps: [
      writeThenRead('one', uasService({ description: 'was UAS first' })),
      modifyThenRead('one', { application_type: 'REST', rest: { first_page: { address: page('first') } } }),
      list(),
      modifyThenRead('one', { application_type: 'UAS' }),
      list(),
      modifyThenRead('one', { application_type: 'REST' }),
      list(),
    ],
  }),
  servicesCase('modify/of-the-other-type', {
    title: 'Options of the application type that is not in use are modified',
    requirements,
    steps: [
      writeThenRead('one', uasService()),
      modifyThenRead('one', { rest: { answer_timeout: 20, final_page: { address: page('final') } } }),
      writeThenRead('two', restService()),
      modifyThenRead('two', { uas: { application_name: 'idle' } }),
      list(),
    ],
  }),
];
