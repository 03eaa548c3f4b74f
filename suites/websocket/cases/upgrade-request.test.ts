import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { expect, it } from 'vitest';
import { WebSocketServer } from 'ws';
import { UPGRADE_LINES, upgradeRequest } from './upgrade-request.ts';

it('is an upgrade that a WebSocket server accepts', async () => {
  const server = createServer();
  const sockets = new WebSocketServer({ server });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const socket = connect(port, '127.0.0.1');
  socket.write(
    upgradeRequest(UPGRADE_LINES)
      .replace('{path}', '/bot')
      .replace('{host}', `127.0.0.1:${port}`)
      .replace('{headers}', 'Authorization: x\r\n'),
  );
  const [head] = (await once(socket, 'data')) as [Buffer];
  expect(head.toString('latin1')).toMatch(/^HTTP\/1\.1 101 [\s\S]*Sec-WebSocket-Protocol: v1\.cloud\.aculab\.com/i);
  socket.destroy();
  sockets.close();
  server.close();
});

it('leaves out lines that are undefined, and nothing else', () => {
  const whole = upgradeRequest(UPGRADE_LINES);
  expect(upgradeRequest({ ...UPGRADE_LINES, key: undefined })).toBe(whole.replace(`${UPGRADE_LINES.key}\r\n`, ''));
});
