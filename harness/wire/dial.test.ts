import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import {
  authority,
  type CertificateFixture,
  client,
  expired,
  server as good,
  otherAuthority,
  otherName,
} from '../../test/fixtures/certificates.ts';
import { type Dialed, type DialFailure, dial } from './dial.ts';

const open: Array<() => void> = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

async function portOf(server: Server, host = '127.0.0.1'): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  open.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  server.listen(0, host);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

async function tlsPort(certificate: CertificateFixture, options: object = {}): Promise<number> {
  const server = createTlsServer({ key: certificate.key, cert: certificate.cert, ...options });
  server.on('tlsClientError', () => {});
  return portOf(server);
}

async function dialed(url: string, options: Partial<Parameters<typeof dial>[0]> = {}): Promise<Dialed | DialFailure> {
  const result = await dial({ url: new URL(url), timeoutMs: 5000, ...options });
  if (result.kind === 'dialed') open.push(() => result.stream.destroy());
  return result;
}

const failure = (rawCause: number, code: string) => ({ kind: 'failed', rawCause, code });

describe('dial', () => {
  it('opens TCP by address and by name', async () => {
    const port = await portOf(createServer());
    for (const host of ['127.0.0.1', 'localhost']) {
      const result = await dialed(`ws://${host}:${port}/`);
      expect(result).toMatchObject({ kind: 'dialed' });
      expect(result).not.toHaveProperty('tls');
    }
  });

  it('opens TCP by an IPv6 address', async () => {
    const port = await portOf(createServer(), '::1');
    expect(await dialed(`ws://[::1]:${port}/`)).toMatchObject({ kind: 'dialed' });
  });

  it.each([
    ['http://host/', 'the scheme is http: and not ws: or wss:'],
    ['ws://host/#part', 'a WebSocket URL has no fragment'],
  ])('gives 901 for %s', async (url, message) => {
    expect(await dialed(url)).toEqual({ ...failure(901, 'ERR_INVALID_URL'), message });
  });

  it('gives 902 for a name that does not exist', async () => {
    const result = await dialed('ws://no-such-host.invalid/');
    expect(result).toMatchObject({
      kind: 'failed',
      rawCause: 902,
      message: expect.stringContaining('no-such-host.invalid'),
    });
  });

  it('gives 903 where nobody listens', async () => {
    const server = createServer();
    const port = await portOf(server);
    server.close();
    await once(server, 'close');
    const result = await dialed(`ws://127.0.0.1:${port}/`);
    expect(result).toEqual({ ...failure(903, 'ECONNREFUSED'), message: `connect ECONNREFUSED 127.0.0.1:${port}` });
    // A name with two addresses fails twice; both are told.
    const both = await dialed(`ws://localhost:${port}/`);
    expect(both).toMatchObject(failure(903, 'ECONNREFUSED'));
    expect(both).toMatchObject({ message: expect.stringContaining(`127.0.0.1:${port}`) });
  });
});

describe('dial over TLS', () => {
  const ca = authority.cert;

  it.each(['127.0.0.1', 'localhost'])('trusts a good certificate for %s', async (host) => {
    const port = await tlsPort(good);
    const result = await dialed(`wss://${host}:${port}/`, { tls: { ca } });
    expect(result).toMatchObject({ kind: 'dialed', tls: { authorized: true, protocol: 'TLSv1.3' } });
  });

  it('shows a client certificate', async () => {
    const server = createTlsServer({ key: good.key, cert: good.cert, ca, requestCert: true });
    const port = await portOf(server);
    const seen = once(server, 'secureConnection');
    await dialed(`wss://127.0.0.1:${port}/`, { tls: { ca, cert: client.cert, key: client.key } });
    expect((await seen)[0]).toMatchObject({ authorized: true });
  });

  it.each([
    ['an unknown authority', good, otherAuthority.cert, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE'],
    ['another name', otherName, ca, 'ERR_TLS_CERT_ALTNAME_INVALID'],
    ['an expired certificate', expired, ca, 'CERT_HAS_EXPIRED'],
  ])('gives 904 for %s', async (_name, certificate, trusted, code) => {
    const port = await tlsPort(certificate);
    const result = await dialed(`wss://localhost:${port}/`, { tls: { ca: trusted } });
    expect(result).toMatchObject(failure(904, code));
    // --insecure goes on, and tells what it passed over.
    const insecure = await dialed(`wss://localhost:${port}/`, { tls: { ca: trusted, insecure: true } });
    expect(insecure).toMatchObject({
      kind: 'dialed',
      tls: { authorized: false, error: expect.stringContaining(code) },
    });
  });

  it('gives 904 for a server that speaks no TLS', async () => {
    const port = await portOf(createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    expect(await dialed(`wss://127.0.0.1:${port}/`)).toMatchObject({ kind: 'failed', rawCause: 904 });
  });

  it.each(['end', 'resetAndDestroy'] as const)('gives 904 when the server answers with %s', async (how) => {
    const port = await portOf(createServer((socket) => socket.once('data', () => socket[how]())));
    expect(await dialed(`wss://127.0.0.1:${port}/`)).toMatchObject(failure(904, 'ECONNRESET'));
  });

  it('gives 904 when the handshake takes too long', async () => {
    const port = await portOf(createServer());
    expect(await dialed(`wss://127.0.0.1:${port}/`, { timeoutMs: 100 })).toEqual({
      ...failure(904, 'ETIMEDOUT'),
      message: 'TLS handshake not done within 100 ms',
    });
  });

  it('gives 904 for an authority that is no certificate', async () => {
    const port = await tlsPort(good);
    const result = await dialed(`wss://127.0.0.1:${port}/`, { tls: { ca: '-----BEGIN CERTIFICATE-----\nx\n' } });
    expect(result).toMatchObject({ kind: 'failed', rawCause: 904 });
  });
});
