// The examples of the documents, as they are printed, against the conforming API.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULTS } from './defaults.table.ts';
import { at, isObject, type Json, type JsonObject, overlay } from './json.ts';
import { type ReferenceServicesServer, startReferenceServicesServer } from './server.ts';
import { type TestClient, testClient } from './test-client.ts';

let server: ReferenceServicesServer;
let client: TestClient;

beforeAll(async () => {
  server = await startReferenceServicesServer();
  client = testClient(server.baseUrl, server.accounts[0]);
});
afterAll(async () => {
  client.close();
  await server.stop();
});

const DATETIME = /^\d{4}-\d\d-\d\d_\d\d:\d\d:\d\d$/;

/** Printed as `{...}`. */
const UNPRINTED = {};

/** The configuration as far as it is printed. */
function asPrinted(value: Json | undefined, printed: Json): Json | undefined {
  if (!isObject(value) || !isObject(printed)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => {
      const expected = at(printed, key);
      const isUnprinted = isObject(expected) && Object.keys(expected).length === 0;
      return [key, isUnprinted ? UNPRINTED : (asPrinted(member, expected ?? null) ?? null)];
    }),
  );
}

const DEFAULT_PAGE = { address: null, method: 'POST' };

const uasService: JsonObject = {
  enabled: true,
  service_password: 'p@$$w0rd',
  description: 'This is my outbound UAS service',
  extra_channels: 0,
  g729: false,
  call_constraints: UNPRINTED,
  application_type: 'UAS',
  uas: { application_name: 'my_uas_app', application_parameters: null },
  rest: UNPRINTED,
  fax: UNPRINTED,
};

const restService: JsonObject = {
  enabled: true,
  service_password: 'p@$$w0rd',
  description: 'This is my outbound REST service',
  extra_channels: 0,
  g729: false,
  call_constraints: UNPRINTED,
  application_type: 'REST',
  uas: UNPRINTED,
  rest: {
    first_page: { address: 'http://11.222.33.44:50080/my_first_page', method: 'POST' },
    final_page: { address: 'http://11.222.33.44:50080/my_final_page', method: 'POST' },
    error_page: DEFAULT_PAGE,
    api_version: '2.0',
    application_parameters: null,
    tts_voice: 'English UK Female Polly Amy',
    authentication: UNPRINTED,
    call_recording: UNPRINTED,
    max_call_duration: 240,
    answer_timeout: 30,
    call_configuration: UNPRINTED,
  },
  fax: UNPRINTED,
};

const writtenRestService: JsonObject = {
  service_password: 'p@$$w0rd',
  description: 'This is my outbound REST service',
  application_type: 'REST',
  rest: {
    first_page: { address: 'http://11.222.33.44:50080/my_first_page' },
    final_page: { address: 'http://11.222.33.44:50080/my_final_page' },
  },
};

describe('Write', () => {
  it('creates a UAS service', async () => {
    const written = await client.send({
      path: '/MyFirstOutboundService',
      body: {
        description: 'This is my outbound UAS service',
        service_password: 'p@$$w0rd',
        uas: { application_name: 'my_uas_app' },
      },
    });
    expect(written.status).toBe(201);
    expect(asPrinted(written.json, uasService)).toEqual(uasService);
    expect(Object.keys(written.json as JsonObject)).toEqual(Object.keys(uasService));
  });

  it('creates a REST service, and replaces it', async () => {
    const created = await client.send({ path: '/MySecondOutboundService', body: writtenRestService });
    expect(created.status).toBe(201);
    expect(asPrinted(created.json, restService)).toEqual(restService);

    const replaced = await client.send({
      path: '/MySecondOutboundService',
      body: {
        service_password: 'p@$$w0rd',
        application_type: 'REST',
        rest: {
          first_page: { address: 'http://11.222.33.44:50080/my_first_page' },
          error_page: { address: 'http://11.222.33.44:50080/my_error_page' },
        },
      },
    });
    expect(replaced.status).toBe(200);
    const expected = overlay(restService, {
      description: null,
      // What was sent, which is not what the document prints.
      rest: { final_page: DEFAULT_PAGE, error_page: { address: 'http://11.222.33.44:50080/my_error_page' } },
    });
    expect(asPrinted(replaced.json, expected)).toEqual(expected);
  });

  it('refuses an incomplete configuration in the words of the documents', async () => {
    const refused = await client.send({
      path: '/MyExampleOutboundService',
      body: { description: 'This is my outbound REST service', application_type: 'REST' },
    });
    expect(refused.status).toBe(400);
    expect(refused.json).toEqual({
      error: {
        code: 'HTTP 400',
        text: 'Failed to validate configuration, see details for more information.',
        details: [
          "service_password None is not of type 'string'. For REST, you must provide a first_page, a service_password and you can not enable fax receive.",
          "rest.first_page.address None is not of type 'string'. For REST, you must provide a first_page, a service_password and you can not enable fax receive.",
        ],
        datetime: expect.stringMatching(DATETIME),
        link: 'https://www.aculab.com/cloud/web-services/services/outbound/management?target=service_action_tabs&tab-id=write',
      },
      request: {
        url: '/service/v1/outbound/MyExampleOutboundService',
        datetime: expect.stringMatching(DATETIME),
      },
    });
    expect((await client.send({ path: '/MyExampleOutboundService' })).status).toBe(404);
  });
});

describe('Modify', () => {
  it('merges what is supplied into what is there', async () => {
    await client.send({ path: '/MyRESTOutboundService', body: writtenRestService });
    const modified = await client.send({
      method: 'PATCH',
      path: '/MyRESTOutboundService',
      body: {
        rest: {
          final_page: { address: null },
          error_page: { address: 'http://11.222.33.44:50080/my_error_page' },
        },
      },
    });
    expect(modified.status).toBe(200);
    const expected = overlay(restService, {
      rest: { final_page: DEFAULT_PAGE, error_page: { address: 'http://11.222.33.44:50080/my_error_page' } },
    });
    expect(asPrinted(modified.json, expected)).toEqual(expected);
    expect((await client.send({ path: '/MyRESTOutboundService' })).json).toEqual(modified.json);
  });
});

describe('what is not there', () => {
  it.each([
    ['GET', 'read'],
    ['PATCH', 'modify'],
    ['DELETE', 'delete'],
  ])('is answered 404 to %s', async (method, tab) => {
    const { status, json } = await client.send({
      method,
      path: '/SomethingOrOther',
      ...(method === 'PATCH' ? { body: {} } : {}),
    });
    expect(status).toBe(404);
    expect(json).toEqual({
      error: {
        code: 'HTTP 404',
        text: 'The service name does not exist',
        datetime: expect.stringMatching(DATETIME),
        link: `https://www.aculab.com/cloud/web-services/services/outbound/management?target=service_action_tabs&tab-id=${tab}`,
      },
      request: { url: '/service/v1/outbound/SomethingOrOther', datetime: expect.stringMatching(DATETIME) },
    });
  });
});

describe('List', () => {
  it('tells name, target and description of each service', async () => {
    await client.send({ path: '/Listed1', body: writtenRestService });
    await client.send({ path: '/Listed2', body: { service_password: 'p', uas: { application_name: 'app' } } });
    const { status, headers, json } = await client.send({ path: '' });
    expect([status, headers['content-type']]).toEqual([200, 'application/json']);
    expect(at(json, 'services')).toEqual(
      expect.arrayContaining([
        {
          name: 'Listed1',
          target: 'http://11.222.33.44:50080/my_first_page',
          description: 'This is my outbound REST service',
        },
        { name: 'Listed2', target: 'app', description: null },
      ]),
    );
  });
});

describe('Get Schema', () => {
  it('publishes the schema as far as it is printed', async () => {
    const { status, json } = await client.send({ path: '/service/v1/schema/outbound', absolute: true });
    expect(status).toBe(200);
    expect(json).toMatchObject({
      $schema: 'http://json-schema.org/draft-07/schema#',
      title: 'Aculab Cloud Outbound Service Configuration Schema',
      description:
        "This schema is used to validate an outbound service configuration before it is sent to the Cloud Server in the body of a 'Write' or 'Modify' web service request.",
      type: 'object',
      additionalProperties: false,
    });
    expect(Object.keys(json as JsonObject)).toEqual(
      expect.arrayContaining(['properties', 'definitions', 'allOf', 'additionalProperties']),
    );
    expect(Object.keys(at(json, 'properties') as JsonObject)).toEqual(Object.keys(DEFAULTS));
  });
});

describe('Delete', () => {
  it('answers 204 without a body, and the service is gone', async () => {
    await client.send({ path: '/Deleted', body: writtenRestService });
    const deleted = await client.send({ method: 'DELETE', path: '/Deleted' });
    expect([deleted.status, deleted.text, deleted.headers['content-length']]).toEqual([204, '', undefined]);
    expect((await client.send({ path: '/Deleted' })).status).toBe(404);
    expect((await client.send({ path: '' })).text).not.toContain('Deleted');
  });
});
