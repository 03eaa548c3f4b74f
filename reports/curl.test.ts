import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExchangeEvent, Header, Operation, RecordedBody } from '../harness/http/exchange.ts';
import { curlOf } from './curl.ts';

type Exchange = Pick<ExchangeEvent, 'operation' | 'request'>;

const exchange = (
  method: string,
  target: string,
  { headers = [], body, as = 'first' }: { headers?: readonly Header[]; body?: RecordedBody; as?: Operation['as'] } = {},
): Exchange => ({
  operation: { do: 'request', as },
  request: { method, target, headers, ...(body === undefined ? {} : { body }) },
});

const textBody = (text: string): RecordedBody => ({ bytes: Buffer.byteLength(text), text });
const json: Header = ['Content-Type', 'application/json'];
const BASE = 'https://host:8443/service/v1/outbound';

describe('a request as a command', () => {
  it('reads as one would type it', () => {
    const put = exchange('PUT', '/service/v1/outbound/aculab-conformance-abc123-0-a', {
      headers: [
        ['Authorization', 'Basic <credentials of the first account>'],
        json,
        ['Host', 'host:8443'],
        ['Accept', 'application/json'],
        ['Content-Length', '33'],
      ],
      body: textBody('{"service_password":"{password}"}'),
    });
    expect(curlOf(put, BASE)).toBe(
      `curl --include --request PUT --user "$ACULAB_USER:$ACULAB_KEY" --header 'Content-Type: application/json' --header 'Accept: application/json' --data-raw '{"service_password":"{password}"}' https://host:8443/service/v1/outbound/aculab-conformance-abc123-0-a`,
    );
    expect(curlOf(exchange('GET', '/x', { as: 'none' }), BASE)).toBe('curl --include https://host:8443/x');
    expect(curlOf(exchange('GET', '/x', { as: 'second' }), BASE)).toContain('--user "$ACULAB_USER2:$ACULAB_KEY2"');
  });

  it('says where the body is not whole', () => {
    const body = { bytes: 100_000, text: '{"a":', truncated: true } as const;
    expect(curlOf(exchange('PUT', '/x', { body }), BASE)).toMatch(
      / # only the beginning of the body, which has 100000 bytes$/,
    );
  });
});

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

describe('the command in a shell', () => {
  let seen: Seen | undefined;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen = { method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(chunks) };
      response.end();
    });
  });
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(async () => {
    server.close();
    await once(server, 'close');
  });

  async function run(each: Exchange): Promise<Seen> {
    seen = undefined;
    const command = curlOf(each, `http://127.0.0.1:${(server.address() as AddressInfo).port}/service/v1/outbound`);
    expect(command).not.toMatch(/[\n\r]/);
    const env = {
      PATH: process.env.PATH,
      ACULAB_USER: '1-2-0/a b',
      ACULAB_KEY: 'Ke"y$1',
      ACULAB_USER2: 'u2',
      ACULAB_KEY2: 'k2',
    };
    await promisify(execFile)('bash', ['-c', command], { env });
    if (seen === undefined) throw new Error('nothing came');
    return seen;
  }
  const basic = (pair: string): string => `Basic ${Buffer.from(pair).toString('base64')}`;

  it.each([
    `{"a":"it's \\"quoted\\" $HOME \`id\` !x"}`,
    '{"a":\n\t"two lines"}',
    '@/etc/passwd',
    "'\u202e\u2028é😀\\n\\'",
    '\u0001\u007f7 \u0000 zero',
    '',
  ])('sends the body %j', async (text) => {
    const { method, body, headers } = await run(exchange('PUT', '/x', { headers: [json], body: textBody(text) }));
    expect([method, body.toString('utf8'), headers['content-type']]).toEqual(['PUT', text, 'application/json']);
  });

  it('sends octets, and no content type where there was none', async () => {
    const octets = Buffer.from([0, 0xff, 0xfe, 10, 13, 39]);
    const { body, headers } = await run(
      exchange('PATCH', '/x', { body: { bytes: octets.length, base64: octets.toString('base64') } }),
    );
    expect(body).toEqual(octets);
    expect(headers['content-type']).toBeUndefined();
  });

  it.each(['/a/../b/./%2e%2e//c', "/a'b[1]{2}$x?q=[1-3]&r=*", '/x'])('asks for %s', async (target) => {
    expect((await run(exchange('GET', target))).url).toBe(target);
  });

  it.each(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'POST', 'PROPFIND'])('uses the method %s', async (method) => {
    expect((await run(exchange(method, '/x'))).method).toBe(method);
  });

  it('sends headers, empty ones too', async () => {
    const headers: Header[] = [
      ['X-Empty', ''],
      ['X-Odd', 'a;b:c "d"'],
    ];
    const seenHeaders = (await run(exchange('GET', '/x', { headers }))).headers;
    expect([seenHeaders['x-empty'], seenHeaders['x-odd']]).toEqual(['', 'a;b:c "d"']);
  });

  it.each<[string, Operation['as'], string | undefined]>([
    ['Basic <credentials of the first account>', 'first', basic('1-2-0/a b:Ke"y$1')],
    ['Basic <credentials of the second account>', 'second', basic('u2:k2')],
    ['Basic <user, key in the other letter case>', 'refused', basic('1-2-0/a b:kE"Y$1')],
    ['Basic <user, key without its last character>', 'refused', basic('1-2-0/a b:Ke"y$')],
    ['Basic <user of the second account, key>', 'refused', basic('u2:Ke"y$1')],
    ['Basic <wrong user, empty key>', 'refused', basic('wrong-user:')],
    ['Bearer <user, wrong key>', 'refused', basic('1-2-0/a b:wrong-key').replace('Basic', 'Bearer')],
    ['Basic !!!', 'refused', 'Basic !!!'],
    ['', 'none', undefined],
  ])('says who it is: %s', async (value, as, expected) => {
    const headers: readonly Header[] = value === '' ? [] : [['Authorization', value]];
    expect((await run(exchange('GET', '/x', { headers, as }))).headers.authorization).toBe(expected);
  });
});
