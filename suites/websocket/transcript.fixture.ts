// Test support: hand-made transcripts. Everything is added at the current time of the current call; frames are legal
// unless told otherwise.
import { createHash } from 'node:crypto';
import type { FrameEvent, Peer, TargetProfile, Transcript, TranscriptEvent } from '../../harness/wire/transcript.ts';
import { TRANSCRIPT_FORMAT } from '../../harness/wire/transcript.ts';
import type { CallView, CaseView } from './rule.ts';
import { viewOf } from './view.ts';

type Payload = string | Uint8Array | number;
type FrameOverrides = Partial<Omit<FrameEvent, 'kind' | 'call' | 'ms' | 'from'>>;
/** An event without what the builder knows: the call and the time. */
type BareEvent = TranscriptEvent extends infer E ? (E extends TranscriptEvent ? Omit<E, 'call' | 'ms'> : never) : never;

export const KEY = 'dGhlIHNhbXBsZSBub25jZQ==';

/** The Sec-WebSocket-Accept that belongs to a key. */
export const acceptOf = (key: string): string =>
  createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

const PROFILE: TargetProfile = {
  roundTripMs: 1,
  worstRoundTripMs: 3,
  answersPing: true,
  watchedMs: 1000,
  plays: true,
  timeoutScale: 1,
  started: false,
  secure: false,
  insecure: false,
};

export interface PlayOptions {
  /** Properties of the start message beside its type. */
  readonly start?: Readonly<Record<string, unknown>>;
  readonly frames?: number;
  readonly frameBytes?: number;
  /** Time between the frames; 0 sends them at once. */
  readonly everyMs?: number;
  /** False leaves the play open. */
  readonly end?: boolean;
}

export interface TranscriptBuilder {
  /** Goes to this moment, in milliseconds since the case began. */
  readonly at: (ms: number) => TranscriptBuilder;
  readonly after: (ms: number) => TranscriptBuilder;
  /** What follows happens on this connection. 0 at first. */
  readonly call: (call: number) => TranscriptBuilder;
  readonly profile: (profile: Partial<TargetProfile>) => TranscriptBuilder;
  /** connect and connected. */
  readonly connect: (label?: string) => TranscriptBuilder;
  readonly request: (request?: {
    readonly protocols?: readonly string[];
    readonly deviant?: boolean;
    readonly text?: string;
  }) => TranscriptBuilder;
  /** A correct 101 unless told otherwise; `headers` replaces all of them. */
  readonly response: (response?: {
    readonly status?: number;
    readonly reason?: string;
    readonly headers?: ReadonlyArray<readonly [string, string]>;
  }) => TranscriptBuilder;
  /** connect, request and a correct response. */
  readonly upgrade: (label?: string) => TranscriptBuilder;
  /** upgrade, call_start and audio_start. */
  readonly openCall: (label?: string) => TranscriptBuilder;
  /** A number stands for so many zero octets. */
  readonly serverFrame: (opcode: number, payload?: Payload, overrides?: FrameOverrides) => TranscriptBuilder;
  readonly cloudFrame: (opcode: number, payload?: Payload, overrides?: FrameOverrides) => TranscriptBuilder;
  /** A text message: a string as it is, an object as JSON. */
  readonly serverText: (message: string | Readonly<Record<string, unknown>>) => TranscriptBuilder;
  readonly cloudText: (message: string | Readonly<Record<string, unknown>>) => TranscriptBuilder;
  readonly serverAudio: (payload?: Payload) => TranscriptBuilder;
  readonly cloudAudio: (payload?: Payload) => TranscriptBuilder;
  /** One message in fragments. */
  readonly serverFragments: (opcode: 1 | 2, payloads: readonly Payload[]) => TranscriptBuilder;
  readonly cloudFragments: (opcode: 1 | 2, payloads: readonly Payload[]) => TranscriptBuilder;
  /** A Close frame; without a code an empty one. */
  readonly serverClose: (code?: number, reason?: string) => TranscriptBuilder;
  readonly cloudClose: (code?: number, reason?: string) => TranscriptBuilder;
  /** A play of the server's: start, frames of 20 ms in real time, end. */
  readonly play: (options?: PlayOptions) => TranscriptBuilder;
  readonly callEnd: (origin?: string, cause?: string, rawCause?: number) => TranscriptBuilder;
  /** call_end, Close and Close, FIN and FIN, closed. */
  readonly endCall: () => TranscriptBuilder;
  readonly end: (from: Peer, how?: 'fin' | 'reset') => TranscriptBuilder;
  readonly closed: (pendingBytes?: number) => TranscriptBuilder;
  readonly octets: (from: Peer, payload: Payload, reason?: string) => TranscriptBuilder;
  readonly stall: (lateMs: number) => TranscriptBuilder;
  readonly reading: (paused: boolean) => TranscriptBuilder;
  readonly step: (index: number, step: string, phase: 'begin' | 'end', unmet?: string) => TranscriptBuilder;
  /** Anything else, as it is. */
  readonly event: (event: BareEvent) => TranscriptBuilder;
  readonly build: () => Transcript;
  /** The view of what was built. */
  readonly view: () => CaseView;
  /** The view of its call 0. */
  readonly callView: () => CallView;
}

export function transcript(): TranscriptBuilder {
  const events: TranscriptEvent[] = [];
  let call = 0;
  let ms = 0;
  let profile = PROFILE;
  let protocols: readonly string[] = [];

  function add(event: BareEvent): TranscriptBuilder {
    events.push({ ...event, call, ms } as TranscriptEvent);
    return builder;
  }

  function frame(from: Peer, opcode: number, payload: Payload, overrides: FrameOverrides): TranscriptBuilder {
    const octets = octetsOf(payload);
    const lengthBits = octets.length < 126 ? 7 : octets.length < 65_536 ? 16 : 64;
    const legal = {
      opcode,
      fin: true,
      rsv: 0,
      masked: from === 'cloud',
      lengthBits,
      payloadBytes: octets.length,
    } as const;
    return add({ kind: 'frame', from, ...legal, payload: octets, ...overrides });
  }

  function fragments(from: Peer, opcode: 1 | 2, payloads: readonly Payload[]): TranscriptBuilder {
    payloads.forEach((payload, index) => {
      frame(from, index === 0 ? opcode : 0, payload, { fin: index === payloads.length - 1 });
    });
    return builder;
  }

  const close = (from: Peer, code: number | undefined, reason: string) =>
    frame(from, 8, code === undefined ? 0 : closePayload(code, reason), {});

  const builder: TranscriptBuilder = {
    at(atMs) {
      ms = atMs;
      return builder;
    },
    after(byMs) {
      ms += byMs;
      return builder;
    },
    call(number) {
      call = number;
      return builder;
    },
    profile(changes) {
      profile = { ...profile, ...changes };
      return builder;
    },
    connect: (label = 'main') =>
      add({ kind: 'connect', url: 'ws://127.0.0.1:9000/', label }).event({ kind: 'connected' }),
    request(request = {}) {
      protocols = request.protocols ?? ['v1.cloud.aculab.com'];
      return add({
        kind: 'request',
        text: request.text ?? 'GET / HTTP/1.1\r\n\r\n',
        key: KEY,
        protocols,
        extensions: null,
        ...(request.deviant === undefined ? {} : { deviant: request.deviant }),
      });
    },
    response: (response = {}) =>
      add({
        kind: 'response',
        status: response.status ?? 101,
        reason: response.reason ?? 'Switching Protocols',
        headers: response.headers ?? [
          ['Upgrade', 'websocket'],
          ['Connection', 'Upgrade'],
          ['Sec-WebSocket-Accept', acceptOf(KEY)],
          ...protocols.slice(0, 1).map((protocol) => ['Sec-WebSocket-Protocol', protocol] as const),
        ],
      }),
    upgrade: (label) => builder.connect(label).request().response(),
    openCall: (label) =>
      builder
        .upgrade(label)
        .cloudText({ type: 'call_start', from: '441908273800' })
        .cloudText({ type: 'audio_start', format: '16bit_PCM', sample_rate: 8000, channels: 1 }),
    serverFrame: (opcode, payload = 0, overrides = {}) => frame('server', opcode, payload, overrides),
    cloudFrame: (opcode, payload = 0, overrides = {}) => frame('cloud', opcode, payload, overrides),
    serverText: (message) => frame('server', 1, textOf(message), {}),
    cloudText: (message) => frame('cloud', 1, textOf(message), {}),
    serverAudio: (payload = 320) => frame('server', 2, payload, {}),
    cloudAudio: (payload = 320) => frame('cloud', 2, payload, {}),
    serverFragments: (opcode, payloads) => fragments('server', opcode, payloads),
    cloudFragments: (opcode, payloads) => fragments('cloud', opcode, payloads),
    serverClose: (code, reason = '') => close('server', code, reason),
    cloudClose: (code, reason = '') => close('cloud', code, reason),
    play({ start = {}, frames = 10, frameBytes = 320, everyMs = 20, end = true } = {}) {
      builder.serverText({ type: 'audio_start', ...start });
      for (let count = 0; count < frames; count += 1) {
        builder.serverAudio(frameBytes);
        if (count < frames - 1) ms += everyMs;
      }
      return end ? builder.serverText({ type: 'audio_play_end' }) : builder;
    },
    callEnd: (origin = 'client', cause = 'NORMAL', rawCause = 0) =>
      builder.cloudText({ type: 'call_end', origin, cause, raw_cause: rawCause }),
    endCall: () => builder.callEnd().cloudClose(1000).after(1).serverClose(1000).end('server').end('cloud').closed(),
    end: (from, how = 'fin') => add({ kind: 'end', from, how }),
    closed: (pendingBytes = 0) => add({ kind: 'closed', pendingBytes }),
    octets(from, payload, reason) {
      const octets = octetsOf(payload);
      const base = { kind: 'octets', from, bytes: octets.length, payload: octets } as const;
      return add(reason === undefined ? base : { ...base, reason });
    },
    stall: (lateMs) => add({ kind: 'stall', lateMs }),
    reading: (paused) => add({ kind: 'reading', paused }),
    step: (index, step, phase, unmet) =>
      add({ kind: 'step', index, do: step, phase, ...(unmet === undefined ? {} : { unmet }) }),
    event: add,
    build: () => ({
      header: {
        format: TRANSCRIPT_FORMAT,
        suite: 'websocket',
        case: 'plain/call',
        title: 'A call',
        requirements: [],
        url: 'ws://127.0.0.1:9000/',
        startedAt: '2026-01-01T00:00:00.000Z',
        profile,
      },
      events: [...events],
    }),
    view: () => viewOf(builder.build()),
    callView() {
      const [view] = builder.view().calls;
      if (view === undefined) throw new Error('the transcript is empty');
      return view;
    },
  };
  return builder;
}

const textOf = (message: string | Readonly<Record<string, unknown>>): string =>
  typeof message === 'string' ? message : JSON.stringify(message);

function octetsOf(payload: Payload): Uint8Array {
  if (typeof payload === 'string') return Buffer.from(payload, 'utf8');
  return typeof payload === 'number' ? new Uint8Array(payload) : payload;
}

function closePayload(code: number, reason: string): Uint8Array {
  return Buffer.concat([Buffer.from([code >> 8, code & 255]), Buffer.from(reason, 'utf8')]);
}
