import type { JsonObject } from '../../../harness/traces/services-trace.ts';
import type { Profile } from '../../../harness/traces/trace.ts';
import type { ServicesCase } from '../case.ts';
import { refusedModifies } from '../steps.ts';
import { page, restService, uasService } from './configurations.ts';
import { servicesCase } from './scripted-case.ts';

const requirements = ['services.modify.validates-merge', 'services.modify.refused-changes-nothing'];

interface Row {
  readonly name: string;
  readonly title: string;
  readonly profile?: Profile;
  readonly start: JsonObject;
  readonly changes: readonly JsonObject[];
}

const ROWS: readonly Row[] = [
  {
    name: 'to-rest-without-page',
    title: 'A UAS service is modified to a REST service that has no first page',
    profile: 'smoke',
    start: uasService(),
    changes: [
      { application_type: 'REST' },
      { application_type: 'REST', rest: { first_page: { method: 'GET' } } },
      { application_type: 'REST', rest: { final_page: { address: page('final') } } },
    ],
  },
  {
    name: 'to-uas-without-name',
    title: 'A REST service is modified to a UAS service that has no application name',
    start: restService(),
    changes: [{ application_type: 'UAS' }, { application_type: 'UAS', uas: { application_parameters: null } }],
  },
  {
    name: 'password-null',
    title: 'The password of a service is modified to null',
    start: uasService(),
    changes: [{ service_password: null }, { service_password: null, description: 'along with it' }],
  },
  {
    name: 'password-null-rest',
    title: 'The password of a REST service is modified to null',
    profile: 'full',
    start: restService(),
    changes: [{ service_password: null }],
  },
  {
    name: 'application-name-null',
    title: 'The application name of a UAS service is modified to null',
    start: uasService(),
    changes: [{ uas: { application_name: null } }],
  },
  {
    name: 'first-page-null',
    title: 'The first page of a REST service is modified to null',
    start: restService(),
    changes: [{ rest: { first_page: { address: null } } }],
  },
  {
    name: 'groups-of-wrong-type',
    title: 'Groups of options are modified to what is no object',
    start: restService(),
    changes: [{ rest: 'none' }, { rest: [] }, { rest: { first_page: page('other') } }, { uas: 5 }, { fax: false }],
  },
  {
    name: 'wrong-type-depth-1',
    title: 'Options of the top level are modified to values of a wrong type',
    start: uasService(),
    changes: [{ enabled: 'yes' }, { description: 5 }, { extra_channels: 'x' }, { g729: 1 }, { service_password: 5 }],
  },
  {
    name: 'wrong-type-depth-2',
    title: 'Options inside a group are modified to values of a wrong type',
    start: restService(),
    changes: [
      { uas: { application_name: 16 } },
      { rest: { answer_timeout: 'soon' } },
      { rest: { max_call_duration: null } },
      { rest: { tts_voice: 5 } },
      { rest: { api_version: 2 } },
    ],
  },
  {
    name: 'wrong-type-depth-3',
    title: 'Options of the pages are modified to values that are not allowed',
    start: restService(),
    changes: [
      { rest: { first_page: { address: 5 } } },
      { rest: { first_page: { method: 'haha' } } },
      { rest: { final_page: { method: null } } },
      { rest: { error_page: { address: [] } } },
    ],
  },
  {
    name: 'type-unknown',
    title: 'The application type is modified to one that does not exist',
    start: uasService(),
    changes: [{ application_type: 'FAX' }, { application_type: 'rest' }, { application_type: null }],
  },
  {
    name: 'half-valid',
    title: 'Valid and invalid options are modified by one request, the valid ones first and last',
    profile: 'smoke',
    start: restService({ description: 'before' }),
    changes: [
      { description: 'half applied', enabled: 'yes' },
      { enabled: 'yes', description: 'half applied' },
      { rest: { answer_timeout: 20, first_page: { method: 'haha' } } },
      { rest: { first_page: { method: 'haha' }, answer_timeout: 20 } },
      { description: 'half applied', rest: { final_page: { address: page('final'), method: 'haha' } } },
    ],
  },
];

export const invalidMergeCases: readonly ServicesCase[] = ROWS.map(({ name, title, profile, start, changes }) =>
  servicesCase(`modify/invalid/${name}`, {
    title,
    requirements,
    ...(profile === undefined ? {} : { profile }),
    steps: refusedModifies(start, changes),
  }),
);
