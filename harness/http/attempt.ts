// One request on one connection, over node:http, bounded in time and memory.
import { type Agent, type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { Clock } from '../wire/clock.ts';
import type { ExchangeFailure, Header } from './exchange.ts';
import { readBeforeErrors } from './late-errors.ts';
import type { HttpOutcome, HttpRequest, HttpResponse } from './message.ts';
import { shareSignal } from './pause.ts';

export interface AttemptOptions {
  readonly url: URL;
  readonly agent: Agent;
  /** For connection, request and whole response together. */
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly clock: Clock;
}

export interface Attempt {
  readonly outcome: HttpOutcome;
  /** A kept connection ended before any octet of a response: the target may have closed it before the request came. */
  readonly stale: boolean;
}

type FailureKind = ExchangeFailure['kind'];

/** A response head may be this long. */
const HEAD_LIMIT_BYTES = 64 * 1024;
/** What can stand on a request line; anything else would begin another line or another part of it. */
const TARGET = /^[\x21-\x7e\x80-\xff]+$/;

/** Sends a request and takes its response. Never rejects for what the target does; throws for what cannot be sent. */
export function attempt(options: AttemptOptions, sent: HttpRequest, signal: AbortSignal): Promise<Attempt> {
  const { url, clock, timeoutMs, maxBodyBytes } = options;
  const beganMs = clock.nowMs();
  const request = open(options, sent);
  shareSignal(signal);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    let response: IncomingMessage | undefined;
    let surplus: Buffer | undefined;
    let firstByteMs: number | undefined;
    let connected = false;
    let problem: NodeJS.ErrnoException | undefined;
    let settled = false;

    const expire = (): void => {
      const part = connected ? 'no whole response' : 'no connection';
      settle(connected ? 'timeout' : 'unconnected', `${part} within ${Math.round(timeoutMs)} ms`);
    };
    // Whatever has arrived is read before: it may have been our own event loop that was late.
    const timer = setTimeout(() => setImmediate(expire), timeoutMs);
    const onAbort = (): void => settle('aborted', 'the request was given up');
    signal.addEventListener('abort', onAbort);

    function settle(kind?: FailureKind, message = ''): void {
      if (settled) return;
      settled = true;
      const durationMs = clock.nowMs() - beganMs;
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
      // An answer that came before the request was whole: the rest of it is of no use.
      if (kind !== undefined || !request.writableFinished) request.destroy();
      const nothingCame = response === undefined && firstByteMs === undefined;
      resolve({
        outcome: {
          beganMs,
          durationMs,
          ...(firstByteMs === undefined ? {} : { firstByteMs: firstByteMs - beganMs }),
          ...(response === undefined ? {} : { response: read(response, surplus ?? joined(chunks, kind)) }),
          ...(kind === undefined ? {} : { failure: { kind, message } }),
        },
        stale: kind === 'reset' && request.reusedSocket && nothingCame,
      });
    }
    /** The connection ended; the error, if one was told, says how. */
    function settleEnded(): void {
      const message = problem === undefined ? 'the connection ended' : described(problem);
      if (!connected) settle('unconnected', message);
      else if (problem?.code?.startsWith('HPE_')) settle('malformed', malformation(problem));
      else if (response !== undefined) settle('cut', `the connection ended within the body: ${message}`);
      else if (firstByteMs !== undefined) settle('cut', `the connection ended within the head: ${message}`);
      else settle('reset', `the connection ended without a response: ${message}`);
    }
    function noteFirstByte(): void {
      firstByteMs ??= clock.nowMs();
    }

    request.once('socket', (socket) => {
      readBeforeErrors(socket);
      if (request.reusedSocket) connected = true;
      else {
        socket.once(url.protocol === 'https:' ? 'secureConnect' : 'connect', () => {
          connected = true;
        });
      }
      socket.prependOnceListener('data', noteFirstByte);
    });
    request.on('error', (error: NodeJS.ErrnoException) => {
      problem ??= error;
      surplus ??= response === undefined ? undefined : surplusOf(error, response);
      // What came of a body before the error is delivered after it.
      if (response === undefined) settleEnded();
    });
    request.once('close', () => {
      if (response === undefined) settleEnded();
    });
    request.once('upgrade', (incoming, socket) => {
      socket.destroy();
      noteFirstByte();
      response = incoming;
      settle('malformed', `a response ${incoming.statusCode} that nothing asked for`);
    });
    request.once('response', (incoming) => {
      noteFirstByte();
      response = incoming;
      const announcedBytes = Number(incoming.headers['content-length'] ?? 0);
      const mostBytes = announcedBytes > maxBodyBytes ? Math.min(maxBodyBytes, TOO_LARGE_KEPT_BYTES) : maxBodyBytes;
      // The body would be taken for the next response.
      if (announcesForbiddenBody(incoming)) request.shouldKeepAlive = false;
      incoming.on('data', (chunk: Buffer) => {
        if (settled) return;
        bytes += chunk.length;
        chunks.push(chunk);
        if (bytes > mostBytes) settle('too-large', `a body of more than ${maxBodyBytes} bytes`);
      });
      incoming.on('error', (error) => {
        problem ??= error;
      });
      incoming.once('close', () => {
        if (incoming.complete) settle();
        else settleEnded();
      });
      incoming.once('end', () => {
        if (incoming.complete) settle();
      });
    });
    if (signal.aborted) onAbort();
    else write(request, sent.body);
  });
}

function open({ url, agent }: AttemptOptions, { method, target, headers }: HttpRequest): ClientRequest {
  const path = octets(target);
  if (!TARGET.test(path)) throw new Error(`no request target: ${JSON.stringify(target)}`);
  if (method.toUpperCase() === 'CONNECT') throw new Error('CONNECT is not sent');
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const request = send({
    agent,
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port),
    method,
    maxHeaderSize: HEAD_LIMIT_BYTES,
  });
  try {
    for (const [name, values] of grouped(headers)) request.setHeader(name, values);
  } catch (error) {
    request.on('error', () => {});
    request.destroy();
    throw error;
  }
  // Node writes methods in capitals and refuses some paths; both are read again only when the head is written.
  request.method = method;
  request.path = path;
  return request;
}

const ONE_WRITE_BYTES = 16 * 1024;

/** A small body goes in one piece with the head, which node:http does for strings only. */
function write(request: ClientRequest, body: Uint8Array | undefined): void {
  if (body === undefined || body.length > ONE_WRITE_BYTES) request.end(body);
  else request.end(Buffer.from(body.buffer, body.byteOffset, body.length).toString('latin1'), 'latin1');
}

const ASCII = /^[\0-\x7f]*$/;

/** UTF-8 octets, one character each: node:http writes heads as latin1. */
const octets = (text: string): string => (ASCII.test(text) ? text : Buffer.from(text, 'utf8').toString('latin1'));

/** Values by name, as setHeader takes them: in octets, in an array where there are several. */
function grouped(headers: readonly Header[]): Iterable<readonly [name: string, values: string | string[]]> {
  const groups = new Map<string, readonly [string, string | string[]]>();
  for (const [name, text] of headers) {
    const value = octets(text);
    const key = name.toLowerCase();
    const group = groups.get(key);
    groups.set(key, group === undefined ? [name, value] : [group[0], [group[1], value].flat()]);
  }
  return groups.values();
}

/** Of what is too large, more than its beginning is of no use: as many at once as there are cases would fill the memory. */
const TOO_LARGE_KEPT_BYTES = 512 * 1024;

function joined(chunks: readonly Buffer[], kind: FailureKind | undefined): Buffer {
  if (chunks.length === 1 && chunks[0] !== undefined) return chunks[0];
  const bytes = chunks.reduce((sum, { length }) => sum + length, 0);
  return Buffer.concat(chunks, kind === 'too-large' ? Math.min(bytes, TOO_LARGE_KEPT_BYTES) : bytes);
}

function read(message: IncomingMessage, body: Buffer): HttpResponse {
  const { rawHeaders } = message;
  const headers: Header[] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) headers.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  return { status: message.statusCode ?? 0, reason: message.statusMessage ?? '', headers, body };
}

const BODILESS = new Set([204, 304]);

/** Octets behind a head that ends its response: they are no body to node:http, and evidence to a rule. */
function surplusOf(error: NodeJS.ErrnoException, response: IncomingMessage): Buffer | undefined {
  if (!BODILESS.has(response.statusCode ?? 0)) return undefined;
  const { rawPacket, bytesParsed } = error as { readonly rawPacket?: unknown; readonly bytesParsed?: unknown };
  if (!Buffer.isBuffer(rawPacket) || typeof bytesParsed !== 'number') return undefined;
  return Buffer.from(rawPacket.subarray(bytesParsed));
}

function announcesForbiddenBody({ statusCode, headers }: IncomingMessage): boolean {
  if (!BODILESS.has(statusCode ?? 0)) return false;
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function malformation(error: NodeJS.ErrnoException): string {
  const { rawPacket, reason } = error as { readonly rawPacket?: unknown; readonly reason?: unknown };
  const told = typeof reason === 'string' && reason !== '' ? reason : error.message;
  const octetsSeen = Buffer.isBuffer(rawPacket) ? ` in ${JSON.stringify(rawPacket.toString('latin1', 0, 60))}` : '';
  return `no HTTP response: ${told}${octetsSeen}`;
}

function described(error: NodeJS.ErrnoException): string {
  if (error instanceof AggregateError && error.errors.length > 0) {
    return error.errors.map((each) => (each instanceof Error ? each.message : String(each))).join('; ');
  }
  return error.message;
}
