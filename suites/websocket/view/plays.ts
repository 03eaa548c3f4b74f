import {
  createPlayout,
  type Playout,
  type PlayoutEffect,
  type PlayStatistics,
} from '../../../harness/roles/cloud/playout.ts';
import type { Located, Play, PlayOrder, ServerMessage } from '../rule.ts';
import { isPlayStart, requestOf } from './play-request.ts';

interface Draft {
  readonly number: number;
  readonly start: ServerMessage;
  readonly audio: ServerMessage[];
  readonly gaps: Located[];
  readonly outstandingAtStart: number;
  endedBy?: ServerMessage;
  mostQueuedAt?: Located;
  /** The Cloud said that it is finished. */
  told: boolean;
}

/** Follows the plays of one call as its events go by. */
export interface PlayTracker {
  /** A message of the server's, complete. */
  readonly server: (message: ServerMessage) => void;
  /** Something of the server's that no message could be made of, and that may have been one about plays. */
  readonly garbled: () => void;
  /** The Cloud sent audio_play_finished with this id. */
  readonly toldFinished: (id: string, at: Located) => void;
  /** The Cloud ended the call. */
  readonly callEnds: (at: Located) => void;
  /** The plays, with time carried on to `untilMs`. */
  readonly result: (untilMs: number) => {
    readonly plays: readonly Play[];
    readonly order: PlayOrder;
    readonly crossedAt?: Located;
  };
}

export function createPlayTracker(): PlayTracker {
  // Without limits: what the server believes to be queued stays queued, so that one excess does not look like another
  // fault further on.
  const playout = createPlayout({
    outstandingPlays: Number.POSITIVE_INFINITY,
    waitingFrames: Number.POSITIVE_INFINITY,
  });
  const drafts: Draft[] = [];
  const untoldById = createQueues<Draft>();
  const order = {
    starts: 0,
    ends: 0,
    audio: 0,
    startsWhileOpen: [] as ServerMessage[],
    endsWithoutStart: [] as ServerMessage[],
    audioOutside: [] as ServerMessage[],
  };
  let open: Draft | undefined;
  let outstanding = 0;
  let unclear = false;
  let callOver = false;
  let crossedAt: Located | undefined;

  function follow(effects: readonly PlayoutEffect[]): void {
    for (const { kind, play } of effects) {
      if ((kind === 'finished' || kind === 'aborted') && drafts[play]?.told === false) outstanding -= 1;
    }
  }

  function startPlay(message: ServerMessage): void {
    if (crossedAt === undefined) {
      order.starts += 1;
      if (open !== undefined && !unclear) order.startsWhileOpen.push(message);
    }
    if (open !== undefined) open.endedBy = message;
    unclear = false;
    const request = requestOf(message);
    const number = drafts.length;
    follow(playout.advance(message.ms));
    if (!callOver) outstanding += 1;
    open = { number, start: message, audio: [], gaps: [], outstandingAtStart: outstanding, told: false };
    drafts.push(open);
    untoldById.add(request.id, open);
    follow(playout.start(message.ms, { ...request, number }));
  }

  function audio(message: ServerMessage): void {
    if (crossedAt === undefined) {
      order.audio += 1;
      if (open === undefined && !unclear) order.audioOutside.push(message);
    }
    if (open === undefined) return;
    open.audio.push(message);
    const { number } = open;
    const before = playout.statistics(number)?.mostQueuedFrames ?? 0;
    const effects = playout.frame(message.ms, message.payloadBytes);
    follow(effects);
    if (effects.some(({ kind }) => kind === 'resumed')) open.gaps.push(message.at);
    if ((playout.statistics(number)?.mostQueuedFrames ?? 0) > before) open.mostQueuedAt = message.at;
  }

  function endPlay(message: ServerMessage): void {
    if (crossedAt === undefined) {
      order.ends += 1;
      if (open === undefined && !unclear) order.endsWithoutStart.push(message);
    }
    if (open === undefined) return;
    open.endedBy = message;
    open = undefined;
    follow(playout.end(message.ms));
  }

  function abort(message: ServerMessage): void {
    if (open !== undefined) open.endedBy = message;
    open = undefined;
    unclear = false;
    follow(playout.abort(message.ms));
  }

  function garbled(): void {
    unclear = true;
  }

  function server(message: ServerMessage): void {
    if (message.kind === 'binary') audio(message);
    else if (isPlayStart(message)) startPlay(message);
    else if (message.type === 'audio_play_end') endPlay(message);
    else if (message.type === 'audio_play_abort') abort(message);
    else if (message.type !== 'call_hangup') garbled();
  }

  function toldFinished(id: string, at: Located): void {
    follow(playout.advance(at.event.ms));
    const draft = untoldById.take(id);
    if (draft === undefined) {
      // The server made no such play: what it does about it is its own affair, and Aculab Cloud would never ask for it.
      crossedAt ??= at;
      return;
    }
    draft.told = true;
    if (playout.statistics(draft.number)?.finishedMs === undefined) outstanding -= 1;
    if (draft.endedBy === undefined) crossedAt ??= at;
  }

  function callEnds(at: Located): void {
    crossedAt ??= at;
    if (callOver) return;
    callOver = true;
    follow(playout.callEnds(at.event.ms));
  }

  function result(untilMs: number) {
    playout.advance(untilMs);
    const plays = drafts.map((draft) => playOf(draft, playout));
    return crossedAt === undefined ? { plays, order } : { plays, order, crossedAt };
  }

  return { server, garbled, toldFinished, callEnds, result };
}

function playOf(draft: Draft, playout: Playout): Play {
  const { number, start, audio, outstandingAtStart, endedBy, mostQueuedAt } = draft;
  const statistics = playout.statistics(number);
  return {
    number,
    start,
    ...requestOf(start),
    audio,
    outstandingAtStart,
    ...(endedBy === undefined ? {} : { endedBy }),
    ...(mostQueuedAt === undefined ? {} : { mostQueuedAt }),
    aborted: statistics?.aborted ?? false,
    mostQueuedFrames: statistics?.mostQueuedFrames ?? 0,
    underruns: underrunsOf(statistics, draft.gaps),
    ...(statistics?.playingFromMs === undefined ? {} : { playingFromMs: statistics.playingFromMs }),
    ...(statistics?.finishedMs === undefined ? {} : { finishedMs: statistics.finishedMs }),
  };
}

/** Gaps that audio ended. Where none came any more there was nothing left to be heard: no gap, only a late end. */
function underrunsOf(statistics: PlayStatistics | undefined, gaps: readonly Located[]): Play['underruns'] {
  const resumed = statistics?.underruns.filter((underrun) => underrun.resumed) ?? [];
  return resumed.flatMap(({ ms, gapMs }, index) => {
    const at = gaps[index];
    return at === undefined ? [] : [{ ms, gapMs, at }];
  });
}

/** First in, first out, one queue for each key. */
function createQueues<T>() {
  const queues = new Map<string, { readonly items: T[]; taken: number }>();
  return {
    add(key: string, item: T): void {
      const queue = queues.get(key);
      if (queue === undefined) queues.set(key, { items: [item], taken: 0 });
      else queue.items.push(item);
    },
    take(key: string): T | undefined {
      const queue = queues.get(key);
      const item = queue?.items[queue.taken];
      if (queue !== undefined && item !== undefined) queue.taken += 1;
      return item;
    },
  };
}
