// The places at which a fault can take hold of the conforming server. Each is named for what passes through it, and each
// gets the conforming behaviour as `next`: a fault changes what it is about and hands on the rest.
import type { Frame } from './frame.ts';

/** A message of the server's before it is spelled: any JSON object with a type. */
export type OutgoingMessage = { readonly type: string } & Readonly<Record<string, unknown>>;

/** One binary frame's worth of a play. */
export interface OutgoingAudio {
  readonly payload: Uint8Array;
  /** Counts the call's plays from 0, and the frames of the play from 0. */
  readonly play: number;
  readonly index: number;
  readonly last: boolean;
}

/** What arrives on a call, control frames included. */
export type Incoming =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'binary'; readonly payload: Buffer }
  | { readonly kind: 'ping'; readonly payload: Buffer }
  | { readonly kind: 'pong'; readonly payload: Buffer };

/** Head of a frame as it came off the wire, before the library puts messages together. */
export interface IncomingFrameHead {
  readonly opcode: number;
  readonly fin: boolean;
}

/** A call as a fault may handle it: underneath all seams. */
export interface CallHandle {
  /** Counts the server's upgrades from 0. */
  readonly number: number;
  isOpen(): boolean;
  write(...frames: readonly Frame[]): void;
  /** Octets as they are, even after a Close frame. */
  writeOctets(octets: Uint8Array): void;
  /** Text and binary frames written from now on leave together after so many milliseconds. */
  hold(ms: number): void;
  /** A proper Close frame with this code. */
  close(code: number): void;
  /** Ends TCP without a word. */
  drop(): void;
  /** RST. */
  reset(): void;
  pauseReading(): void;
  /** Lets the call take something for received. */
  deliver(incoming: Incoming): void;
}

export interface CallSeams {
  message?(message: OutgoingMessage, next: (message: OutgoingMessage) => readonly Frame[]): readonly Frame[];
  audio?(audio: OutgoingAudio, next: (audio: OutgoingAudio) => readonly Frame[]): readonly Frame[];
  /** Every frame but Close, pongs included, just before it is written. */
  frame?(frame: Frame): readonly Frame[];
  /** The Close frame, whether it is the server's own or its reply. `next` writes it. */
  close?(octets: Uint8Array, next: () => void): void;
  incoming?(incoming: Incoming, next: (incoming: Incoming) => void): void;
  incomingFrame?(head: IncomingFrameHead): void;
  /** The peer broke the WebSocket protocol; `code` as the ws library names it. */
  broken?(code: string): void;
  /** The connection is gone; `clean` after a Close frame from the peer. */
  gone?(clean: boolean): void;
}

/** The whole server as a fault may handle it. */
export interface ServerHandle {
  /** Calls that are open now. */
  calls(): readonly CallHandle[];
  /** From now on no connection gets any answer. */
  hang(): void;
}

export interface ServerSeams {
  /** Status to refuse upgrade `number` (from 0) with; undefined lets it through. */
  refuse?(number: number): number | undefined;
  /** Response head of upgrade `number`, status line first, changed in place. */
  responseHead?(lines: string[], number: number): void;
  /** True where TLS connection `number` (from 0) is to be shown the untrusted chain. */
  untrustedChain?(number: number): boolean;
  /** A request that is no upgrade, or a broken one; `code` as node:http names it, or `not-an-upgrade`. */
  badRequest?(code: string): void;
  call?(call: CallHandle): CallSeams;
}

/** Makes the seams of one fault for one server, so that its state starts anew with each server. */
export type Hook = (server: ServerHandle) => ServerSeams;

/** Several faults at once: for each seam, the first fault is the outermost. */
export function combine(all: readonly ServerSeams[]): Required<Omit<ServerSeams, 'call'>> & {
  call(call: CallHandle): readonly CallSeams[];
} {
  return {
    refuse: (number) => all.map((seams) => seams.refuse?.(number)).find((status) => status !== undefined),
    responseHead: (lines, number) => {
      for (const seams of all) seams.responseHead?.(lines, number);
    },
    untrustedChain: (number) => all.some((seams) => seams.untrustedChain?.(number) ?? false),
    badRequest: (code) => {
      for (const seams of all) seams.badRequest?.(code);
    },
    call: (call) => all.flatMap((seams) => (seams.call ? [seams.call(call)] : [])),
  };
}
