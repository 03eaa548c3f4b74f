import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from '../wire/connection.ts';

const TEXT = 1;
const CLOSE = 8;
const NORMAL_CLOSURE = Uint8Array.of(1000 >> 8, 1000 & 0xff);
const FIN_LIMIT_MS = 500;

/**
 * Makes the upgraded connection a legal call without audio and ends it: to the server it is a caller who hangs up at
 * once, not a connection that was lost. Returns when the connection is gone, at the latest after `limitMs` or so.
 */
export async function makeEmptyCall(connection: Connection, limitMs: number): Promise<void> {
  const closeSeen = new Promise<void>((resolve) => {
    connection.listen({
      onFrame: ({ opcode }) => opcode === CLOSE && resolve(),
      onEnd: () => resolve(),
      onUndecodable: () => resolve(),
    });
  });
  const send = (message: object) =>
    connection.sendFrame({ opcode: TEXT, payload: Buffer.from(JSON.stringify(message)) });
  send({ type: 'call_start', from: '+441908273800' });
  send({ type: 'call_end', origin: 'client', cause: 'NORMAL', raw_cause: 0 });
  connection.sendFrame({ opcode: CLOSE, payload: NORMAL_CLOSURE });
  await Promise.race([closeSeen, connection.closed, delay(limitMs, undefined, { ref: false })]);
  // The server closes TCP first (RFC 6455, section 7.1.1); some wait for us all the same.
  connection.halfClose();
  await Promise.race([connection.closed, delay(FIN_LIMIT_MS, undefined, { ref: false })]);
  connection.destroy();
}
