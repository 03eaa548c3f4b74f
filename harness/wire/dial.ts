import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket, type ConnectionOptions as TlsConnectOptions } from 'node:tls';
import { RAW_CAUSES } from '../../specification/limits.ts';
import type { TlsOptions } from '../engine/options.ts';
import type { ConnectedEvent } from './transcript.ts';

/** A connection that could not be made, with the raw cause that the application would see. */
export interface DialFailure {
  readonly kind: 'failed';
  readonly rawCause: 900 | 901 | 902 | 903 | 904;
  /** Error code of Node or OpenSSL, such as ECONNREFUSED. */
  readonly code: string;
  readonly message: string;
}

export interface Dialed {
  readonly kind: 'dialed';
  /** What carries our octets: `tcp` itself, or TLS over it. */
  readonly stream: Socket;
  readonly tcp: Socket;
  readonly tls?: NonNullable<ConnectedEvent['tls']>;
}

export interface DialOptions {
  readonly url: URL;
  readonly tls?: TlsOptions;
  /** For name, TCP and TLS together. */
  readonly timeoutMs: number;
}

type Stage = 'name' | 'tcp' | 'tls';

const STAGE_CAUSES = {
  name: RAW_CAUSES.nameNotResolved,
  tcp: RAW_CAUSES.noConnection,
  tls: RAW_CAUSES.tlsFailed,
} as const;
const STAGE_NAMES = { name: 'name lookup', tcp: 'TCP connect', tls: 'TLS handshake' } as const;
/** Our own host has run out of something: that says nothing about the target. */
const HOST_CODES = new Set(['EMFILE', 'ENFILE', 'ENOBUFS', 'ENOMEM']);

/** Opens TCP, and TLS for wss. Never rejects. Nagle and keepalive are off, a half-closed connection stays half open. */
export function dial({ url, tls, timeoutMs }: DialOptions): Promise<Dialed | DialFailure> {
  const problem = urlProblem(url);
  if (problem !== undefined) {
    return Promise.resolve({ kind: 'failed', rawCause: RAW_CAUSES.badUrl, code: 'ERR_INVALID_URL', message: problem });
  }
  const secure = url.protocol === 'wss:';
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  return new Promise((resolve) => {
    let stage: Stage = isIP(host) === 0 ? 'name' : 'tcp';
    const tcp = connectTcp({
      host,
      port: url.port === '' ? (secure ? 443 : 80) : Number(url.port),
      noDelay: true,
      keepAlive: false,
      allowHalfOpen: true,
      // Node gives each address 250 ms, which a far server with two addresses cannot always meet.
      autoSelectFamilyAttemptTimeout: Math.max(250, Math.round(timeoutMs / 4)),
    });
    let stream: Socket = tcp;
    let settled = false;

    const timer = setTimeout(() => {
      fail({ code: 'ETIMEDOUT', message: `${STAGE_NAMES[stage]} not done within ${timeoutMs} ms` });
    }, timeoutMs);

    function fail(error: { readonly code?: string; readonly message: string }): void {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      stream.destroy();
      tcp.destroy();
      resolve({
        kind: 'failed',
        rawCause: rawCause(stage, error.code),
        code: error.code ?? '',
        message: error.message,
      });
    }
    function succeed(dialed: Dialed): void {
      if (settled) return;
      settled = true;
      clearTimeout(timer);
      resolve(dialed);
    }

    // These listeners stay: a socket without one would throw its next error into the process.
    tcp.on('error', (error) => fail(described(error)));
    tcp.once('lookup', (error: Error | null) => {
      if (error === null) stage = 'tcp';
    });
    tcp.once('connect', () => {
      if (!secure) {
        succeed({ kind: 'dialed', stream: tcp, tcp });
        return;
      }
      stage = 'tls';
      try {
        const tlsStream = connectTls(tlsConnectOptions(tcp, host, tls));
        stream = tlsStream;
        tlsStream.on('error', (error) => fail(described(error)));
        tlsStream.once('close', () => fail({ code: 'ECONNRESET', message: 'closed during the TLS handshake' }));
        tlsStream.once('secureConnect', () => succeed({ kind: 'dialed', stream, tcp, tls: tlsInfo(tlsStream) }));
      } catch (error) {
        // Certificates or keys that OpenSSL cannot read.
        fail(described(error));
      }
    });
  });
}

function urlProblem(url: URL): string | undefined {
  if (url.protocol !== 'ws:' && url.protocol !== 'wss:') return `the scheme is ${url.protocol} and not ws: or wss:`;
  if (url.hostname === '') return 'the URL names no host';
  return url.hash === '' ? undefined : 'a WebSocket URL has no fragment';
}

function tlsConnectOptions(socket: Socket, host: string, tls: TlsOptions = {}): TlsConnectOptions {
  return {
    socket,
    host,
    rejectUnauthorized: tls.insecure !== true,
    ...(isIP(host) === 0 ? { servername: host } : {}),
    ...(tls.ca === undefined ? {} : { ca: tls.ca }),
    ...(tls.cert === undefined ? {} : { cert: tls.cert }),
    ...(tls.key === undefined ? {} : { key: tls.key }),
  };
}

function tlsInfo(socket: TLSSocket): NonNullable<ConnectedEvent['tls']> {
  const { authorized, authorizationError } = socket;
  const protocol = socket.getProtocol() ?? 'unknown';
  // Node declares an Error here and leaves a code, depending on what failed.
  return authorized ? { authorized, protocol } : { authorized, error: String(authorizationError), protocol };
}

function rawCause(stage: Stage, code: string | undefined): DialFailure['rawCause'] {
  return code !== undefined && HOST_CODES.has(code) ? RAW_CAUSES.unclassified : STAGE_CAUSES[stage];
}

/** An error's code and text; of several attempts at several addresses all texts. */
function described(error: unknown): { readonly code: string; readonly message: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof AggregateError && error.errors.length > 0) {
    const messages = error.errors.map((each) => (each instanceof Error ? each.message : String(each)));
    return { code, message: messages.join('; ') };
  }
  return { code, message: error instanceof Error ? error.message : String(error) };
}
