import type { Json, JsonObject } from '../../../harness/traces/services-trace.ts';
import type { ServicesCase } from '../case.ts';
import { modifyThenRead, refusedModifies, refusedWrites, remove, writeThenRead } from '../steps.ts';
import { PASSWORD, restService, uasService, withOption } from './configurations.ts';
import { servicesCase } from './scripted-case.ts';

const SINGLE = [
  'services.write.validation-error',
  'services.write.refused-changes-nothing',
  'services.schema.agrees-with-write',
  'services.error.details',
];
const SEVERAL = ['services.write.validation-error', 'services.error.details', 'services.write.refused-changes-nothing'];

interface Row {
  readonly path: string;
  /** Values of a wrong type, or outside what the documents list. */
  readonly values: readonly Json[];
  readonly smoke?: true;
}

const UAS_ROWS: readonly Row[] = [
  { path: 'enabled', values: ['yes', 1, null], smoke: true },
  { path: 'description', values: [5, ['text'], { text: 'text' }] },
  { path: 'extra_channels', values: ['x', '1', 1.5, -1, null] },
  { path: 'g729', values: [5, 'true', null] },
  { path: 'application_type', values: ['FAX', 'uas', 5, null] },
];

const REST_ROWS: readonly Row[] = [
  { path: 'rest.first_page.method', values: ['haha', 'post', 5, null] },
  // The second is the value that the published sample of this error has.
  { path: 'rest.first_page.address', values: ['', 'woiern', 5] },
  { path: 'rest.final_page.address', values: [5, []] },
  { path: 'rest.error_page.method', values: ['haha', null] },
  { path: 'rest.api_version', values: [2, []] },
  { path: 'rest.tts_voice', values: [5, null, []] },
  { path: 'rest.max_call_duration', values: ['240', 1.5, -1, null] },
  { path: 'rest.answer_timeout', values: ['30', 1.5, -1, null] },
];

const singleCase =
  (valid: JsonObject) =>
  ({ path, values, smoke }: Row): ServicesCase =>
    servicesCase(`validation/${path.replaceAll(/[._]/g, '-')}`, {
      title: `A service is written with values for ${path} that are not allowed`,
      requirements: SINGLE,
      ...(smoke === true ? { profile: 'smoke' } : {}),
      steps: refusedWrites(
        valid,
        values.map((value) => withOption(valid, path, value)),
      ),
    });

/** Each wrong by itself: whatever is made right, the others stay wrong. */
const TWO_WRONG: JsonObject = uasService({ enabled: 'yes', g729: 5 });
const FIVE_WRONG: JsonObject = {
  service_password: 5,
  enabled: 'yes',
  description: 7,
  extra_channels: 'x',
  g729: 'no',
  uas: { application_name: 'conformance' },
};
const AT_EVERY_DEPTH: JsonObject = {
  ...restService({ extra_channels: 'x' }),
  rest: { first_page: { address: 'http://192.0.2.10:50080/first', method: 'haha' }, answer_timeout: 'soon' },
};
/** One request with the four violations of which the published samples are. */
const PUBLISHED_SAMPLES: JsonObject = {
  uas: { application_name: 16 },
  rest: { first_page: { address: 'woiern', method: 'haha' } },
};

export const validationCases: readonly ServicesCase[] = [
  ...UAS_ROWS.map(singleCase(uasService())),
  ...REST_ROWS.map(singleCase(restService())),
  servicesCase('validation/groups', {
    title: 'A service is written with groups of options that are no objects',
    requirements: SINGLE,
    steps: refusedWrites(restService(), [
      ...['call_constraints', 'uas', 'fax'].map((group) => restService({ [group]: 'none' })),
      ...['call_constraints', 'uas', 'fax'].map((group) => restService({ [group]: [] })),
      withOption(restService(), 'rest.final_page', 'none'),
      withOption(restService(), 'rest.final_page', []),
    ]),
  }),
  servicesCase('validation/several/two', {
    title: 'A service is written with two values that are not allowed',
    requirements: SEVERAL,
    profile: 'smoke',
    steps: refusedWrites(uasService(), [TWO_WRONG]),
  }),
  servicesCase('validation/several/five', {
    title: 'A service is written with five values that are not allowed',
    requirements: SEVERAL,
    steps: refusedWrites(uasService(), [FIVE_WRONG]),
  }),
  servicesCase('validation/several/at-every-depth', {
    title: 'A service is written with values that are not allowed at three depths',
    requirements: SEVERAL,
    steps: refusedWrites(restService(), [AT_EVERY_DEPTH]),
  }),
  servicesCase('validation/several/published-samples', {
    title: 'A service is written with the violations of the published samples at once',
    requirements: SEVERAL,
    steps: refusedWrites(uasService(), [PUBLISHED_SAMPLES]),
  }),
  servicesCase('validation/several/modify', {
    title: 'A service is modified with several values that are not allowed',
    requirements: ['services.modify.validates-merge', 'services.modify.refused-changes-nothing'],
    steps: refusedModifies(restService(), [
      { enabled: 'yes', g729: 5 },
      { extra_channels: 'x', rest: { first_page: { method: 'haha' }, answer_timeout: 'soon' } },
    ]),
  }),
  servicesCase('validation/after-delete', {
    title: 'A service that was deleted is written and modified with values that are not allowed',
    requirements: [...SINGLE, 'services.delete.gone'],
    steps: [
      writeThenRead('one', uasService()),
      remove('one'),
      writeThenRead('one', uasService({ enabled: 'yes' })),
      modifyThenRead('one', { enabled: 'yes' }),
      writeThenRead('one', { service_password: PASSWORD, g729: 5 }),
      writeThenRead('one', uasService()),
    ],
  }),
];
