import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LONGEST_FILE_BYTES } from './listener.ts';
import { type ReferenceMediaFilesStore, startReferenceMediaFilesStore } from './server.ts';
import { ask, namesOf, pathOf } from './test-client.ts';

let store: ReferenceMediaFilesStore;
beforeAll(async () => {
  store = await startReferenceMediaFilesStore();
});
afterAll(() => store.stop());
beforeEach(async () => {
  for (const kind of ['media', 'msg_media', 'rest'])
    for (const name of await namesOf(store.port, kind)) await status('DELETE', pathOf(kind, name));
});

const status = async (method: string, target: string, content?: Buffer | string): Promise<number> =>
  (await ask(store.port, method, target, content)).status;

/** All files on disk that are not outside the store from the beginning. */
const onDisk = (): readonly string[] =>
  readdirSync(store.folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(store.folder.length + 1))
    .sort();
const OUTSIDE = ['etc/passwd', 'outside/secret.txt', 'windows/win.ini'].map((path) => join(...path.split('/')));

describe('the reference store', () => {
  it('keeps files octet by octet and lists them by their names', async () => {
    const content = randomBytes(70_000);
    expect(await status('PUT', '/media/a/b.c/d@e_f-g.wav', content)).toBe(201);
    expect(await status('PUT', '/media/x.wav', '')).toBe(201);
    expect(await status('PUT', '/msg_media/x.png', 'text\r\n')).toBe(201);
    expect(await namesOf(store.port, 'media')).toEqual(['a/b.c/d@e_f-g.wav', 'x.wav']);
    expect(await namesOf(store.port, 'msg_media')).toEqual(['x.png']);
    expect((await ask(store.port, 'GET', '/media/a/b.c/d@e_f-g.wav')).body.equals(content)).toBe(true);
    expect((await ask(store.port, 'GET', '/media/x.wav')).body.length).toBe(0);
    expect((await ask(store.port, 'GET', '/msg_media/x.png')).body.toString()).toBe('text\r\n');
  });

  it('replaces and deletes files', async () => {
    expect(await status('PUT', '/media/a.wav', 'a longer content')).toBe(201);
    expect(await status('PUT', '/media/a.wav', 'short')).toBe(200);
    expect((await ask(store.port, 'GET', '/media/a.wav')).body.toString()).toBe('short');
    expect(await status('DELETE', '/media/a.wav')).toBe(204);
    expect(await status('DELETE', '/media/a.wav')).toBe(404);
    expect(await status('GET', '/media/a.wav')).toBe(404);
    expect(await namesOf(store.port, 'media')).toEqual([]);
  });

  it('leaves the other files of a folder when one is deleted, and no folder that is empty', async () => {
    await status('PUT', '/media/a/b.wav', '1');
    await status('PUT', '/media/a/c/d.wav', '2');
    expect(await status('DELETE', '/media/a/c/d.wav')).toBe(204);
    expect(await namesOf(store.port, 'media')).toEqual(['a/b.wav']);
    await status('DELETE', '/media/a/b.wav');
    expect(onDisk()).toEqual(OUTSIDE);
  });

  it('answers 409 where a file and a folder have the same name, and frees the name with the file', async () => {
    expect(await status('PUT', '/media/a.wav/b.wav', '1')).toBe(201);
    expect(await status('PUT', '/media/a.wav', '2')).toBe(409);
    expect(await status('GET', '/media/a.wav')).toBe(404);
    expect(await status('DELETE', '/media/a.wav/b.wav')).toBe(204);
    expect(await status('PUT', '/media/a.wav', '2')).toBe(201);
    expect(await status('PUT', '/media/a.wav/b.wav', '1')).toBe(409);
    expect(await status('GET', '/media/a.wav/b.wav')).toBe(404);
  });

  it('leaves nothing behind of a name that is too long for the disk', async () => {
    expect(await status('PUT', `/media/a.wav/${'b'.repeat(300)}.wav`, '1')).toBe(400);
    expect(await status('PUT', '/media/a.wav', '2')).toBe(201);
  });

  it('decodes a name once, whatever is encoded in it', async () => {
    expect(await status('PUT', '/media/%61%2Db.w%61v', '1')).toBe(201);
    expect(await namesOf(store.port, 'media')).toEqual(['a-b.wav']);
    expect(await status('PUT', '/media/%2561.wav', '1')).toBe(400);
  });

  const REFUSED = [
    '/media/',
    '/media/name',
    '/media/a.mp3',
    '/media/a%20b.wav',
    '/media/a+b.wav',
    '/media/a%00.wav',
    '/media/a%0A.wav',
    '/media/a.wav%0A',
    '/media/../a.wav',
    '/media/a/../b.wav',
    '/media/%2e%2e/a.wav',
    '/media/a/%2E%2e/b.wav',
    '/media/a//b.wav',
    '/media//a.wav',
    '/media/a/./b.wav',
    '/media/a/%2e/b.wav',
    '/media/..%2Fa.wav',
    '/media/a%2Fb.wav',
    '/media/%2Fetc%2Fpasswd',
    '/media/..%5c..%5cetc%5cpasswd',
    '/media/%252e%252e/a.wav',
    '/media/%c0%ae%c0%ae/a.wav',
    '/media/%ff.wav',
    '/media/%ED%A0%80.wav',
    '/media/%zz.wav',
    '/media/a%',
    '/media/%F0%9F%98%80.wav',
    '/media/"a".wav',
    '/media/a#b.wav',
    '/media/\xe9.wav',
    '/media/a b.wav',
    `/media/${'a'.repeat(2000)}.wav`,
    `/msg_media/${'%F0%9F%98%80'.repeat(1000)}`,
  ];

  it('refuses illegal names by 4xx on every method and keeps nothing of them', async () => {
    for (const target of REFUSED) {
      const statuses = [await status('PUT', target, '1'), await status('GET', target), await status('DELETE', target)];
      expect([target, statuses]).toEqual([target, [400, 400, 400]]);
    }
    expect(onDisk()).toEqual(OUTSIDE);
  });

  it('refuses a request target that is too long for HTTP', async () => {
    expect(await status('GET', `/media/${'a'.repeat(60_000)}`)).toBe(431);
  });

  it('says in JSON why a name is refused', async () => {
    const { headers, body } = await ask(store.port, 'PUT', '/media/a%20b.wav', '1');
    expect(headers.get('content-type')).toBe('application/json');
    expect(JSON.parse(body.toString())).toEqual({ error: { code: 'HTTP 400', text: '" " is not allowed' } });
  });

  it('refuses files of more than 4 MiB', async () => {
    expect(await status('PUT', '/media/a.wav', Buffer.alloc(LONGEST_FILE_BYTES))).toBe(201);
    expect(await status('PUT', '/media/b.wav', Buffer.alloc(LONGEST_FILE_BYTES + 1))).toBe(413);
    expect(await namesOf(store.port, 'media')).toEqual(['a.wav']);
  });

  it('knows its methods and paths', async () => {
    expect(await status('POST', '/media/a.wav', '1')).toBe(405);
    expect((await ask(store.port, 'PUT', '/media', '1')).headers.get('allow')).toBe('GET, HEAD');
    expect(await status('GET', '/')).toBe(404);
    expect(await status('GET', '/other/a.wav')).toBe(404);
    expect(await status('PUT', `${store.url}/media/a.wav`, '1')).toBe(201);
    expect((await ask(store.port, 'HEAD', '/media/a.wav')).headers.get('content-length')).toBe('1');
  });

  it('keeps log files of other names', async () => {
    expect(await status('PUT', pathOf('rest', 'log of 2024/ä+b'), '1')).toBe(201);
    expect(await namesOf(store.port, 'rest')).toEqual(['log of 2024/ä+b']);
    expect(await status('PUT', '/rest/..%2fa', '1')).toBe(400);
  });

  it('takes its port, and its folder with it when it stops', async () => {
    const other = await startReferenceMediaFilesStore();
    expect(existsSync(join(other.folder, 'outside', 'secret.txt'))).toBe(true);
    await expect(startReferenceMediaFilesStore({ port: other.port })).rejects.toThrow('EADDRINUSE');
    await other.stop();
    expect(existsSync(other.folder)).toBe(false);
    const again = await startReferenceMediaFilesStore({ port: other.port });
    await again.stop();
  });
});

describe('the folder of a store in a process of its own', () => {
  const serveApart = async (): Promise<{
    readonly folder: string;
    readonly end: (signal: NodeJS.Signals) => Promise<readonly unknown[]>;
  }> => {
    const module = new URL('./index.ts', import.meta.url).href;
    const program = `
      const { startReferenceMediaFilesStore } = await import(${JSON.stringify(module)});
      console.log((await startReferenceMediaFilesStore()).folder);`;
    const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [folder] = await once(createInterface(child.stdout), 'line');
    const exit = once(child, 'exit');
    return {
      folder: String(folder),
      end: (signal) => {
        child.kill(signal);
        return exit;
      },
    };
  };

  it.each(['SIGTERM', 'SIGINT'] as const)('is gone after %s', async (signal) => {
    const { folder, end } = await serveApart();
    expect(existsSync(folder)).toBe(true);
    expect(await end(signal)).toEqual([null, signal]);
    expect(existsSync(folder)).toBe(false);
  });
});
