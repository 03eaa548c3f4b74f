// One WebSocket connection: the ws library reads and does the closing handshake, frames are written here. So every frame
// passes one seam, and a fault can write octets that the library would refuse.
import type { Socket } from 'node:net';
import { WebSocket } from 'ws';
import { encodeFrame, type Frame, OPCODE } from './frame.ts';
import type { CallHandle, CallSeams, Incoming } from './seams.ts';
import { tapFrames } from './tap.ts';

/** Octets waiting for a slow reader before the server stops making more, and before it stops reading too. */
const BUSY_BYTES = 64 * 1024;
const FULL_BYTES = 512 * 1024;

export interface Link {
  isOpen(): boolean;
  /** True while the peer reads too slowly for more audio to make sense. */
  isBusy(): boolean;
  write(frame: Frame): void;
  /** Starts the closing handshake; the library gives up waiting for its end after its close timeout. */
  close(code: number): void;
  terminate(): void;
  /** Milliseconds since anything arrived. */
  silentForMs(): number;
  readonly handle: CallHandle;
}

/** What a link tells its call. */
export interface LinkEvents {
  incoming(incoming: Incoming): void;
  drained(): void;
  gone(): void;
}

/** Takes over an upgraded connection. `seams` is asked once, with the handle that faults act through. */
export function openLink(
  ws: WebSocket,
  socket: Socket,
  number: number,
  events: LinkEvents,
  seamsFor: (handle: CallHandle) => readonly CallSeams[],
): Link {
  const writeOctets = socket.write.bind(socket);
  let dropped = false;
  let waitingToDrain = false;
  let heard = performance.now();
  let held: Buffer[] | undefined;

  const isOpen = (): boolean => ws.readyState === WebSocket.OPEN && !dropped && socket.writable;

  const put = (frame: Frame): void => {
    if (!isOpen()) return;
    const octets = encodeFrame(frame);
    // Control frames may overtake: only what a play consists of is ever held.
    if (held && frame.opcode < OPCODE.close) held.push(octets);
    else writeOctets(octets);
    if (socket.writableLength > FULL_BYTES) {
      waitingToDrain = true;
      ws.pause();
    }
  };

  const handle: CallHandle = {
    number,
    isOpen,
    write: (...frames) => frames.forEach(put),
    writeOctets: (octets) => void (socket.writable && writeOctets(octets)),
    hold: (ms) => {
      held ??= [];
      setTimeout(() => {
        const late = held ?? [];
        held = undefined;
        if (isOpen() && late.length > 0) writeOctets(Buffer.concat(late));
      }, ms);
    },
    close: (code) => ws.close(code),
    drop: () => {
      dropped = true;
      socket.end();
      setTimeout(() => socket.destroy(), 2000).unref();
    },
    reset: () => {
      dropped = true;
      reset(socket);
    },
    pauseReading: () => ws.pause(),
    deliver: (incoming) => events.incoming(incoming),
  };

  const seams = seamsFor(handle);
  const incoming = seams.reduceRight<(incoming: Incoming) => void>(
    (next, seam) => (seam.incoming ? (one) => seam.incoming?.(one, next) : next),
    (one) => {
      if (one.kind === 'ping') write({ opcode: OPCODE.pong, payload: one.payload });
      else events.incoming(one);
    },
  );
  const write = (frame: Frame): void => {
    if (!isOpen()) return;
    const frames = seams.reduce<readonly Frame[]>(
      (all, seam) => (seam.frame ? all.flatMap((one) => seam.frame?.(one) ?? []) : all),
      [frame],
    );
    frames.forEach(put);
  };

  const receive = (one: Incoming): void => {
    heard = performance.now();
    if (!dropped) incoming(one);
  };
  ws.on('message', (data, isBinary) => {
    const payload = data as Buffer;
    receive(isBinary ? { kind: 'binary', payload } : { kind: 'text', text: payload.toString('utf8') });
  });
  ws.on('ping', (payload) => receive({ kind: 'ping', payload }));
  ws.on('pong', (payload) => receive({ kind: 'pong', payload }));
  ws.on('error', (error) => {
    const code = 'code' in error ? String(error.code) : error.name;
    for (const seam of seams) seam.broken?.(code);
  });
  ws.on('close', (code) => {
    for (const seam of seams) seam.gone?.(code !== 1006);
    events.gone();
  });
  socket.on('drain', () => {
    if (waitingToDrain) ws.resume();
    waitingToDrain = false;
    events.drained();
  });
  if (seams.some((seam) => seam.incomingFrame)) {
    tapFrames(socket, (head) => {
      for (const seam of seams) seam.incomingFrame?.(head);
    });
  }
  guardClose(socket, (octets, next) =>
    seams.reduceRight((inner, seam) => (seam.close ? () => seam.close?.(octets, inner) : inner), next)(),
  );

  return {
    isOpen,
    isBusy: () => socket.writableLength > BUSY_BYTES,
    write,
    close: (code) => ws.close(code),
    terminate: () => ws.terminate(),
    silentForMs: () => performance.now() - heard,
    handle,
  };
}

/**
 * Lets `close` decide about Close frames. After the upgrade the library writes nothing else, since Pongs and messages are
 * written by the link, so every write that it makes is a part of one.
 */
function guardClose(socket: Socket, close: (octets: Buffer, next: () => void) => void): void {
  const write = socket.write.bind(socket);
  let begun = Buffer.alloc(0);
  socket.write = ((chunk: Uint8Array, done?: () => void): boolean => {
    begun = Buffer.concat([begun, chunk]);
    const complete = begun.length >= 2 && begun.length === 2 + ((begun[1] ?? 0) & 0x7f);
    if (complete) close(begun, () => void write(begun, done));
    return true;
  }) as Socket['write'];
}

function reset(socket: Socket): void {
  try {
    socket.resetAndDestroy();
  } catch {
    // A TLS socket has no RST of its own.
    socket.destroy();
  }
}
