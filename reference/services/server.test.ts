import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, type Json, type JsonObject } from './json.ts';
import { type ReferenceServicesServer, startReferenceServicesServer } from './server.ts';
import { basic, type TestClient, testClient } from './test-client.ts';

let server: ReferenceServicesServer;
let alice: TestClient;
let bob: TestClient;
let nobody: TestClient;

beforeAll(async () => {
  server = await startReferenceServicesServer();
  alice = testClient(server.baseUrl, server.accounts[0]);
  bob = testClient(server.baseUrl, server.accounts[1]);
  nobody = testClient(server.baseUrl, undefined);
});
afterAll(async () => {
  for (const client of [alice, bob, nobody]) client.close();
  await server.stop();
});

const UAS: JsonObject = { service_password: 'secret', uas: { application_name: 'app' } };
const REST: JsonObject = {
  service_password: 'secret',
  application_type: 'REST',
  rest: { first_page: { address: 'http://192.0.2.1/first' } },
};

const namesOf = (list: Json | undefined): unknown => {
  const services = at(list, 'services');
  return Array.isArray(services) ? services.map((entry) => at(entry, 'name')) : services;
};

const patch = (path: string, body: Json) => alice.send({ method: 'PATCH', path, body });
const detailsOf = (json: Json | undefined): Json | undefined => at(json, 'error', 'details');

describe('credentials', () => {
  it.each([
    ['GET', ''],
    ['GET', '/NightlyReminders'],
    ['PUT', '/NightlyReminders'],
    ['PATCH', '/NightlyReminders'],
    ['DELETE', '/NightlyReminders'],
    ['POST', '/NightlyReminders'],
  ])('are asked for by %s %s', async (method, path) => {
    const { status, headers, json } = await nobody.send({ method, path });
    expect([status, at(json, 'error', 'code')]).toEqual([401, 'HTTP 401']);
    expect(headers['www-authenticate']).toMatch(/^Basic /);
  });

  it('are asked for by the schema', async () => {
    expect((await nobody.send({ path: '/service/v1/schema/outbound', absolute: true })).status).toBe(401);
  });

  it.each([
    'Basic',
    'Basic !!!!',
    `Basic ${Buffer.from('no colon').toString('base64')}`,
    `Basic ${Buffer.from([0xff, 0x3a, 0x61]).toString('base64')}`,
    'Bearer reference-key-1',
    'reference-key-1',
    basic({ user: '1-2-0/alice@example.com', key: 'reference-key-2' }),
    basic({ user: '1-2-0/alice@example.com', key: 'reference-key' }),
    basic({ user: '1-2-0/alice@example.com', key: '' }),
    basic({ user: 'alice@example.com', key: 'reference-key-1' }),
  ])('are refused as %s', async (authorization) => {
    const refused = await nobody.send({ method: 'DELETE', path: '/AppointmentCalls', headers: { authorization } });
    expect([refused.status, at(refused.json, 'request', 'url')]).toEqual([
      401,
      '/service/v1/outbound/AppointmentCalls',
    ]);
    expect((await alice.send({ path: '/AppointmentCalls' })).status).toBe(200);
  });
});

describe('accounts', () => {
  it('have services from the beginning, each its own', async () => {
    expect(namesOf((await alice.send({ path: '' })).json)).toEqual(
      expect.arrayContaining(['NightlyReminders', 'AppointmentCalls']),
    );
    expect(namesOf((await bob.send({ path: '' })).json)).toEqual(['ParcelNotices', 'OnCallAlarm']);
    expect((await bob.send({ path: '/NightlyReminders' })).status).toBe(404);
    expect((await bob.send({ method: 'PATCH', path: '/NightlyReminders', body: {} })).status).toBe(404);
    expect((await bob.send({ method: 'DELETE', path: '/NightlyReminders' })).status).toBe(404);
  });

  it('may use the same name for different services', async () => {
    expect((await alice.send({ path: '/both', body: UAS })).status).toBe(201);
    expect((await bob.send({ path: '/both', body: REST })).status).toBe(201);
    expect(at((await alice.send({ path: '/both' })).json, 'application_type')).toBe('UAS');
    expect((await bob.send({ method: 'DELETE', path: '/both' })).status).toBe(204);
    expect((await alice.send({ path: '/both' })).status).toBe(200);
  });
});

describe('Write', () => {
  it('lists every violation once, those of conditional rules last', async () => {
    const { json } = await alice.send({
      path: '/violations',
      body: {
        colour: 1,
        extra_channels: -1,
        g729: 'yes',
        application_type: 'REST',
        uas: { application_name: 16 },
        rest: { first_page: { address: 'woiern', method: 'haha' }, call_configuration: { sip_headers: [{}] } },
        fax: { receive: true },
      },
    });
    const rule = 'For REST, you must provide a first_page, a service_password and you can not enable fax receive.';
    expect(detailsOf(json)).toEqual([
      "colour Additional properties are not allowed ('colour' was unexpected).",
      'extra_channels -1 is less than the minimum of 0.',
      "g729 'yes' is not of type 'boolean'.",
      "uas.application_name 16 is not of type 'null' or 'string'.",
      "rest.first_page.address 'woiern' is too short.",
      "rest.first_page.method 'haha' is not one of ['GET', 'POST'].",
      "rest.call_configuration.sip_headers.0 'name' is a required property.",
      "rest.call_configuration.sip_headers.0 'value' is a required property.",
      `service_password None is not of type 'string'. ${rule}`,
      `fax.receive True is not one of [False]. ${rule}`,
    ]);
  });

  it('gives the details of a single violation in an array', async () => {
    const { json } = await alice.send({ path: '/single', body: { ...UAS, enabled: null } });
    expect(detailsOf(json)).toEqual(["enabled None is not of type 'boolean'."]);
  });

  it('leaves a service as it was when it refuses to replace it', async () => {
    await alice.send({ path: '/kept', body: { ...UAS, description: 'before' } });
    const refused = await alice.send({ path: '/kept', body: { ...UAS, description: 'after', extra_channels: 99 } });
    expect(refused.status).toBe(400);
    expect(at((await alice.send({ path: '/kept' })).json, 'description')).toBe('before');
  });

  it('refuses unknown options at every depth', async () => {
    for (const body of [
      { ...UAS, colour: null },
      { ...UAS, uas: { application_name: 'app', colour: 1 } },
      { ...UAS, rest: { call_recording: { encryption: { colour: 1 } } } },
      JSON.parse('{"service_password":"p","uas":{"application_name":"a"},"__proto__":{"enabled":false}}'),
    ])
      expect((await alice.send({ path: '/unknown', body })).status).toBe(400);
    expect((await alice.send({ path: '/unknown' })).status).toBe(404);
  });
});

describe('Modify', () => {
  it('replaces at every depth, takes null for a value and arrays whole', async () => {
    const written = await alice.send({ path: '/merged', body: { ...REST, description: 'text' } });
    const change = {
      description: null,
      call_constraints: { blocked_prefixes: ['44'] },
      rest: { call_recording: { encryption: { cipher: 'AES-256', key_id: 7 } } },
    };
    const modified = await patch('/merged', change);
    expect(modified.status).toBe(200);
    const before = written.json as { [key: string]: JsonObject };
    expect(modified.json).toEqual({
      ...before,
      description: null,
      call_constraints: { ...before.call_constraints, blocked_prefixes: ['44'] },
      rest: {
        ...before.rest,
        call_recording: {
          ...(before.rest?.call_recording as JsonObject),
          encryption: { cipher: 'AES-256', key_id: 7 },
        },
      },
    });
    expect((await patch('/merged', change)).json).toEqual(modified.json);
    expect((await patch('/merged', {})).json).toEqual(modified.json);
    expect((await alice.send({ path: '/merged' })).json).toEqual(modified.json);
  });

  it('validates what comes of the merge, and changes nothing when that is invalid', async () => {
    await alice.send({ path: '/validated', body: { ...UAS, description: 'before' } });
    for (const body of [
      { description: 'after', application_type: 'REST' },
      { description: 'after', service_password: null },
      { description: 'after', uas: { application_name: null } },
      { description: 'after', colour: 1 },
      { description: 'after', rest: null },
      { description: 'after', rest: { call_recording: { encryption: { cipher: 'AES-128' } } } },
    ]) {
      const refused = await patch('/validated', body);
      expect(refused.status).toBe(400);
      expect(detailsOf(refused.json)).toHaveLength(1);
    }
    expect(at((await alice.send({ path: '/validated' })).json, 'description')).toBe('before');
  });
});

describe('names', () => {
  it.each(['a b', 'ü', '📞', 'a%2Fb', '..', 'a.b', 'a+b', "it's", '<b>', 'x'.repeat(100), '__proto__', 'constructor'])(
    'are what they are: %s',
    async (name) => {
      const path = `/${encodeURIComponent(name)}`;
      expect((await alice.send({ path, body: UAS })).status).toBe(201);
      expect(namesOf((await alice.send({ path: '' })).json)).toContain(name);
      expect((await alice.send({ path })).status).toBe(200);
      expect((await alice.send({ method: 'DELETE', path })).status).toBe(204);
    },
  );

  it.each(['/', '/%00', '/a%0Ab', '/a%2Fb', '/%zz', '/%ff', `/${'x'.repeat(101)}`])(
    'are refused as %s',
    async (path) => {
      for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) {
        const { status, json } = await alice.send({ method, path, ...(method === 'GET' ? {} : { body: UAS }) });
        expect([status, at(json, 'error', 'code')]).toEqual([400, 'HTTP 400']);
      }
    },
  );

  it('differ by letter case', async () => {
    expect((await alice.send({ path: '/case', body: UAS })).status).toBe(201);
    expect((await alice.send({ path: '/Case' })).status).toBe(404);
    expect((await alice.send({ path: '/Case', body: UAS })).status).toBe(201);
  });
});

describe('bodies', () => {
  const deep = (levels: number): Buffer => Buffer.from(`{"rest":${'['.repeat(levels)}${']'.repeat(levels)}}`);

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['half an object', Buffer.from('{"enabled":')],
    ['a byte order mark', Buffer.from('\uFEFF{}')],
    ['octets that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
    ['an array', Buffer.from('[]')],
    ['null', Buffer.from('null')],
    ['10000 levels', deep(10_000)],
    ['a number without end', Buffer.from('{"extra_channels":1e999}')],
    [
      'items nested too deeply to compare',
      Buffer.from(
        `{"rest":{"call_configuration":{"codecs":[${Array(2)
          .fill('['.repeat(9000) + ']'.repeat(9000))
          .join()}]}}}`,
      ),
    ],
  ])('are refused when they hold %s', async (_, octets) => {
    const { status, json } = await alice.send({ path: '/body', octets });
    expect([status, at(json, 'error', 'code')]).toEqual([400, 'HTTP 400']);
    expect((await alice.send({ path: '/body' })).status).toBe(404);
  });

  it('are refused with 413 when they are longer than 1 MiB, and the connection goes on', async () => {
    const octets = Buffer.from(JSON.stringify({ ...UAS, description: 'x'.repeat(2 ** 21) }));
    const { status, json } = await alice.send({ path: '/body', octets });
    expect([status, at(json, 'error', 'code')]).toEqual([413, 'HTTP 413']);
    expect((await alice.send({ path: '/body' })).status).toBe(404);
  });

  it.each([
    ['text/plain', 415],
    ['application/x-www-form-urlencoded', 415],
    ['application/json; charset=utf-8', 201],
    ['APPLICATION/JSON', 201],
    ['', 201],
  ])('of type "%s" are answered %i', async (type, expected) => {
    const sent = await alice.send({ path: '/typed', body: UAS, headers: { 'Content-Type': type } });
    expect(sent.status).toBe(expected);
    await alice.send({ method: 'DELETE', path: '/typed' });
  });

  it('may hold any text', async () => {
    const description = `\0 \ud800 😀 "' \\ \n ${'x'.repeat(150)}`;
    const written = await alice.send({ path: '/text', body: { ...UAS, description } });
    expect([written.status, at(written.json, 'description')]).toEqual([201, description]);
    expect(at((await alice.send({ path: '/text' })).json, 'description')).toBe(description);
  });

  it('pollute nothing', async () => {
    await alice.send({
      path: '/proto',
      octets: Buffer.from('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'),
    });
    await alice.send({
      method: 'PATCH',
      path: '/NightlyReminders',
      octets: Buffer.from('{"__proto__":{"polluted":1}}'),
    });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect((await alice.send({ path: '/NightlyReminders' })).text).not.toContain('polluted');
  });
});

describe('methods and paths', () => {
  it.each([
    ['POST', '', 'GET, HEAD'],
    ['DELETE', '', 'GET, HEAD'],
    ['POST', '/name', 'GET, HEAD, PUT, PATCH, DELETE'],
    ['OPTIONS', '/name', 'GET, HEAD, PUT, PATCH, DELETE'],
  ])('%s %s is answered 405', async (method, path, allowed) => {
    const { status, headers, json } = await alice.send({ method, path });
    expect([status, headers.allow, at(json, 'error', 'code')]).toEqual([405, allowed, 'HTTP 405']);
  });

  it('HEAD is GET without a body', async () => {
    const head = await alice.send({ method: 'HEAD', path: '/NightlyReminders' });
    const get = await alice.send({ path: '/NightlyReminders' });
    expect([head.status, head.text]).toEqual([200, '']);
    expect(head.headers['content-length']).toBe(get.headers['content-length']);
  });

  it.each(['/', '/service/v1', '/service/v1/outbounds', '/service/v1/outbound/a/b', '/service/v1/schema/inbound'])(
    'nothing is at %s',
    async (path) => {
      const { status, json } = await alice.send({ path, absolute: true });
      expect([status, at(json, 'error', 'code'), at(json, 'request', 'url')]).toEqual([404, 'HTTP 404', path]);
    },
  );

  it('a method that HTTP does not know gets an error body', async () => {
    const { connect } = await import('node:net');
    const socket = connect(server.port, '127.0.0.1');
    socket.end('FLY /service/v1/outbound HTTP/1.1\r\nHost: a\r\n\r\n');
    const chunks: Buffer[] = [];
    for await (const chunk of socket) chunks.push(chunk);
    const text = Buffer.concat(chunks).toString();
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(JSON.parse(text.split('\r\n\r\n')[1] ?? '')).toMatchObject({
      error: { code: 'HTTP 400' },
      request: { url: '/service/v1/outbound' },
    });
  });
});

describe('the server', () => {
  it('rejects where its port is taken', async () => {
    await expect(startReferenceServicesServer({ port: server.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  it('serves the accounts that it is given', async () => {
    const accounts = [
      { user: '9-9-9/eve', key: 'k:1' },
      { user: 'é', key: '' },
    ] as const;
    const other = await startReferenceServicesServer({ accounts });
    for (const [account, first] of [
      [accounts[0], 'NightlyReminders'],
      [accounts[1], 'ParcelNotices'],
    ] as const) {
      const client = testClient(other.baseUrl, account);
      expect(namesOf((await client.send({ path: '' })).json)).toContain(first);
      client.close();
    }
    await other.stop();
  });

  it('waits before it answers when it is told to, and ends without waiting', async () => {
    const slow = await startReferenceServicesServer({ latencyMs: 120 });
    const client = testClient(slow.baseUrl, slow.accounts[0]);
    const before = performance.now();
    expect((await client.send({ path: '' })).status).toBe(200);
    expect(performance.now() - before).toBeGreaterThanOrEqual(115);
    const unanswered = client.send({ path: '' });
    await slow.stop();
    await expect(unanswered).rejects.toThrow();
    client.close();
  });

  it('knows no other faults', async () => {
    await expect(startReferenceServicesServer({ faults: ['services.no-such-fault'] })).rejects.toThrow(RangeError);
    await expect(startReferenceServicesServer({ faults: ['toString'] })).rejects.toThrow(RangeError);
  });
});
