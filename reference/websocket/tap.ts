import type { Socket } from 'node:net';
import type { IncomingFrameHead } from './seams.ts';

/** Reports the head of every frame that arrives, fragments included, beside whoever else reads the socket. */
export function tapFrames(socket: Socket, report: (head: IncomingFrameHead) => void): void {
  let waiting = Buffer.alloc(0);
  let skip = 0;
  socket.on('data', (chunk: Buffer) => {
    const skipped = Math.min(skip, chunk.length);
    skip -= skipped;
    waiting = Buffer.concat([waiting, chunk.subarray(skipped)]);
    for (let size = frameSize(waiting); size !== undefined; size = frameSize(waiting)) {
      report({ opcode: (waiting[0] ?? 0) & 15, fin: ((waiting[0] ?? 0) & 0x80) !== 0 });
      skip = Math.max(0, size - waiting.length);
      waiting = waiting.subarray(Math.min(size, waiting.length));
    }
  });
}

/** Whole size of the frame that begins the octets, or undefined while its head is not complete. */
function frameSize(octets: Buffer): number | undefined {
  const second = octets[1];
  if (second === undefined) return undefined;
  const short = second & 0x7f;
  const mask = second & 0x80 ? 4 : 0;
  if (short < 126) return 2 + mask + short;
  if (short === 126) return octets.length < 4 ? undefined : 4 + mask + octets.readUInt16BE(2);
  return octets.length < 10 ? undefined : 10 + mask + Number(octets.readBigUInt64BE(2));
}
