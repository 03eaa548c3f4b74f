// Where requests come in and responses go out: HTTP/1.1 on loopback, request targets as they are on the wire.
import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { crash } from './crash.ts';
import { placeOf } from './request-path.ts';
import type { Outcome, Reply, StoreRequest } from './seams.ts';

export const LONGEST_FILE_BYTES = 4 * 1024 * 1024;
/** Longer than a client's pause between two requests, so that it never writes into a connection that is being closed. */
const KEEP_ALIVE_MS = 60_000;

export interface Listener {
  readonly port: number;
  /** Ends every connection, answered or not. */
  stop(): Promise<void>;
}

/** Listens on 127.0.0.1. Rejects where the port cannot be had, with the error of node:net (EADDRINUSE and its like). */
export async function listen(port: number, answer: (request: StoreRequest) => Outcome): Promise<Listener> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS });
  const sockets = new Set<Socket>();

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    send(answered({ method: request.method ?? '', ...placeOf(request.url ?? ''), body }, answer), request, response);
  };

  server.on('request', (request, response) => {
    // A client that goes away in the middle of its request leaves nothing to be answered.
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
    if (bytes <= LONGEST_FILE_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  return bytes > LONGEST_FILE_BYTES ? undefined : Buffer.concat(chunks);
}

/** A mistake of this server's own is answered as what it is, and ends no process that the server is a part of. */
function answered(request: StoreRequest, answer: (request: StoreRequest) => Outcome): Outcome {
  try {
    return answer(request);
  } catch (error) {
    const text = `the server made a mistake: ${error instanceof Error ? error.message : error}`;
    return { status: 500, body: { error: { code: 'HTTP 500', text } } };
  }
}

function send(outcome: Outcome, request: IncomingMessage, response: ServerResponse): void {
  if (outcome === 'hang') return;
  if (outcome === 'drop') {
    request.socket.destroy();
    return;
  }
  if (outcome === 'crash') {
    crash();
    return;
  }
  const { headers, payload } = spelled(outcome);
  response.writeHead(outcome.status, headers);
  response.end(payload);
}

function spelled({ status, headers = {}, body }: Reply): {
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: Buffer;
} {
  if (body === undefined) {
    const none = status === 204 ? {} : { 'Content-Length': '0' };
    return { headers: { ...none, ...headers }, payload: Buffer.alloc(0) };
  }
  const isFile = Buffer.isBuffer(body);
  const payload = isFile ? body : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  const type = isFile ? 'application/octet-stream' : typeof body === 'string' ? 'text/plain' : 'application/json';
  return { headers: { 'Content-Type': type, 'Content-Length': String(payload.length), ...headers }, payload };
}

const STATUS_OF: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** Answers what cannot be read as a request, paths with characters that no path can have among them. */
function refuseUnread(error: NodeJS.ErrnoException, socket: Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = STATUS_OF[error.code ?? ''] ?? 400;
  const text = 'the request cannot be read';
  const { headers, payload } = spelled({ status, body: { error: { code: `HTTP ${status}`, text } } });
  const lines = Object.entries({ ...headers, Connection: 'close' }).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n`;
  socket.end(Buffer.concat([Buffer.from(head), payload]));
}
