import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:tls';
import { expect, it } from 'vitest';
import {
  authority,
  type CertificateFixture,
  expired,
  otherAuthority,
  otherName,
  selfSigned,
  server,
} from '../../test/fixtures/certificates.ts';
import { certificateProblem } from './certificate-problem.ts';

/** What Node says when it connects to a server with this certificate and trusts this authority. */
async function errorOf(shown: CertificateFixture, trusted: CertificateFixture): Promise<NodeJS.ErrnoException> {
  const listener = createServer({ cert: shown.cert, key: shown.key }).listen(0, '127.0.0.1');
  listener.on('tlsClientError', () => undefined);
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const socket = connect({ host: '127.0.0.1', servername: 'localhost', port, ca: trusted.cert });
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  listener.close();
  return error;
}

it.each([
  ['one of another authority', server, otherAuthority, /nothing trusted has signed|issuer is not among/, /--ca/],
  ['an expired one', expired, authority, /expired/, /renew/],
  ['one signed by itself', selfSigned, authority, /signed by itself/, /--ca/],
  ['one for another name', otherName, authority, /another host name: it names DNS:example\.test/, /host/],
])('names what is wrong with %s', async (_name, shown, trusted, problem, advice) => {
  const { code, message } = await errorOf(shown, trusted);
  const found = certificateProblem(code ?? '', message);
  expect(found.problem).toMatch(problem);
  expect(found.advice).toMatch(advice);
});

it('keeps the code of what it does not know', () => {
  expect(certificateProblem('ERR_SSL_NEW', 'something\nmore').problem).toBe(
    'the TLS handshake failed (ERR_SSL_NEW: something)',
  );
});
