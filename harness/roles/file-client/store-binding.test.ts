import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Answer, NameBinding } from './binding.ts';
import { BINDING_FORMAT, type BindingDocument } from './binding-document.ts';
import { DEFAULT_BINDING } from './bindings/default.ts';
import { type SmallReply, type SmallStore, startSmallStore, type Twist } from './small-store.fixture.ts';
import { type StoreClientOptions, storeClient } from './store-client.fixture.ts';

const ends: Array<() => void | Promise<void>> = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

async function open(twist?: Twist, options?: StoreClientOptions): Promise<{ store: SmallStore; binding: NameBinding }> {
  const store = await startSmallStore(twist);
  const { binding, end } = storeClient(store.url, options);
  ends.push(end, store.close);
  return { store, binding };
}

const signal = new AbortController().signal;
const octets = Buffer.from('sound\r\n\0\xff', 'latin1');
const sha256 = createHash('sha256').update(octets).digest('hex');
const file = { kind: 'media', name: 'acux.wav' } as const;

const offer = async (binding: NameBinding, name: string = file.name): Promise<Answer> =>
  (await binding.offer({ ...file, name, octets }, signal))!;

describe('a file', () => {
  it('is written, read back byte for byte, listed and deleted', async () => {
    const { binding, store } = await open();
    const written = await offer(binding);
    expect(written).toMatchObject({
      outcome: 'accepted',
      content: { bytes: octets.length, sha256 },
      request: { method: 'PUT', target: '/media/acux.wav', body: { bytes: octets.length } },
      response: { status: 201 },
    });
    expect(await binding.read?.(file, signal)).toMatchObject({ outcome: 'accepted', content: { sha256 } });
    store.files.set('/media/other.wav', Buffer.from('a'));
    store.files.set('/media/b/ACUX.wav', Buffer.from('a'));
    const listed = await binding.list?.('media', 'acux', signal);
    expect(listed?.listed).toEqual(['acux.wav', 'b/ACUX.wav']);
    // What else is in somebody's store is nobody's business.
    expect(listed?.response?.body).toEqual({ bytes: expect.any(Number), truncated: true });
    expect(await binding.remove?.(file, signal)).toMatchObject({ outcome: 'accepted', response: { status: 204 } });
    expect(await binding.read?.(file, signal)).toMatchObject({ outcome: 'refused' });
  });

  it.each(['../../x', '//a', '/./a', 'a%2e', '\ud800', 'a b\\c\0'])(
    'is addressed without any normalisation: %j',
    async (name) => {
      const { binding, store } = await open();
      await offer(binding, `acu${name}`);
      const expected = name
        .replaceAll('%', '%25')
        .replaceAll(' ', '%20')
        .replaceAll('\\', '%5C')
        .replaceAll('\0', '%00')
        .replaceAll('\ud800', '%ED%A0%80');
      expect(store.requests.map(({ target }) => target)).toEqual([`/media/acu${expected}`]);
    },
  );

  it('is spelled in another way where that is asked for', async () => {
    const { binding, store } = await open();
    await binding.read?.({ ...file, spelling: 'acu%252e%2fx' }, signal);
    expect(store.requests[0]?.target).toBe('/media/acu%252e%2fx');
  });
});

describe('an answer', () => {
  const answering = (reply: SmallReply) => (): SmallReply => reply;

  it.each<readonly [number, Answer['outcome']]>([
    [200, 'accepted'],
    [204, 'accepted'],
    [301, 'unclear'],
    [307, 'unclear'],
    [400, 'refused'],
    [404, 'refused'],
    [408, 'unclear'],
    [414, 'refused'],
    [422, 'refused'],
    [431, 'refused'],
    [500, 'failed'],
    [501, 'failed'],
  ])('of %i is %s', async (status, outcome) => {
    const { binding } = await open(answering({ status, body: status === 204 ? '' : 'words' }));
    expect((await offer(binding)).outcome).toBe(outcome);
  });

  it('means what the binding says, exact statuses first', async () => {
    const write = { ...DEFAULT_BINDING.write, accepted: [404, '3xx' as const], refused: ['2xx' as const, 302, 500] };
    const statuses = [404, 301, 302, 200, 500, 501, 403];
    const { binding } = await open((_, store) => ({ status: statuses[store.requests.length - 1] ?? 0 }), {
      document: { ...DEFAULT_BINDING, write },
    });
    const outcomes: string[] = [];
    for (const _ of statuses) outcomes.push((await offer(binding)).outcome);
    expect(outcomes).toEqual(['accepted', 'accepted', 'refused', 'refused', 'refused', 'failed', 'unclear']);
  });

  it.each([
    [JSON.stringify({ error: { code: '0002', text: 'bad\nname' } }), '400 Bad Request: bad name'],
    [JSON.stringify({ detail: [{ msg: 1 }, 'x'] }), '400 Bad Request'],
    [JSON.stringify({ errors: 'none of those words', title: 'No' }), '400 Bad Request: No'],
    ['plain words', '400 Bad Request: plain words'],
    ['<html>a page</html>', '400 Bad Request'],
    ['', '400 Bad Request'],
    ['x'.repeat(500), `400 Bad Request: ${'x'.repeat(143)}`],
  ])('tells the reason in one line: %#', async (body, reason) => {
    const { binding } = await open(answering({ status: 400, body }));
    expect((await offer(binding)).reason).toBe(reason);
  });

  it('that does not come is a failure', async () => {
    const { binding } = await open(({ target }) => (target.includes('hang') ? 'hang' : 'reset'), { timeoutMs: 300 });
    expect(await offer(binding)).toMatchObject({ outcome: 'failed', failure: { kind: 'reset' } });
    expect(await offer(binding, 'acuhang')).toMatchObject({ outcome: 'failed', failure: { kind: 'timeout' } });
  });
});

describe('a list', () => {
  const listed = async (body: string, names: NonNullable<BindingDocument['list']>['names']): Promise<Answer> => {
    const document: BindingDocument = {
      ...DEFAULT_BINDING,
      format: BINDING_FORMAT,
      list: { method: 'GET', url: '{url}/{kind}', names },
    };
    const { binding } = await open(() => ({ status: 200, body }), { document });
    return (await binding.list?.('media', 'acu', signal))!;
  };

  it.each([
    ['["acua","b","acuc"]', { array: '' }],
    ['{"a/b":{"~":[{"n":"acua"},{"n":"acuc"}]}}', { array: '/a~1b/~0', member: 'n' }],
    ['{"files":["acua",{"n":"acuc"}]}', { array: '/files', member: 'n' }],
  ])('is found where the binding says: %s', async (body, names) => {
    expect(await listed(body, names)).toMatchObject({ outcome: 'accepted', listed: ['acua', 'acuc'] });
  });

  it.each([
    ['no JSON', { array: '/files' }, 'the list is no JSON'],
    ['<html>', { array: '/files' }, 'the list is a page of HTML or XML'],
    ['{"files":{}}', { array: '/files' }, 'the list has no array at /files'],
    ['{}', { array: '' }, 'the list has no array at its root'],
    ['[{"name":1}]', { array: '', member: 'name' }, 'the list has an entry without a name in "name"'],
  ])('that is not there is unclear: %s', async (body, names, reason) => {
    const answer = await listed(body, names);
    expect(answer).toMatchObject({ outcome: 'unclear', reason });
    expect(answer.listed).toBeUndefined();
  });
});

describe('what a binding has', () => {
  const document: BindingDocument = {
    format: BINDING_FORMAT,
    name: 'little',
    assumed: ['nearly all'],
    kinds: { msg_media: 'pictures' },
    write: {
      method: 'POST',
      url: '{url}/up',
      body: { as: 'multipart', fields: { n: '{name}' }, file: { field: 'f' } },
    },
    delete: { method: 'POST', url: '{url}/del', query: { n: '{name}' } },
  };

  it('is known before anything is asked', async () => {
    const { binding, store } = await open(undefined, { document });
    expect(binding.read).toBeUndefined();
    expect(binding.list).toBeUndefined();
    expect(binding.assumed).toEqual(['nearly all']);
    expect(binding.carries('offer', { kind: 'msg_media' })).toBe(true);
    expect(binding.carries('offer', { kind: 'media' })).toBe(false);
    expect(binding.carries('read', { kind: 'msg_media' })).toBe(false);
    // In a part of a body nothing is percent-encoded, so nothing can be spelled differently.
    expect(binding.carries('offer', { kind: 'msg_media', spelling: 'a%2f' })).toBe(false);
    expect(binding.carries('delete', { kind: 'msg_media', spelling: 'a%2f' })).toBe(true);
    expect(store.requests).toEqual([]);
  });

  it('is asked whether the target is there', async () => {
    const { binding, store } = await open();
    expect(await binding.answers(signal)).toBe(true);
    expect(store.requests.map(({ method }) => method)).toEqual(['GET']);
    const { binding: silent } = await open(() => 'reset');
    expect(await silent.answers(signal)).toBe(false);
  });
});

describe('credentials', () => {
  const account = { user: '1-2-0/bob@example.com', key: 'Secret-key-0123456789' };

  it('go with every request and reach no answer', async () => {
    const basic = Buffer.from(`${account.user}:${account.key}`).toString('base64');
    const { binding, store } = await open(
      ({ headers }) => ({ status: 403, headers: { 'X-Echo': `${headers.authorization}` }, body: `no ${account.key}` }),
      { account },
    );
    const answers = [
      await offer(binding),
      await binding.list?.('media', 'acu', signal),
      await binding.remove?.(file, signal),
    ];
    expect(store.requests.map(({ headers }) => headers.authorization)).toEqual(Array(3).fill(`Basic ${basic}`));
    const text = JSON.stringify(answers);
    expect(text).not.toContain(account.key);
    expect(text).not.toContain(basic);
    expect(answers[0]?.request?.headers[0]).toEqual(['Authorization', 'Basic <credentials>']);
    expect(answers[0]?.reason).toBe('403 Forbidden: no <key>');
  });
});
