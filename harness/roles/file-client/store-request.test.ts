import { describe, expect, it } from 'vitest';
import { validateBinding } from '../../../specification/schemas/validate.ts';
import { BINDING_FORMAT, type BindingDocument } from './binding-document.ts';
import { ACULAB_BINDING } from './bindings/aculab.ts';
import { DEFAULT_BINDING } from './bindings/default.ts';
import { storeRequest } from './store-request.ts';

const BASE = new URL('http://127.0.0.1:8081/files/');
const OCTETS = Uint8Array.of(0, 0x26, 0xff);

const bodyOf = (document: BindingDocument, name: string): string => {
  const { body } = storeRequest(document, BASE, 'write', { kind: 'media', name, octets: OCTETS });
  return Buffer.from(body ?? []).toString('latin1');
};

const other = (write: Partial<BindingDocument['write']>, rest: Partial<BindingDocument> = {}): BindingDocument => ({
  format: BINDING_FORMAT,
  name: 'other',
  write: { method: 'POST', url: '{url}/put', ...write },
  delete: { method: 'POST', url: '{url}/del', query: { n: '{name}' } },
  ...rest,
});

describe('by the default binding', () => {
  it('each file has a URL of its own, and nothing in it is normalised', () => {
    const write = storeRequest(DEFAULT_BINDING, BASE, 'write', {
      kind: 'msg_media',
      name: 'a/../b c.png',
      octets: OCTETS,
    });
    expect(write).toEqual({
      method: 'PUT',
      target: '/files/msg_media/a/../b%20c.png',
      headers: [['Content-Type', 'application/octet-stream']],
      body: Buffer.from(OCTETS),
    });
    expect(storeRequest(DEFAULT_BINDING, BASE, 'read', { kind: 'media', name: '//.' })).toEqual({
      method: 'GET',
      target: '/files/media///.',
      headers: [],
    });
    expect(storeRequest(DEFAULT_BINDING, BASE, 'delete', { kind: 'media', name: '\ud800' }).target).toBe(
      '/files/media/%ED%A0%80',
    );
    expect(storeRequest(DEFAULT_BINDING, new URL('http://x'), 'list', { kind: 'rest' }).target).toBe('/rest');
  });

  it('a spelling stands as it is', () => {
    const subject = { kind: 'media', name: 'x/y', spelling: 'x%252Fy..%5c' } as const;
    expect(storeRequest(DEFAULT_BINDING, BASE, 'read', subject).target).toBe('/files/media/x%252Fy..%5c');
  });
});

describe('by another binding', () => {
  it('name and kind stand in the query, each encoded', () => {
    const document = other(
      { url: '{url}/put?v=1', query: { 'file name': 'p-{name}', t: '{kind}' } },
      { kinds: { media: 'snd' } },
    );
    const { target } = storeRequest(document, BASE, 'write', { kind: 'media', name: 'a/b&c=ü+' });
    expect(target).toBe('/files/put?v=1&file%20name=p-a%2Fb%26c%3D%C3%BC%2B&t=snd');
    expect(() => storeRequest(document, BASE, 'write', { kind: 'rest', name: 'a' })).toThrow('has no write of rest');
    expect(() => storeRequest(document, BASE, 'list', { kind: 'media' })).toThrow('has no list of media');
  });

  it('a whole name stands in one segment and in headers', () => {
    const document = other({
      url: '{url}/{kind}/{name-encoded}',
      headers: { 'X-Name': 'n={name-encoded}' },
      body: { as: 'raw', contentType: 'audio/wav' },
    });
    const request = storeRequest(document, BASE, 'write', { kind: 'media', name: 'a/b\n', octets: OCTETS });
    expect(request.target).toBe('/files/media/a%2Fb%0A');
    expect(request.headers).toEqual([
      ['Content-Type', 'audio/wav'],
      ['X-Name', 'n=a%2Fb%0A'],
    ]);
  });

  it('a form holds name, kind and content', () => {
    const document = other({ body: { as: 'form', fields: { f: '{name}', k: 'k&{kind}', c: '{content}' } } });
    expect(bodyOf(document, 'a&b/\ud800')).toBe('f=a%26b%2F%ED%A0%80&k=k%26media&c=%00%26%FF');
  });

  it('parts hold name, kind and content', () => {
    const document = other({
      body: {
        as: 'multipart',
        fields: { filename: '{name}', type: '{kind}' },
        file: { field: 'data', filename: '{name}' },
      },
    });
    const text = bodyOf(document, 'a"b\r\nü.wav');
    const boundary = /^--(.*)\r\n/.exec(text)?.[1] ?? '';
    expect(boundary).toMatch(/^aculab-conformance-[0-9a-f]{32}$/);
    const part = (head: string, body: string): string =>
      `--${boundary}\r\nContent-Disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
    const inOctets = (each: string): string => Buffer.from(each).toString('latin1');
    expect(text).toBe(
      inOctets(part('name="filename"', 'a"b\r\nü.wav')) +
        part('name="type"', 'media') +
        inOctets(
          part('name="data"; filename="a%22b%0D%0Aü.wav"\r\nContent-Type: application/octet-stream', '\0&'),
        ).replace('\0&', '\0&\xff') +
        `--${boundary}--\r\n`,
    );
  });
});

describe('the bindings that come with the suite', () => {
  it.each([DEFAULT_BINDING, ACULAB_BINDING])('are valid: $name', async (document) => {
    expect(await validateBinding(JSON.parse(JSON.stringify(document)))).toEqual([]);
  });

  it('address what Aculab publishes, and say what they assume', () => {
    const base = new URL('https://ws-1-2-0.aculabcloud.net');
    expect(storeRequest(ACULAB_BINDING, base, 'list', { kind: 'msg_media' }).target).toBe(
      '/file_list?filetype=msg_media',
    );
    const { target, body } = storeRequest(ACULAB_BINDING, base, 'read', { kind: 'media', name: 'a/b.wav' });
    expect([target, Buffer.from(body ?? []).toString()]).toEqual(['/file_get', 'filetype=media&filename=a%2Fb.wav']);
    expect(ACULAB_BINDING.assumed?.length).toBe(4);
  });
});
