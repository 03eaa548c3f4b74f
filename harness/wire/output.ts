import type { Socket } from 'node:net';

/** Beyond so much, what is held back is written at once. */
const HELD_LIMIT_BYTES = 64 * 1024;

/** What is written to a socket, at most once in each turn of the event loop. */
export interface Output {
  write(octets: Uint8Array): void;
  /** Hands over what is held back, now. */
  flush(): void;
  /** Octets that the system has not taken, not counting what we hold back ourselves. */
  readonly waitingBytes: number;
}

/**
 * Holds writes back until the end of the loop's turn, after it has read. Two writes without a read between them can lose
 * evidence: the first one meets a server that has said its last word and closed, and is answered with RST; the second
 * one fails, and Node then throws the socket away together with that last word, unread.
 */
export function createOutput(socket: Socket): Output {
  let heldBytes = 0;
  let due: NodeJS.Immediate | undefined;

  function flush(): void {
    if (due === undefined) return;
    clearImmediate(due);
    due = undefined;
    heldBytes = 0;
    socket.uncork();
  }

  return {
    write(octets) {
      if (due === undefined) {
        socket.cork();
        due = setImmediate(flush);
      }
      heldBytes += octets.length;
      socket.write(octets);
      if (heldBytes > HELD_LIMIT_BYTES) flush();
    },
    flush,
    get waitingBytes() {
      return socket.writableLength - heldBytes;
    },
  };
}
