// Requests whose targets go out just as they are written. For the tests beside it.
import { once } from 'node:events';
import { connect } from 'node:net';

export interface RawResponse {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** One request on a connection of its own. Rejects where the connection ends without a response. */
export async function ask(
  port: number,
  method: string,
  target: string,
  content?: Buffer | string,
): Promise<RawResponse> {
  const socket = connect(port, '127.0.0.1');
  const body = Buffer.from(content ?? '');
  const length = content === undefined ? '' : `Content-Length: ${body.length}\r\n`;
  // Latin-1, so that octets that no path may have can be sent.
  socket.write(`${method} ${target} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n${length}\r\n`, 'latin1');
  socket.write(body);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  await once(socket, 'close');
  const octets = Buffer.concat(chunks);
  const end = octets.indexOf('\r\n\r\n');
  if (end < 0) throw new Error(`no response to ${method} ${target}`);
  const [first = '', ...lines] = octets.toString('latin1', 0, end).split('\r\n');
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  return { status: Number(first.split(' ')[1]), headers: new Map(headers), body: octets.subarray(end + 4) };
}

/** A path whose segments are percent-encoded. */
export const pathOf = (kind: string, name: string): string =>
  `/${kind}/${name.split('/').map(encodeURIComponent).join('/')}`;

export async function namesOf(port: number, kind: string): Promise<readonly string[]> {
  const { files } = JSON.parse((await ask(port, 'GET', `/${kind}`)).body.toString());
  return files.map(({ name }: { name: string }) => name);
}
