// A store for tests, in memory: it takes any name, unless it is told otherwise, and sees paths as they are on the wire.
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SmallRequest {
  readonly method: string;
  /** As on the request line. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

export interface SmallReply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** What it does instead; undefined for what it does by itself. */
export type Twist = (request: SmallRequest, store: SmallStore) => SmallReply | 'reset' | 'hang' | undefined;

export interface SmallStore {
  readonly url: string;
  readonly requests: SmallRequest[];
  /** Content by path, decoded once. */
  readonly files: Map<string, Buffer>;
  /** Requests that were under way at the same time, at most. */
  readonly mostAtOnce: () => number;
  close(): Promise<void>;
}

/** Starts it on loopback. `PUT|GET|DELETE /{kind}/{name}`, `GET /{kind}`. */
export async function startSmallStore(twist: Twist = () => undefined): Promise<SmallStore> {
  const requests: SmallRequest[] = [];
  const files = new Map<string, Buffer>();
  let underWay = 0;
  let most = 0;
  const server = createServer((request, response) => {
    underWay++;
    most = Math.max(most, underWay);
    response.on('close', () => underWay--);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('error', () => undefined);
    request.on('end', () => {
      const { method = '', url: target = '', headers } = request;
      const seen = { method, target, headers, body: Buffer.concat(chunks) };
      requests.push(seen);
      const reply = twist(seen, store) ?? serve(seen, files);
      if (reply === 'hang') return;
      if (reply === 'reset') {
        request.socket.resetAndDestroy();
        return;
      }
      // What came at the same time is taken in before anything is answered.
      setImmediate(() => {
        response.writeHead(reply.status, reply.headers);
        response.end(reply.body);
      });
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const store: SmallStore = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    files,
    mostAtOnce: () => most,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return store;
}

function serve({ method, target, body }: SmallRequest, files: Map<string, Buffer>): SmallReply {
  const path = Buffer.from(
    target.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString();
  const isFolder = path.split('/').length === 2;
  if (isFolder) {
    const names = [...files.keys()].filter((each) => each.startsWith(`${path}/`));
    const entries = names.map((each) => ({ name: each.slice(path.length + 1) }));
    return { status: 200, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ files: entries }) };
  }
  if (method === 'PUT') {
    const isNew = !files.has(path);
    files.set(path, body);
    return { status: isNew ? 201 : 200 };
  }
  if (method === 'DELETE') return { status: files.delete(path) ? 204 : 404 };
  const content = files.get(path);
  return content === undefined ? { status: 404 } : { status: 200, body: content };
}
