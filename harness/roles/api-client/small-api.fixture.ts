// A small API for tests of the client: it stores what it is given, per account, and can be told to behave otherwise.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Account } from '../../http/account.ts';

export interface SeenRequest {
  readonly method: string;
  readonly target: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface SmallApi {
  readonly base: URL;
  readonly accounts: { readonly first: Account; readonly second: Account };
  readonly seen: SeenRequest[];
  /** Configurations by name as it stands in the path, for each account's user. */
  readonly services: ReadonlyMap<string, Map<string, string>>;
  close(): Promise<void>;
}

/** True where the request has been dealt with. */
export type Misbehaviour = (request: SeenRequest, response: ServerResponse, nth: number) => boolean;

export const accounts = {
  first: { user: '1-2-0/alice@example.com', key: 'first-key-1234567890' },
  second: { user: '1-2-0/bob@example.com', key: 'second-key-0987654321' },
} as const;

const LIST = '/service/v1/outbound';

export async function startSmallApi(misbehave: Misbehaviour = () => false): Promise<SmallApi> {
  const seen: SeenRequest[] = [];
  const services = new Map(Object.values(accounts).map(({ user }) => [user, new Map<string, string>()]));

  const answer = (request: SeenRequest, response: ServerResponse): void => {
    const json = (status: number, value: unknown): void => {
      response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
    };
    const [, token = ''] = (request.headers.authorization ?? '').split(' ');
    const account = Object.values(accounts).find(
      ({ user, key }) => token === Buffer.from(`${user}:${key}`).toString('base64'),
    );
    if (account === undefined) {
      json(401, { error: `unknown: ${request.headers.authorization}` });
      return;
    }
    const own = services.get(account.user) ?? new Map<string, string>();
    if (request.target === LIST) {
      json(200, { services: [...own.keys()].map((name) => ({ name })) });
      return;
    }
    const name = request.target.slice(LIST.length + 1);
    const stored = own.get(name);
    if (request.method === 'PUT') {
      own.set(name, request.body);
      response.writeHead(stored === undefined ? 201 : 200, { 'Content-Type': 'application/json' }).end(request.body);
      return;
    }
    if (stored === undefined) {
      json(404, { error: 'unknown name' });
      return;
    }
    if (request.method === 'DELETE') {
      own.delete(name);
      response.writeHead(204).end();
      return;
    }
    response.writeHead(200, { 'Content-Type': 'application/json' }).end(stored);
  };

  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const request: SeenRequest = {
        method: incoming.method ?? '',
        target: incoming.url ?? '',
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      };
      seen.push(request);
      if (!misbehave(request, response, seen.length)) answer(request, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    base: new URL(`http://127.0.0.1:${port}${LIST}`),
    accounts,
    seen,
    services,
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
