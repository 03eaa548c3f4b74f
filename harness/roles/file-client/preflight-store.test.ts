import { afterEach, describe, expect, it } from 'vitest';
import type { PreflightReport } from '../../target/preflight.ts';
import { BINDING_FORMAT, type BindingDocument } from './binding-document.ts';
import { preflightStore } from './preflight-store.ts';
import { type SmallReply, type SmallStore, startSmallStore, type Twist } from './small-store.fixture.ts';
import { storeClient } from './store-client.fixture.ts';

const ends: Array<() => void | Promise<void>> = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

const PREFIX = 'acuabcdefaaa';

async function preflight(
  twist?: Twist,
  { document, path = '', hasAccount = false }: { document?: BindingDocument; path?: string; hasAccount?: boolean } = {},
): Promise<{ readonly report: PreflightReport; readonly store: SmallStore }> {
  const store = await startSmallStore(twist);
  const url = `${store.url}${path}`;
  const { binding, end } = storeClient(url, { timeoutMs: 300, ...(document === undefined ? {} : { document }) });
  ends.push(end, store.close);
  return { report: await preflightStore({ url, binding, namePrefix: PREFIX, hasAccount, timeoutMs: 1000 }), store };
}

const stagesOf = ({ steps }: PreflightReport): readonly string[] =>
  steps.map(({ stage, outcome }) => `${stage} ${outcome}`);

describe('a store that can be judged', () => {
  it('is gone through stage by stage, and keeps nothing', async () => {
    const { report, store } = await preflight();
    expect(report).toMatchObject({ ok: true, url: store.url });
    expect(stagesOf(report)).toEqual(['url ok', 'dns ok', 'tcp ok', 'write ok', 'read ok', 'list ok', 'delete ok']);
    expect(store.requests.map(({ method, target }) => `${method} ${target}`)).toEqual([
      `PUT /media/${PREFIX}preflight.wav`,
      `GET /media/${PREFIX}preflight.wav`,
      'GET /media',
      `DELETE /media/${PREFIX}preflight.wav`,
    ]);
    expect(store.files.size).toBe(0);
  });

  it('may have bugs, which the cases judge', async () => {
    const { report } = await preflight(({ method, target }, { files }) => {
      if (method === 'PUT' && target.endsWith('.wav')) return { status: 400, body: 'no sounds' };
      if (method === 'GET' && target === '/media') return { status: 200, body: '{"files":[]}' };
      if (method === 'GET') return { status: 200, body: String(files.get(target)) };
      return undefined;
    });
    expect(report.ok).toBe(true);
    expect(stagesOf(report).slice(3)).toEqual([
      'write warning',
      'write ok',
      'read warning',
      'list warning',
      'delete ok',
    ]);
    expect(report.steps.filter(({ outcome }) => outcome === 'warning').map(({ detail }) => detail)).toEqual([
      'preflight.wav: 400 Bad Request: no sounds',
      'the content is not what was written',
      `${PREFIX}preflight.tif is not listed`,
    ]);
  });

  it('may lose an answer', async () => {
    const { report } = await preflight((_, { requests }) => (requests.length <= 2 ? 'reset' : undefined));
    expect(report.ok).toBe(true);
  });

  it('need not have more than write and delete', async () => {
    const document: BindingDocument = {
      format: BINDING_FORMAT,
      name: 'little',
      kinds: { msg_media: 'pictures' },
      write: { method: 'PUT', url: '{url}/{kind}/{name}', body: { as: 'raw' } },
      delete: { method: 'DELETE', url: '{url}/{kind}/{name}' },
    };
    const { report, store } = await preflight(undefined, { document });
    expect(stagesOf(report).slice(3)).toEqual(['write ok', 'delete ok']);
    expect(store.requests[0]?.target).toBe(`/pictures/${PREFIX}preflight.png`);
  });
});

describe('a store that cannot be judged', () => {
  const on =
    (method: string, target: RegExp, reply: SmallReply | 'reset' | 'hang'): Twist =>
    (request) =>
      request.method === method && target.test(request.target) ? reply : undefined;
  const html: SmallReply = { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<!doctype html>' };

  it.each<readonly [string, Twist, string, RegExp, RegExp]>([
    [
      'asks for credentials',
      on('PUT', /./, { status: 401 }),
      'login',
      /PUT \/media\/acu.*: 401/,
      /give --user and --key/,
    ],
    ['knows no such path', on('PUT', /./, { status: 404 }), 'write', /: 404/, /check the path of .* --binding/],
    ['knows no such method', on('PUT', /./, { status: 405 }), 'write', /: 405/, /not written so/],
    [
      'refuses every legal name',
      on('PUT', /./, { status: 400, body: 'no field "x"' }),
      'write',
      /no field "x"/,
      /the name is legal/,
    ],
    [
      'redirects',
      on('PUT', /./, { status: 308, headers: { Location: 'http://a:b@other/' } }),
      'write',
      /308, a redirect to http:\/\/other\//,
      /give the URL/,
    ],
    ['has an error of its own', on('PUT', /./, { status: 500 }), 'write', /: 500/, /log of the store/],
    ['does not answer', on('PUT', /./, 'hang'), 'write', /no whole response within/, /--timeout-scale/],
    ['breaks off', on('PUT', /./, 'reset'), 'write', /ended without a response/, /--start starts it/],
    ['does not give back what it took', on('GET', /wav$/, { status: 404 }), 'read', /GET .*: 404/, /not read so/],
    ['is a web site', on('GET', /wav$/, html), 'read', /200 with a page of HTML/, /web site/],
    ['has no list', on('GET', /^\/media$/, { status: 405 }), 'list', /GET \/media: 405/, /not listed so/],
    ['has a page for a list', on('GET', /^\/media$/, html), 'list', /200 with a page of HTML/, /web site/],
    [
      'has a list of another form',
      on('GET', /^\/media$/, { status: 200, body: '[]' }),
      'list',
      /no array at \/files/,
      /"names" under "list"/,
    ],
    ['does not delete', on('DELETE', /./, { status: 405 }), 'delete', /DELETE .*: 405/, /not deleted so/],
  ])('since it %s', async (_, twist, stage, reason, advice) => {
    const { report } = await preflight(twist);
    expect(report.ok).toBe(false);
    expect(report.steps.at(-1)).toMatchObject({ stage, outcome: 'failed', detail: report.reason });
    expect(report.reason).toMatch(reason);
    expect(report.advice).toMatch(advice);
  });

  it('is told to check the credentials that were given', async () => {
    const { report } = await preflight(on('PUT', /./, { status: 403 }), { hasAccount: true });
    expect(report.advice).toMatch(/check --user/);
  });

  it('keeps nothing of a write after which it failed otherwise', async () => {
    const { store } = await preflight(on('GET', /./, { status: 404 }));
    expect(store.files.size).toBe(0);
  });

  it('may have been closed', async () => {
    const store = await startSmallStore();
    await store.close();
    const { binding, end } = storeClient(store.url);
    ends.push(end);
    const report = await preflightStore({
      url: store.url,
      binding,
      namePrefix: PREFIX,
      hasAccount: false,
      timeoutMs: 1000,
    });
    expect(report.steps.at(-1)).toMatchObject({ stage: 'tcp', outcome: 'failed' });
    expect(report.reason).toMatch(/ECONNREFUSED/);
  });

  it.each([
    ['127.0.0.1:80', /is not the scheme|is not a URL/],
    ['ws://127.0.0.1/', /ws:\/\/ is not the scheme/],
    ['http://127.0.0.1/?a', /has a query/],
    ['http://user:key@', /^http:\/\/ is not a URL/],
  ])('has a URL that cannot be used: %s', async (url, reason) => {
    const report = await preflightStore({
      url,
      binding: undefined,
      namePrefix: PREFIX,
      hasAccount: false,
      timeoutMs: 1000,
    });
    expect(report.reason).toMatch(reason);
    expect(report.steps).toEqual([{ stage: 'url', outcome: 'failed', detail: report.reason, ms: 0 }]);
  });
});
