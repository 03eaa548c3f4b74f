// Aculab Cloud's side of one call: answers what the server sends as the guide has it, plays its plays in real time, and
// keeps the state that steps wait for. It decides nothing about right or wrong; that is the rules' business.
import { BYTES_PER_SAMPLE, FRAME_PAYLOAD_LIMIT_BYTES } from '../../../specification/limits.ts';
import type { Connection } from '../../wire/connection.ts';
import type { Recording } from '../../wire/recording.ts';
import type { FrameEvent } from '../../wire/transcript.ts';
import { createPlayout, type PlayoutEffect } from './playout.ts';
import { type PlayStart, readServerMessage } from './server-message.ts';

const OPCODE = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** Text of a message that is put together is not kept beyond this: nothing legal comes near. */
const MESSAGE_LIMIT_BYTES = 1024 * 1024;

export interface CloudState {
  answers: boolean;
  audioStarted: boolean;
  audioEnded: boolean;
  callStarted: boolean;
  callEnded: boolean;
  /** We sent a Close frame, or the server did. */
  closeSent: boolean;
  closeReceived: boolean;
  /** The server's side of TCP is over. */
  serverEnded: 'fin' | 'reset' | undefined;
  closed: boolean;
  /** The server asked to hang up, and the role obeyed. */
  hungUp: boolean;
  /** We wrote octets after which frames can no longer be understood: no closing handshake is possible. */
  poisoned: boolean;
  playsStarted: number;
  playsFinished: number;
  playing: number;
  framesReceived: number;
  lastFrameMs: number;
  /** Types of the messages received, counted. */
  readonly messageTypes: Map<string, number>;
  /** Payloads of the pongs received, as hex. */
  readonly pongs: string[];
}

export interface CloudRole {
  readonly state: Readonly<CloudState>;
  /** Sends a message; knows what call_start, audio_start, audio_end and call_end mean for the call. */
  send(message: Readonly<Record<string, unknown>>): void;
  sendText(text: string): void;
  sendBinary(payload: Uint8Array): void;
  ping(payload: Uint8Array): void;
  close(code?: number, reason?: string): void;
  setAnswers(answers: boolean): void;
  /** Tells the role of a text that is about to be sent in another way, in fragments for instance. */
  aboutToSend(text: string): void;
  /** Says that frames can no longer be understood by the server. */
  poison(): void;
  /** Resolves true when `condition` holds, false when `withinMs` is over first. Checked at every change. */
  until(condition: (state: Readonly<CloudState>) => boolean, withinMs: number): Promise<boolean>;
  /** Wakes the waiting steps, to look again. */
  nudge(): void;
  dispose(): void;
}

export interface CloudRoleOptions {
  readonly connection: Connection;
  readonly recording: Recording;
}

/** Takes the role of Aculab Cloud on an upgraded connection. */
export function createCloudRole({ connection, recording }: CloudRoleOptions): CloudRole {
  const call = connection.call;
  const state: CloudState = {
    answers: true,
    audioStarted: false,
    audioEnded: false,
    callStarted: false,
    callEnded: false,
    closeSent: false,
    closeReceived: false,
    serverEnded: undefined,
    closed: false,
    hungUp: false,
    poisoned: false,
    playsStarted: 0,
    playsFinished: 0,
    playing: 0,
    framesReceived: 0,
    lastFrameMs: recording.nowMs(),
    messageTypes: new Map(),
    pongs: [],
  };
  const playout = createPlayout();
  const playingNow = new Set<number>();
  const overfull = new Set<number>();
  let open: (PlayStart & { readonly refused?: boolean }) | undefined;
  let message: { opcode: number; parts: Uint8Array[]; bytes: number } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let disposed = false;
  const waiting = new Set<() => void>();

  const nudge = (): void => {
    for (const check of [...waiting]) check();
  };

  function sendFrame(opcode: number, payload: Uint8Array): void {
    if (!state.closed && !disposed) connection.sendFrame({ opcode, payload });
  }

  function sendText(text: string): void {
    sendFrame(OPCODE.text, Buffer.from(text, 'utf8'));
  }

  function send(out: Readonly<Record<string, unknown>>): void {
    about(out.type);
    sendText(JSON.stringify(out));
    nudge();
  }

  /** What a message means for the call, just before it is sent. */
  function about(type: unknown): void {
    if (type === 'call_start') state.callStarted = true;
    if (type === 'audio_start') state.audioStarted = true;
    if (type === 'audio_end') state.audioEnded = true;
    if (type === 'call_end') {
      // Every unfinished play finishes when the call ends, and call_end is the last message: so this comes first.
      apply(playout.callEnds(recording.nowMs()));
      state.callEnded = true;
    }
  }

  /** Either side has begun to end the connection: nothing more is said. */
  function isEnding(): boolean {
    return state.closeSent || state.closeReceived || state.serverEnded !== undefined;
  }

  function answerError(reason: string): void {
    if (state.answers && !state.callEnded && !isEnding()) sendText(JSON.stringify({ type: 'error', reason }));
  }

  function close(code?: number, reason = ''): void {
    if (state.closeSent) return;
    state.closeSent = true;
    const payload = code === undefined ? Buffer.alloc(0) : Buffer.concat([Buffer.alloc(2), Buffer.from(reason)]);
    if (code !== undefined) payload.writeUInt16BE(code, 0);
    sendFrame(OPCODE.close, payload);
    nudge();
  }

  /** The server broke the protocol: fail the connection as RFC 6455 section 7.1.7 has it. */
  function failConnection(code: number): void {
    close(code);
  }

  function apply(effects: readonly PlayoutEffect[]): void {
    for (const effect of effects) {
      note(effect);
      if (effect.kind === 'playing' || effect.kind === 'resumed') playingNow.add(effect.play);
      if (effect.kind === 'finished' || effect.kind === 'aborted') {
        playingNow.delete(effect.play);
        state.playsFinished++;
        if (state.answers && !state.callEnded && !isEnding()) {
          sendText(JSON.stringify({ type: 'audio_play_finished', id: effect.id }));
        }
      }
      if (effect.kind === 'refused') answerError(effect.reason ?? 'the message could not be processed');
      // Once for a play: a server that floods us is not flooded back.
      if (effect.kind === 'frame-dropped' && !overfull.has(effect.play)) {
        overfull.add(effect.play);
        answerError(effect.reason ?? 'too many frames are queued');
      }
    }
    state.playing = playingNow.size;
    schedule();
    nudge();
  }

  function note(effect: PlayoutEffect): void {
    if (effect.kind === 'frame-dropped' || effect.kind === 'resumed') return;
    recording.add({
      kind: 'play',
      call,
      ms: recording.nowMs(),
      play: effect.play,
      id: effect.id,
      state: effect.kind,
    });
  }

  function schedule(): void {
    clearTimeout(timer);
    const due = playout.nextDueMs();
    if (due === undefined || disposed || state.closed) return;
    timer = setTimeout(
      () => apply(playout.advance(recording.nowMs())),
      Math.max(0, Math.ceil(due - recording.nowMs())),
    );
  }

  function onText(text: string): void {
    const request = readServerMessage(text);
    if (request.type !== undefined) {
      state.messageTypes.set(request.type, (state.messageTypes.get(request.type) ?? 0) + 1);
    }
    if (state.callEnded) return;
    const now = recording.nowMs();
    switch (request.kind) {
      case 'refused':
        if (request.playStart && open === undefined) {
          open = { format: '16bit_PCM', channels: 1, channel: 0, initialBufferMs: 0, id: '', refused: true };
        }
        answerError(request.reason);
        break;
      case 'play-start':
        if (open !== undefined) {
          answerError('a play is open: end or abort it before the next one');
          break;
        }
        state.playsStarted++;
        open = request.play;
        apply(playout.start(now, request.play));
        break;
      case 'play-end':
        if (open === undefined) answerError('there is no open play to end');
        else if (!open.refused) apply(playout.end(now));
        open = undefined;
        break;
      case 'play-abort':
        open = undefined;
        apply(playout.abort(now));
        break;
      case 'hangup':
        obeyHangup(request.cause, request.rawCause);
        break;
    }
    nudge();
  }

  function obeyHangup(cause: string, rawCause: number): void {
    state.hungUp = true;
    if (!state.answers) return;
    if (state.audioStarted && !state.audioEnded) send({ type: 'audio_end' });
    send({ type: 'call_end', origin: 'server', cause, raw_cause: rawCause });
    close(1000);
  }

  function onAudio(payloadBytes: number): void {
    if (state.callEnded) return;
    if (open === undefined) {
      answerError('audio outside a play');
      return;
    }
    if (open.refused) return;
    if (payloadBytes % (BYTES_PER_SAMPLE[open.format] * open.channels) !== 0) {
      answerError('the frame does not hold a whole number of samples');
    }
    apply(playout.frame(recording.nowMs(), payloadBytes));
  }

  /** Takes a data frame; returns the close code where it breaks the protocol or a limit. */
  function onData(frame: FrameEvent): number | undefined {
    if (frame.payloadBytes > FRAME_PAYLOAD_LIMIT_BYTES) return 1009;
    // What is kept beyond this call is copied: the decoder reuses its buffer.
    const payload = frame.fin ? (frame.payload ?? Buffer.alloc(0)) : Buffer.from(frame.payload ?? []);
    if (frame.opcode === OPCODE.continuation) {
      if (message === undefined) return 1002;
      message.parts.push(payload);
      message.bytes += frame.payloadBytes;
    } else {
      if (message !== undefined) return 1002;
      message = { opcode: frame.opcode, parts: [payload], bytes: frame.payloadBytes };
    }
    if (message.bytes > MESSAGE_LIMIT_BYTES) return 1009;
    if (!frame.fin) return undefined;
    const { opcode, parts, bytes } = message;
    message = undefined;
    if (opcode === OPCODE.binary) {
      onAudio(bytes);
      return undefined;
    }
    const whole = parts.length === 1 ? payload : Buffer.concat(parts);
    let text: string;
    try {
      text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(whole);
    } catch {
      return 1007;
    }
    onText(text);
    return undefined;
  }

  function onFrame(frame: FrameEvent): void {
    state.framesReceived++;
    state.lastFrameMs = frame.ms;
    const isControl = frame.opcode >= 8;
    if (frame.opcode === OPCODE.close) {
      state.closeReceived = true;
      apply(playout.callEnds(recording.nowMs()));
      const code = frame.payload && frame.payload.length >= 2 ? Buffer.from(frame.payload).readUInt16BE(0) : undefined;
      // A code that must not be on the wire is not echoed: we stay legal whatever the server does.
      close(code !== undefined && isSendableCloseCode(code) ? code : code === undefined ? undefined : 1002);
    } else if (frame.masked || frame.rsv !== 0 || (isControl && (!frame.fin || frame.payloadBytes > 125))) {
      failConnection(1002);
    } else if (frame.opcode === OPCODE.ping) {
      sendFrame(OPCODE.pong, frame.payload ?? Buffer.alloc(0));
    } else if (frame.opcode === OPCODE.pong) {
      state.pongs.push(Buffer.from(frame.payload ?? []).toString('hex'));
    } else if (frame.opcode <= OPCODE.binary) {
      const code = state.closeReceived || state.closeSent ? undefined : onData(frame);
      if (code !== undefined) failConnection(code);
    } else {
      failConnection(1002);
    }
    nudge();
  }

  connection.listen({
    onFrame,
    onEnd: (how) => {
      state.serverEnded = how;
      apply(playout.callEnds(recording.nowMs()));
      // Nothing more can come: our side of TCP ends too, as any client's would.
      connection.halfClose();
      nudge();
    },
    onUndecodable: () => failConnection(1002),
    onClosed: () => {
      state.closed = true;
      clearTimeout(timer);
      nudge();
    },
  });

  return {
    state,
    send,
    sendText,
    aboutToSend: (text) => about(typeOf(text)),
    sendBinary: (payload) => sendFrame(OPCODE.binary, payload),
    ping: (payload) => sendFrame(OPCODE.ping, payload),
    close,
    setAnswers: (answers) => {
      state.answers = answers;
    },
    poison: () => {
      state.poisoned = true;
    },
    until: (condition, withinMs) =>
      new Promise((resolve) => {
        let deadline: NodeJS.Timeout | undefined;
        const settle = (met: boolean): void => {
          waiting.delete(check);
          clearTimeout(deadline);
          resolve(met);
        };
        const check = (): void => {
          if (condition(state)) settle(true);
          else if (disposed) settle(false);
        };
        waiting.add(check);
        deadline = setTimeout(() => settle(condition(state)), Math.max(0, withinMs));
        check();
      }),
    nudge,
    dispose: () => {
      disposed = true;
      clearTimeout(timer);
      nudge();
    },
  };
}

/** The type of a message, however it is spelled; undefined where it is none. */
function typeOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { type?: unknown } | null)?.type;
  } catch {
    return undefined;
  }
}

function isSendableCloseCode(code: number): boolean {
  return (code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999);
}
