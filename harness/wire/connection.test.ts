import { once } from 'node:events';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { type WebSocket, WebSocketServer } from 'ws';
import { authority, server as certificate } from '../../test/fixtures/certificates.ts';
import { monotonicClock } from './clock.ts';
import { type Connection, type ConnectionOptions, openConnection } from './connection.ts';
import { encodeFrame, type OutgoingFrame } from './frame-encoder.ts';
import { createRecording, type Recording } from './recording.ts';
import type { FrameEvent, TranscriptEvent } from './transcript.ts';
import { expectedAccept } from './upgrade.ts';

const cleanup: Array<() => void> = [];
afterEach(() => {
  for (const close of cleanup.splice(0).reverse()) close();
});

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  cleanup.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** A TCP server that does with each connection what the test says. */
const rawServer = (onSocket: (socket: Socket) => void) => listen(createServer({ allowHalfOpen: true }, onSocket));

/** A server that answers an upgrade properly, with these octets right behind, and then does what the test says. */
function upgradingServer(then: (socket: Socket) => void = () => {}, behind: Uint8Array = Buffer.alloc(0)) {
  return (socket: Socket): void => {
    socket.once('data', (request: Buffer) => {
      const key = /Sec-WebSocket-Key: (.*)\r\n/.exec(String(request))?.[1] ?? '';
      const head = `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${expectedAccept(key)}\r\n\r\n`;
      socket.write(Buffer.concat([Buffer.from(head), behind]));
      then(socket);
    });
  };
}

async function wsServer(onConnection: (socket: WebSocket) => void): Promise<number> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, handleProtocols: () => 'v1' });
  cleanup.push(() => {
    for (const each of server.clients) each.terminate();
    server.close();
  });
  server.on('connection', (socket) => {
    socket.on('error', () => {});
    onConnection(socket);
  });
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

interface Opened {
  readonly connection: Connection;
  readonly recording: Recording;
}

async function connect(
  port: number,
  options: Partial<ConnectionOptions> & { readonly scheme?: string } = {},
): Promise<Opened> {
  const { scheme = 'ws', ...rest } = options;
  const recording = createRecording({ clock: monotonicClock });
  const url = new URL(`${scheme}://127.0.0.1:${port}/bot`);
  const result = await openConnection({ url, connectTimeoutMs: 5000, recording, call: 4, label: 'main', ...rest });
  if (result.kind === 'failed') throw new Error(result.message);
  cleanup.push(() => result.connection.destroy());
  return { connection: result.connection, recording };
}

async function call(port: number, options: Parameters<typeof connect>[1] = {}): Promise<Opened> {
  const opened = await connect(port, options);
  const result = await opened.connection.upgrade({ protocols: ['v1'], timeoutMs: 5000 });
  if (result.kind !== 'open') throw new Error(JSON.stringify(result));
  return opened;
}

const upgrade = (connection: Connection, timeoutMs = 5000) => connection.upgrade({ protocols: ['v1'], timeoutMs });

/** The events without their time, payloads as text. */
function story(recording: Recording): unknown[] {
  return [...recording.events()].map(({ ms, ...event }) => {
    expect(ms).toBeGreaterThanOrEqual(0);
    return 'payload' in event ? { ...event, payload: String(event.payload) } : event;
  });
}

const kinds = (recording: Recording) =>
  [...recording.events()].map((event) => (event.kind === 'end' ? `${event.from} ${event.how}` : event.kind));

function find<K extends TranscriptEvent['kind']>(recording: Recording, kind: K): Extract<TranscriptEvent, { kind: K }> {
  const found = [...recording.events()].find((event) => event.kind === kind);
  if (found === undefined) throw new Error(`no ${kind} among ${kinds(recording).join(', ')}`);
  return found as Extract<TranscriptEvent, { kind: K }>;
}

/** Resolves with the frames received once there are so many. */
function frames(connection: Connection, count: number): Promise<FrameEvent[]> {
  const received: FrameEvent[] = [];
  return new Promise((resolve) => {
    connection.listen({
      onFrame(frame) {
        received.push(frame);
        if (received.length === count) resolve(received);
      },
    });
  });
}

const ended = (connection: Connection) => new Promise<'fin' | 'reset'>((onEnd) => connection.listen({ onEnd }));

describe('openConnection', () => {
  it('records a call with a ws server from connect to close', async () => {
    const port = await wsServer((socket) => socket.on('message', (data) => socket.send(`${String(data)}!`)));
    const { connection, recording } = await connect(port, { headers: { Authorization: 'Bearer secret' } });
    expect(connection.state).toBe('connected');
    expect(await upgrade(connection)).toEqual({ kind: 'open', status: 101, subprotocol: 'v1', problems: [] });
    expect(connection.state).toBe('open');

    connection.sendFrame({ opcode: 1, payload: Buffer.from('hello') });
    const [answer] = await frames(connection, 1);
    expect(answer?.payload?.toString()).toBe('hello!');
    connection.sendFrame({ opcode: 8, payload: Buffer.from([3, 232]) });
    expect(await ended(connection)).toBe('fin');
    connection.halfClose();
    await connection.closed;
    expect(connection.state).toBe('closed');

    expect(kinds(recording)).toEqual([
      'connect',
      'connected',
      'request',
      'response',
      'frame',
      'frame',
      'frame',
      'frame',
      'server fin',
      'cloud fin',
      'closed',
    ]);
    const [first, , request] = story(recording);
    expect(first).toEqual({ kind: 'connect', call: 4, url: `ws://127.0.0.1:${port}/bot`, label: 'main' });
    expect(request).toMatchObject({ protocols: ['v1'], extensions: null, text: expect.stringContaining('<hidden>') });
    expect(JSON.stringify(story(recording))).not.toContain('secret');
    expect(story(recording)[4]).toEqual({
      kind: 'frame',
      call: 4,
      from: 'cloud',
      opcode: 1,
      fin: true,
      rsv: 0,
      masked: true,
      lengthBits: 7,
      payloadBytes: 5,
      payload: 'hello',
    });
    expect(story(recording)[5]).toMatchObject({ from: 'server', masked: false, payloadBytes: 6, payload: 'hello!' });
    expect(story(recording).at(-1)).toEqual({ kind: 'closed', call: 4, pendingBytes: 0 });
  });

  it('records why there is no connection', async () => {
    const server = createServer();
    const port = await listen(server);
    server.close();
    await once(server, 'close');
    const recording = createRecording({ clock: monotonicClock });
    const url = new URL(`ws://me:secret@127.0.0.1:${port}/`);
    const result = await openConnection({ url, connectTimeoutMs: 5000, recording, call: 0, label: 'probe' });
    const message = `connect ECONNREFUSED 127.0.0.1:${port}`;
    expect(result).toEqual({ kind: 'failed', rawCause: 903, code: 'ECONNREFUSED', message });
    expect(story(recording)).toEqual([
      { kind: 'connect', call: 0, url: `ws://127.0.0.1:${port}/`, label: 'probe' },
      { kind: 'connect-failed', call: 0, rawCause: 903, code: 'ECONNREFUSED', message },
    ]);
  });
});

describe('upgrade', () => {
  it.each([404, 302, 200, 503])('is refused with a %d, the raw cause', async (status) => {
    const port = await rawServer((socket) =>
      socket.once('data', () => socket.write(`HTTP/1.1 ${status} No\r\nA: b\r\n\r\nbody`)),
    );
    const { connection, recording } = await connect(port);
    expect(await upgrade(connection)).toEqual({ kind: 'refused', rawCause: status, status, reason: 'No' });
    expect(find(recording, 'response')).toMatchObject({ status, reason: 'No', headers: [['A', 'b']] });
    expect(connection.state).toBe('connected');
  });

  it.each<[string, (socket: Socket) => void, string]>([
    ['is no HTTP', (socket) => socket.write('220 ready\r\n'), 'no HTTP response: "220 ready\\r\\n"'],
    ['ends at once', (socket) => socket.end(), 'the server closed the connection'],
    ['ends within the head', (socket) => socket.end('HTTP/1.1 101 Swi'), 'the server closed the connection'],
    ['is a reset', (socket) => socket.resetAndDestroy(), 'the server reset the connection'],
    [
      'has a garbled header',
      (socket) => socket.write('HTTP/1.1 101 A\r\n\x01\r\n\r\n'),
      'no valid header line: "\\u0001"',
    ],
    ['does not come', () => {}, 'no complete HTTP response within 200 ms'],
    ['does not end', (socket) => socket.write('HTTP/1.1 101 A\r\nB: '), 'no complete HTTP response within 200 ms'],
    [
      'is endless',
      (socket) => socket.write(`HTTP/1.1 101 ${'x'.repeat(70_000)}`),
      'a response head of more than 65536 bytes',
    ],
  ])('fails with 905 when the answer %s', async (_name, answer, reason) => {
    const port = await rawServer((socket) => socket.once('data', () => answer(socket)));
    const { connection, recording } = await connect(port);
    expect(await upgrade(connection, 200)).toEqual({ kind: 'failed', rawCause: 905, reason });
    expect(find(recording, 'response-failed').reason).toBe(reason);
  });

  it('fails on a connection that is gone or already upgraded', async () => {
    const port = await rawServer(upgradingServer());
    const { connection } = await call(port);
    const failed = { kind: 'failed', rawCause: 905, reason: 'the connection is not there to upgrade' };
    expect(await upgrade(connection)).toEqual(failed);
    const other = await connect(port);
    other.connection.destroy();
    expect(await upgrade(other.connection)).toEqual(failed);
  });

  it('names every problem of a 101 and lets the frames flow', async () => {
    const head = 'HTTP/1.1 101 OK\r\nSec-WebSocket-Protocol: other\r\nSec-WebSocket-Extensions: x\r\n\r\n';
    const frame = encodeFrame({ opcode: 1, payload: Buffer.from('hi'), mask: false });
    const port = await rawServer((socket) =>
      socket.once('data', () => socket.write(Buffer.concat([Buffer.from(head), frame]))),
    );
    const { connection } = await connect(port);
    expect(await upgrade(connection)).toEqual({
      kind: 'open',
      status: 101,
      subprotocol: 'other',
      problems: ['upgrade-headers', 'accept', 'subprotocol', 'extensions'],
    });
    expect((await frames(connection, 1))[0]?.payload?.toString()).toBe('hi');
  });

  it('reads a head that comes octet by octet, behind an interim response', async () => {
    const port = await rawServer((socket) =>
      socket.once('data', (request: Buffer) => {
        socket.setNoDelay(true);
        const key = /Sec-WebSocket-Key: (.*)\r\n/.exec(String(request))?.[1] ?? '';
        const text = `HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 101 OK\r\nUpgrade: websocket\r\nConnection: upgrade\r\nSec-WebSocket-Accept: ${expectedAccept(key)}\r\n\r\n`;
        let at = 0;
        const next = () => {
          if (at < text.length) socket.write(text[at++] ?? '', () => setImmediate(next));
        };
        next();
      }),
    );
    const { connection, recording } = await connect(port);
    expect(await upgrade(connection)).toEqual({ kind: 'open', status: 101, problems: [] });
    expect(kinds(recording).filter((kind) => kind === 'response')).toHaveLength(1);
  });

  it('takes path and headers of its own, and a mark', async () => {
    let seen = '';
    const port = await rawServer((socket) => {
      socket.once('data', (request: Buffer) => {
        seen = String(request);
      });
      upgradingServer()(socket);
    });
    const { connection, recording } = await connect(port, { headers: { A: '1', B: '2' } });
    await connection.upgrade({ protocols: [], path: '/wrong?x', headers: { B: '3' }, timeoutMs: 5000, deviant: true });
    expect(seen).toMatch(/^GET \/wrong\?x HTTP\/1\.1\r\n[\s\S]*\r\nA: 1\r\nB: 3\r\n/);
    expect(find(recording, 'request')).toMatchObject({ deviant: true, protocols: [] });
  });
});

describe('receiving', () => {
  const two = Buffer.concat([
    encodeFrame({ opcode: 1, payload: Buffer.from('one'), mask: false }),
    encodeFrame({ opcode: 8, payload: Buffer.from([3, 233]), mask: false }),
  ]);

  it('keeps what came with the 101, and the end, until somebody listens', async () => {
    const port = await rawServer(upgradingServer((socket) => socket.end(), two));
    const { connection, recording } = await call(port);
    const heard: string[] = [];
    await new Promise<void>((resolve) => {
      const poll = () => (kinds(recording).includes('server fin') ? resolve() : setImmediate(poll));
      poll();
    });
    connection.listen({
      onFrame: (frame, index) => heard.push(`${frame.opcode} at ${index}`),
      onEnd: (how) => heard.push(how),
    });
    expect(heard).toEqual(['1 at 4', '8 at 5', 'fin']);
  });

  const deviations: ReadonlyArray<readonly [string, OutgoingFrame]> = [
    ['reserved bits', { opcode: 1, payload: Buffer.from('a'), rsv: 7 }],
    ['a reserved opcode', { opcode: 11, payload: Buffer.from('a') }],
    ['a mask', { opcode: 2, payload: Buffer.from('abcde'), mask: true }],
    ['a length longer than needed', { opcode: 2, payload: Buffer.from('abc'), lengthBits: 64 }],
    ['a long ping', { opcode: 9, payload: Buffer.alloc(126) }],
    ['a fragmented close', { opcode: 8, payload: Buffer.alloc(0), fin: false }],
    ['an orphan continuation', { opcode: 0, payload: Buffer.from('a') }],
  ];
  it.each(deviations)('records a frame with %s as it is', async (_name, sent) => {
    const whole = { mask: false, fin: true, rsv: 0, ...sent };
    const port = await rawServer(upgradingServer(() => {}, encodeFrame(whole)));
    const { connection, recording } = await call(port);
    const [frame] = await frames(connection, 1);
    const length = sent.payload.length;
    expect(frame).toMatchObject({
      from: 'server',
      opcode: whole.opcode,
      fin: whole.fin,
      rsv: whole.rsv,
      masked: whole.mask,
      lengthBits: sent.lengthBits ?? (length > 125 ? 16 : 7),
      payloadBytes: length,
      payload: Buffer.from(sent.payload),
    });
    expect(find(recording, 'frame')).toEqual(frame);
  });

  it('tells octets that are no frame, and when no further frame can be told', async () => {
    const bad = encodeFrame({ opcode: 2, payload: Buffer.from('x'), mask: false, declaredLength: 2n ** 63n });
    const port = await rawServer(upgradingServer(() => {}, bad));
    const { connection, recording } = await call(port);
    const reason = await new Promise<string>((onUndecodable) => connection.listen({ onUndecodable }));
    expect(reason).toBe('a 64 bit length with its top bit set');
    expect(find(recording, 'octets')).toMatchObject({ from: 'server', bytes: bad.length, reason, payload: bad });
  });

  it('records what a server says to a connection that is not upgraded', async () => {
    const port = await rawServer((socket) => socket.once('data', () => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')));
    const { connection, recording } = await connect(port);
    connection.sendOctets(Buffer.from('GET nonsense\r\n\r\n'), Buffer.from('GET ********\r\n\r\n'));
    expect(await ended(connection)).toBe('fin');
    const octets = story(recording).filter((event) => (event as { kind: string }).kind === 'octets');
    expect(octets).toMatchObject([
      { from: 'cloud', payload: 'GET ********\r\n\r\n' },
      { from: 'server', payload: 'HTTP/1.1 400 Bad Request\r\n\r\n', reason: 'no upgrade was made' },
    ]);
  });

  it('says how much of an unfinished frame was left', async () => {
    const cut = encodeFrame({ opcode: 2, payload: Buffer.alloc(300), mask: false, cutAfter: 100 });
    const port = await rawServer(upgradingServer((socket) => socket.end(), cut));
    const { connection, recording } = await call(port);
    await ended(connection);
    connection.halfClose();
    await connection.closed;
    expect(find(recording, 'closed').pendingBytes).toBe(100);
  });

  it('gives up a connection that floods', async () => {
    const flood = Buffer.alloc(1 << 20);
    const head = encodeFrame({ opcode: 2, payload: Buffer.alloc(0), mask: false, declaredLength: 2 ** 40 });
    const port = await rawServer(
      upgradingServer((socket) => {
        const pour = () => {
          if (!socket.destroyed) socket.write(flood, pour);
        };
        pour();
      }, head),
    );
    const { connection, recording } = await call(port, { maxReceivedBytes: 5 << 20 });
    connection.listen({});
    await connection.closed;
    expect(kinds(recording).slice(-3)).toEqual(['octets', 'cloud reset', 'closed']);
    expect(find(recording, 'octets').reason).toMatch(/^more than 5242880 bytes received/);
  });

  it('stops reading and goes on', async () => {
    const total = 24 << 20;
    let server: Socket | undefined;
    const port = await rawServer(
      upgradingServer((socket) => {
        server = socket;
        socket.write(encodeFrame({ opcode: 2, payload: Buffer.alloc(total), mask: false }));
      }),
    );
    const { connection, recording } = await connect(port);
    connection.pauseReading();
    const upgraded = upgrade(connection);
    const done = frames(connection, 1);
    // The server can only get rid of what the two sockets hold, far less than the frame.
    await expect.poll(() => server?.writableLength ?? 0).toBeGreaterThan(0);
    expect(recording.length).toBe(4);
    connection.resumeReading();
    expect((await upgraded).kind).toBe('open');
    expect((await done)[0]?.payloadBytes).toBe(total);
    expect(server?.writableLength).toBe(0);
    expect([...recording.events()].flatMap((event) => (event.kind === 'reading' ? [event.paused] : []))).toEqual([
      true,
      false,
    ]);
  });
});

describe('sending', () => {
  it('does not lose what arrived while reading was paused', async () => {
    const bye = encodeFrame({ opcode: 1, payload: Buffer.from('bye'), mask: false });
    const port = await rawServer(
      upgradingServer((socket) => socket.once('data', () => socket.end(bye, () => socket.destroy()))),
    );
    const { connection, recording } = await call(port);
    connection.listen({});
    connection.pauseReading();
    const write = () => {
      connection.sendFrame({ opcode: 2, payload: Buffer.alloc(100) });
      if (connection.state !== 'closed') setTimeout(write, 5);
    };
    write();
    await connection.closed;
    const heard = [...recording.events()].filter((event) => 'from' in event && event.from === 'server');
    expect(heard).toMatchObject([{ kind: 'frame', payload: Buffer.from('bye') }, { kind: 'end' }]);
  });

  it('leaves even when the connection is destroyed at once', async () => {
    const received: string[] = [];
    const port = await rawServer(
      upgradingServer((socket) => socket.on('data', (chunk) => received.push(String(chunk)))),
    );
    const { connection } = await call(port);
    connection.sendOctets(Buffer.from('before'));
    connection.destroy();
    await expect.poll(() => received).toEqual(['before']);
  });

  it('records a frame as it was written, and as octets where it is none', async () => {
    const received: Buffer[] = [];
    const port = await rawServer(
      upgradingServer((socket) => socket.on('data', (chunk: Buffer) => received.push(chunk))),
    );
    const { connection, recording } = await call(port);
    const payload = Buffer.from('abc');
    const sent: OutgoingFrame[] = [
      { opcode: 3, payload, fin: false, rsv: 5, mask: false, lengthBits: 16 },
      { opcode: 2, payload, declaredLength: 3, cutAfter: 99 },
      { opcode: 2, payload, mask: false, declaredLength: 4 },
      { opcode: 2, payload, mask: false, cutAfter: 4 },
    ];
    for (const frame of sent) connection.sendFrame(frame);
    connection.halfClose();
    expect(story(recording).slice(4, 8)).toMatchObject([
      { kind: 'frame', opcode: 3, fin: false, rsv: 5, masked: false, lengthBits: 16, payloadBytes: 3, payload: 'abc' },
      { kind: 'frame', opcode: 2, fin: true, rsv: 0, masked: true, lengthBits: 7, payloadBytes: 3, payload: 'abc' },
      { kind: 'octets', from: 'cloud', bytes: 5, payload: '\ufffd\u0004abc' },
      { kind: 'octets', from: 'cloud', bytes: 4, payload: '\ufffd\u0003ab' },
    ]);
    await expect.poll(() => Buffer.concat(received).length).toBe(7 + 9 + 5 + 4);
  });

  it('is nothing once the connection is over', async () => {
    const port = await rawServer(upgradingServer());
    const { connection, recording } = await call(port);
    connection.destroy();
    await connection.closed;
    const before = recording.length;
    connection.sendFrame({ opcode: 1, payload: Buffer.from('late') });
    connection.sendOctets(Buffer.from('late'));
    connection.halfClose();
    connection.reset();
    connection.destroy();
    expect(recording.length).toBe(before);
  });

  it('shows how much waits when the server does not read', async () => {
    const port = await rawServer(upgradingServer((socket) => socket.pause()));
    const { connection } = await call(port);
    expect(connection.writableLength).toBe(0);
    for (let n = 0; n < 32; n++) connection.sendFrame({ opcode: 2, payload: Buffer.alloc(1 << 20) });
    expect(connection.writableLength).toBeGreaterThan(1 << 20);
  });
});

describe.each(['ws', 'wss'])('the end of a connection over %s', (scheme) => {
  const start = (onSocket: (socket: Socket) => void) =>
    scheme === 'ws'
      ? rawServer(onSocket)
      : listen(createTlsServer({ key: certificate.key, cert: certificate.cert, allowHalfOpen: true }, onSocket));
  const options = { scheme, tls: { ca: authority.cert } };

  it('shows the FIN of both sides, the server first', async () => {
    const port = await start(upgradingServer((socket) => socket.end()));
    const { connection, recording } = await call(port, options);
    expect(await ended(connection)).toBe('fin');
    // The other half is still ours: a socket that was taken for reset would be gone.
    expect(connection.state).toBe('open');
    connection.halfClose();
    await connection.closed;
    expect(kinds(recording).slice(-3)).toEqual(['server fin', 'cloud fin', 'closed']);
  });

  it('goes on reading after our own FIN', async () => {
    const last = encodeFrame({ opcode: 1, payload: Buffer.from('bye'), mask: false });
    const port = await start(upgradingServer((socket) => socket.on('end', () => socket.end(last)).resume()));
    const { connection, recording } = await call(port, options);
    const bye = frames(connection, 1);
    connection.halfClose();
    expect((await bye)[0]?.payload?.toString()).toBe('bye');
    await connection.closed;
    expect(kinds(recording).slice(-4)).toEqual(['cloud fin', 'frame', 'server fin', 'closed']);
  });

  it('resets so that the server notices', async () => {
    let noticed: Promise<unknown[]> | undefined;
    const port = await start(
      upgradingServer((socket) => {
        noticed = once(socket, 'error');
        noticed.catch(() => {});
      }),
    );
    const { connection, recording } = await call(port, options);
    connection.listen({});
    connection.reset();
    await connection.closed;
    expect((await noticed)?.[0]).toMatchObject({ code: 'ECONNRESET' });
    expect(kinds(recording).slice(-2)).toEqual(['cloud reset', 'closed']);
  });

  it('closes a connection that is destroyed', async () => {
    const port = await start(upgradingServer());
    const { connection, recording } = await call(port, options);
    let told = 0;
    connection.listen({ onClosed: () => told++ });
    connection.destroy();
    await connection.closed;
    expect(told).toBe(1);
    expect(kinds(recording).slice(-2)).toEqual(['cloud fin', 'closed']);
  });

  it('hears what a server said before it closed, whatever we write meanwhile', async () => {
    let server: Socket | undefined;
    const port = await start(
      upgradingServer((socket) => {
        server = socket;
      }),
    );
    const { connection, recording } = await call(port, options);
    connection.listen({ onEnd: () => connection.destroy() });
    // All in one turn: our first frame meets a closed socket and brings an RST back, our second one an error.
    server?.write(encodeFrame({ opcode: 8, payload: Buffer.from([3, 232]), mask: false }));
    server?.destroy();
    for (let n = 0; n < 10; n++) connection.sendFrame({ opcode: 2, payload: Buffer.alloc(100) });
    await connection.closed;
    const heard = [...recording.events()].filter((event) => 'from' in event && event.from === 'server');
    expect(heard).toMatchObject([{ kind: 'frame', opcode: 8 }, { kind: 'end' }]);
  });
});

describe('a server that resets', () => {
  // Sent at once behind data, the RST arrives together with it, which libuv reports as an end of the stream.
  it.each<[string, (socket: Socket) => void]>([
    ['at once', (socket) => socket.resetAndDestroy()],
    ['when it is spoken to', (socket) => socket.once('data', () => socket.resetAndDestroy())],
  ])('%s is told from one that closes', async (_name, then) => {
    const behind = encodeFrame({ opcode: 1, payload: Buffer.from('last'), mask: false });
    const port = await rawServer(upgradingServer(then, behind));
    const { connection, recording } = await call(port);
    connection.sendFrame({ opcode: 9, payload: Buffer.alloc(0) });
    expect(await ended(connection)).toBe('reset');
    await connection.closed;
    expect(find(recording, 'response').status).toBe(101);
    expect(kinds(recording).slice(-2)).toEqual(['server reset', 'closed']);
  });

  it('is noticed before anybody listens', async () => {
    const port = await rawServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    const { connection, recording } = await connect(port);
    connection.sendOctets(Buffer.from('x'));
    await connection.closed;
    expect(kinds(recording)).toEqual(['connect', 'connected', 'octets', 'server reset', 'closed']);
    expect(await ended(connection)).toBe('reset');
  });
});

describe('wss', () => {
  it('speaks with a ws server behind TLS', async () => {
    const server = createHttpsServer({ key: certificate.key, cert: certificate.cert });
    const port = await listen(server);
    const sockets = new WebSocketServer({ server });
    sockets.on('connection', (socket) =>
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary })),
    );
    const { connection, recording } = await call(port, { scheme: 'wss', tls: { ca: authority.cert } });
    connection.sendFrame({ opcode: 2, payload: Buffer.alloc(320, 7) });
    expect((await frames(connection, 1))[0]).toMatchObject({ opcode: 2, payload: Buffer.alloc(320, 7) });
    expect(find(recording, 'connected').tls).toEqual({ authorized: true, protocol: 'TLSv1.3' });
  });
});
