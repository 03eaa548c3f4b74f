import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

/** The command line program as it is published: dist must be built. */
export const CLI = fileURLToPath(new URL('../../dist/cli/main.js', import.meta.url));

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** The command that starts the reference server on `port`, for --start. */
export function referenceCommand(port: number, app: string, faults: readonly string[] = [], tls = false): string {
  const options = [
    `--port ${port}`,
    `--app ${app}`,
    ...(tls ? ['--tls'] : []),
    ...faults.map((id) => `--fault '${id}'`),
  ];
  return `'${process.execPath}' '${CLI}' reference websocket ${options.join(' ')}`;
}
