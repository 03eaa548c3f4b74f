import type { Socket } from 'node:net';

type Done = (error?: Error | null) => void;

const patient = new WeakSet<Socket>();

/**
 * Lets a socket tell that it cannot write only once everything that had arrived is read. Who refuses a request before it is
 * whole may end the connection right behind the answer; Node would throw the answer away with the connection.
 */
export function readBeforeErrors(socket: Socket): void {
  if (patient.has(socket)) return;
  patient.add(socket);
  const { _write: write, _writev: writeAll } = socket;
  socket._write = (chunk, encoding, done) => write.call(socket, chunk, encoding, late(done));
  if (writeAll !== undefined) socket._writev = (chunks, done) => writeAll.call(socket, chunks, late(done));
}

/** The event loop reads between the first callback and the second. */
const late =
  (done: Done): Done =>
  (error) => {
    if (error === undefined || error === null) done(error);
    else setImmediate(() => setImmediate(done, error));
  };
