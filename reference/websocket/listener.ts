// Where connections come in: HTTP as an application's server has to take it, with or without TLS. Whatever is no upgrade,
// is broken or comes too slowly gets an HTTP answer or an end, and costs nobody else anything.
import { createServer, type Server as HttpServer, type IncomingMessage } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import {
  TEST_CERTIFICATE_PEM,
  TEST_KEY_PEM,
  UNTRUSTED_CERTIFICATE_PEM,
  UNTRUSTED_KEY_PEM,
} from './certificates.table.ts';

/** A request head has to be complete in this time, and a TLS handshake too. */
const HEAD_TIMEOUT_MS = 5000;
const TIMEOUTS = {
  headersTimeout: HEAD_TIMEOUT_MS,
  requestTimeout: HEAD_TIMEOUT_MS,
  connectionsCheckingInterval: 500,
} as const;

const STATUS_OF: Readonly<Record<string, string>> = {
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
};

export interface ListenerEvents {
  upgrade(request: IncomingMessage, socket: Socket, head: Buffer): void;
  /** `code` as node:http names it, or `not-an-upgrade`. */
  badRequest(code: string): void;
  /** Whether TLS connection `number` gets the chain that nobody trusts. */
  untrustedChain(number: number): boolean;
}

export interface Listener {
  readonly port: number;
  /** Takes no more connections and ends those that are there. */
  stop(): Promise<void>;
}

/** Listens. Rejects where the address cannot be had (EADDRINUSE and its like, as node:net reports them). */
export async function listen(host: string, port: number, tls: boolean, events: ListenerEvents): Promise<Listener> {
  const server = attach(tls ? secureServer(events) : createServer(TIMEOUTS), events);
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  server.on('error', () => undefined);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function secureServer(events: ListenerEvents): HttpServer {
  const trusted = { key: TEST_KEY_PEM, cert: TEST_CERTIFICATE_PEM };
  const untrusted = { key: UNTRUSTED_KEY_PEM, cert: UNTRUSTED_CERTIFICATE_PEM };
  const server = createSecureServer({ ...TIMEOUTS, handshakeTimeout: HEAD_TIMEOUT_MS, ...trusted });
  let connections = 0;
  // First in line, so that the chain is chosen before TLS begins on this connection.
  server.prependListener('connection', () => {
    server.setSecureContext(events.untrustedChain(connections) ? untrusted : trusted);
    connections += 1;
  });
  server.on('tlsClientError', (_error, socket) => socket.destroy());
  return server;
}

function attach(server: HttpServer, events: ListenerEvents): HttpServer {
  server.on('request', (request, response) => {
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    events.badRequest('not-an-upgrade');
    response.writeHead(426, { Upgrade: 'websocket', Connection: 'Upgrade, close', 'Content-Type': 'text/plain' });
    response.end('This is a WebSocket server.\n');
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // Both kinds of server hand over a socket: net.Socket, or tls.TLSSocket, which is one.
    const connection = socket as Socket;
    connection.on('error', () => undefined);
    events.upgrade(request, connection, head);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const code = error.code ?? 'HPE_INVALID';
    if (code !== 'ECONNRESET' && code !== 'EPIPE') events.badRequest(code);
    if (!socket.writable) {
      socket.destroy();
      return;
    }
    socket.end(`HTTP/1.1 ${STATUS_OF[code] ?? '400 Bad Request'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
  });
  return server;
}
