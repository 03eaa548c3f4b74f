import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { createServer as createTlsServer, type TlsOptions as TlsServerOptions } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import {
  authority,
  type CertificateFixture,
  client,
  expired,
  otherAuthority,
  otherName,
  selfSigned,
  server as serverCertificate,
} from '../../test/fixtures/certificates.ts';
import { type PreflightOptions, type PreflightReport, preflight } from './preflight.ts';

const SUBPROTOCOL = 'v1.cloud.aculab.com';
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** Listens on a free port of 127.0.0.1 and returns it; the server and its connections end with the test. */
async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket.on('error', () => undefined));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  closing.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

type Answer = (request: IncomingMessage, socket: Duplex) => void;

/** An HTTP server that answers every request for an upgrade with this. */
const upgradeServer = (answer: Answer) => {
  const server = createHttpServer((_request, response) => response.end('plain page'));
  server.on('upgrade', (request, socket) => {
    socket.on('error', () => undefined);
    answer(request, socket);
  });
  return listen(server);
};

/** An HTTP server that answers with this status and these header lines. */
const refusing = (status: string, ...headers: readonly string[]) =>
  upgradeServer((_request, socket) => {
    socket.end([`HTTP/1.1 ${status}`, ...headers, 'Content-Length: 0', '', ''].join('\r\n'));
  });

const acceptOf = (request: IncomingMessage) =>
  createHash('sha1')
    .update(`${request.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`)
    .digest('base64');

/** An HTTP server that answers 101 with these header lines. */
const switching = (headers: (request: IncomingMessage) => readonly string[]) =>
  upgradeServer((request, socket) => {
    socket.write(['HTTP/1.1 101 Switching Protocols', ...headers(request), '', ''].join('\r\n'));
  });

const tcpServer = (greet: (socket: Socket) => void) => listen(createTcpServer(greet));

/** A conforming server by `ws`, on TLS where a certificate is given. */
async function conforming(certificate?: CertificateFixture & TlsServerOptions): Promise<number> {
  const server = certificate === undefined ? createHttpServer() : createHttpsServer(certificate);
  const calls = new WebSocketServer({ server });
  calls.on('connection', (call) => call.on('error', () => undefined));
  return listen(server);
}

const check = (url: string, more: Partial<PreflightOptions> = {}) => preflight({ url, timeoutMs: 5000, ...more });
const stagesOf = (report: PreflightReport) => report.steps.map(({ stage, outcome }) => `${stage} ${outcome}`);
const ws = (port: number, path = '/bot') => `ws://127.0.0.1:${port}${path}`;

interface Wrong {
  readonly name: string;
  /** Sets the server up and returns what to check it with. */
  readonly given: () => Promise<PreflightOptions | string> | string;
  readonly stage: string;
  readonly rawCause: number;
  readonly reason: RegExp;
  readonly advice: RegExp;
}

const wss = (port: number, host = 'localhost') => `wss://${host}:${port}/bot`;
const trusting = (url: string, ca: CertificateFixture = authority): PreflightOptions => ({
  url,
  timeoutMs: 5000,
  tls: { ca: ca.cert },
});

const WRONG: readonly Wrong[] = [
  {
    name: 'no URL',
    given: () => 'ws://[nonsense',
    stage: 'url',
    rawCause: 901,
    reason: /cannot be parsed/,
    advice: /URL|spelling/,
  },
  {
    name: 'no scheme',
    given: () => '127.0.0.1:9000/bot',
    stage: 'url',
    rawCause: 901,
    reason: /no scheme/,
    advice: /ws:\/\/127\.0\.0\.1:9000\/bot/,
  },
  {
    name: 'a host taken for a scheme',
    given: () => 'localhost:9000/bot',
    stage: 'url',
    rawCause: 901,
    reason: /no scheme/,
    advice: /ws:\/\/localhost:9000\/bot/,
  },
  {
    name: 'http',
    given: () => 'http://127.0.0.1:9000/',
    stage: 'url',
    rawCause: 901,
    reason: /http:\/\//,
    advice: /write ws:\/\//,
  },
  {
    name: 'https',
    given: () => 'https://127.0.0.1:9000/',
    stage: 'url',
    rawCause: 901,
    reason: /https:\/\//,
    advice: /write wss:\/\//,
  },
  {
    name: 'another scheme',
    given: () => 'ftp://127.0.0.1/',
    stage: 'url',
    rawCause: 901,
    reason: /ftp:/,
    advice: /ws:\/\/ or wss:\/\//,
  },
  { name: 'no host', given: () => 'ws:///bot', stage: 'url', rawCause: 901, reason: /no host/, advice: /host/ },
  {
    name: 'a port only',
    given: () => 'ws://:9000/bot',
    stage: 'url',
    rawCause: 901,
    reason: /no host/,
    advice: /host/,
  },
  {
    name: 'a port out of range',
    given: () => 'ws://127.0.0.1:70000/',
    stage: 'url',
    rawCause: 901,
    reason: /port 70000 is out of range/,
    advice: /1 to 65535/,
  },
  {
    name: 'a fragment',
    given: () => 'ws://127.0.0.1:9000/bot#a',
    stage: 'url',
    rawCause: 901,
    reason: /fragment/,
    advice: /#/,
  },
  {
    name: 'an unknown host',
    given: () => 'ws://no-such-host.invalid:9000/',
    stage: 'dns',
    rawCause: 902,
    reason: /no-such-host\.invalid/,
    advice: /host in the URL/,
  },
  {
    name: 'a port where nothing listens',
    given: async () => {
      const server = createTcpServer();
      const port = await listen(server);
      server.close();
      return ws(port);
    },
    stage: 'tcp',
    rawCause: 903,
    reason: /nothing listens on 127\.0\.0\.1:\d+ \(ECONNREFUSED\)/,
    advice: /port.*--start/,
  },

  {
    name: 'a wrong path',
    given: async () => ws(await refusing('404 Not Found')),
    stage: 'upgrade',
    rawCause: 404,
    reason: /404 Not Found/,
    advice: /check the path \/bot/,
  },
  {
    name: 'a missing path',
    given: async () => ws(await refusing('404 Not Found'), ''),
    stage: 'upgrade',
    rawCause: 404,
    reason: /404/,
    advice: /names no path/,
  },
  {
    name: 'missing credentials',
    given: async () => ws(await refusing('401 Unauthorized', 'WWW-Authenticate: Bearer realm="x"')),
    stage: 'upgrade',
    rawCause: 401,
    reason: /401/,
    advice: /Bearer.*--header 'Authorization/,
  },
  {
    name: 'a refusal',
    given: async () => ws(await refusing('403 Forbidden')),
    stage: 'upgrade',
    rawCause: 403,
    reason: /403/,
    advice: /--header 'Authorization/,
  },
  {
    name: 'wrong credentials',
    given: async () => ({
      url: ws(await refusing('403 Forbidden')),
      timeoutMs: 5000,
      headers: { authorization: 'Basic eDp5' },
    }),
    stage: 'upgrade',
    rawCause: 403,
    reason: /403/,
    advice: /does not accept the Authorization.*--header/,
  },
  {
    name: 'a status of 400',
    given: async () => ws(await refusing('400 Bad Request')),
    stage: 'upgrade',
    rawCause: 400,
    reason: /400/,
    advice: /no WebSocket endpoint.*path/,
  },
  {
    name: 'a wrong method',
    given: async () => ws(await refusing('405 Method Not Allowed')),
    stage: 'upgrade',
    rawCause: 405,
    reason: /405/,
    advice: /path/,
  },
  {
    name: 'an upgrade that got lost',
    given: async () => ws(await refusing('426 Upgrade Required')),
    stage: 'upgrade',
    rawCause: 426,
    reason: /426/,
    advice: /proxy.*Upgrade/,
  },
  {
    name: 'another WebSocket version',
    given: async () => ws(await refusing('426 Upgrade Required', 'Sec-WebSocket-Version: 8')),
    stage: 'upgrade',
    rawCause: 426,
    reason: /426/,
    advice: /version 8 only/,
  },
  {
    name: 'a failing server',
    given: async () => ws(await refusing('500 Internal Server Error')),
    stage: 'upgrade',
    rawCause: 500,
    reason: /500/,
    advice: /log/,
  },
  {
    name: 'a gateway without a server',
    given: async () => ws(await refusing('502 Bad Gateway')),
    stage: 'upgrade',
    rawCause: 502,
    reason: /502/,
    advice: /start the server/,
  },
  {
    name: 'a redirect',
    given: async () =>
      ws(await refusing('301 Moved Permanently', 'Location: https://user:secret@calls.example.test/v2/bot')),
    stage: 'upgrade',
    rawCause: 301,
    reason: /301.*Location: https:\/\/calls\.example\.test\/v2\/bot/,
    advice: /use wss:\/\/calls\.example\.test\/v2\/bot as the URL/,
  },
  {
    name: 'a proxy that eats the upgrade',
    given: async () => ws(await listen(createHttpServer((_request, response) => response.end('<html>home</html>')))),
    stage: 'upgrade',
    rawCause: 200,
    reason: /200 OK/,
    advice: /proxy.*Upgrade/,
  },

  {
    name: 'a plain call to a TLS server',
    given: async () => ws(await listen(createHttpsServer(serverCertificate))),
    stage: 'upgrade',
    rawCause: 905,
    reason: /speaks TLS/,
    advice: /use wss:\/\//,
  },
  {
    name: 'a plain call to a TLS server that says so in HTTP',
    given: async () => {
      const tls = createTlsServer(serverCertificate);
      // As nginx and Go do: look at the first octet, and answer plain HTTP with a status of 400.
      return ws(
        await tcpServer((socket) => {
          socket.once('data', (data) => {
            if (data[0] !== 0x16) return socket.end('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n');
            socket.pause();
            socket.unshift(data);
            return tls.emit('connection', socket);
          });
        }),
      );
    },
    stage: 'upgrade',
    rawCause: 400,
    reason: /400/,
    advice: /use wss:\/\//,
  },
  {
    name: 'a TLS call to a plain server',
    given: async () => trusting(wss(await conforming())),
    stage: 'tls',
    rawCause: 904,
    reason: /does not speak TLS/,
    advice: /use ws:\/\//,
  },
  {
    name: 'a public authority expected',
    given: async () => wss(await conforming(serverCertificate)),
    stage: 'tls',
    rawCause: 904,
    reason: /signed|trusted/,
    advice: /--ca/,
  },
  {
    name: 'a wrong authority',
    given: async () => trusting(wss(await conforming(serverCertificate)), otherAuthority),
    stage: 'tls',
    rawCause: 904,
    reason: /signed|trusted/,
    advice: /--ca/,
  },
  {
    name: 'an expired certificate',
    given: async () => trusting(wss(await conforming(expired))),
    stage: 'tls',
    rawCause: 904,
    reason: /has expired/,
    advice: /renew/,
  },
  {
    name: 'a self-signed certificate',
    given: async () => trusting(wss(await conforming(selfSigned))),
    stage: 'tls',
    rawCause: 904,
    reason: /signed by itself/,
    advice: /--ca/,
  },
  {
    name: 'a certificate for another name',
    given: async () => trusting(wss(await conforming(otherName))),
    stage: 'tls',
    rawCause: 904,
    reason: /another host name: it names DNS:example\.test/,
    advice: /host of the certificate in the URL/,
  },
  {
    name: 'a missing client certificate',
    given: async () => {
      const port = await conforming({ ...serverCertificate, requestCert: true, ca: authority.cert });
      return trusting(wss(port));
    },
    stage: 'tls',
    rawCause: 904,
    reason: /asks for a client certificate/,
    advice: /--cert and --key-file/,
  },
  {
    name: 'a silent port called with TLS',
    given: async () => ({ ...trusting(wss(await tcpServer(() => undefined))), timeoutMs: 200 }),
    stage: 'tls',
    rawCause: 904,
    reason: /no answer in time/,
    advice: /use ws:\/\//,
  },

  {
    name: 'a server that is not HTTP',
    given: async () => ws(await tcpServer((socket) => socket.write('SSH-2.0-OpenSSH_9.2p1\r\n'))),
    stage: 'upgrade',
    rawCause: 905,
    reason: /does not answer in HTTP.*SSH-2\.0/,
    advice: /port/,
  },
  {
    name: 'a silent server',
    given: async () => ({ url: ws(await tcpServer(() => undefined)), timeoutMs: 200 }),
    stage: 'upgrade',
    rawCause: 905,
    reason: /never answered.*200 ms/,
    advice: /port.*stuck/,
  },
  {
    name: 'a server that hangs up',
    given: async () => ws(await tcpServer((socket) => socket.once('data', () => socket.end()))),
    stage: 'upgrade',
    rawCause: 905,
    reason: /closed the connection/,
    advice: /log/,
  },
  {
    name: 'a server that resets',
    given: async () => ws(await tcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()))),
    stage: 'upgrade',
    rawCause: 905,
    reason: /reset the connection/,
    advice: /log/,
  },

  {
    name: 'a wrong accept',
    given: async () =>
      ws(await switching(() => ['Upgrade: websocket', 'Connection: Upgrade', 'Sec-WebSocket-Accept: AAAA'])),
    stage: 'upgrade',
    rawCause: 905,
    reason: /Sec-WebSocket-Accept is "AAAA"/,
    advice: /compute Sec-WebSocket-Accept/,
  },
  {
    name: 'a 101 without Upgrade',
    given: async () =>
      ws(await switching((request) => ['Connection: Upgrade', `Sec-WebSocket-Accept: ${acceptOf(request)}`])),
    stage: 'upgrade',
    rawCause: 905,
    reason: /Upgrade is absent/,
    advice: /send Upgrade: websocket/,
  },
  {
    name: 'a subprotocol that was not offered',
    given: async () =>
      ws(
        await switching((request) => [
          'Upgrade: websocket',
          'Connection: Upgrade',
          `Sec-WebSocket-Accept: ${acceptOf(request)}`,
          'Sec-WebSocket-Protocol: v2.ws.cloud.aculab.com',
        ]),
      ),
    stage: 'subprotocol',
    rawCause: 905,
    reason: /"v2\.ws\.cloud\.aculab\.com", which was not offered/,
    advice: /select the subprotocol v1\.cloud\.aculab\.com/,
  },
  {
    name: 'an extension that was not offered',
    given: async () =>
      ws(
        await switching((request) => [
          'Upgrade: websocket',
          'Connection: Upgrade',
          `Sec-WebSocket-Accept: ${acceptOf(request)}`,
          'Sec-WebSocket-Extensions: permessage-deflate',
        ]),
      ),
    stage: 'upgrade',
    rawCause: 905,
    reason: /permessage-deflate/,
    advice: /extension only where the client offers it/,
  },
];

const ORDER = ['url', 'dns', 'tcp', 'tls', 'upgrade', 'subprotocol'];

describe('preflight explains', () => {
  it.each(WRONG)('$name, raw cause $rawCause', async ({ given, stage, rawCause, reason, advice }) => {
    const options = await given();
    const report = typeof options === 'string' ? await check(options) : await preflight(options);
    expect(report).toMatchObject({
      ok: false,
      rawCause,
      reason: expect.stringMatching(reason),
      advice: expect.stringMatching(advice),
    });
    const before = ORDER.slice(0, ORDER.indexOf(stage)).filter(
      (each) => each !== 'tls' || report.url.startsWith('wss:'),
    );
    expect(stagesOf(report)).toEqual([...before.map((each) => `${each} ok`), `${stage} failed`]);
    expect(`${report.reason}${report.advice}`).not.toMatch(/[\r\n]|secret/);
  });
});

describe('preflight', () => {
  it('passes a conforming server and leaves it an empty call that ended in order', async () => {
    const server = createHttpServer();
    const calls = new WebSocketServer({ server });
    const heard: string[] = [];
    const ended = new Promise<number>((resolve) => {
      calls.on('connection', (call) => {
        call.on('message', (data) => heard.push(JSON.parse(String(data)).type));
        call.on('close', resolve);
      });
    });
    const report = await check(ws(await listen(server)));
    expect(report).toMatchObject({ ok: true, subprotocol: SUBPROTOCOL });
    expect(report).not.toHaveProperty('rawCause');
    expect(stagesOf(report)).toEqual(['url ok', 'dns ok', 'tcp ok', 'upgrade ok', 'subprotocol ok']);
    expect(await ended).toBe(1000);
    expect(heard).toEqual(['call_start', 'call_end']);
  });

  it('passes wss with an authority of its own and a client certificate', async () => {
    const port = await conforming({ ...serverCertificate, requestCert: true, ca: authority.cert });
    const report = await check(wss(port), { tls: { ca: authority.cert, cert: client.cert, key: client.key } });
    expect(stagesOf(report)).toEqual(['url ok', 'dns ok', 'tcp ok', 'tls ok', 'upgrade ok', 'subprotocol ok']);
  });

  it('warns where --insecure hides what would be raw cause 904', async () => {
    const report = await check(wss(await conforming(selfSigned)), { tls: { insecure: true } });
    expect(report.ok).toBe(true);
    expect(report.steps.find(({ stage }) => stage === 'tls')).toMatchObject({
      outcome: 'warning',
      detail: expect.stringMatching(/signed by itself.*--insecure.*904/),
    });
  });

  it('warns where no subprotocol is selected', async () => {
    const port = await switching((request) => [
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${acceptOf(request)}`,
    ]);
    const report = await check(ws(port));
    expect(report.ok).toBe(true);
    expect(report).not.toHaveProperty('subprotocol');
    expect(stagesOf(report).at(-1)).toBe('subprotocol warning');
  });

  it.each([1, 2])('passes a server of which %i calls fail first, with a warning', async (failures) => {
    let calls = 0;
    const port = await upgradeServer((request, socket) => {
      calls += 1;
      if (calls <= failures) socket.end('HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n');
      else
        socket.write(
          `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${acceptOf(request)}\r\nSec-WebSocket-Protocol: ${SUBPROTOCOL}\r\n\r\n`,
        );
    });
    const report = await check(ws(port));
    expect(report.ok).toBe(true);
    expect(report.steps.find(({ stage }) => stage === 'upgrade')).toMatchObject({
      outcome: 'warning',
      detail: expect.stringContaining(`101 after ${failures} failed: the server answered 503 Service Unavailable`),
    });
    expect(calls).toBe(failures + 1);
  });

  it('gives up after three calls that fail', async () => {
    let calls = 0;
    const port = await upgradeServer((_request, socket) => {
      calls += 1;
      socket.end('HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n');
    });
    expect(await check(ws(port))).toMatchObject({ ok: false, rawCause: 503 });
    expect(calls).toBe(3);
  });

  it('sends a login of the URL and the headers, and shows neither', async () => {
    let sent: IncomingMessage['headers'] = {};
    const port = await upgradeServer((request, socket) => {
      sent = request.headers;
      socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
    });
    const report = await check(`ws://bob:secret@127.0.0.1:${port}/bot`, { headers: { 'X-Token': 'secret' } });
    expect(sent).toMatchObject({ 'x-token': 'secret', authorization: expect.stringMatching(/^Basic /) });
    expect(report.url).toBe(`ws://127.0.0.1:${port}/bot`);
    expect(JSON.stringify(report)).not.toContain('secret');
    expect(report.advice).toContain('--header');
  });

  it('does not wait for a server that ignores the end of the call', async () => {
    const port = await switching((request) => [
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${acceptOf(request)}`,
    ]);
    const begin = performance.now();
    expect((await check(ws(port))).ok).toBe(true);
    expect(performance.now() - begin).toBeLessThan(4000);
  });
});
