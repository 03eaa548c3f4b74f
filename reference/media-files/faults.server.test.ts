import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MEDIA_FILES_FAULTS } from './faults.table.ts';
import { OUTSIDE_MARKER } from './sandbox.ts';
import { startReferenceMediaFilesStore } from './server.ts';
import { ask, namesOf, pathOf } from './test-client.ts';
import { MEDIA_FILES_VARIATIONS } from './variations.table.ts';

const stops: Array<() => unknown> = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

/** The port of a store with these faults. */
async function serve(...faults: readonly string[]): Promise<number> {
  const store = await startReferenceMediaFilesStore({ faults });
  stops.push(store.stop);
  return store.port;
}

const put = async (port: number, name: string, content = 'content', kind = 'media'): Promise<number> =>
  (await ask(port, 'PUT', pathOf(kind, name), content)).status;
const text = async (port: number, target: string): Promise<string> =>
  (await ask(port, 'GET', target)).body.toString('latin1');

/** What a client sees of a store: each request with its status, and the content of what was read. */
type Course = ReadonlyArray<readonly [string, string, number | 'dropped', string]>;

const OCTETS = Buffer.from('RIFF\r\nline\rline\n\0\xff\xfe\xe9 end', 'latin1');
const LEGAL = [
  ...[
    'f.wav',
    'F.wav',
    'a@b.wav',
    'a_b.wav',
    'd/f.wav',
    'd/g.wav',
    'd_f.wav',
    'e/f.wav',
    '.d/f.wav',
    'a.b.wav',
    'ab.wav',
  ],
  ...['f.tif', 'f.wave', 'p.wav/q.wav', 'p.wav', `${'l'.repeat(50)}1.wav`, `${'l'.repeat(50)}2.wav`],
  ...Array.from({ length: 10 }, (_, index) => `many/${index}.wav`),
];
const ILLEGAL = ['a b.wav', 'd//f.wav', 'd/../f.wav', 'name', 'f.mp3', 'a\\b.wav', '\u{1f600}.wav', 'f\0.wav'];
const SPELLINGS = [
  '..%2F..%2Fetc%2Fpasswd',
  '../../etc/passwd',
  '%2e%2e/%2E%2E/etc/passwd',
  '%252e%252e%252f%252e%252e%252fetc%252fpasswd',
  '..%5C..%5Cetc%5Cpasswd',
  '/etc/passwd',
  '%2Fetc%2Fpasswd',
  '%c0%ae%c0%ae%c0%af%c0%ae%c0%ae%c0%afetc%c0%afpasswd',
  '..%2F..%2Fetc%2Fpasswd%00.wav',
  '....//....//etc/passwd',
  '%zz.wav',
  '%ff.wav',
  `${'l'.repeat(300)}.wav`,
];

async function course(port: number): Promise<Course> {
  const seen: Array<Course[number]> = [];
  const request = async (method: string, target: string, content?: Buffer): Promise<void> => {
    const response = await ask(port, method, target, content).catch(() => undefined);
    const isRead = method === 'GET' && response?.status === 200;
    seen.push([method, target, response?.status ?? 'dropped', isRead ? response.body.toString('latin1') : '']);
  };
  const lists = async (): Promise<void> => {
    await request('GET', '/media');
    await request('GET', '/msg_media');
  };
  const contentOf = (name: string): Buffer => Buffer.concat([Buffer.from(name), OCTETS, Buffer.alloc(1200, 7)]);
  const all = [...LEGAL, ...ILLEGAL].map((name) => pathOf('media', name));
  for (const name of [...LEGAL, ...ILLEGAL]) await request('PUT', pathOf('media', name), contentOf(name));
  await lists();
  for (const target of all) await request('GET', target);
  await request('PUT', '/media/f.wav', Buffer.from('shorter'));
  await request('GET', '/media/f.wav');
  for (const spelling of SPELLINGS) {
    await request('GET', `/media/${spelling}`);
    await request('PUT', `/media/${spelling.replace('etc', 'msg_media')}`, Buffer.from('1'));
  }
  await lists();
  for (const target of all) await request('DELETE', target);
  await lists();
  return seen;
}

describe('a fault of the store', () => {
  let usual: Course = [];
  beforeAll(async () => {
    usual = await course(await serve());
  });

  it('is all that a client sees change: another store without faults is the same', async () => {
    expect(await course(await serve())).toEqual(usual);
  });

  it.each(MEDIA_FILES_FAULTS.filter(({ target }) => target === 'store').map(({ id }) => [id]))(
    '%s shows to a client that tries everything',
    async (id) => {
      expect(await course(await serve(id))).not.toEqual(usual);
    },
  );

  it('keeps what was refused', async () => {
    const port = await serve('files.store.refused-leaves-nothing');
    expect(await put(port, 'a b.wav')).toBe(400);
    expect(await namesOf(port, 'media')).toEqual(['a b.wav']);
    expect(await text(port, '/media/a%20b.wav')).toBe('content');
    expect((await ask(port, 'DELETE', '/media/a%20b.wav')).status).toBe(204);
  });

  it('keeps what was refused out of the list', async () => {
    const port = await serve('files.store.refused-leaves-nothing/readable');
    await put(port, 'a b.wav');
    expect(await namesOf(port, 'media')).toEqual([]);
    expect(await text(port, '/media/a%20b.wav')).toBe('content');
  });

  it('keeps what was refused under another name', async () => {
    const port = await serve('files.store.refused-leaves-nothing/sanitised');
    expect(await put(port, 'a b.wav')).toBe(400);
    expect(await namesOf(port, 'media')).toEqual(['a_b.wav']);
  });

  it('takes two names for one file, and lists both', async () => {
    const port = await serve('files.store.distinct');
    expect([await put(port, 'a@b.wav', 'one'), await put(port, 'a_b.wav', 'two')]).toEqual([201, 201]);
    expect(await text(port, '/media/a@b.wav')).toBe('two');
    expect(await namesOf(port, 'media')).toEqual(['a@b.wav', 'a_b.wav']);
    await ask(port, 'DELETE', '/media/a@b.wav');
    expect(await text(port, '/media/a_b.wav')).toBe('two');
    expect(await namesOf(port, 'media')).toEqual(['a_b.wav']);
  });

  it('lists what there was one change ago', async () => {
    const port = await serve('files.store.round-trip/stale');
    await put(port, 'a.wav');
    await put(port, 'b.wav');
    expect(await namesOf(port, 'media')).toEqual(['a.wav']);
  });

  it('leaves the end of what was written over', async () => {
    const port = await serve('files.store.round-trip/tail');
    await put(port, 'a.wav', 'longer');
    await put(port, 'a.wav', '12');
    expect(await text(port, '/media/a.wav')).toBe('12nger');
  });

  it.each([
    ['files.store.contained', '..%2F..%2Foutside%2Fsecret.txt'],
    ['files.store.contained', 'a%2F..%2F..%2F..%2Foutside%2Fsecret.txt'],
    ['files.store.contained/read', 'a/..%2F..%2F..%2Foutside%2Fsecret.txt'],
    ['files.store.contained/dot-dot', 'a/../../../outside/secret.txt'],
    ['files.store.contained/encoded-dots', '%2e%2e/%2e%2E/etc/passwd'],
    ['files.store.contained/twice', '%252e%252e%252f..%252fetc%252fpasswd'],
    ['files.store.contained/backslash', '..%5c..%5cwindows%5cwin.ini'],
    ['files.store.contained/backslash', 'C:%5cwindows%5cwin.ini'],
    ['files.store.contained/overlong', '%c0%ae%c0%ae%c0%af../outside/secret.txt'],
    ['files.store.contained/nul', '../../outside/secret.txt%00.wav'],
    ['files.store.contained/stripped', '....//....//....//....//outside/secret.txt'],
  ])('%s leads out by %s, and no further than the folder of the store', async (fault, spelling) => {
    expect((await ask(await serve(), 'GET', `/media/${spelling}`)).status).toBe(400);
    const port = await serve(fault);
    expect(await text(port, `/media/${spelling}`)).toContain(OUTSIDE_MARKER);
    // What stays inside is judged by the rules.
    expect(await put(port, 'a@b-c/d.e/f.wav')).toBe(201);
    expect((await ask(port, 'PUT', '/media/a/../b.wav', '1')).status).toBe(400);
    expect((await ask(port, 'PUT', '/media/a%2Fb.wav', '1')).status).toBe(400);
    expect(await text(port, '/media/a@b-c/d.e/f.wav')).toBe('content');
    expect(await namesOf(port, 'media')).toEqual(['a@b-c/d.e/f.wav']);
  });

  it('writes outside', async () => {
    const port = await serve('files.store.contained');
    expect((await ask(port, 'PUT', '/media/..%2Fmsg_media%2Fa.png', 'gone')).status).toBe(201);
    expect(await text(port, '/msg_media/a.png')).toBe('gone');
  });

  it('combines with others', async () => {
    const port = await serve('files.character.forbidden/space', 'files.store.round-trip/encoded');
    expect(await put(port, 'a b.wav')).toBe(201);
    expect(await put(port, 'a~b.wav')).toBe(400);
    expect(await namesOf(port, 'media')).toEqual(['a%20b.wav']);
  });
});

describe('a fault of the rules in a store', () => {
  it('accepts a name, and keeps it as it keeps any other', async () => {
    const port = await serve('files.sequence.dot-dot');
    expect((await ask(port, 'PUT', '/media/a/../../../../b.wav', 'content')).status).toBe(201);
    expect(await namesOf(port, 'media')).toEqual(['a/../../../../b.wav']);
    expect(await text(port, '/media/a/../../../../b.wav')).toBe('content');
    expect(await text(port, '/media/b.wav')).not.toBe('content');
    const slashes = await serve('files.sequence.slash-slash');
    expect((await ask(slashes, 'PUT', '/media/a//b.wav', 'content')).status).toBe(201);
    expect(await namesOf(slashes, 'media')).toEqual(['a//b.wav']);
  });

  it('ends the process that serves it', async () => {
    const module = new URL('./index.ts', import.meta.url).href;
    const program = `
      const { startReferenceMediaFilesStore } = await import(${JSON.stringify(module)});
      const store = await startReferenceMediaFilesStore({ faults: ['files.survives.hostile-names'] });
      console.log(store.port);`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    stops.push(() => child.kill('SIGKILL'));
    const exit = once(child, 'exit');
    const [port] = await once(createInterface(child.stdout), 'line');
    expect(await put(Number(port), 'a.wav')).toBe(201);
    await expect(put(Number(port), '\u{1f600}.wav')).rejects.toThrow('no response');
    expect(await exit).toEqual([1, null]);
  });

  it('leaves a request without an answer and serves the others', async () => {
    const port = await serve('files.survives.hostile-names/hang');
    const answer = ask(port, 'PUT', pathOf('media', 'a'.repeat(201)), '1').then(
      () => 'answered',
      () => 'ended with the store',
    );
    expect(await put(port, 'a.wav')).toBe(201);
    for (const stop of stops.splice(0)) await stop();
    expect(await answer).toBe('ended with the store');
  });
});

describe('a variation of the store', () => {
  it('starts, whichever it is, and keeps a plain file', async () => {
    for (const { id } of MEDIA_FILES_VARIATIONS.filter(({ bindings }) => bindings.includes('http'))) {
      const port = await serve(id);
      expect([id, await put(port, 'a-b/c@d.wav')]).toEqual([id, 201]);
      expect([id, await text(port, '/media/a-b/c@d.wav')]).toEqual([id, 'content']);
      expect([id, await namesOf(port, 'media')]).toEqual([id, ['a-b/c@d.wav']]);
      expect([id, await put(port, 'a b.wav')]).toEqual([id, 400]);
    }
  });

  it('follows the other reading', async () => {
    const both = await serve('R44/both');
    expect([await put(both, 'a.wav', '1'), await put(both, 'a.wav/b.wav', '2')]).toEqual([201, 201]);
    expect(await namesOf(both, 'media')).toEqual(['a.wav', 'a.wav/b.wav']);
    expect([await text(both, '/media/a.wav'), await text(both, '/media/a.wav/b.wav')]).toEqual(['1', '2']);

    const redirecting = await ask(await serve('R41/redirect'), 'PUT', '/media/a/../b.wav', '1');
    expect([redirecting.status, redirecting.headers.get('location')]).toEqual([301, '/media/b.wav']);

    const normalising = await serve('R41/normalised');
    expect((await ask(normalising, 'PUT', '/media/a/.././/b.wav', '1')).status).toBe(201);
    expect(await namesOf(normalising, 'media')).toEqual(['b.wav']);

    const separating = await serve('R42/separator');
    expect((await ask(separating, 'PUT', '/media/a%2Fb.wav', '1')).status).toBe(201);
    expect((await ask(separating, 'PUT', '/media/..%2Fb.wav', '1')).status).toBe(400);
    expect(await namesOf(separating, 'media')).toEqual(['a/b.wav']);

    const conflict = await serve('R43/conflict');
    expect([await put(conflict, 'a.wav'), await put(conflict, 'a.wav')]).toEqual([201, 409]);
    const noContent = await serve('R43/no-content');
    expect([await put(noContent, 'a.wav'), await put(noContent, 'a.wav')]).toEqual([201, 204]);

    const notFound = await serve('R45/not-found');
    expect((await ask(notFound, 'GET', '/media/a%20b.wav')).status).toBe(404);
    const plain = await ask(await serve('R46/plain-text'), 'PUT', '/media/a%20b.wav', '1');
    expect([plain.status, plain.headers.get('content-type')]).toEqual([400, 'text/plain']);
  });
});
