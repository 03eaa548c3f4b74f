// A transcript as the rules want to see it: call by call, with messages for frames and plays for messages.
import { createHash } from 'node:crypto';
import type { FrameEvent, ResponseEvent, Transcript, TranscriptEvent } from '../../harness/wire/transcript.ts';
import type { CallView, CaseView, Located, ServerMessage } from './rule.ts';
import { createAssembler } from './view/assembler.ts';
import { OPCODE } from './view/frame-law.ts';
import { createFrameScanner } from './view/frame-scan.ts';
import { createPlayTracker } from './view/plays.ts';
import { isBreach, isBreachingMessage } from './view/spoiled.ts';

/** Takes time linear in the events. Never throws, whatever the transcript holds. */
export function viewOf(transcript: Transcript): CaseView {
  const byCall = new Map<number, Located[]>();
  transcript.events.forEach((event, index) => {
    const events = byCall.get(event.call);
    if (events === undefined) byCall.set(event.call, [{ index, event }]);
    else events.push({ index, event });
  });
  const calls = [...byCall].sort(([a], [b]) => a - b).map(([call, events]) => callViewOf(call, events));
  return { transcript, calls };
}

/** Parts of a call view that are found once, the first that comes. */
type Landmarks = {
  -readonly [K in
    | 'response'
    | 'callStart'
    | 'callEnd'
    | 'cloudClose'
    | 'serverClose'
    | 'hangup'
    | 'serverEnd'
    | 'spoiledAt']?: NonNullable<CallView[K]>;
};

function callViewOf(call: number, events: readonly Located[]): CallView {
  const found: Landmarks = {};
  const serverFrames: Located<FrameEvent>[] = [];
  const cloudFrames: Located<FrameEvent>[] = [];
  const serverMessages: ServerMessage[] = [];
  const tracker = createPlayTracker();
  const scanner = createFrameScanner();
  const fromServer = createAssembler();
  const fromCloud = createAssembler();
  let label = '';
  let acceptable = false;
  let expectedAccept = '';

  function serverFrame(frame: Located<FrameEvent>): void {
    serverFrames.push(frame);
    scanner.frame(frame);
    if (frame.event.opcode === OPCODE.close && found.serverClose === undefined) {
      found.serverClose = frame;
      tracker.callEnds(frame);
    }
    const { message, fault } = fromServer(frame);
    // What comes after the server's own Close is a matter of the closing handshake, not of plays.
    const counts = found.serverClose === undefined;
    if (fault !== undefined && counts) tracker.garbled();
    if (message === undefined) return;
    serverMessages.push(message);
    scanner.message(message);
    if (message.type === 'call_hangup') found.hangup ??= message;
    if (counts) tracker.server(message);
  }

  function cloudFrame(frame: Located<FrameEvent>): void {
    cloudFrames.push(frame);
    if (frame.event.opcode === OPCODE.close && found.cloudClose === undefined) {
      found.cloudClose = frame;
      tracker.callEnds(frame);
    }
    const assembled = fromCloud(frame);
    if (isBreachingMessage(assembled)) found.spoiledAt ??= frame;
    const { message } = assembled;
    if (message?.type === undefined) return;
    if (message.type === 'call_start') found.callStart ??= message.at;
    if (message.type === 'audio_play_finished' && typeof message.object?.id === 'string') {
      tracker.toldFinished(message.object.id, message.at);
    }
    if (message.type === 'call_end') {
      found.callEnd ??= message.at;
      tracker.callEnds(message.at);
    }
  }

  function other(located: Located): void {
    const { event, index } = located;
    switch (event.kind) {
      case 'connect':
        label = event.label;
        break;
      case 'request':
        expectedAccept = acceptFor(event.key);
        break;
      case 'response':
        // An interim 1xx may come first: the last head is the answer.
        found.response = { index, event };
        acceptable = event.status === 101 && acceptOf(event) === expectedAccept;
        break;
      case 'octets':
        if (event.from === 'server') scanner.octets(located);
        break;
      case 'end':
        if (event.from === 'server') found.serverEnd ??= located;
        tracker.callEnds(located);
        break;
    }
  }

  for (const located of events) {
    if (found.spoiledAt === undefined && isBreach(located.event, found)) found.spoiledAt = located;
    if (isFrame(located)) {
      if (located.event.from === 'server') serverFrame(located);
      else cloudFrame(located);
    } else other(located);
  }

  const { plays, order, crossedAt } = tracker.result(events.at(-1)?.event.ms ?? 0);
  const framesFlowed = serverFrames.length + cloudFrames.length > 0;
  return {
    call,
    label,
    events,
    open: found.response?.event.status === 101 && (acceptable || framesFlowed),
    serverFrames,
    cloudFrames,
    scan: scanner.result(),
    serverMessages,
    plays,
    playOrder: order,
    ...(crossedAt === undefined ? {} : { crossedAt }),
    ...found,
  };
}

const isFrame = (located: Located<TranscriptEvent>): located is Located<FrameEvent> => located.event.kind === 'frame';

/** RFC 6455 section 4.2.2. */
const acceptFor = (key: string): string =>
  createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');

const acceptOf = (response: ResponseEvent): string | undefined =>
  response.headers.find(([name]) => name.toLowerCase() === 'sec-websocket-accept')?.[1].trim();
