// Each of these hits every second upgrade only: a server to which no call gets through is no target (reading R52).
import type { Hook } from '../seams.ts';
import type { Hooks } from './vocabulary.ts';

const everySecond = (number: number): boolean => number % 2 === 1;

const refuses =
  (status: number): Hook =>
  () => ({ refuse: (number) => (everySecond(number) ? status : undefined) });

/** Replaces a header of the response, or takes it away. */
const header =
  (name: string, value: string | undefined, when: (number: number) => boolean = everySecond): Hook =>
  () => ({
    responseHead: (lines, number) => {
      if (!when(number)) return;
      const kept = lines.filter((line) => !line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
      lines.splice(0, lines.length, ...kept, ...(value === undefined ? [] : [`${name}: ${value}`]));
    },
  });

export const HANDSHAKE: Hooks = {
  'ws.handshake.switching-protocols': refuses(503),
  'ws.handshake.switching-protocols/not-found': refuses(404),
  'ws.handshake.switching-protocols/ok': refuses(200),
  'ws.handshake.upgrade-headers': header('Upgrade', undefined),
  'ws.handshake.upgrade-headers/connection': header('Connection', undefined),
  'ws.handshake.accept': header('Sec-WebSocket-Accept', 's3pPLMBiTxaQ9kYGzzhZRbK+xOo='),
  'ws.handshake.accept/missing': header('Sec-WebSocket-Accept', undefined),
  'ws.handshake.subprotocol': header('Sec-WebSocket-Protocol', 'v9.cloud.aculab.com'),
  'ws.handshake.subprotocol-selected': header('Sec-WebSocket-Protocol', undefined, () => true),
  'ws.handshake.extensions': header('Sec-WebSocket-Extensions', 'permessage-deflate'),
  // Two and two, so that a client that opens a bare connection before each real one still meets both chains.
  'ws.handshake.tls': () => ({ untrustedChain: (number) => number % 4 >= 2 }),
};
