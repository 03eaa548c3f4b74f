import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHttpClient, type HttpClientOptions } from '../../http/client.ts';
import type { ExchangeEvent, ExchangeTranscript } from '../../http/exchange.ts';
import { writeExchanges } from '../../http/exchanges-file.ts';
import { createSecrets, type Secrets } from '../../http/secrets.ts';
import { SERVICES_TRACE_FORMAT, type ServicesStep, type ServicesTrace } from '../../traces/services-trace.ts';
import { openJournal, outstanding } from './account-journal.ts';
import { type DriveServicesOptions, type DriveServicesResult, driveServicesTrace } from './driver.ts';
import { accounts, type Misbehaviour, type SmallApi, startSmallApi } from './small-api.fixture.ts';

const PREFIX = 'aculab-conformance-abc123-0-';
const LIST = '/service/v1/outbound';
const closing: Array<() => unknown> = [];
let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'driver-'));
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
  await rm(folder, { recursive: true });
});

const traceOf = (steps: readonly ServicesStep[]): ServicesTrace => ({
  format: SERVICES_TRACE_FORMAT,
  id: 'group/name',
  title: 'A case',
  suite: 'services',
  requirements: ['services.write.creates'],
  steps,
});

interface Driven extends DriveServicesResult {
  readonly api: SmallApi;
  readonly secrets: Secrets;
  readonly steps: readonly ExchangeEvent[];
  readonly cleanUp: readonly ExchangeEvent[];
  /** Names that the journal still holds. */
  readonly journalled: readonly string[];
}

const exchanges = ({ events }: ExchangeTranscript): readonly ExchangeEvent[] =>
  events.flatMap((event) => (event.kind === 'exchange' ? [event] : []));

async function driveWith(
  steps: readonly ServicesStep[],
  misbehave?: Misbehaviour,
  options: Partial<DriveServicesOptions> & { readonly http?: Partial<HttpClientOptions> } = {},
): Promise<Driven> {
  const api = await startSmallApi(misbehave);
  closing.push(() => api.close());
  const client = createHttpClient({ url: api.base, timeoutMs: () => 3000, ...options.http });
  closing.push(() => client.close());
  const secrets = createSecrets({ accounts: Object.values(accounts) });
  const path = join(folder, `journal-${closing.length}`);
  const journal = await openJournal(path, { url: api.base.href, user: accounts.first.user, runId: 'abc123' });
  const result = await driveServicesTrace({
    trace: traceOf(steps),
    base: api.base,
    client,
    accounts,
    secrets,
    runId: 'abc123',
    caseTag: '0',
    journal,
    roundTripMs: 1,
    ...options,
  });
  await journal.close();
  const all = exchanges(result.transcript);
  return {
    ...result,
    api,
    secrets,
    steps: all.filter(({ purpose }) => purpose === 'step'),
    cleanUp: all.filter(({ purpose }) => purpose === 'clean-up'),
    journalled: ((await outstanding(path))?.entries ?? []).map(({ name }) => name),
  };
}

const write = (service: string, rest: object = {}): ServicesStep => ({
  do: 'write',
  service,
  configuration: { service_password: '{password}' },
  ...rest,
});

const isEmpty = ({ services }: SmallApi): boolean => [...services.values()].every(({ size }) => size === 0);

describe('the requests of a case', () => {
  it('are those of its steps', async () => {
    const { api, secrets, steps } = await driveWith([
      { do: 'list' },
      { do: 'schema' },
      write('a'),
      { do: 'read', service: 'a' },
      { do: 'modify', service: 'a', configuration: { description: 'é {password:2}' } },
      { do: 'delete', service: 'a' },
      { do: 'request', method: 'POST', on: 'list', configuration: {} },
      { do: 'request', method: 'OPTIONS', on: 'schema' },
      { do: 'request', method: 'HEAD', service: 'a' },
      { do: 'request', method: 'FOO', on: 'service', service: 'a' },
    ]);
    const name = `${LIST}/${PREFIX}a`;
    expect(api.seen.slice(0, 9).map(({ method, target }) => `${method} ${target}`)).toEqual([
      `GET ${LIST}`,
      'GET /service/v1/schema/outbound',
      `PUT ${name}`,
      `GET ${name}`,
      `PATCH ${name}`,
      `DELETE ${name}`,
      `POST ${LIST}`,
      'OPTIONS /service/v1/schema/outbound',
      `HEAD ${name}`,
    ]);
    expect(api.seen[2]?.body).toBe(`{"service_password":"${secrets.password(1)}"}`);
    expect(api.seen[4]?.body).toBe(`{"description":"é ${secrets.password(2)}"}`);
    expect(steps.map(({ step }) => step)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(steps.map(({ operation }) => operation.service)).toEqual([
      ...[undefined, undefined, 'a', 'a', 'a', 'a'],
      ...[undefined, undefined, 'a', 'a'],
    ]);
  });

  it('have the content types that are asked for', async () => {
    const { api } = await driveWith([
      write('a'),
      write('a', { contentType: 'text/plain' }),
      write('a', { contentType: null }),
      { do: 'write', service: 'a' },
      { do: 'read', service: 'a' },
      { do: 'request', method: 'POST', service: 'a', body: { text: '{' } },
      { do: 'request', method: 'POST', service: 'a' },
    ]);
    expect(api.seen.slice(0, 7).map(({ headers }) => headers['content-type'])).toEqual([
      'application/json',
      'text/plain',
      undefined,
      'application/json',
      undefined,
      'application/json',
      undefined,
    ]);
    expect(api.seen[3]?.headers['content-length']).toBe('0');
    expect(api.seen[0]?.headers.accept).toBe('application/json');
  });

  it('have the bodies that are asked for', async () => {
    const { api, secrets, steps } = await driveWith([
      write('a', { configuration: undefined, body: { text: 'no {password} JSON' } }),
      write('a', { configuration: undefined, body: { base64: '/+8=' } }),
      write('a', {
        configuration: undefined,
        body: { repeat: { before: '["{password}"', text: ',1', times: 100_000, after: ']' } },
      }),
      write('a', { configuration: null }),
    ]);
    const password = secrets.password(1);
    expect(api.seen[0]?.body).toBe(`no ${password} JSON`);
    expect(steps[0]?.request.body).toEqual({ bytes: 32, text: 'no {password} JSON' });
    expect(steps[1]?.request.body).toEqual({ bytes: 2, base64: '/+8=' });
    const long = `["${password}"${',1'.repeat(100_000)}]`;
    expect(api.seen[2]?.body).toBe(long);
    expect(steps[2]?.request.body).toMatchObject({ bytes: long.length, truncated: true });
    expect(steps[2]?.request.body?.text?.length).toBe(65_536);
    expect(steps[2]?.request.body?.text?.startsWith('["{password}",1,1')).toBe(true);
    expect(api.seen[3]?.body).toBe('null');
  });

  it('say who they are in every form', async () => {
    const basic = (user: string, key: string): string => `Basic ${Buffer.from(`${user}:${key}`).toString('base64')}`;
    const { first, second } = accounts;
    const list = (auth: NonNullable<Extract<ServicesStep, { do: 'list' }>['auth']>): ServicesStep => ({
      do: 'list',
      auth,
    });
    const { api, steps } = await driveWith([
      { do: 'list' },
      list({ account: 'second' }),
      list({ none: true }),
      list({ user: '{user}', key: '{key:swapped-case}' }),
      list({ user: '{user}', key: '{key:cut}' }),
      list({ user: '{user}', key: '{key2}' }),
      list({ user: 'nobody', key: '{key}' }),
      list({ user: '{user2}', key: '', scheme: 'Bearer' }),
      list({ header: 'Basic !!!' }),
      list({ user: '{user}', key: '{key}', scheme: 'basic' }),
    ]);
    expect(api.seen.map(({ headers }) => headers.authorization)).toEqual([
      basic(first.user, first.key),
      basic(second.user, second.key),
      undefined,
      basic(first.user, 'FIRST-KEY-1234567890'),
      basic(first.user, first.key.slice(0, -1)),
      basic(first.user, second.key),
      basic('nobody', first.key),
      basic(second.user, '').replace('Basic', 'Bearer'),
      'Basic !!!',
      basic(first.user, first.key).replace('Basic', 'basic'),
    ]);
    expect(steps.map(({ operation }) => operation.as)).toEqual([
      ...['first', 'second', 'none', 'refused', 'refused'],
      ...['refused', 'refused', 'refused', 'refused', 'first'],
    ]);
    const told = steps.map(({ request }) => request.headers.find(([name]) => name === 'Authorization')?.[1]);
    expect(told).toEqual([
      'Basic <credentials of the first account>',
      'Basic <credentials of the second account>',
      undefined,
      'Basic <user, key in the other letter case>',
      'Basic <user, key without its last character>',
      'Basic <user, key of the second account>',
      'Basic <wrong user, key>',
      'Bearer <user of the second account, empty key>',
      'Basic !!!',
      'basic <credentials of the first account>',
    ]);
  });

  it('at the same time stand in the order in which they began', async () => {
    let arrived = 0;
    const held: Array<() => void> = [];
    const { steps, transcript } = await driveWith(
      [{ do: 'parallel', steps: [write('a'), write('b'), write('c')] }, { do: 'list' }],
      (request, response) => {
        if (request.method !== 'PUT') return false;
        arrived++;
        held.push(() => response.writeHead(201).end('{}'));
        // Answered when all are there, the last first.
        if (arrived === 3) for (const go of held.reverse()) go();
        return true;
      },
    );
    expect(steps.map(({ step, operation }) => [step, operation.service])).toEqual([
      [0, 'a'],
      [1, 'b'],
      [2, 'c'],
      [3, undefined],
    ]);
    const times = exchanges(transcript).map(({ ms }) => ms);
    expect(times).toEqual([...times].sort((one, other) => one - other));
  });

  it('are reported while they are made', async () => {
    const told: ExchangeEvent[] = [];
    const { transcript } = await driveWith([write('a'), { do: 'list' }], undefined, {
      onEvent: (event) => told.push(event),
    });
    expect(told).toHaveLength(3);
    expect(told).toEqual(expect.arrayContaining([...transcript.events]));
  });
});

describe('a transcript', () => {
  it('tells what was exchanged and no secret', async () => {
    const { transcript, secrets } = await driveWith([
      write('a', { configuration: { service_password: '{password:3}', description: 'x', key: '{password}' } }),
      { do: 'read', service: 'a' },
      { do: 'list', auth: { user: '{user}', key: '{key:cut}' } },
      { do: 'list', auth: { user: '{user2}', key: '{key}' } },
    ]);
    expect(transcript.header).toMatchObject({
      format: 'aculab-conformance/exchanges@1',
      suite: 'services',
      case: 'group/name',
      title: 'A case',
      requirements: ['services.write.creates'],
      namePrefix: PREFIX,
      roundTripMs: 1,
      secondAccount: true,
    });
    const text = '{"service_password":"{password:3}","description":"x","key":"{password}"}';
    const [written, read] = exchanges(transcript);
    expect(written?.request.body).toEqual({ bytes: Buffer.byteLength(secrets.fill(text)), text });
    expect(written?.response).toMatchObject({ status: 201, reason: 'Created', body: { text } });
    expect(read?.response?.body?.text).toBe(text);
    expect(written?.firstByteMs).toBeLessThanOrEqual(written?.durationMs ?? 0);

    const path = join(folder, 'case.ndjson');
    await writeExchanges(path, transcript);
    const file = (await readFile(path, 'utf8')).toLowerCase();
    const keys = Object.values(accounts).map(({ key }) => key);
    for (const secret of [...keys, ...keys.map((key) => key.slice(0, -2)), secrets.password(1), secrets.password(3)]) {
      expect(file).not.toContain(secret.toLowerCase());
      expect(file).not.toContain(Buffer.from(secret).toString('base64').slice(0, 16).toLowerCase());
    }
  });

  it('keeps passwords that the case itself tells, and no others', async () => {
    const { steps } = await driveWith(
      [
        write('a', { configuration: { service_password: 'p@$$w0rd' } }),
        { do: 'read', service: 'a' },
        { do: 'read', service: 'a' },
      ],
      ({ method }, response, nth) => {
        if (method !== 'GET' || nth !== 3) return false;
        response.end('{"service_password":"of somebody else"}');
        return true;
      },
    );
    expect(steps[1]?.response?.body?.text).toBe('{"service_password":"p@$$w0rd"}');
    expect(steps[2]?.response?.body?.text).toBe('{"service_password":"<another value>"}');
  });

  it('has a base URL without login', async () => {
    const { transcript } = await driveWith([{ do: 'list' }], undefined, {});
    expect(transcript.header.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/service\/v1\/outbound$/);
  });
});

describe('a case that could touch what is not its own', () => {
  const harmful: readonly (readonly [string, ServicesStep])[] = [
    ['by a path that leads out', { do: 'delete', service: 'a', rawLabel: '/../Foreign' }],
    [
      'by an encoded path that leads out',
      { do: 'write', service: 'a', rawLabel: '%2f%2e%2e%2fForeign', configuration: {} },
    ],
    ['by deleting the list', { do: 'request', method: 'DELETE', on: 'list' }],
    ['by naming no service', { do: 'request', method: 'DELETE' }],
    ['by modifying the list', { do: 'request', method: 'PATCH', on: 'list', configuration: {} }],
    ['by deleting the schema', { do: 'request', method: 'DELETE', on: 'schema' }],
    ['by a header', { do: 'request', method: 'GET', on: 'list', headers: { 'X-HTTP-Method-Override': 'DELETE' } }],
    ['in parallel', { do: 'parallel', steps: [{ do: 'delete', service: 'b', rawLabel: '/../b' }] }],
  ];
  it.each(harmful)('%s is not begun', async (_, step) => {
    const seen: unknown[] = [];
    const watch: Misbehaviour = (request) => {
      seen.push(request);
      return false;
    };
    await expect(driveWith([{ do: 'list' }, step], watch)).rejects.toThrow('the case would send');
    expect(seen).toEqual([]);
  });

  it('by an account that is not there is not begun', async () => {
    const steps: readonly ServicesStep[] = [{ do: 'list', auth: { account: 'second' } }];
    await expect(driveWith(steps, undefined, { accounts: { first: accounts.first } })).rejects.toThrow(
      'second account',
    );
  });
});

describe('after a case', () => {
  it('its services are deleted, as each account that may have them', async () => {
    const { api, cleanUp, leftBehind, journalled } = await driveWith([
      write('a'),
      write('b', { auth: { account: 'second' } }),
      write('c', { auth: { user: '{user}', key: 'wrong' } }),
      write('\ud800 /é'),
      { do: 'delete', service: 'd' },
      { do: 'read', service: 'e' },
    ]);
    expect(isEmpty(api)).toBe(true);
    expect(leftBehind).toEqual([]);
    expect(journalled).toEqual([]);
    expect(cleanUp.every(({ request, step }) => request.method === 'DELETE' && step === -1)).toBe(true);
    expect(cleanUp.map(({ operation }) => `${operation.service} ${operation.as}`).sort()).toEqual([
      'a first',
      'b second',
      'c first',
      'c second',
      '\ud800 /é first',
    ]);
  });

  it('the names are in the journal before they can exist', async () => {
    let known: readonly string[] = [];
    const path = join(folder, 'journal-2');
    const { journalled } = await driveWith([write('a'), write('b')], (request, response) => {
      if (request.method !== 'PUT') return false;
      void outstanding(path).then((journal) => {
        known = (journal?.entries ?? []).map(({ name }) => name);
        response.writeHead(201).end('{}');
      });
      return true;
    });
    expect(known).toEqual([`${PREFIX}a`, `${PREFIX}b`]);
    expect(journalled).toEqual([]);
  });

  it('that was interrupted its services are deleted all the same', async () => {
    const interruption = new AbortController();
    const { api, steps, leftBehind, leftOutFrom, journalled } = await driveWith(
      [write('a'), { do: 'list' }, write('b')],
      ({ method, target }) => {
        if (method !== 'GET' || target !== LIST) return false;
        interruption.abort();
        return true;
      },
      { signal: interruption.signal },
    );
    expect(steps.map(({ failure }) => failure?.kind)).toEqual([undefined, 'aborted']);
    expect(leftOutFrom).toBe(2);
    expect(isEmpty(api)).toBe(true);
    expect([leftBehind, journalled]).toEqual([[], []]);
  });

  it('a name that may still be created stays in the journal', async () => {
    const { leftBehind, journalled } = await driveWith(
      [write('a'), write('b')],
      ({ method, target }) => method === 'PUT' && target.endsWith('a'),
      { http: { timeoutMs: () => 400 } },
    );
    expect([leftBehind, journalled]).toEqual([[], [`${PREFIX}a`]]);
  });

  it('a service that cannot be deleted is told and stays in the journal', async () => {
    const { leftBehind, journalled, cleanUp } = await driveWith(
      [write('a'), write('b')],
      ({ method, target }, response) => {
        if (method !== 'DELETE' || !target.endsWith('a')) return false;
        response.writeHead(500).end();
        return true;
      },
    );
    expect(leftBehind).toEqual([`${PREFIX}a`]);
    expect(journalled).toEqual([`${PREFIX}a`]);
    expect(cleanUp.filter(({ operation }) => operation.service === 'a')).toHaveLength(2);
  });

  it('a name that was refused all along is not left behind by a Delete that refuses it too', async () => {
    const refuse: Misbehaviour = ({ target }, response) => {
      if (target === LIST) return false;
      response.writeHead(400).end();
      return true;
    };
    const { leftBehind, journalled } = await driveWith([write('a')], refuse);
    expect([leftBehind, journalled]).toEqual([[], []]);
  });

  it('a name that was once accepted is left behind by a Delete that refuses it', async () => {
    const { leftBehind } = await driveWith([write('a')], ({ method }, response) => {
      if (method !== 'DELETE') return false;
      response.writeHead(400).end();
      return true;
    });
    expect(leftBehind).toEqual([`${PREFIX}a`]);
  });

  it('a service that was written in another spelling is deleted in both', async () => {
    const { cleanUp } = await driveWith([write('a b', { rawLabel: 'a+b' })]);
    expect(cleanUp.map(({ request }) => request.target.slice(-4)).sort()).toEqual(['%20b', '-a+b']);
  });
});

describe('a target', () => {
  it('that is gone is lost, and the rest is not sent', async () => {
    let api: SmallApi | undefined;
    const gone: Misbehaviour = ({ method }, response) => {
      if (method !== 'PUT') return false;
      response.destroy();
      void api?.close();
      return true;
    };
    api = await startSmallApi(gone);
    const client = createHttpClient({ url: api.base, timeoutMs: () => 2000 });
    closing.push(() => client.close());
    const path = join(folder, 'journal');
    const journal = await openJournal(path, { url: api.base.href, user: 'u', runId: 'abc123' });
    const { lostTarget, leftOutFrom, leftBehind, transcript } = await driveServicesTrace({
      trace: traceOf([{ do: 'list' }, write('a'), { do: 'list' }]),
      base: api.base,
      client,
      accounts,
      secrets: createSecrets({ accounts: [accounts.first] }),
      runId: 'abc123',
      caseTag: '0',
      journal,
      roundTripMs: 1,
    });
    await journal.close();
    expect([lostTarget, leftOutFrom, leftBehind]).toEqual([true, 2, [`${PREFIX}a`]]);
    expect(exchanges(transcript)[1]?.failure?.kind).toBe('reset');
    expect((await outstanding(path))?.entries).toEqual([{ account: 'first', name: `${PREFIX}a` }]);
  });

  it('that resets one request and lives is not lost', async () => {
    const { lostTarget, steps, leftOutFrom } = await driveWith([write('a'), { do: 'list' }], ({ method }, response) => {
      if (method !== 'PUT') return false;
      response.destroy();
      return true;
    });
    expect([lostTarget, leftOutFrom]).toEqual([false, undefined]);
    expect(steps.map(({ failure, response }) => failure?.kind ?? response?.status)).toEqual(['reset', 200]);
  });

  it('that is silent three times is not asked again', async () => {
    const read: ServicesStep = { do: 'read', service: 'a' };
    const { steps, lostTarget, leftOutFrom } = await driveWith(
      [write('a'), read, read, read, read],
      ({ method, target }) => method === 'GET' && target !== LIST,
      { http: { timeoutMs: () => 400 } },
    );
    expect(steps.map(({ failure, response }) => failure?.kind ?? response?.status)).toEqual([
      201,
      'timeout',
      'timeout',
      'timeout',
    ]);
    expect([lostTarget, leftOutFrom]).toEqual([false, 4]);
  });

  it('that takes too long altogether is given up', async () => {
    const { timedOut, leftOutFrom, api } = await driveWith(
      [write('a'), { do: 'read', service: 'a' }, { do: 'list' }],
      ({ method, target }) => method === 'GET' && target !== LIST,
      { limitMs: 1000 },
    );
    expect([timedOut, leftOutFrom]).toEqual([true, 2]);
    expect(isEmpty(api)).toBe(true);
  });

  it('that answers half is recorded as far as it goes', async () => {
    const { steps, secrets } = await driveWith([write('a')], ({ method, body }, response) => {
      if (method !== 'PUT') return false;
      response.writeHead(201, { 'Content-Length': '1000' });
      response.write(body.slice(0, 40), () => response.destroy());
      return true;
    });
    const [step] = steps;
    expect(step?.failure?.kind).toBe('cut');
    expect(step?.response?.status).toBe(201);
    expect(step?.response?.body?.text).toMatch(/^\{"service_password":"<(cut|another value)>/);
    expect(JSON.stringify(steps)).not.toContain(secrets.password(1).slice(0, 6));
  });
});
