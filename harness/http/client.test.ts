import { once } from 'node:events';
import { createServer } from 'node:http';
import { createServer as createTlsServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import {
  authority,
  server as certificate,
  client as clientCertificate,
  selfSigned,
} from '../../test/fixtures/certificates.ts';
import { createHttpClient, type HttpClient, type HttpClientOptions, type SendOutcome } from './client.ts';
import type { HttpRequest } from './message.ts';
import { ok, type RawServer, startRawServer } from './raw-server.fixture.ts';

const closing: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function serve(answer: (socket: Socket, head: string, nth: number) => void): Promise<RawServer> {
  const server = await startRawServer(answer);
  closing.push(() => server.close());
  return server;
}

function clientOf({ url }: { readonly url: URL }, options: Partial<HttpClientOptions> = {}): HttpClient {
  const client = createHttpClient({ url, timeoutMs: () => 5000, ...options });
  closing.unshift(() => client.close());
  return client;
}

const get: HttpRequest = { method: 'GET', target: '/x', headers: [] };
const put: HttpRequest = { method: 'PUT', target: '/x', headers: [], body: Buffer.from('{}') };

/** What came of one request to a server that answers so. */
async function outcomeOf(
  answer: (socket: Socket, head: string, nth: number) => void,
  { request = get, ...options }: Partial<HttpClientOptions> & { request?: HttpRequest } = {},
): Promise<SendOutcome> {
  return clientOf(await serve(answer), options).send(request);
}

const lines = (head: string | undefined): readonly string[] => (head ?? '').split('\r\n');

describe('a request', () => {
  it('is written as it is given', async () => {
    const server = await serve((socket) => socket.write(ok()));
    const target = '/a/../b//%2e%2E/ü?q=[1]{2}';
    await clientOf(server).send({
      method: 'mErGe',
      target,
      headers: [
        ['x-Mixed', 'é'],
        ['X-Twice', 'a'],
        ['X-Twice', 'b'],
      ],
      body: Buffer.from('{"a":1}'),
    });
    const [first, ...rest] = lines(Buffer.from(server.heads[0] ?? '', 'latin1').toString('utf8'));
    expect(first).toBe(`mErGe ${target} HTTP/1.1`);
    expect(rest).toEqual(
      expect.arrayContaining([
        'x-Mixed: é',
        'X-Twice: a',
        'X-Twice: b',
        'Accept: application/json',
        'Content-Length: 7',
        `Host: ${server.url.host}`,
      ]),
    );
    expect(rest.join()).not.toMatch(/transfer-encoding|accept-encoding|cookie/i);
  });

  it('of every method without a body announces none, or an empty one', async () => {
    const server = await serve((socket) => socket.write(ok()));
    const client = clientOf(server);
    for (const method of ['PUT', 'PATCH', 'DELETE', 'GET']) {
      expect((await client.send({ ...get, method })).response?.status).toBe(200);
    }
    for (const head of server.heads) expect(head).not.toMatch(/transfer-encoding/i);
  });

  it.each(['/a b', '/a\r\nX: y', '/a\u0000', ''])('with the target %j is refused', async (target) => {
    const server = await serve((socket) => socket.write(ok()));
    await expect(clientOf(server).send({ ...get, target })).rejects.toThrow('no request target');
    expect(server.heads).toEqual([]);
  });

  it('with a header that would begin another line is refused', async () => {
    const server = await serve((socket) => socket.write(ok()));
    await expect(clientOf(server).send({ ...get, headers: [['X', 'a\r\nY: b']] })).rejects.toThrow('Invalid character');
    expect(server.heads).toEqual([]);
  });

  it('carries the headers of the client unless it has its own, and tells them in words', async () => {
    const server = await serve((socket) => socket.write(ok()));
    const client = clientOf(server, { headers: { 'X-Token': 'token-123456', ACCEPT: 'text/html' } });
    const { sentHeaders } = await client.send(get);
    await client.send({ ...get, headers: [['x-token', 'own']] });
    expect(lines(server.heads[0])).toEqual(expect.arrayContaining(['X-Token: token-123456', 'ACCEPT: text/html']));
    expect(server.heads[0]).not.toContain('application/json');
    expect(lines(server.heads[1])).toContain('x-token: own');
    expect(server.heads[1]).not.toContain('token-123456');
    expect(sentHeaders).toContainEqual(['X-Token', '<header>']);
    expect(JSON.stringify(sentHeaders)).not.toContain('token-123456');
  });

  it('goes over a kept connection', async () => {
    const server = await serve((socket) => socket.write(ok()));
    const client = clientOf(server);
    for (let n = 0; n < 5; n++) await client.send(get);
    expect(server.connections()).toBe(1);
  });
});

describe('a response', () => {
  it('is whole with its headers as they came', async () => {
    const { response, failure, firstByteMs, durationMs, waits } = await outcomeOf((socket) =>
      socket.write('HTTP/1.1 201 Made It\r\nX-a: 1\r\nx-A: 2\r\nContent-Length: 2\r\n\r\n{}'),
    );
    expect(failure).toBeUndefined();
    expect(response).toMatchObject({ status: 201, reason: 'Made It' });
    expect(response?.headers.slice(0, 2)).toEqual([
      ['X-a', '1'],
      ['x-A', '2'],
    ]);
    expect(response?.body.toString()).toBe('{}');
    expect(waits).toBe(0);
    expect(firstByteMs).toBeGreaterThan(0);
    expect(durationMs).toBeGreaterThanOrEqual(firstByteMs ?? Number.POSITIVE_INFINITY);
  });

  it('may come after interim ones', async () => {
    const { response } = await outcomeOf((socket) =>
      socket.write(`HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nLink: </a>\r\n\r\n${ok('[1]')}`),
    );
    expect(response?.body.toString()).toBe('[1]');
  });

  it('may end with the connection', async () => {
    const { response, failure } = await outcomeOf((socket) => socket.end('HTTP/1.1 200 OK\r\n\r\nall of it'));
    expect([response?.body.toString(), failure]).toEqual(['all of it', undefined]);
  });

  it('that redirects or is compressed is left as it is', async () => {
    const moved = await outcomeOf((socket) =>
      socket.write('HTTP/1.1 302 Found\r\nLocation: /y\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc'),
    );
    expect(moved.response?.status).toBe(302);
    expect(moved.response?.body.toString()).toBe('abc');
  });

  it('may come before the request is whole', async () => {
    const request = { ...put, body: Buffer.alloc(20 << 20, ' ') };
    const server = await serve((socket) => {
      socket.pause();
      socket.write('HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\n{}');
    });
    const { response, failure } = await clientOf(server).send(request);
    expect([response?.status, failure]).toEqual([413, undefined]);
  });

  it('may come with the end of a connection that took only a part of the request', async () => {
    const request = { ...put, body: Buffer.alloc(20 << 20, ' ') };
    for (let n = 0; n < 10; n++) {
      const { response } = await outcomeOf(
        (socket) => socket.end('HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\n{}', () => socket.destroy()),
        { request },
      );
      expect(response?.status).toBe(413);
    }
  });

  it('of 204 shows the octets behind it', async () => {
    const { response, failure } = await outcomeOf((socket) =>
      socket.write('HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n{"a":'),
    );
    expect([response?.status, response?.body.toString(), failure]).toEqual([204, '{"a":', undefined]);
  });

  it('of 204 that announces a body leaves the connection to nobody', async () => {
    const server = await serve((socket, _, nth) =>
      socket.write(nth === 1 ? 'HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n' : ok()),
    );
    const client = clientOf(server);
    expect((await client.send(get)).response?.status).toBe(204);
    expect((await client.send(get)).response?.status).toBe(200);
    expect(server.connections()).toBe(2);
  });

  it('to HEAD has no body, whatever it announces', async () => {
    const { response, failure } = await outcomeOf(
      (socket) => socket.write('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n'),
      { request: { ...get, method: 'HEAD' } },
    );
    expect([response?.status, response?.body.length, failure]).toEqual([200, 0, undefined]);
  });
});

describe('a target that misbehaves', () => {
  it('by silence is given up at the deadline', async () => {
    const { failure, response, durationMs } = await outcomeOf(() => {}, { timeoutMs: () => 300 });
    expect(failure).toEqual({ kind: 'timeout', message: 'no whole response within 300 ms' });
    expect(response).toBeUndefined();
    expect(durationMs).toBeGreaterThanOrEqual(299);
    expect(durationMs).toBeLessThan(2000);
  });

  it('by an octet now and then is given up at the deadline as well', async () => {
    const timers: NodeJS.Timeout[] = [];
    closing.push(() => timers.forEach(clearInterval));
    const { failure, response, durationMs } = await outcomeOf(
      (socket) => {
        socket.write('HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n');
        timers.push(setInterval(() => socket.write('x'), 5));
      },
      { timeoutMs: () => 400 },
    );
    expect(failure?.kind).toBe('timeout');
    expect(response?.status).toBe(200);
    expect(response?.body.length).toBeGreaterThan(0);
    expect(durationMs).toBeLessThan(2000);
  });

  it('is not blamed for an event loop of ours that stood still', async () => {
    const server = await serve((socket) => {
      socket.write(ok());
      const until = performance.now() + 800;
      while (performance.now() < until);
    });
    const { response, failure } = await clientOf(server, { timeoutMs: () => 500 }).send(get);
    expect([response?.status, failure]).toEqual([200, undefined]);
  });

  it.each<[string, (socket: Socket) => void, SendOutcome['failure'], number | undefined]>([
    [
      'half a body',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"a"'),
      { kind: 'cut', message: expect.stringContaining('within the body') },
      200,
    ],
    [
      'half a chunk',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nff\r\n{"a"'),
      { kind: 'cut', message: expect.stringContaining('within the body') },
      200,
    ],
    [
      'half a head',
      (socket) => socket.end('HTTP/1.1 200 OK\r\nContent-'),
      { kind: 'cut', message: expect.stringContaining('within the head') },
      undefined,
    ],
    [
      'an end instead of an answer',
      (socket) => socket.end(),
      { kind: 'reset', message: expect.stringContaining('without a response') },
      undefined,
    ],
    [
      'a reset',
      (socket) => socket.resetAndDestroy(),
      { kind: 'reset', message: expect.stringContaining('ECONNRESET') },
      undefined,
    ],
    [
      'garbage',
      (socket) => socket.write('220 mail.example.com ESMTP\r\n'),
      { kind: 'malformed', message: expect.stringContaining('220 mail') },
      undefined,
    ],
    [
      'a chunk of no length',
      (socket) => socket.write('HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\nzz\r\n'),
      { kind: 'malformed', message: expect.stringContaining('chunk') },
      200,
    ],
    [
      'a head without end',
      (socket) => socket.write(`HTTP/1.1 200 OK\r\nX: ${'x'.repeat(70_000)}`),
      { kind: 'malformed', message: expect.any(String) },
      undefined,
    ],
    [
      'another protocol',
      (socket) => socket.write('HTTP/1.1 101 Switching\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n'),
      { kind: 'malformed', message: 'a response 101 that nothing asked for' },
      101,
    ],
  ])('by %s is told so', async (_, answer, failure, status) => {
    const outcome = await outcomeOf(answer);
    expect(outcome.failure).toEqual(failure);
    expect(outcome.response?.status).toBe(status);
  });

  it('keeps what came of the body', async () => {
    const { response } = await outcomeOf((socket) => socket.end('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"a"'));
    expect(response?.body.toString()).toBe('{"a"');
  });

  it('by a gigabyte is cut off, and the memory stays', async () => {
    const chunk = Buffer.alloc(1 << 20, 'x');
    let written = 0;
    let closed: Promise<unknown> = Promise.resolve();
    const rssBefore = process.memoryUsage().rss;
    const { failure, response } = await outcomeOf((socket) => {
      closed = new Promise((resolve) => socket.once('close', resolve));
      socket.write('HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n');
      const more = (): void => {
        while (written < 1024 && !socket.destroyed) {
          written++;
          if (!socket.write(chunk)) return;
        }
      };
      socket.on('drain', more);
      more();
    });
    expect(failure).toEqual({ kind: 'too-large', message: 'a body of more than 4194304 bytes' });
    expect(response?.body.length).toBeLessThan(5 << 20);
    await closed;
    expect(written).toBeLessThan(100);
    expect(process.memoryUsage().rss - rssBefore).toBeLessThan(200 << 20);
  });

  it('that is not there is unconnected', async () => {
    const server = await startRawServer(() => {});
    await server.close();
    const { failure, response } = await clientOf(server).send(get);
    expect(failure).toEqual({ kind: 'unconnected', message: expect.stringContaining('ECONNREFUSED') });
    expect(response).toBeUndefined();
  });

  it('that speaks no TLS is unconnected', async () => {
    const server = await serve((socket) => socket.write('no TLS\r\n\r\n'));
    const url = new URL(server.url.href.replace('http:', 'https:'));
    const { failure } = await clientOf({ url }, { timeoutMs: () => 2000 }).send(get);
    expect(failure?.kind).toBe('unconnected');
  });
});

describe('a kept connection', () => {
  it('that ends before the answer is replaced once', async () => {
    const server = await serve((socket, _, nth) => {
      if (nth === 2) socket.resetAndDestroy();
      else socket.write(ok(`[${nth}]`));
    });
    const client = clientOf(server);
    await client.send(get);
    const { response, failure, waits } = await client.send(put);
    expect([response?.body.toString(), failure, waits]).toEqual(['[3]', undefined, 0]);
    expect(server.connections()).toBe(2);
  });

  it('is not replaced twice', async () => {
    const server = await serve((socket, _, nth) => {
      if (nth > 1) socket.resetAndDestroy();
      else socket.write(ok());
    });
    const client = clientOf(server);
    await client.send(get);
    expect((await client.send(put)).failure?.kind).toBe('reset');
    expect(server.heads).toHaveLength(3);
  });

  it('that ended because the target did is told as it was', async () => {
    const server = await startRawServer((socket, _, nth) => {
      if (nth === 1) socket.write(ok());
      else void server.close();
    });
    const client = clientOf(server);
    await client.send(get);
    expect((await client.send(put)).failure?.kind).toBe('reset');
  });

  it('that was new is not replaced', async () => {
    const server = await serve((socket) => socket.resetAndDestroy());
    expect((await clientOf(server).send(put)).failure?.kind).toBe('reset');
    expect(server.heads).toHaveLength(1);
  });

  it('that ends within the answer is not replaced', async () => {
    const server = await serve(
      (socket, _, nth) => socket.write(nth === 2 ? 'HTTP/1.1 2' : ok()) && nth === 2 && socket.end(),
    );
    const client = clientOf(server);
    await client.send(get);
    expect((await client.send(put)).failure?.kind).toBe('cut');
    expect(server.heads).toHaveLength(2);
  });

  it('is not used again where the target closes it', async () => {
    const server = await serve((socket) => socket.end(ok('{}', 'Connection: close\r\n')));
    const client = clientOf(server);
    for (let n = 0; n < 3; n++) expect((await client.send(get)).response?.status).toBe(200);
    expect(server.connections()).toBe(3);
  });
});

describe('a target that asks to come back later', () => {
  const busy = (retryAfter: string, status = 429): string =>
    `HTTP/1.1 ${status} Busy\r\nDate: Thu, 01 Jan 2026 00:00:00 GMT\r\nRetry-After: ${retryAfter}\r\nContent-Length: 0\r\n\r\n`;

  it.each(['0', 'Thu, 01 Jan 2026 00:00:00 GMT'])('after %s is asked again', async (retryAfter) => {
    const { response, waits } = await outcomeOf((socket, _, nth) =>
      socket.write(nth === 1 ? busy(retryAfter) : nth === 2 ? busy(retryAfter, 503) : ok()),
    );
    expect([response?.status, waits]).toEqual([200, 2]);
  });

  it('in a second is given a second', async () => {
    const server = await serve((socket, _, nth) => socket.write(nth === 1 ? busy('1') : ok()));
    const before = performance.now();
    const { waits, beganMs } = await clientOf(server).send(get);
    expect(waits).toBe(1);
    expect(performance.now() - before).toBeGreaterThanOrEqual(990);
    // The request that was answered began after the wait.
    expect(beganMs - before).toBeGreaterThanOrEqual(990);
  });

  it('again and again is asked five times', async () => {
    const server = await serve((socket) => socket.write(busy('0')));
    const { response, failure, waits } = await clientOf(server).send(get);
    expect([response?.status, failure, waits, server.heads.length]).toEqual([429, undefined, 4, 5]);
  });

  it('is waited for no longer than the run is', async () => {
    const interruption = new AbortController();
    const server = await serve((socket) => {
      socket.write(busy('20'));
      setImmediate(() => interruption.abort());
    });
    const before = performance.now();
    expect((await clientOf(server).send(get, interruption.signal)).failure?.kind).toBe('aborted');
    expect(performance.now() - before).toBeLessThan(5000);
    expect(server.heads).toHaveLength(1);
  });
});

describe('the rate', () => {
  it('holds for all requests together', async () => {
    const server = await serve((socket) => socket.write(ok()));
    const client = clientOf(server, { ratePerSecond: 50 });
    const asked = performance.now();
    const outcomes = await Promise.all(Array.from({ length: 11 }, () => client.send(get)));
    const began = outcomes.map(({ beganMs }) => beganMs).sort((one, other) => one - other);
    // Since they were asked for: the first may itself have begun late.
    for (const [index, ms] of began.entries()) expect(ms - asked).toBeGreaterThanOrEqual(index * 20 - 0.5);
  });

  it('lets an interruption through', async () => {
    const server = await serve((socket) => socket.write(ok()));
    const client = clientOf(server, { ratePerSecond: 0.01 });
    const interruption = new AbortController();
    await client.send(get, interruption.signal);
    const waiting = client.send(get, interruption.signal);
    interruption.abort();
    expect((await waiting).failure?.kind).toBe('aborted');
    expect(server.heads).toHaveLength(1);
  });
});

describe('an interruption', () => {
  it('gives up the request under way', async () => {
    const interruption = new AbortController();
    const server = await serve(() => interruption.abort());
    const { failure, response } = await clientOf(server).send(get, interruption.signal);
    expect([failure?.kind, response]).toEqual(['aborted', undefined]);
  });

  it('that came before sends nothing', async () => {
    const server = await serve((socket) => socket.write(ok()));
    expect((await clientOf(server).send(get, AbortSignal.abort())).failure?.kind).toBe('aborted');
    expect(server.heads).toEqual([]);
  });
});

describe('a client that is closed', () => {
  it('ends its connections and gives up what is under way', async () => {
    const server = createServer((request, response) => {
      if (request.url === '/x') response.end('{}');
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client = createHttpClient({ url: new URL(`http://127.0.0.1:${port}`), timeoutMs: () => 60_000 });
    await client.send(get);
    const arrived = once(server, 'request');
    const hanging = client.send({ ...get, target: '/hang' });
    await arrived;
    client.close();
    expect((await hanging).failure?.kind).toBe('aborted');
    // Ends only when no connection is left.
    server.close();
    await once(server, 'close');
    expect((await client.send(get)).failure?.kind).toBe('aborted');
  });
});

describe('over TLS', () => {
  async function serveTls(options: ServerOptions): Promise<{ readonly url: URL; readonly subjects: string[] }> {
    const subjects: string[] = [];
    const server = createTlsServer(options, (request, response) => {
      const { subject } = (request.socket as TLSSocket).getPeerCertificate();
      subjects.push(String(subject?.CN));
      response.end('{}');
    });
    server.on('tlsClientError', () => {});
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => {
      server.close();
      server.closeAllConnections();
    });
    return { url: new URL(`https://127.0.0.1:${(server.address() as AddressInfo).port}`), subjects };
  }
  const good = { key: certificate.key, cert: certificate.cert };

  it('trusts the authority that it is given, and keeps the connection', async () => {
    const server = await serveTls(good);
    const client = clientOf(server, { tls: { ca: authority.cert } });
    for (let n = 0; n < 2; n++) expect((await client.send(get)).response?.status).toBe(200);
  });

  it('trusts no certificate of its own making, unless told so', async () => {
    const server = await serveTls({ key: selfSigned.key, cert: selfSigned.cert });
    const { failure, response } = await clientOf(server).send(get);
    expect([failure?.kind, response]).toEqual(['unconnected', undefined]);
    expect(failure?.message).toContain('self-signed certificate');
    expect((await clientOf(server, { tls: { insecure: true } }).send(get)).response?.status).toBe(200);
  });

  it('shows the certificate that it is given', async () => {
    const server = await serveTls({ ...good, ca: authority.cert, requestCert: true });
    const tls = { ca: authority.cert, cert: clientCertificate.cert, key: clientCertificate.key };
    await clientOf(server, { tls }).send(get);
    expect(server.subjects).toEqual([expect.stringMatching(/./)]);
    expect(server.subjects).not.toEqual(['undefined']);
  });
});
