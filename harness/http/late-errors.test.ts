import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { Worker } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { readBeforeErrors } from './late-errors.ts';

/** Answers the first octets of a connection and ends it with more of them unread; counts the ends in shared memory. */
const RUDE_SERVER = `
  const { parentPort, workerData } = require('node:worker_threads');
  const server = require('node:net').createServer((socket) => {
    socket.once('readable', () => {
      socket.read(1);
      socket.end('refused', () => socket.destroy());
    });
    socket.on('error', () => {});
    socket.once('close', () => {
      Atomics.add(workerData, 0, 1);
      Atomics.notify(workerData, 0);
    });
  });
  server.listen(0, '127.0.0.1', () => parentPort.postMessage(server.address().port));
`;

const closing: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** What is read on a connection that is written to again when the other side has answered and ended it. */
async function readOf(prepare: (socket: Socket) => void): Promise<{ read: string; problem: string | undefined }> {
  const ends = new Int32Array(new SharedArrayBuffer(4));
  const server = new Worker(RUDE_SERVER, { eval: true, workerData: ends });
  closing.push(() => server.terminate());
  const [port] = (await once(server, 'message')) as [number];
  const socket = connect(port, '127.0.0.1');
  prepare(socket);
  let read = '';
  let problem: string | undefined;
  socket.on('data', (chunk: Buffer) => {
    read += chunk.toString();
  });
  socket.on('error', ({ message }) => {
    problem = message;
  });
  const ended = new Promise((resolve) => socket.once('close', resolve));
  await once(socket, 'connect');
  socket.write(Buffer.alloc(100_000));
  // This thread stands still meanwhile, so that nothing is read.
  Atomics.wait(ends, 0, 0, 10_000);
  socket.write(Buffer.alloc(100_000));
  await ended;
  return { read, problem };
}

describe('a connection that ends behind an answer', () => {
  it('gives the answer before it tells that it cannot be written to', async () => {
    expect(await readOf(readBeforeErrors)).toEqual({ read: 'refused', problem: expect.any(String) });
  });
});
