// A server of octets for tests: it sees each request's head as text and may answer anything.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

export interface RawServer {
  readonly url: URL;
  /** Heads of all requests, in order of arrival. */
  readonly heads: string[];
  /** Connections accepted so far. */
  readonly connections: () => number;
  close(): Promise<void>;
}

/** `answer` is called with each request head (bodies are passed over) and its number, counted from 1. */
export async function startRawServer(answer: (socket: Socket, head: string, nth: number) => void): Promise<RawServer> {
  const sockets = new Set<Socket>();
  const heads: string[] = [];
  let connections = 0;
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    connections++;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.on('end', () => socket.end());
    let collected = '';
    let skip = 0;
    socket.on('data', (chunk) => {
      collected += chunk.toString('latin1');
      for (;;) {
        const skipped = Math.min(skip, collected.length);
        collected = collected.slice(skipped);
        skip -= skipped;
        const end = collected.indexOf('\r\n\r\n');
        if (skip > 0 || end < 0) return;
        const head = collected.slice(0, end);
        collected = collected.slice(end + 4);
        skip = Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? 0);
        heads.push(head);
        answer(socket, head, heads.length);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: new URL(`http://127.0.0.1:${port}/service/v1/outbound`),
    heads,
    connections: () => connections,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}

/** A whole response. */
export const ok = (body = '{}', headers = ''): string =>
  `HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n${headers}\r\n${body}`;
