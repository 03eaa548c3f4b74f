// Servers that one broken peer can bring down, or whose calls have something in common.
import { openSync } from 'node:fs';
import type { CallHandle, Hook, Incoming, ServerHandle } from '../seams.ts';
import { CRASHES, type Hooks, objectOf, typeOf } from './vocabulary.ts';

/** How a whole server comes to an end: its process dies, or it answers nobody any more. */
type Downfall = (server: ServerHandle) => void;
const hangs: Downfall = (server) => server.hang();

const lost =
  (how: Downfall): Hook =>
  (server) => ({ call: () => ({ gone: (clean) => void (clean || how(server)) }) });

const onIncoming =
  (how: Downfall, cannot: (incoming: Incoming) => boolean): Hook =>
  (server) => ({
    call: () => ({
      incoming: (incoming, next) => {
        if (cannot(incoming)) how(server);
        else next(incoming);
      },
    }),
  });

/** On a breach of the WebSocket protocol, as the ws library names it. */
const onBroken =
  (how: Downfall, cannot: (code: string) => boolean): Hook =>
  (server) => ({ call: () => ({ broken: (code) => void (cannot(code) && how(server)) }) });

const onBadRequest =
  (how: Downfall, cannot: (code: string) => boolean): Hook =>
  (server) => ({ badRequest: (code) => void (cannot(code) && how(server)) });

const UTF8 = 'WS_ERR_INVALID_UTF8';
const TOO_LONG = 'WS_ERR_UNSUPPORTED_MESSAGE_LENGTH';
/** The two ends of a request head that never becomes complete: the server's patience, or the client's. */
const SLOW = new Set(['ERR_HTTP_REQUEST_TIMEOUT', 'HPE_INVALID_EOF_STATE']);

const isNoObject = (incoming: Incoming): boolean => incoming.kind === 'text' && objectOf(incoming) === undefined;
const isUntyped = (incoming: Incoming): boolean =>
  incoming.kind === 'text' && objectOf(incoming) !== undefined && typeof typeOf(incoming) !== 'string';
const isBadFrame = (code: string): boolean => code.startsWith('WS_ERR') && code !== UTF8 && code !== TOO_LONG;
const isLong = (incoming: Incoming): boolean =>
  (incoming.kind === 'text' && incoming.text.length >= 60_000) ||
  (incoming.kind === 'binary' && incoming.payload.length >= 60_000);

const leaks =
  (take: () => unknown): Hook =>
  () => {
    const kept: unknown[] = [];
    return {
      call: () => {
        kept.push(take());
        return {};
      },
    };
  };

/** All calls hear with one ear: what a call hears is what another said last. */
const sharedEar: Hook = () => {
  let last: { readonly speaker: CallHandle; readonly payload: Buffer } | undefined;
  return {
    call: (call) => ({
      incoming: (incoming, next) => {
        if (incoming.kind !== 'binary') return next(incoming);
        const other = last !== undefined && last.speaker !== call && last.speaker.isOpen() ? last.payload : undefined;
        last = { speaker: call, payload: incoming.payload };
        next(other === undefined ? incoming : { kind: 'binary', payload: other });
      },
    }),
  };
};

/** Ends all the other calls. */
const endsOthers = (server: ServerHandle, call: CallHandle): void => {
  for (const other of server.calls()) if (other !== call) other.close(1011);
};

/** Two seconds of audio, and the caller is done: counted for all calls together. */
const FRAMES_OF_A_CALLER = 100;

const sharedCount: Hook = () => {
  let heard = 0;
  return {
    call: (call) => ({
      incoming: (incoming, next) => {
        next(incoming);
        if (incoming.kind !== 'binary') return;
        heard++;
        if (heard >= FRAMES_OF_A_CALLER && call.isOpen()) call.close(1000);
      },
    }),
  };
};

export const SURVIVES: Hooks = {
  'ws.survives.connection-loss': lost(CRASHES),
  'ws.survives.connection-loss/hang': lost(hangs),
  'ws.survives.malformed-json': onIncoming(CRASHES, isNoObject),
  'ws.survives.malformed-json/no-type': onIncoming(CRASHES, isUntyped),
  'ws.survives.malformed-json/hang': onIncoming(hangs, isNoObject),
  'ws.survives.malformed-frame': onBroken(CRASHES, isBadFrame),
  'ws.survives.malformed-frame/hang': onBroken(hangs, isBadFrame),
  'ws.survives.invalid-utf8': onBroken(CRASHES, (code) => code === UTF8),
  'ws.survives.invalid-utf8/hang': onBroken(hangs, (code) => code === UTF8),
  'ws.survives.oversized-message': [onIncoming(CRASHES, isLong), onBroken(CRASHES, (code) => code === TOO_LONG)],
  'ws.survives.oversized-message/hang': [onIncoming(hangs, isLong), onBroken(hangs, (code) => code === TOO_LONG)],
  'ws.survives.bad-handshake': onBadRequest(CRASHES, () => true),
  'ws.survives.bad-handshake/hang': onBadRequest(hangs, () => true),
  'ws.survives.bad-handshake/slow': onBadRequest(CRASHES, (code) => SLOW.has(code)),
  'ws.survives.churn': leaks(() => Buffer.alloc(1024 * 1024, 1)),
  'ws.survives.churn/open-files': leaks(() => openSync('/dev/null', 'r')),
  'ws.isolates.calls': sharedEar,
  'ws.isolates.calls/shared-count': sharedCount,
  'ws.isolates.calls/call-end': (server) => ({
    call: (call) => ({
      incoming: (incoming, next) => {
        next(incoming);
        if (typeOf(incoming) === 'call_end') endsOthers(server, call);
      },
    }),
  }),
  'ws.isolates.calls/broken': (server) => ({
    call: (call) => ({ gone: (clean) => void (clean || endsOthers(server, call)) }),
  }),
};
