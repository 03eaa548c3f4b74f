// What the reference server can do wrong. Data only; what each fault does is in faults/, by the same id.
import type { AppName } from './apps/index.ts';

/** One thing that the reference server can be told to do wrong. */
export interface Fault {
  /** The requirement that it violates; a variant after a slash where a rule can be broken in several ways. */
  readonly id: string;
  readonly requirement: string;
  /** What the server does, as a sentence without its full stop. */
  readonly title: string;
  /** What the suite has to say about it. */
  readonly verdict: 'fail' | 'warn';
  /** The app in which it shows. */
  readonly app: AppName;
  /** Other requirements that may turn too, each for a plain reason. */
  readonly admits: readonly string[];
  /** Globs of the cases that suffice to show it; all where empty. */
  readonly cases: readonly string[];
}

interface Particulars {
  readonly verdict?: 'warn';
  readonly admits?: readonly string[];
  readonly cases?: readonly string[];
}

const fault =
  (app: AppName, usual: readonly string[]) =>
  (id: string, title: string, { verdict, admits = [], cases = usual }: Particulars = {}): Fault => ({
    id,
    requirement: id.split('/')[0] ?? id,
    title,
    verdict: verdict ?? 'fail',
    app,
    admits,
    cases,
  });

const WARN = { verdict: 'warn' } as const;

const handshake = fault('silent', ['handshake/*', 'plain-call/plain', 'plain-call/empty']);
// Long enough for the announcer's second play, and for the bot to hang up.
const announcing = fault('announcer', ['plain-call/conversation']);
const talking = fault('bot', ['plain-call/conversation', 'plain-call/long']);
const ending = fault('silent', ['plain-call/plain', 'plain-call/empty', 'call-end/after-audio-end']);
const pinging = fault('silent', ['ping/*']);
/** For what a case of its own brings about: the cases follow with each fault. */
const stimulated = fault('silent', []);
const whilePlaying = fault('announcer', []);

const isolation = fault('echo', ['isolation/*']);

/** A value of the wrong JSON type is not a legal value either. */
const alsoTypes = { admits: ['ws.message.property-types'] } as const;
/** A status that stands for an accident says that the end of the call was one. */
const alsoAtCallEnd = { admits: ['ws.tolerates.call-end', 'ws.tolerates.no-audio'] } as const;
/** A connection that is gone at the end of a call was dropped, and call_end was not borne. */
const alsoDropped = { admits: ['ws.call.close-frame', 'ws.tolerates.call-end', 'ws.tolerates.no-audio'] } as const;
/** The calls of the isolation cases have SIP callers. */
const alsoIsolates = { admits: ['ws.isolates.calls'] } as const;
/** Whoever drops a connection has not closed it. */
const drops = { admits: ['ws.call.close-frame', 'ws.call.close-handshake'] } as const;
/** A process takes all of its calls with it, and until it is back nobody answers. */
const crashes = {
  admits: ['ws.call.close-frame', 'ws.call.close-handshake', 'ws.isolates.calls', 'ws.handshake.switching-protocols'],
} as const;
/** Whoever answers nobody answers no upgrade. */
const hangs = { admits: ['ws.handshake.switching-protocols', 'ws.isolates.calls'] } as const;
/** Octets of which no frame can be made do not obey the rules for frames, and nothing after them can be read. */
const garbles = {
  admits: ['ws.frame.reserved', 'ws.frame.unmasked', 'ws.frame.length', 'ws.frame.control', 'ws.call.close-handshake'],
} as const;
/** Odd bytes are no multiple of 10 ms either, unless they come last. */
const alsoTenMs = { admits: ['ws.play.ten-ms-multiple'] } as const;

export const FAULTS: readonly Fault[] = [
  handshake('ws.handshake.switching-protocols', 'Answers every second upgrade with 503'),
  handshake('ws.handshake.switching-protocols/not-found', 'Answers every second upgrade with 404'),
  handshake('ws.handshake.switching-protocols/ok', 'Answers every second upgrade with 200'),
  handshake('ws.handshake.upgrade-headers', 'Leaves Upgrade out of every second response'),
  handshake('ws.handshake.upgrade-headers/connection', 'Leaves Connection out of every second response'),
  handshake('ws.handshake.accept', 'Answers every second key with the Accept of another'),
  handshake('ws.handshake.accept/missing', 'Leaves Sec-WebSocket-Accept out of every second response'),
  handshake('ws.handshake.subprotocol', 'Selects a subprotocol that was not offered, every second time', {
    // What was selected instead is not what should have been.
    admits: ['ws.handshake.subprotocol-selected'],
  }),
  handshake('ws.handshake.subprotocol-selected', 'Selects no subprotocol', WARN),
  handshake('ws.handshake.extensions', 'Negotiates compression that was not offered, every second time'),
  handshake('ws.handshake.tls', 'Shows half of the connections a certificate of an unknown authority'),

  announcing('ws.message.json-object', 'Sends two JSON objects in one message'),
  announcing('ws.message.json-object/array', 'Sends a message in an array'),
  announcing('ws.message.json-object/no-json', 'Sends a bare word'),
  announcing('ws.message.json-object/truncated', 'Leaves the closing brace off'),
  announcing('ws.message.json-object/single-quotes', 'Quotes with apostrophes'),
  announcing('ws.message.json-object/empty', 'Sends an empty text message'),
  announcing('ws.message.type', 'Sends an object without a type'),
  announcing('ws.message.type/number', 'Sends a number for a type', alsoTypes),
  announcing('ws.message.type/null', 'Sends null for a type', alsoTypes),
  announcing('ws.message.known-type', 'Sends a message type that does not exist'),
  announcing('ws.message.known-type/letter-case', 'Spells a message type in other letters'),
  announcing('ws.message.known-type/cloud-message', 'Sends a message that only Aculab Cloud sends'),
  announcing('ws.message.property-types', 'Gives initial_buffer_ms as a string', {
    admits: ['ws.play.initial-buffer'],
  }),
  announcing('ws.message.property-types/sample-rate', 'Gives sample_rate as a string', {
    admits: ['ws.play.sample-rate'],
  }),
  announcing('ws.message.property-types/channels', 'Gives channels as a string', { admits: ['ws.play.channels'] }),
  announcing('ws.message.property-types/channel', 'Gives null for a channel', { admits: ['ws.play.channel'] }),
  announcing('ws.message.property-types/format', 'Gives format as a number', { admits: ['ws.play.format'] }),
  announcing('ws.message.undocumented-property', 'Asks for a volume when it starts a play', WARN),
  announcing('ws.message.undocumented-property/play-end', 'Gives an id when it ends a play', WARN),

  announcing('ws.frame.payload-limit', 'Sends 1602 bytes in the last frame of a play'),
  announcing('ws.frame.payload-limit/first-frame', 'Sends 110 ms in the first frame of a play'),
  announcing('ws.frame.payload-limit/middle-frame', 'Sends 1602 bytes in a frame of a play', alsoTenMs),
  announcing('ws.frame.payload-limit/alaw-1601', 'Sends 1601 bytes of A-law in the last frame of a play'),
  announcing('ws.frame.payload-limit/text-1601', 'Sends a play start of 1601 bytes'),
  announcing('ws.frame.payload-limit/text-1602', 'Sends a play start of 1602 bytes'),
  announcing('ws.frame.payload-limit/fragmented-text', 'Sends a long play start in short fragments', WARN),
  announcing('ws.frame.payload-limit/fragmented-audio', 'Sends 120 ms in two fragments', WARN),
  announcing('ws.frame.utf8', 'Sends the octet FF in a text message', {
    // The text cannot be read, and what cannot be read is no JSON.
    admits: ['ws.message.json-object', 'ws.message.undocumented-property'],
  }),
  announcing('ws.frame.utf8/overlong', 'Codes a slash in two octets', {
    admits: ['ws.message.json-object', 'ws.message.undocumented-property'],
  }),
  announcing('ws.frame.utf8/surrogate', 'Codes half of a surrogate pair', {
    admits: ['ws.message.json-object', 'ws.message.undocumented-property'],
  }),
  announcing('ws.frame.unmasked', 'Masks a play start'),
  announcing('ws.frame.unmasked/audio', 'Masks an audio frame'),
  announcing('ws.frame.reserved', 'Sets the first reserved bit of a text frame'),
  announcing('ws.frame.reserved/rsv3', 'Sets the last reserved bit of an audio frame'),
  announcing('ws.frame.reserved/opcode-3', 'Sends a frame with the reserved opcode 3'),
  announcing('ws.frame.reserved/opcode-11', 'Sends a frame with the reserved opcode 11'),
  announcing('ws.frame.sequence', 'Continues a message that was never begun'),
  announcing('ws.frame.sequence/interrupted', 'Begins a message inside another'),
  announcing('ws.frame.length', 'Codes a short length in 16 bits'),
  announcing('ws.frame.length/64-bit', 'Codes a short length in 64 bits'),
  announcing('ws.frame.length/audio', 'Codes the length of an audio frame in 64 bits'),
  announcing('ws.frame.control', 'Pings with 126 bytes'),
  announcing('ws.frame.control/fragmented', 'Sends a Ping as a fragment'),
  ending('ws.frame.control/close-1005', 'Answers Close with the reserved code 1005', alsoAtCallEnd),
  ending('ws.frame.control/close-999', 'Answers Close with the code 999', alsoAtCallEnd),
  ending('ws.frame.control/close-one-byte', 'Answers Close with a payload of one byte'),
  ending('ws.frame.control/close-reason', 'Answers Close with a reason that is no UTF-8', {
    admits: ['ws.frame.utf8'],
  }),

  announcing('ws.play.start-type', 'Starts plays with audio_play_start', WARN),
  announcing('ws.play.format', 'Starts a play of the format pcm'),
  announcing('ws.play.format/letter-case', 'Spells a format in other letters'),
  announcing('ws.play.sample-rate', 'Starts a play of 16000 samples a second'),
  announcing('ws.play.sample-rate/zero', 'Starts a play of 0 samples a second'),
  announcing('ws.play.channels', 'Starts a play of three channels'),
  announcing('ws.play.channels/zero', 'Starts a play of no channels'),
  announcing('ws.play.channel', 'Plays on channel 3'),
  announcing('ws.play.channel/negative', 'Plays on channel -1'),
  announcing('ws.play.mono-channel', 'Plays one channel of audio on channel 2'),
  announcing('ws.play.mix-format', 'Mixes two channels of A-law'),
  announcing('ws.play.mix-format/omitted', 'Mixes two channels of µ-law, by leaving the channel out'),
  announcing('ws.play.mix-format/8bit', 'Mixes two channels of 8-bit PCM'),
  announcing('ws.play.initial-buffer', 'Asks for an initial buffer of -1 ms'),
  announcing('ws.play.initial-buffer/infinite', 'Asks for an initial buffer of 1e999 ms', alsoTypes),
  announcing('ws.play.id', 'Gives a number for an id', alsoTypes),
  announcing('ws.play.id/null', 'Gives null for an id', alsoTypes),
  announcing('ws.play.id-unique', 'Gives two plays the same id', WARN),
  announcing('ws.play.audio-inside-play', 'Sends audio before its first play'),
  announcing('ws.play.audio-inside-play/after-end', 'Sends audio after the end of a play'),
  talking('ws.play.audio-inside-play/after-abort', 'Sends audio after an abort'),
  announcing('ws.play.start-while-open', 'Starts a play before it has ended the one before'),
  announcing('ws.play.end-without-start', 'Ends a play twice'),
  announcing('ws.play.end-without-start/first', 'Ends a play before it has started one'),
  talking('ws.play.end-without-start/after-abort', 'Ends a play that it has aborted'),
  announcing('ws.play.whole-samples', 'Leaves the last byte off a play'),
  announcing('ws.play.whole-samples/middle-frame', 'Leaves a byte off a frame of a play', alsoTenMs),
  announcing('ws.play.whole-samples/two-channels', 'Leaves the second channel off the last sample'),
  announcing('ws.play.ten-ms-multiple', 'Sends frames of 7 and 13 ms', WARN),
  announcing('ws.play.queued-plays', 'Has six plays outstanding'),
  announcing('ws.play.queued-plays/five', 'Has five plays outstanding', WARN),
  announcing('ws.play.queued-frames', 'Sends 300 frames of a play at once', WARN),
  announcing('ws.play.underrun', 'Stops in the middle of a play until it has run dry', {
    ...WARN,
    // Two chances: a stall of the harness excuses a gap.
    cases: ['plain-call/conversation', 'plain-call/long'],
  }),

  talking('ws.hangup.cause', 'Hangs up with a cause in small letters'),
  talking('ws.hangup.cause/other', 'Hangs up with a cause that only call_end has'),
  talking('ws.hangup.cause/unknown', 'Hangs up with a cause of its own'),
  talking('ws.hangup.cause/number', 'Hangs up with a number for a cause', alsoTypes),
  talking('ws.hangup.raw-cause', 'Hangs up with the raw cause 1.5', alsoTypes),
  talking('ws.hangup.raw-cause/string', 'Hangs up with a raw cause in a string', alsoTypes),
  talking('ws.hangup.raw-cause/null', 'Hangs up with null for a raw cause', alsoTypes),
  talking('ws.hangup.last', 'Aborts its plays after it has hung up', WARN),
  talking('ws.hangup.last/play', 'Plays on after it has hung up', WARN),

  talking('ws.call.close-frame', 'Drops the connection instead of hanging up'),
  talking('ws.call.close-frame/reset', 'Resets the connection instead of hanging up'),
  announcing('ws.call.close-frame/second-play', 'Drops the connection in its second play', {
    // A Close of ours may cross the drop on the wire.
    admits: ['ws.call.close-handshake'],
  }),
  ending('ws.call.close-handshake', 'Does not answer Close'),
  ending('ws.call.close-handshake/drops', 'Ends TCP when Close comes, without an answer', alsoDropped),
  ending('ws.call.close-handshake/at-call-end', 'Drops the connection when call_end comes', alsoDropped),
  talking('ws.call.close-handshake/after-hangup', 'Does not answer Close once it has hung up'),
  ending('ws.call.close-handshake/data-after', 'Sends a message after its Close frame', {
    // When the call has ended, that message comes after call_end as well.
    admits: ['ws.call.quiet-after-end'],
  }),
  ending('ws.call.close-handshake/lingers', 'Answers Close and leaves TCP open'),
  ending('ws.call.quiet-after-end', 'Sends messages for a second after call_end', {
    ...WARN,
    // It answers Close only when it has finished.
    admits: ['ws.call.close-handshake'],
  }),
  ending('ws.call.quiet-after-end/plays', 'Starts a play after call_end', {
    ...WARN,
    admits: ['ws.call.close-handshake'],
  }),
  pinging('ws.call.keeps-reading', 'Stops reading after half a second of audio', {
    ...WARN,
    cases: ['plain-call/conversation'],
    // What is not read cannot be answered, and the cases with a stimulus cannot tell what they have to do with it.
    admits: [
      'ws.call.pong',
      'ws.call.close-handshake',
      'ws.tolerates.frame-duration',
      'ws.tolerates.jitter',
      'ws.tolerates.slow-reader',
      'ws.isolates.calls',
    ],
  }),
  pinging('ws.call.pong', 'Does not answer Pings'),
  pinging('ws.call.pong/payload', 'Answers Pings with a payload of its own'),
  pinging('ws.call.pong/truncated', 'Answers Pings with the first 64 bytes of their payload'),

  stimulated('ws.tolerates.any-caller', 'Closes with 1011 when the caller is a SIP address', {
    ...alsoIsolates,
    cases: ['callers/sip'],
  }),
  stimulated('ws.tolerates.any-caller/parameters', 'Drops callers with SIP parameters', {
    ...drops,
    cases: ['callers/sip-parameters'],
  }),
  stimulated('ws.tolerates.any-caller/short', 'Resets calls from numbers of three digits', {
    ...drops,
    cases: ['callers/extension'],
  }),
  stimulated('ws.tolerates.any-caller/long', 'Crashes on callers of more than 64 characters', {
    ...crashes,
    cases: ['callers/longest'],
  }),
  stimulated('ws.tolerates.any-caller/unicode', 'Closes with 1011 when the caller is not in ASCII', {
    cases: ['callers/utf-8'],
  }),
  stimulated('ws.tolerates.any-caller/empty', 'Closes with 1011 when the number is withheld', {
    ...WARN,
    cases: ['callers/withheld'],
  }),
  stimulated('ws.tolerates.no-audio', 'Closes with 1011 when no audio has come after 350 ms', {
    cases: ['plain-call/without-audio', 'plain-call/without-audio-start'],
  }),
  stimulated('ws.tolerates.no-audio/crash', 'Crashes when no audio has come after 350 ms', {
    ...crashes,
    cases: ['plain-call/without-audio', 'plain-call/without-audio-start'],
  }),
  stimulated('ws.tolerates.frame-duration', 'Closes with 1011 on frames that do not hold 20 ms', {
    cases: ['frame-duration/10-ms', 'frame-duration/100-ms'],
  }),
  stimulated('ws.tolerates.frame-duration/long', 'Resets calls with frames of more than 20 ms', {
    ...drops,
    cases: ['frame-duration/30-ms'],
  }),
  stimulated('ws.tolerates.frame-duration/one-sample', 'Crashes on frames of one sample', {
    ...crashes,
    cases: ['frame-duration/one-sample'],
  }),
  stimulated('ws.tolerates.jitter', 'Closes with 1011 when audio pauses for 300 ms', { cases: ['jitter/pause'] }),
  stimulated('ws.tolerates.jitter/burst', 'Drops callers whose audio comes five frames at a time', {
    ...drops,
    cases: ['jitter/bursts'],
  }),
  stimulated('ws.tolerates.call-end', 'Crashes on a call_end with an unmapped cause', {
    ...crashes,
    cases: ['call-end/other-cause/number'],
  }),
  stimulated('ws.tolerates.call-end/drop', 'Drops the connection on a call_end with an unmapped cause', {
    ...drops,
    cases: ['call-end/other-cause/number'],
  }),
  stimulated('ws.tolerates.call-end/origin-error', 'Resets the connection on a call_end with the origin error', {
    ...drops,
    cases: ['call-end/other-cause/number'],
  }),
  stimulated('ws.tolerates.call-end/before-audio', 'Resets the connection on a call_end before any audio', {
    ...drops,
    cases: ['call-end/before-audio/client-normal'],
  }),
  whilePlaying('ws.tolerates.call-end/while-playing', 'Crashes on a call_end during a play', {
    ...crashes,
    cases: ['call-end/while-playing/client-normal', 'call-end/right-after-play-start/client-normal'],
  }),
  stimulated('ws.tolerates.error', 'Closes with 1011 on an error message', {
    cases: ['error-messages/before-audio', 'error-messages/during-audio'],
  }),
  stimulated('ws.tolerates.error/drop', 'Drops the connection on an error message', {
    ...drops,
    cases: ['error-messages/during-audio'],
  }),
  stimulated('ws.tolerates.error/crash', 'Crashes on an error message', {
    ...crashes,
    cases: ['error-messages/during-audio'],
  }),
  stimulated('ws.tolerates.overflow-warning', 'Closes with 1011 on an overflow warning', {
    cases: ['overflow-warning/during-audio'],
  }),
  stimulated('ws.tolerates.overflow-warning/crash', 'Crashes on an overflow warning', {
    ...crashes,
    cases: ['overflow-warning/during-audio'],
  }),
  whilePlaying('ws.tolerates.play-finished', 'Closes with 1011 when a play has finished', {
    cases: ['play-finished/unknown-id/during-audio', 'play-finished/own-id'],
  }),
  whilePlaying('ws.tolerates.play-finished/unknown-id', 'Crashes when a play that it did not start has finished', {
    ...crashes,
    cases: ['play-finished/unknown-id/during-audio'],
  }),
  whilePlaying('ws.tolerates.play-finished/while-sending', 'Crashes when a play has finished while it sends one', {
    ...crashes,
    cases: ['play-finished/unknown-id/right-after-play-start', 'play-finished/at-call-end'],
  }),
  stimulated('ws.tolerates.json-forms', 'Closes with 1011 on JSON with white space or escapes', {
    cases: ['json-forms/white-space'],
  }),
  stimulated('ws.tolerates.json-forms/key-order', 'Drops the connection when the type does not come first', {
    ...drops,
    cases: ['json-forms/key-order'],
  }),
  stimulated('ws.tolerates.json-forms/escapes', 'Crashes on escaped characters', {
    ...crashes,
    cases: ['json-forms/escapes'],
  }),
  stimulated('ws.tolerates.fragmentation', 'Closes with 1011 on a fragmented message', {
    cases: ['fragmentation/text', 'fragmentation/binary'],
  }),
  stimulated('ws.tolerates.fragmentation/ping-between', 'Drops the connection on a Ping between fragments', {
    ...drops,
    cases: ['fragmentation/text-with-pings'],
  }),
  whilePlaying('ws.tolerates.slow-reader', 'Closes with 1011 when its Pings go unanswered for 800 ms', {
    cases: ['slow-reader/while-playing', 'slow-reader/from-the-start'],
  }),
  whilePlaying('ws.tolerates.slow-reader/corrupts', 'Writes what is no frame when its Pings go unanswered for 800 ms', {
    ...garbles,
    cases: ['slow-reader/while-playing', 'slow-reader/from-the-start'],
  }),
  whilePlaying('ws.tolerates.slow-reader/crash', 'Crashes when its Pings go unanswered for 800 ms', {
    ...crashes,
    cases: ['slow-reader/from-the-start'],
  }),
  stimulated('ws.tolerates.future', 'Closes with 1011 on a message type that it does not know', {
    ...WARN,
    cases: ['future/unknown-type/during-audio'],
  }),
  stimulated('ws.tolerates.future/property', 'Drops the connection on a property that it does not know', {
    ...WARN,
    ...drops,
    cases: ['future/unknown-property/call-set-up', 'future/unknown-property/error'],
  }),

  stimulated('ws.survives.connection-loss', 'Crashes when a connection is lost', {
    ...crashes,
    cases: ['connection-loss/reset-mid-audio', 'connection-loss/half-close-mid-audio'],
  }),
  stimulated('ws.survives.connection-loss/hang', 'Answers nobody any more after a connection was lost', {
    ...hangs,
    cases: ['connection-loss/reset-mid-audio'],
  }),
  stimulated('ws.survives.malformed-json', 'Crashes on text that is no JSON object', {
    ...crashes,
    cases: ['malformed-json/truncated', 'malformed-json/array'],
  }),
  stimulated('ws.survives.malformed-json/no-type', 'Crashes on an object without a type', {
    ...crashes,
    cases: ['malformed-json/without-type'],
  }),
  stimulated('ws.survives.malformed-json/hang', 'Answers nobody any more after text that is no JSON object', {
    ...hangs,
    cases: ['malformed-json/truncated'],
  }),
  stimulated('ws.survives.malformed-frame', 'Crashes on a malformed frame', {
    ...crashes,
    cases: ['malformed-frames/rsv1-text', 'malformed-frames/orphan-continuation'],
  }),
  stimulated('ws.survives.malformed-frame/hang', 'Answers nobody any more after a malformed frame', {
    ...hangs,
    cases: ['malformed-frames/rsv1-text'],
  }),
  stimulated('ws.survives.invalid-utf8', 'Crashes on invalid UTF-8', {
    ...crashes,
    cases: ['invalid-utf8/lone-continuation', 'invalid-utf8/split'],
  }),
  stimulated('ws.survives.invalid-utf8/hang', 'Answers nobody any more after invalid UTF-8', {
    ...hangs,
    cases: ['invalid-utf8/cut-short'],
  }),
  stimulated('ws.survives.oversized-message', 'Crashes on messages of 60000 bytes and more', {
    ...crashes,
    cases: ['oversized-messages/text-1-mib', 'oversized-messages/binary-1-mib'],
  }),
  stimulated('ws.survives.oversized-message/hang', 'Answers nobody any more after a message of 60000 bytes', {
    ...hangs,
    cases: ['oversized-messages/text-1-mib'],
  }),
  stimulated('ws.survives.bad-handshake', 'Crashes on a request that is no upgrade', {
    ...crashes,
    cases: ['bad-handshake/plain-get', 'bad-handshake/garbage'],
  }),
  stimulated('ws.survives.bad-handshake/hang', 'Answers nobody any more after a request that is no upgrade', {
    ...hangs,
    cases: ['bad-handshake/no-key'],
  }),
  stimulated('ws.survives.bad-handshake/slow', 'Crashes when a request is never finished', {
    ...crashes,
    cases: ['bad-handshake/never-finished'],
  }),
  stimulated('ws.survives.churn', 'Keeps a megabyte of every call', { cases: ['churn/two-hundred-calls'] }),
  stimulated('ws.survives.churn/open-files', 'Leaves a file open after every call', { cases: ['churn/forty-calls'] }),
  isolation('ws.isolates.calls', 'Lets every call hear what another said last'),
  fault('silent', ['isolation/*'])(
    'ws.isolates.calls/shared-count',
    'Counts for all calls together what callers say, and ends a call that has said enough',
  ),
  isolation('ws.isolates.calls/call-end', 'Ends all calls when one of them ends'),
  isolation('ws.isolates.calls/broken', 'Ends all calls when one connection is lost'),
];
