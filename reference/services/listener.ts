// Where requests come in and responses go out: HTTP/1.1 on loopback.
import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { type Exchange, type Octets, type Outcome, targetOf } from './exchange.ts';
import { errorBody } from './refusal.ts';

/** Far beyond any configuration. */
const LONGEST_BODY_BYTES = 1024 * 1024;
/** Longer than a client's pause between two requests, so that it never writes into a connection that is being closed. */
const KEEP_ALIVE_MS = 60_000;

export interface Listener {
  readonly port: number;
  /** Ends every connection, answered or not. */
  stop(): Promise<void>;
}

/** Listens on 127.0.0.1. Rejects where the port cannot be had, with the error of node:net (EADDRINUSE and its like). */
export async function listen(
  port: number,
  latencyMs: number,
  answer: (exchange: Exchange) => Outcome,
): Promise<Listener> {
  const stopping = new AbortController();
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
  const sockets = new Set<Socket>();

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const receivedAt = new Date();
    const body = await bodyOf(request);
    if (latencyMs > 0) await delay(latencyMs, undefined, { signal: stopping.signal });
    send(answered(exchangeOf(request, body, receivedAt), answer), request.socket, response);
  };

  server.on('request', (request, response) => {
    // A client that goes away in the middle of its request, or the end of the server, leaves nothing to be answered.
    serve(request, response).catch(() => request.socket.destroy());
  });
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.on('clientError', refuseUnread);

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    stop: () =>
      new Promise((resolve) => {
        stopping.abort();
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** The whole body. What is too long is read to its end all the same: who is still sending does not read a refusal. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= LONGEST_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  return bytes > LONGEST_BODY_BYTES ? undefined : Buffer.concat(chunks);
}

function exchangeOf(request: IncomingMessage, body: Buffer | undefined, receivedAt: Date): Exchange {
  return { ...targetOf(request.method ?? '', request.url ?? ''), headers: request.headers, body, receivedAt };
}

/** A mistake of this server's own is answered as what it is, and ends no process that the server is a part of. */
function answered(exchange: Exchange, answer: (exchange: Exchange) => Outcome): Outcome {
  try {
    return answer(exchange);
  } catch (error) {
    const text = `The server made a mistake: ${error instanceof Error ? error.message : error}`;
    return errorOctets(500, text, exchange);
  }
}

function errorOctets(status: number, text: string, exchange: Exchange): Octets {
  const body = errorBody({ status, text, violations: [], headers: {} }, exchange, undefined);
  return { status, headers: { 'Content-Type': 'application/json' }, payload: Buffer.from(JSON.stringify(body)) };
}

function send(outcome: Outcome, socket: Socket, response: ServerResponse): void {
  if (outcome === 'hang') return;
  if (outcome === 'drop') {
    socket.destroy();
    return;
  }
  const { status, headers, payload, verbatim = false } = outcome;
  if (verbatim) {
    socket.end(Buffer.concat([Buffer.from(head(status, headers)), payload]));
    return;
  }
  const length = status === 204 ? {} : { 'Content-Length': String(payload.length) };
  response.writeHead(status, { ...length, ...headers });
  response.end(payload);
}

function head(status: number, headers: Readonly<Record<string, string>>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n`;
}

const STATUS_OF: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers what cannot be read as a request, methods that HTTP does not know among them. */
function refuseUnread(error: NodeJS.ErrnoException & { readonly rawPacket?: Buffer }, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [method = '', url = ''] = (error.rawPacket?.toString('latin1') ?? '').split('\r\n', 1)[0]?.split(' ') ?? [];
  const receivedAt = new Date();
  const exchange: Exchange = { ...targetOf(method, url), headers: {}, body: undefined, receivedAt };
  const status = STATUS_OF[error.code ?? ''] ?? 400;
  const { headers, payload } = errorOctets(status, 'The request cannot be read', exchange);
  const length = { 'Content-Length': String(payload.length), Connection: 'close' };
  socket.end(Buffer.concat([Buffer.from(head(status, { ...headers, ...length })), payload]));
}
