import { RAW_CAUSES } from '../../specification/limits.ts';
import type { TlsOptions } from '../engine/options.ts';
import { type Dialed, type DialFailure, dial } from './dial.ts';
import { createFrameDecoder, type DecodedFrame } from './frame-decoder.ts';
import { encodeFrame, type OutgoingFrame } from './frame-encoder.ts';
import { createOutput } from './output.ts';
import type { Recording } from './recording.ts';
import { collectResponseHead, type ResponseHead } from './response-head.ts';
import { sentFrame } from './sent-frame.ts';
import type { FrameEvent, OctetsEvent } from './transcript.ts';
import { buildUpgradeRequest, checkUpgradeResponse, type UpgradeProblem } from './upgrade.ts';

export interface ConnectionOptions {
  readonly url: URL;
  readonly tls?: TlsOptions;
  /** Headers for every upgrade request. Their values are not recorded. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly connectTimeoutMs: number;
  readonly recording: Recording;
  /** Number of the connection within the case, for its events. */
  readonly call: number;
  readonly label: string;
  /** Octets received beyond which the connection is reset. Default 64 MiB. */
  readonly maxReceivedBytes?: number;
  /** Added to it for every second that the connection has lasted. Default 0. */
  readonly receivedBytesPerSecond?: number;
}

export interface UpgradeOptions {
  readonly protocols: readonly string[];
  /** Added to those of the connection. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Request target to use instead of the URL's path and query. */
  readonly path?: string;
  readonly timeoutMs: number;
  /** Marks the request as deliberately no valid upgrade. */
  readonly deviant?: boolean;
}

export type UpgradeResult =
  /** A 101. With problems the frames flow all the same: it is for the caller to drop the connection. */
  | {
      readonly kind: 'open';
      readonly status: 101;
      readonly subprotocol?: string;
      readonly problems: readonly UpgradeProblem[];
    }
  /** Another status; it is the raw cause. */
  | { readonly kind: 'refused'; readonly rawCause: number; readonly status: number; readonly reason: string }
  /** No response head. */
  | { readonly kind: 'failed'; readonly rawCause: 905; readonly reason: string };

export interface ConnectionHandlers {
  /** `index` is the event's in the recording, -1 where it was only counted. The payload may be a view: copy to keep. */
  onFrame?(frame: FrameEvent, index: number): void;
  /** Octets that arrived while no frames are expected, before an upgrade. */
  onOctets?(octets: OctetsEvent, index: number): void;
  /** The server's side ended. After `fin` our own side is still open. */
  onEnd?(how: 'fin' | 'reset'): void;
  /** No further frame can be told from the stream. */
  onUndecodable?(reason: string): void;
  onClosed?(): void;
}

/** One connection to a server, recorded. Nothing here throws or rejects because of what the server does. */
export interface Connection {
  readonly call: number;
  /** Resolves when the socket is gone for good. */
  readonly closed: Promise<void>;
  /** `open` once a 101 has arrived. */
  readonly state: 'connected' | 'open' | 'closed';
  upgrade(options: UpgradeOptions): Promise<UpgradeResult>;
  /**
   * Sets the handlers; what happened since the upgrade is told at once. Reading begins with the first call of this or
   * of upgrade().
   */
  listen(handlers: ConnectionHandlers): void;
  /** Records and writes a frame; one that is cut or lies about its length is recorded as octets. */
  sendFrame(frame: OutgoingFrame): void;
  /** Writes octets as they are. `shown` is recorded instead where they hold a secret. */
  sendOctets(octets: Uint8Array, shown?: Uint8Array): void;
  pauseReading(): void;
  resumeReading(): void;
  /** Octets that wait to be taken by the system: the server is not reading them. */
  readonly writableLength: number;
  /** Sends FIN after what has been written. */
  halfClose(): void;
  /** Sends RST; what waits is lost. */
  reset(): void;
  /** Closes the socket whatever the server does. */
  destroy(): void;
}

const DEFAULT_MAX_RECEIVED_BYTES = 64 * 1024 * 1024;

/** Opens TCP, and TLS for wss, and records it. Never rejects. */
export async function openConnection(
  options: ConnectionOptions,
): Promise<{ readonly kind: 'connected'; readonly connection: Connection } | DialFailure> {
  const { recording, call, label, url } = options;
  recording.add({ kind: 'connect', call, ms: recording.nowMs(), url: withoutLogin(url), label });
  const dialed = await dial({ url, timeoutMs: options.connectTimeoutMs, ...(options.tls ? { tls: options.tls } : {}) });
  const base = { call, ms: recording.nowMs() };
  if (dialed.kind === 'failed') {
    const { rawCause, code, message } = dialed;
    recording.add({ kind: 'connect-failed', ...base, rawCause, code, message });
    return dialed;
  }
  recording.add({ kind: 'connected', ...base, ...(dialed.tls ? { tls: dialed.tls } : {}) });
  return { kind: 'connected', connection: createConnection(dialed, options) };
}

function createConnection({ stream, tcp }: Dialed, options: ConnectionOptions): Connection {
  const { recording, call, url } = options;
  const maxReceivedBytes = options.maxReceivedBytes ?? DEFAULT_MAX_RECEIVED_BYTES;
  let state: Connection['state'] = 'connected';
  let handlers: ConnectionHandlers | undefined;
  const untold: Array<(to: ConnectionHandlers) => void> = [];
  let started = false;
  let paused = false;
  let receivedBytes = 0;
  const beganMs = recording.nowMs();
  /** What is done with octets as they arrive; changes with the upgrade. */
  let consume = recordReceivedOctets;
  /** Ends an upgrade that waits for its response. */
  let upgradeEnded: ((reason: string) => void) | undefined;
  let serverEnded = false;
  let weEnded = false;
  /** We have given the connection up: what still arrives is not looked at. */
  let gone = false;
  let markClosed: () => void = () => {};
  const closed = new Promise<void>((resolve) => {
    markClosed = resolve;
  });

  const decoder = createFrameDecoder({
    keepBytes: recording.textLimitBytes,
    onFrame: receiveFrame,
    onUndecodable(reason, rest) {
      addOctets('server', rest, reason);
      tell((to) => to.onUndecodable?.(reason));
    },
  });

  const output = createOutput(stream);

  stream.pause();
  stream.on('data', receive);
  stream.on('end', () => {
    if (!wasReset()) {
      serverEnds('fin');
      return;
    }
    serverEnds('reset');
    stream.destroy();
  });
  stream.on('error', breaks);
  if (tcp !== stream) tcp.on('error', breaks);
  stream.on('close', () => {
    tcp.destroy();
    close();
  });

  function now(): { readonly call: number; readonly ms: number } {
    return { call, ms: recording.nowMs() };
  }

  function tell(what: (to: ConnectionHandlers) => void): void {
    if (handlers === undefined) untold.push(what);
    else what(handlers);
  }

  function startReading(): void {
    started = true;
    if (!paused) stream.resume();
  }

  function receive(chunk: Buffer): void {
    if (gone) return;
    receivedBytes += chunk.length;
    const limitBytes =
      maxReceivedBytes + Math.round(((recording.nowMs() - beganMs) / 1000) * (options.receivedBytesPerSecond ?? 0));
    if (receivedBytes > limitBytes) {
      const reason = `more than ${limitBytes} bytes received on one connection, which was then reset`;
      recording.add({ kind: 'octets', ...now(), from: 'server', bytes: chunk.length, reason });
      reset();
      return;
    }
    consume(chunk);
  }

  function recordReceivedOctets(chunk: Buffer): void {
    addOctets('server', chunk, 'no upgrade was made');
  }

  function addOctets(from: 'cloud' | 'server', payload: Uint8Array, reason?: string): void {
    const event: OctetsEvent = {
      kind: 'octets',
      ...now(),
      from,
      bytes: payload.length,
      payload,
      ...(reason === undefined ? {} : { reason }),
    };
    const index = recording.add(event);
    if (from === 'server') tell((to) => to.onOctets?.(event, index));
  }

  function receiveFrame(frame: DecodedFrame): void {
    // A handler may have destroyed the connection while this chunk still held frames.
    if (gone) return;
    const event: FrameEvent = {
      kind: 'frame',
      call,
      ms: recording.nowMs(),
      from: 'server',
      opcode: frame.opcode,
      fin: frame.fin,
      rsv: frame.rsv,
      masked: frame.masked,
      lengthBits: frame.lengthBits,
      payloadBytes: frame.payloadBytes,
      payload: frame.payload,
    };
    const index = recording.frame(event);
    if (handlers === undefined) untold.push((to) => to.onFrame?.(event, index));
    else handlers.onFrame?.(event, index);
  }

  function serverEnds(how: 'fin' | 'reset'): void {
    if (serverEnded) return;
    serverEnded = true;
    recording.add({ kind: 'end', ...now(), from: 'server', how });
    upgradeEnded?.(how === 'fin' ? 'the server closed the connection' : 'the server reset the connection');
    tell((to) => to.onEnd?.(how));
  }

  /**
   * Whether what Node reports as an end was an RST. libuv takes one that arrives right behind data for a FIN; but then
   * the system knows no peer any more, and asking for the first time tells. After our own FIN both look alike.
   */
  function wasReset(): boolean {
    return !weEnded && tcp.remoteAddress === undefined;
  }

  function breaks(error: NodeJS.ErrnoException): void {
    if (serverEnded || state === 'closed') return;
    // While reading is paused Node still holds what arrived before the failure.
    const left: Buffer | null = started ? stream.read() : null;
    if (left !== null) receive(left);
    if (error.code !== 'ECONNRESET' && error.code !== 'EPIPE') {
      recording.add({ kind: 'octets', ...now(), from: 'server', bytes: 0, reason: error.message });
    }
    serverEnds('reset');
  }

  function close(): void {
    if (state === 'closed') return;
    state = 'closed';
    recording.add({ kind: 'closed', ...now(), pendingBytes: decoder.pendingBytes });
    upgradeEnded?.('the connection was closed');
    tell((to) => to.onClosed?.());
    markClosed();
  }

  function canWrite(): boolean {
    return !weEnded && stream.writable && state !== 'closed';
  }

  function weEnd(how: 'fin' | 'reset'): void {
    if (weEnded && how === 'fin') return;
    weEnded = true;
    recording.add({ kind: 'end', ...now(), from: 'cloud', how });
  }

  function reset(): void {
    if (tcp.destroyed) return;
    gone = true;
    weEnd('reset');
    output.flush();
    tcp.resetAndDestroy();
    stream.destroy();
  }

  function upgrade(request: UpgradeOptions): Promise<UpgradeResult> {
    const { protocols, path, timeoutMs, deviant } = request;
    const { octets, text, key, extensions } = buildUpgradeRequest({
      url,
      protocols,
      headers: { ...options.headers, ...request.headers },
      ...(path === undefined ? {} : { path }),
    });
    return new Promise((resolve) => {
      if (!canWrite() || state !== 'connected') {
        resolve({
          kind: 'failed',
          rawCause: RAW_CAUSES.handshakeFailed,
          reason: 'the connection is not there to upgrade',
        });
        return;
      }
      recording.add({ kind: 'request', ...now(), text, key, protocols, extensions, ...(deviant ? { deviant } : {}) });
      output.write(octets);
      const timer = setTimeout(() => fail(`no complete HTTP response within ${timeoutMs} ms`), timeoutMs);

      function done(result: UpgradeResult): void {
        clearTimeout(timer);
        upgradeEnded = undefined;
        if (result.kind !== 'open') consume = ignore;
        resolve(result);
      }
      function fail(reason: string): void {
        recording.add({ kind: 'response-failed', ...now(), reason });
        done({ kind: 'failed', rawCause: RAW_CAUSES.handshakeFailed, reason });
      }
      function answered({ status, reason, headers }: ResponseHead, rest: Buffer): void {
        recording.add({ kind: 'response', ...now(), status, reason, headers });
        if (status !== 101) {
          done({ kind: 'refused', rawCause: status, status, reason });
          return;
        }
        state = 'open';
        consume = decoder.push;
        done({ kind: 'open', status: 101, ...checkUpgradeResponse({ status, reason, headers }, { key, protocols }) });
        consume(rest);
      }

      upgradeEnded = fail;
      consume = collectResponseHead(answered, fail);
      startReading();
    });
  }

  return {
    call,
    closed,
    get state() {
      return state;
    },
    upgrade,
    listen(to) {
      handlers = to;
      for (const what of untold.splice(0)) what(to);
      startReading();
    },
    sendFrame(frame) {
      if (!canWrite()) return;
      const octets = encodeFrame(frame);
      const event = sentFrame(frame, now());
      if (event === undefined) addOctets('cloud', octets);
      else recording.frame(event);
      output.write(octets);
    },
    sendOctets(octets, shown = octets) {
      if (!canWrite()) return;
      addOctets('cloud', shown);
      output.write(octets);
    },
    pauseReading() {
      if (state === 'closed') return;
      paused = true;
      stream.pause();
      recording.add({ kind: 'reading', ...now(), paused: true });
    },
    resumeReading() {
      if (state === 'closed') return;
      recording.add({ kind: 'reading', ...now(), paused: false });
      paused = false;
      if (started) stream.resume();
    },
    get writableLength() {
      return output.waitingBytes + (tcp === stream ? 0 : tcp.writableLength);
    },
    halfClose() {
      if (!canWrite()) return;
      weEnd('fin');
      output.flush();
      stream.end();
    },
    reset,
    destroy() {
      if (stream.destroyed) return;
      gone = true;
      weEnd('fin');
      output.flush();
      stream.destroy();
      tcp.destroy();
    },
  };
}

function withoutLogin(url: URL): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.href;
}

function ignore(): void {}
