const SMALLEST_CHUNK_BYTES = 4 * 1024;
const LARGEST_CHUNK_BYTES = 128 * 1024;

/** Bytes kept side by side in few large buffers. A Buffer object for each payload would cost more than most payloads. */
export interface PayloadArena {
  /** Copies the bytes in. Their place is `chunk` and `offset` right after the call. */
  store(bytes: Uint8Array): void;
  readonly chunk: number;
  readonly offset: number;
  /** A view of stored bytes. */
  view(chunk: number, offset: number, length: number): Buffer;
}

export function createPayloadArena(): PayloadArena {
  const chunks: Buffer[] = [];
  let current: Buffer | undefined;
  let used = 0;
  let chunk = 0;
  let offset = 0;
  return {
    get chunk() {
      return chunk;
    },
    get offset() {
      return offset;
    },
    store(bytes) {
      if (current === undefined || current.length - used < bytes.length) {
        const next = Math.min(LARGEST_CHUNK_BYTES, Math.max(SMALLEST_CHUNK_BYTES, 2 * (current?.length ?? 0)));
        // Not from the shared pool of Node: that would keep the pool's slabs alive with us.
        current = Buffer.allocUnsafeSlow(Math.max(next, bytes.length));
        chunks.push(current);
        used = 0;
      }
      current.set(bytes, used);
      chunk = chunks.length - 1;
      offset = used;
      used += bytes.length;
    },
    view: (at, from, length) => (chunks[at] ?? Buffer.alloc(0)).subarray(from, from + length),
  };
}
