// The examples of the documents as they are printed, but for the password, which no one should read in a report.
import type { JsonObject } from '../../../harness/traces/services-trace.ts';
import type { ServicesCase } from '../case.ts';
import { list, modifyThenRead, read, schema, writeThenRead } from '../steps.ts';
import { PASSWORD } from './configurations.ts';
import { servicesCase } from './scripted-case.ts';

const HOST = 'http://11.222.33.44:50080';

const FIRST_SERVICE: JsonObject = {
  description: 'This is my outbound UAS service',
  service_password: PASSWORD,
  uas: { application_name: 'my_uas_app' },
};

const SECOND_SERVICE: JsonObject = {
  service_password: PASSWORD,
  description: 'This is my outbound REST service',
  application_type: 'REST',
  rest: {
    first_page: { address: `${HOST}/my_first_page` },
    final_page: { address: `${HOST}/my_final_page` },
  },
};

const REPLACEMENT: JsonObject = {
  service_password: PASSWORD,
  application_type: 'REST',
  rest: {
    first_page: { address: `${HOST}/my_first_page` },
    error_page: { address: `${HOST}/my_error_page` },
  },
};

const INCOMPLETE: JsonObject = { description: 'This is my outbound REST service', application_type: 'REST' };

/** What the Modify example starts from, as far as it is printed. */
const BEFORE_MODIFY: JsonObject = {
  enabled: true,
  service_password: PASSWORD,
  description: 'This is my outbound REST service',
  extra_channels: 0,
  g729: false,
  application_type: 'REST',
  rest: {
    first_page: { address: `${HOST}/my_first_page`, method: 'POST' },
    final_page: { address: `${HOST}/my_final_page`, method: 'POST' },
    error_page: { address: null, method: 'POST' },
    api_version: '2.0',
    application_parameters: null,
    tts_voice: 'English UK Female Polly Amy',
    max_call_duration: 240,
    answer_timeout: 30,
  },
};

const MODIFICATION: JsonObject = {
  rest: { final_page: { address: null }, error_page: { address: `${HOST}/my_error_page` } },
};

/** What the Read example returns, as far as it is printed. */
const WAKE_UP_CALL: JsonObject = {
  ...BEFORE_MODIFY,
  description: 'This is the configuration for MyWakeUpCallService',
  rest: {
    ...(BEFORE_MODIFY.rest as JsonObject),
    first_page: { address: `${HOST}/my_wakeupcall_first_page`, method: 'POST' },
    final_page: { address: `${HOST}/my_wakeupcall_final_page`, method: 'POST' },
    error_page: { address: `${HOST}/my_wakeupcall_error_page`, method: 'POST' },
  },
};

const OTHER_SERVICE: JsonObject = {
  service_password: PASSWORD,
  description: 'Another great outbound service',
  application_type: 'REST',
  rest: { first_page: { address: `${HOST}/OtherOutboundService` } },
};

const WRITING = ['services.write.creates', 'services.write.defaults', 'services.read.own-write'];

export const exampleCases: readonly ServicesCase[] = [
  servicesCase('schema/as-documented', {
    title: 'The schema is fetched, before and after a service is written',
    requirements: [
      'services.schema.draft-07',
      'services.schema.shape',
      'services.schema.validates-configurations',
      'services.response.content-type',
      'services.response.json',
    ],
    profile: 'smoke',
    steps: [schema(), writeThenRead('one', FIRST_SERVICE), schema()],
  }),
  servicesCase('list/example', {
    title: 'Two services are listed, as in the example of List',
    requirements: [
      'services.list.shape',
      'services.list.complete',
      'services.list.target',
      'services.list.description',
    ],
    steps: [list(), writeThenRead('wake-up', WAKE_UP_CALL), writeThenRead('other', OTHER_SERVICE), list()],
  }),
  servicesCase('read/example', {
    title: 'A service with everything set that the example of Read prints is read',
    requirements: ['services.read.complete', 'services.read.own-write', 'services.schema.validates-configurations'],
    profile: 'smoke',
    steps: [writeThenRead('wake-up', WAKE_UP_CALL), read('wake-up')],
  }),
  servicesCase('write/example-1-uas', {
    title: 'A UAS service is created, as in the first example of Write',
    requirements: [...WRITING, 'services.read.complete', 'services.list.complete'],
    profile: 'smoke',
    steps: [list(), read('first'), writeThenRead('first', FIRST_SERVICE), list()],
  }),
  servicesCase('write/example-2-rest', {
    title: 'A REST service is created, as in the second example of Write',
    requirements: [...WRITING, 'services.read.complete', 'services.list.complete'],
    steps: [list(), read('second'), writeThenRead('second', SECOND_SERVICE), list()],
  }),
  servicesCase('write/example-3-replace', {
    title: 'A REST service is replaced, as in the third example of Write',
    requirements: ['services.write.replaces', 'services.write.replace-resets', 'services.read.own-write'],
    profile: 'smoke',
    steps: [writeThenRead('second', SECOND_SERVICE), writeThenRead('second', REPLACEMENT), list()],
  }),
  servicesCase('write/example-4-incomplete', {
    title: 'An incomplete REST service is refused, as in the fourth example of Write',
    requirements: [
      'services.write.mandatory',
      'services.write.validation-error',
      'services.write.refused-changes-nothing',
      'services.schema.agrees-with-write',
      'services.error.shape',
      'services.error.code',
      'services.error.datetime',
      'services.error.request-url',
      'services.error.details',
    ],
    profile: 'smoke',
    steps: [
      writeThenRead('example', INCOMPLETE),
      writeThenRead('second', SECOND_SERVICE),
      writeThenRead('second', INCOMPLETE),
      list(),
    ],
  }),
  servicesCase('modify/example', {
    title: 'Two pages of a REST service are modified, as in the example of Modify',
    requirements: ['services.modify.merges', 'services.modify.null', 'services.read.own-write'],
    profile: 'smoke',
    steps: [writeThenRead('my-rest', BEFORE_MODIFY), modifyThenRead('my-rest', MODIFICATION), list()],
  }),
];
