// A WebSocket server for Aculab Cloud that does everything right, unless it is told to do something wrong.
import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { SUBPROTOCOL } from '../../specification/limits.ts';
import { APPS, type AppName } from './apps/index.ts';
import { type Call, startCall } from './call.ts';
import { hooksFor } from './faults/index.ts';
import { type Link, openLink } from './link.ts';
import { type Listener, listen } from './listener.ts';
import { type CallSeams, combine, type ServerHandle } from './seams.ts';

/** Longest message that a caller's side may send, in bytes: far beyond any that Aculab Cloud has reason to. */
const LONGEST_MESSAGE_BYTES = 1024 * 1024;
/** A connection from which nothing came for so long is closed; half of it later it is pinged. */
const SILENT_MS = 60_000;
const CHECK_MS = 10_000;
const GOING_AWAY = 1001;

export interface ReferenceWebsocketOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default announcer. */
  readonly app?: AppName;
  /** Ids of faults (FAULTS) to switch on; none by default. An unknown id is a RangeError. */
  readonly faults?: readonly string[];
  /** Speaks TLS with a certificate of TEST_CA_PEM's. */
  readonly tls?: boolean;
}

export interface ReferenceWebsocketServer {
  /** ws or wss URL with the port in it. */
  readonly url: string;
  readonly port: number;
  /** Ends every call and the server. Resolves once the port is free. */
  stop(): Promise<void>;
}

/**
 * Starts the reference server. Prints nothing and ends no process, but for faults that are there to crash it: those
 * throw where nobody catches. Rejects with node's error where the port cannot be had.
 */
export async function startReferenceWebsocketServer(
  options: ReferenceWebsocketOptions,
): Promise<ReferenceWebsocketServer> {
  const { port, host = '127.0.0.1', app = 'announcer', faults = [], tls = false } = options;
  const links = new Set<Link>();
  const upgradeNumbers = new WeakMap<IncomingMessage, number>();
  let upgrades = 0;
  let hung = false;

  const handle: ServerHandle = {
    calls: () => [...links].filter((link) => link.isOpen()).map((link) => link.handle),
    hang: () => {
      hung = true;
    },
  };
  const seams = combine(hooksFor(faults).map((hook) => hook(handle)));

  const websockets = createWebSocketServer();
  websockets.on('headers', (lines, request) => seams.responseHead(lines, upgradeNumbers.get(request) ?? 0));

  const accept = (ws: WebSocket, socket: Socket, number: number, served: AppName): void => {
    const callSeams: CallSeams[] = [];
    const link: Link = openLink(
      ws,
      socket,
      number,
      {
        incoming: (incoming) => call.incoming(incoming),
        drained: () => call.drained(),
        gone: () => {
          links.delete(link);
          call.gone();
        },
      },
      (self) => {
        callSeams.push(...seams.call(self));
        return callSeams;
      },
    );
    links.add(link);
    const call: Call = startCall(link, APPS[served], callSeams);
  };

  const listener: Listener = await listen(host, port, tls, {
    untrustedChain: seams.untrustedChain,
    badRequest: seams.badRequest,
    upgrade: (request, socket, head) => {
      if (hung) return;
      const served = appAt(request.url ?? '/', app);
      if (served === undefined) return refuse(socket, 404);
      const number = upgrades;
      upgrades += 1;
      upgradeNumbers.set(request, number);
      const refused = seams.refuse(number);
      if (refused === undefined)
        websockets.handleUpgrade(request, socket, head, (ws) => accept(ws, socket, number, served));
      else refuse(socket, refused);
    },
  });
  websockets.on('wsClientError', (error, socket) => {
    seams.badRequest(error.message);
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });

  const check = setInterval(() => {
    for (const link of links) {
      if (link.silentForMs() > SILENT_MS) link.close(GOING_AWAY);
      else if (link.silentForMs() > SILENT_MS / 2) link.write({ opcode: 9, payload: Buffer.alloc(0) });
    }
  }, CHECK_MS).unref();

  return {
    url: `${tls ? 'wss' : 'ws'}://${host.includes(':') ? `[${host}]` : host}:${listener.port}`,
    port: listener.port,
    stop: async () => {
      clearInterval(check);
      for (const link of links) link.close(GOING_AWAY);
      await closed(links, 500);
      for (const link of links) link.terminate();
      websockets.close();
      await listener.stop();
    },
  };
}

/** The app that is served at a path: at `/` the one that was asked for, at `/<app>` each; nothing anywhere else. */
function appAt(target: string, asked: AppName): AppName | undefined {
  const name = target.split(/[?#]/, 1)[0]?.slice(1) ?? '';
  if (name === '') return asked;
  return Object.hasOwn(APPS, name) ? (name as AppName) : undefined;
}

function refuse(socket: Socket, status: number): void {
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

function createWebSocketServer(): WebSocketServer {
  const options = {
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: LONGEST_MESSAGE_BYTES,
    autoPong: false,
    closeTimeout: 5000,
    // A client that offers something else altogether gets a connection without subprotocol, as RFC 6455 has it.
    handleProtocols: (offered: Set<string>) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : (false as const)),
  };
  return new WebSocketServer(options);
}

/** Waits until all links are gone, but no longer than so many milliseconds. */
function closed(links: ReadonlySet<Link>, withinMs: number): Promise<void> {
  const deadline = performance.now() + withinMs;
  return new Promise((resolve) => {
    const look = (): void => {
      if (links.size === 0 || performance.now() > deadline) resolve();
      else setTimeout(look, 10);
    };
    look();
  });
}
