import { afterEach, describe, expect, it } from 'vitest';
import { createHttpClient } from '../../http/client.ts';
import { compareExisting, type ExistingLook, type LookOptions, lookAtExisting } from './existing-services.ts';
import { accounts, type Misbehaviour, type SmallApi, startSmallApi } from './small-api.fixture.ts';

const closing: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function apiWith(services: Record<string, string>, misbehave?: Misbehaviour): Promise<SmallApi> {
  const api = await startSmallApi(misbehave);
  closing.push(() => api.close());
  for (const [name, configuration] of Object.entries(services)) {
    api.services.get(accounts.first.user)?.set(name, configuration);
  }
  return api;
}

async function look(
  api: SmallApi,
  signal?: AbortSignal,
  options: Pick<LookOptions, 'only' | 'limitMs'> & { readonly timeoutMs?: number } = {},
): Promise<ExistingLook> {
  const { timeoutMs = 2000, ...limits } = options;
  const client = createHttpClient({ url: api.base, timeoutMs: () => timeoutMs });
  closing.push(() => client.close());
  return lookAtExisting({ client, base: api.base, account: accounts.first, signal, ...limits });
}

/** Gives no answer to a Read. */
const muteOnRead: Misbehaviour = ({ target }) => !target.endsWith('/outbound');

describe('a look at what exists', () => {
  it('reads each service once, by GET alone, ours left out', async () => {
    const api = await apiWith({ One: '{"a":1}', Two: '{"b":2}', 'aculab-conformance-old123-0-a': '{}' });
    const { services, problem } = await look(api);
    expect([...services.keys()]).toEqual(['One', 'Two']);
    expect(problem).toBeUndefined();
    expect(api.seen.map(({ method, target }) => `${method} ${target.split('/').at(-1)}`)).toEqual([
      'GET outbound',
      'GET One',
      'GET Two',
    ]);
  });

  it('keeps no configuration', async () => {
    const api = await apiWith({ One: '{"service_password":"of somebody"}' });
    const [digest] = [...(await look(api)).services.values()];
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
  });

  it('says where there is no list', async () => {
    const api = await apiWith({}, (_, response) => {
      response.writeHead(500).end();
      return true;
    });
    expect(await look(api)).toEqual({
      services: new Map(),
      problem: 'the list of services cannot be read: it is answered with 500',
    });
    expect((await look(await apiWith({}), AbortSignal.abort())).problem).toContain('given up');
  });

  it('passes over entries that are none', async () => {
    const list = '{"services":[null,7,{},{"name":3},{"name":"One"},{"name":"One"}]}';
    const api = await apiWith({ One: '{}' }, ({ target }, response) => {
      if (!target.endsWith('/outbound')) return false;
      response.end(list);
      return true;
    });
    expect([...(await look(api)).services.keys()]).toEqual(['One']);
    expect(api.seen).toHaveLength(2);
  });

  it('reads each of many once, and keeps the order of the list', async () => {
    const names = Array.from({ length: 300 }, (_, i) => `Service${i}`);
    const api = await apiWith(Object.fromEntries(names.map((name) => [name, '{}'])));
    expect([...(await look(api)).services.keys()]).toEqual(names);
    expect(new Set(api.seen.map(({ target }) => target)).size).toBe(301);
    expect(api.seen).toHaveLength(301);
  });

  it('reads those alone that are asked for', async () => {
    const api = await apiWith({ One: '{}', Two: '{}' });
    const { services, unread } = await look(api, undefined, { only: new Set(['Two']) });
    expect([services.get('One'), services.get('Two')?.length, [...(unread ?? [])]]).toEqual([undefined, 64, ['One']]);
  });

  it('ends in time where nothing is answered, and asks a silent target no more', async () => {
    const names = Array.from({ length: 100 }, (_, i) => `Service${i}`);
    const api = await apiWith(Object.fromEntries(names.map((name) => [name, '{}'])), muteOnRead);
    const limited = await look(api, undefined, { limitMs: 100 });
    expect([limited.services.size, limited.unread?.size]).toEqual([100, 100]);
    api.seen.length = 0;
    const silent = await look(api, undefined, { timeoutMs: 50 });
    expect([silent.services.size, silent.unread?.size]).toEqual([100, 100]);
    expect(api.seen.length).toBeLessThan(20);
  });
});

describe('two looks', () => {
  it('show what is gone, has changed or cannot be read any more', async () => {
    const api = await apiWith({ Same: '{"a":{"x":1,"y":[1,2]},"b":2}', Gone: '{}', Changed: '{"a":1}', Broken: '{}' });
    const before = await look(api);
    const own = api.services.get(accounts.first.user);
    own?.delete('Gone');
    own?.set('Changed', '{"a":"1"}');
    own?.set('Broken', '<html>');
    own?.set('New', '{}');
    // The same configuration in another order and layout.
    own?.set('Same', '{ "b": 2, "a": { "y": [1, 2], "x": 1 } }');
    expect(compareExisting(before, await look(api))).toEqual([
      { name: 'Gone', change: 'gone' },
      { name: 'Changed', change: 'changed' },
      { name: 'Broken', change: 'unreadable' },
    ]);
  });

  it('tell the order of an array', async () => {
    const api = await apiWith({ One: '[1,2]' });
    const before = await look(api);
    api.services.get(accounts.first.user)?.set('One', '[2,1]');
    expect(compareExisting(before, await look(api))).toEqual([{ name: 'One', change: 'changed' }]);
  });

  it('judge nothing that was not answered the second time', async () => {
    const mute = { is: false };
    const api = await apiWith({ One: '{}' }, (request, ...rest) => mute.is && muteOnRead(request, ...rest));
    const before = await look(api);
    mute.is = true;
    expect(compareExisting(before, await look(api, undefined, { timeoutMs: 50 }))).toEqual([]);
  });

  it('judge nothing that could not be read at first', async () => {
    const api = await apiWith({ One: 'no JSON', Two: 'no JSON' });
    const before = await look(api);
    api.services.get(accounts.first.user)?.set('One', '{}');
    expect(compareExisting(before, await look(api))).toEqual([]);
  });

  it('of which the second has no list show that nothing can be read', () => {
    const before: ExistingLook = { services: new Map([['One', 'digest']]) };
    const after: ExistingLook = { services: new Map(), problem: 'the list of services cannot be read' };
    expect(compareExisting(before, after)).toEqual([{ name: 'One', change: 'unreadable' }]);
  });
});
