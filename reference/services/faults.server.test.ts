import { connect } from 'node:net';
import { beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_ACCOUNTS } from './accounts.table.ts';
import { converse, type Said } from './conversation.fixture.ts';
import { ROOT } from './exchange.ts';
import { SERVICES_FAULTS } from './faults.table.ts';
import { at, type JsonObject } from './json.ts';
import { startReferenceServicesServer } from './server.ts';
import { basic, type TestClient, testClient } from './test-client.ts';

let conforming: readonly Said[];
beforeAll(async () => {
  conforming = await converse();
});

/** What is answered otherwise than by the conforming API. */
const differing = (said: readonly Said[]): readonly Said[] =>
  said.filter(({ answered }, at) => answered !== conforming[at]?.answered);

describe('the conforming API', () => {
  it('says the same every time, and never 5xx', async () => {
    expect(differing(await converse())).toEqual([]);
    const failed = conforming.filter(({ outcome }) => typeof outcome === 'string' || outcome.status >= 500);
    expect(failed).toEqual([]);
    expect(conforming.length).toBeGreaterThan(300);
  });
});

describe('a fault', () => {
  it.each(SERVICES_FAULTS.map(({ id }) => id))('shows: %s', async (id) => {
    const shown = differing(await converse(id));
    expect(shown.length).toBeGreaterThan(0);
  });

  it('leaves the API standing', async () => {
    const statuses = SERVICES_FAULTS.map(({ id }) =>
      withFault(id, async ({ bob }) => (await bob({ path: '' })).status),
    );
    expect(new Set(await Promise.all(statuses))).toEqual(new Set([200]));
  });

  it('of one server is not one of another', async () => {
    await withFault('services.isolates.services', async ({ alice }) => {
      await alice({ path: '/a', body: UAS });
      await alice({ method: 'PATCH', path: '/a', body: { fax: { max_pages: 7 } } });
    });
    await withFault('services.isolates.services', async ({ alice }) => {
      const created = await alice({ path: '/a', body: UAS });
      expect(at(created.json, 'fax', 'max_pages')).toBe(100);
    });
  });

  it('may take hold together with another', async () => {
    await withFault(['services.response.content-type', 'services.read.unknown/bad-request'], async ({ alice }) => {
      const { status, headers } = await alice({ path: '/nothing' });
      expect([status, headers['content-type']]).toEqual([400, 'text/plain']);
    });
  });

  it('shares defaults between services', async () => {
    await withFault('services.isolates.services', async ({ alice }) => {
      await alice({ path: '/a', body: UAS });
      await alice({ path: '/b', body: UAS });
      await alice({ method: 'PATCH', path: '/a', body: { fax: { max_pages: 7 } } });
      expect(at((await alice({ path: '/b' })).json, 'fax', 'max_pages')).toBe(7);
      expect(at((await alice({ path: '/c', body: UAS })).json, 'fax', 'max_pages')).toBe(7);
    });
  });

  it('lists what was there one change ago', async () => {
    await withFault('services.list.complete', async ({ alice }) => {
      const before = (await alice({ path: '' })).text;
      await alice({ path: '/a', body: UAS });
      expect((await alice({ path: '' })).text).toBe(before);
      await alice({ path: '/b', body: UAS });
      const { text } = await alice({ path: '' });
      expect([text.includes('"a"'), text.includes('"b"')]).toEqual([true, false]);
    });
  });

  it('refuses credentials and obeys', async () => {
    await withFault('services.auth.no-effect', async ({ alice, nobody }) => {
      await alice({ path: '/a', body: UAS });
      expect((await nobody({ path: '/a', body: { ...UAS, description: 'theirs' } })).status).toBe(401);
      expect(at((await alice({ path: '/a' })).json, 'description')).toBe('theirs');
    });
  });

  it('applies half of what it refuses', async () => {
    await withFault('services.modify.refused-changes-nothing', async ({ alice }) => {
      await alice({ path: '/a', body: UAS });
      const change = { description: 'half', extra_channels: 99 };
      expect((await alice({ method: 'PATCH', path: '/a', body: change })).status).toBe(400);
      const { json } = await alice({ path: '/a' });
      expect([at(json, 'description'), at(json, 'extra_channels')]).toEqual(['half', 0]);
    });
  });

  it('replaces objects that are supplied in part', async () => {
    await withFault('services.modify.merges/shallow', async ({ alice }) => {
      await alice({ path: '/a', body: UAS });
      const { json } = await alice({ method: 'PATCH', path: '/a', body: { rest: { max_call_duration: 5 } } });
      expect(at(json, 'rest')).toEqual({ max_call_duration: 5 });
    });
  });

  it('sends a body after a 204', async () => {
    await withFault('services.delete.no-content/body', async ({ alice, baseUrl }) => {
      await alice({ path: '/a', body: UAS });
      const socket = connect(Number(new URL(baseUrl).port), '127.0.0.1');
      socket.write(`DELETE ${ROOT}/a HTTP/1.1\r\nHost: a\r\nAuthorization: ${basic(DEFAULT_ACCOUNTS[0])}\r\n\r\n`);
      const chunks: Buffer[] = [];
      for await (const chunk of socket) chunks.push(chunk);
      const text = Buffer.concat(chunks).toString();
      expect(text).toMatch(/^HTTP\/1\.1 204 No Content\r\n.*Content-Length: 2\r\n.*\r\n\r\n\{\}$/s);
    });
  });

  it('breaks off in the middle of a response', async () => {
    await withFault('services.response.json/half', async ({ alice }) => {
      await expect(alice({ path: '/NightlyReminders' })).rejects.toMatchObject({ code: 'ECONNRESET' });
    });
  });

  it('ends a connection, and only that', async () => {
    await withFault('services.survives.malformed-json/drop', async ({ alice }) => {
      await expect(alice({ path: '/a', octets: Buffer.from('{') })).rejects.toMatchObject({ code: 'ECONNRESET' });
      expect((await alice({ path: '/a', body: UAS })).status).toBe(201);
    });
  });

  it('never answers one request, and others as ever', async () => {
    await withFault('services.survives.malformed-json/hang', async ({ alice, bob, stop }) => {
      const hanging = alice({ path: '/a', octets: Buffer.from('{') }).catch(() => 'ended');
      expect((await bob({ path: '/a', body: UAS })).status).toBe(201);
      expect(await Promise.race([hanging, bob({ path: '/a' })])).toMatchObject({ status: 200 });
      await stop();
      expect(await hanging).toBe('ended');
    });
  });
});

const UAS: JsonObject = { service_password: 'secret', uas: { application_name: 'app' } };

interface Parties {
  readonly alice: TestClient['send'];
  readonly bob: TestClient['send'];
  readonly nobody: TestClient['send'];
  readonly baseUrl: string;
  stop(): Promise<void>;
}

async function withFault<T>(faults: string | readonly string[], act: (parties: Parties) => Promise<T>): Promise<T> {
  const server = await startReferenceServicesServer({ faults: [faults].flat() });
  const clients = [...server.accounts, undefined].map((account) => testClient(server.baseUrl, account));
  const [alice, bob, nobody] = clients.map(({ send }) => send);
  try {
    return await act({ alice: alice!, bob: bob!, nobody: nobody!, baseUrl: server.baseUrl, stop: server.stop });
  } finally {
    for (const client of clients) client.close();
    await server.stop();
  }
}
