// A client for the tests of this folder: it sends what it is told to, however wrong, and says what came back.
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import type { Account } from './accounts.table.ts';
import type { Json } from './json.ts';

export interface TestRequest {
  /** PUT unless there is no body, then GET. */
  readonly method?: string;
  /** What follows the base URL: '' is the list, '/name' a service. With `absolute` it is the whole path. */
  readonly path: string;
  readonly absolute?: boolean;
  /** JSON, or text or octets as they are. */
  readonly body?: Json;
  readonly octets?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface TestResponse {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** Undefined where the text is no JSON. */
  readonly json: Json | undefined;
}

export interface TestClient {
  send(request: TestRequest): Promise<TestResponse>;
  close(): void;
}

export const basic = ({ user, key }: Account): string => `Basic ${Buffer.from(`${user}:${key}`).toString('base64')}`;

/** A client over one connection that is kept alive. Rejects with node's error where there is no whole response. */
export function testClient(baseUrl: string, account: Account | undefined): TestClient {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const { hostname, port, pathname } = new URL(baseUrl);
  return {
    send: ({ path, absolute = false, body, octets, headers = {}, ...more }) =>
      new Promise((resolve, reject) => {
        const payload = octets ?? (body === undefined ? undefined : Buffer.from(JSON.stringify(body)));
        const outgoing = request(
          {
            agent,
            hostname,
            port,
            path: absolute ? path : `${pathname}${path}`,
            method: more.method ?? (payload === undefined ? 'GET' : 'PUT'),
            headers: {
              ...(account === undefined ? {} : { Authorization: basic(account) }),
              ...(payload === undefined
                ? {}
                : { 'Content-Type': 'application/json', 'Content-Length': String(payload.length) }),
              ...headers,
            },
          },
          (response) => {
            const chunks: Buffer[] = [];
            response.on('data', (chunk: Buffer) => chunks.push(chunk));
            response.on('error', reject);
            response.on('end', () => {
              const text = Buffer.concat(chunks).toString();
              resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json: parsed(text) });
            });
          },
        );
        outgoing.on('error', reject);
        outgoing.end(payload);
      }),
    close: () => agent.destroy(),
  };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
