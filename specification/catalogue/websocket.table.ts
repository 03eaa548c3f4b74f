// An application's WebSocket server, called by Aculab Cloud. Order as in a call: handshake, frames, plays, hangup, end,
// then what a server has to put up with.
import { type Entry, guide, rfc6455 } from './entry.ts';

const NO_CALL = 'no call was set up; check that the server answers the upgrade at this URL';
const CUT_SHORT = 'no such call got that far: the server ended it first or refused it';
const NO_TEXT = 'the server sent no text message; let it play audio or hang up in some call';
const NO_FRAME = 'the server sent no frame; let it play audio or hang up in some call';
const NO_PLAY = 'the server made no play; let it answer the caller with audio';
const NO_AUDIO = 'the server sent no audio; let it answer the caller with audio';
const NO_JUDGED_AUDIO = 'no audio frame that could be judged; let the server answer the caller with audio';
const DEFAULT = 'no play named it, so its default was in use: nothing to do';
const NO_HANGUP = 'the server never hung up; let it end some call with call_hangup';

const OVERVIEW = guide('Overview');
const CALLS = guide('Calls to WebSockets');
const CALL_START = guide('Messages from Aculab Cloud: Call start');
const FROM_AUDIO_START = guide('Messages from Aculab Cloud: Audio start');
const CALL_END = guide('Messages from Aculab Cloud: Call end');
const PLAY_FINISHED = guide('Messages from Aculab Cloud: Audio play finished');
const ERROR = guide('Messages from Aculab Cloud: Error');
const OVERFLOW = guide('Messages from Aculab Cloud: Audio overflow warning');
const TO_CLOUD = guide('Messages to Aculab Cloud');
const PLAY_START = guide('Messages to Aculab Cloud: Audio play start');
const PLAY_END = guide('Messages to Aculab Cloud: Audio play end');
const HANGUP = guide('Messages to Aculab Cloud: Call hangup');

export const WEBSOCKET_ENTRIES: readonly Entry[] = [
  // Handshake
  {
    id: 'ws.handshake.switching-protocols',
    level: 'must',
    basis: 'published',
    source: CALLS,
    statement: 'The server must answer the upgrade request of a call with status 101.',
    remedy:
      'Answer the upgrade on this path with 101 Switching Protocols. Any other status ends the call before it begins, and the application sees that status as the raw cause: look for a wrong path, a missing credential, a proxy that does not pass upgrades on, or a limit on connections.',
    readings: ['R52'],
    exercisedBy: 'no upgrade was requested; include a case that makes a call',
  },
  {
    id: 'ws.handshake.upgrade-headers',
    level: 'must',
    basis: 'derived',
    source: rfc6455('4.2.2 Sending the Server’s Opening Handshake'),
    statement:
      'A 101 response must carry an Upgrade header with the value websocket and a Connection header that lists Upgrade.',
    remedy:
      'Send `Upgrade: websocket` and `Connection: Upgrade` with the 101. Where a proxy stands before the server, make it keep both headers.',
    readings: ['R52'],
    exercisedBy: 'no upgrade was answered with 101',
  },
  {
    id: 'ws.handshake.accept',
    level: 'must',
    basis: 'derived',
    source: rfc6455('4.2.2 Sending the Server’s Opening Handshake, step 5'),
    statement:
      'Sec-WebSocket-Accept in a 101 response must be the base64 of the SHA-1 of this request’s Sec-WebSocket-Key followed by the protocol’s GUID.',
    remedy:
      'Compute the value for each request: base64(SHA-1(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")), with the key exactly as received, not decoded; never cache the response of another connection.',
    readings: ['R52'],
    exercisedBy: 'no upgrade was answered with 101',
  },
  {
    id: 'ws.handshake.subprotocol',
    level: 'must',
    basis: 'derived',
    source: rfc6455('4.1 Client Requirements'),
    statement: 'A subprotocol that the response names must be one that the request offered, and at most one.',
    remedy:
      'Choose from the names in Sec-WebSocket-Protocol of the request and send back exactly one, spelled as it was offered. Send no such header when none was offered.',
    readings: ['R20', 'R52'],
    exercisedBy: 'no response named a subprotocol; select v1.cloud.aculab.com in the upgrade response',
  },
  {
    id: 'ws.handshake.subprotocol-selected',
    level: 'should',
    basis: 'published',
    source: OVERVIEW,
    statement: 'The response should select the subprotocol v1.cloud.aculab.com when it is offered.',
    remedy:
      'Configure the WebSocket library with the subprotocol v1.cloud.aculab.com (often an option called `protocols`, `subprotocols` or `handleProtocols`), so that the response carries `Sec-WebSocket-Protocol: v1.cloud.aculab.com`.',
    readings: ['R20', 'R52'],
    exercisedBy: 'no upgrade was answered with 101',
  },
  {
    id: 'ws.handshake.extensions',
    level: 'must',
    basis: 'derived',
    source: rfc6455('9.1 Negotiating Extensions'),
    statement: 'The response must not accept an extension that the request did not offer.',
    remedy:
      'Send Sec-WebSocket-Extensions only for an extension that this request offered. Compression (permessage-deflate) is the usual culprit: make it depend on the offer, or switch it off.',
    readings: ['R52'],
    exercisedBy: 'no upgrade was answered with 101',
  },
  {
    id: 'ws.handshake.tls',
    level: 'must',
    basis: 'published',
    source: CALLS,
    statement:
      'On a wss URL the server must present a certificate chain that leads to a trusted authority, is in date, and names the host of the URL.',
    remedy:
      'Install a certificate that covers the host name, together with its intermediate certificates, and renew it in time. With a private authority, pass its certificate to this suite with --ca; Aculab Cloud itself would refuse the call with raw cause 904.',
    readings: ['R52'],
    exercisedBy: 'the URL is not wss, or certificate checks were switched off; use wss without --insecure',
  },
  // Every text message
  {
    id: 'ws.message.json-object',
    level: 'must',
    basis: 'published',
    source: OVERVIEW,
    statement: 'Each text message must be exactly one JSON object and nothing else.',
    remedy:
      'Serialise one object for each message and send it as one text message: no arrays, no two objects in one message, no line framing, no byte order mark. Audio goes into binary messages.',
    exercisedBy: NO_TEXT,
  },
  {
    id: 'ws.message.type',
    level: 'must',
    basis: 'published',
    source: OVERVIEW,
    statement: 'The JSON object of each text message must have a property `type` whose value is a string.',
    remedy:
      'Set `type` in every message; check for a misspelled key (`Type`, `event`) or a number where a name belongs.',
    exercisedBy: NO_TEXT,
  },
  {
    id: 'ws.message.known-type',
    level: 'must',
    basis: 'published',
    source: TO_CLOUD,
    statement:
      'The `type` of a message to Aculab Cloud must be one of those it takes: audio_start, audio_play_end, audio_play_abort or call_hangup.',
    remedy:
      'Send only the four documented types, in lower case with underscores. Messages of the application’s own (status, transcripts, keep-alive) need another connection; use Ping to keep this one alive.',
    readings: ['R1'],
    exercisedBy: NO_TEXT,
  },
  {
    id: 'ws.message.property-types',
    level: 'must',
    basis: 'published',
    source: TO_CLOUD,
    statement:
      'Each documented property that a message carries must have its documented JSON type: names and identifiers strings, counts, rates, channels, times and raw causes numbers.',
    remedy:
      'Send numbers as JSON numbers and names as JSON strings: `"sample_rate": 8000`, not `"8000"`. Leave a property out to get its default; null is no default.',
    exercisedBy: 'the server sent no message with a documented property; let it play audio or hang up',
  },
  {
    id: 'ws.message.undocumented-property',
    level: 'should',
    basis: 'assumed',
    source: TO_CLOUD,
    statement: 'A message should carry no property besides those documented for its type.',
    remedy:
      'Remove the property, or correct its spelling: an unknown name is at best ignored, so a misspelled one silently falls back to the default.',
    exercisedBy: NO_TEXT,
  },
  // Every frame
  {
    id: 'ws.frame.payload-limit',
    level: 'must',
    basis: 'published',
    source: TO_CLOUD,
    statement: 'The payload of each frame to Aculab Cloud, text or binary, must not exceed 1600 bytes.',
    remedy:
      'Cut audio into frames of at most 1600 bytes: 100 ms of mono 16-bit PCM, 200 ms of mono A-law. Aculab Cloud closes the connection on a longer frame, so the caller hears the call drop.',
    readings: ['R3'],
    exercisedBy: NO_FRAME,
  },
  {
    id: 'ws.frame.utf8',
    level: 'must',
    basis: 'derived',
    source: rfc6455('8.1 Handling Errors in UTF-8-Encoded Data'),
    statement: 'The payload of each text message must be valid UTF-8.',
    remedy:
      'Encode text messages as UTF-8. Look for Latin-1 strings, text cut in the middle of a character, or audio sent with the text opcode.',
    exercisedBy: NO_TEXT,
  },
  {
    id: 'ws.frame.unmasked',
    level: 'must',
    basis: 'derived',
    source: rfc6455('5.1 Framing Overview'),
    statement: 'A frame from the server must not be masked.',
    remedy: 'Leave the mask bit at 0: only clients mask. A library used in its client mode sends masked frames.',
    exercisedBy: NO_FRAME,
  },
  {
    id: 'ws.frame.reserved',
    level: 'must',
    basis: 'derived',
    source: rfc6455('5.2 Base Framing Protocol'),
    statement:
      'Frames must use only the opcodes that are defined and leave the reserved bits at 0, unless a negotiated extension gives them a meaning.',
    remedy:
      'Send opcodes 0, 1, 2, 8, 9 and 10 only, with RSV1 to RSV3 at 0. RSV1 on data frames means compression although none was negotiated: switch permessage-deflate off.',
    exercisedBy: NO_FRAME,
  },
  {
    id: 'ws.frame.sequence',
    level: 'must',
    basis: 'derived',
    source: rfc6455('5.4 Fragmentation'),
    statement:
      'A continuation frame must continue a message that is open, and no new data message must begin before the fragmented one is complete.',
    remedy:
      'Write the frames of one message without another data message between them, the first with its opcode, the rest with opcode 0, FIN on the last. Two tasks writing to one socket need a queue or a lock.',
    exercisedBy: NO_FRAME,
  },
  {
    id: 'ws.frame.length',
    level: 'must',
    basis: 'derived',
    source: rfc6455('5.2 Base Framing Protocol'),
    statement:
      'The payload length of each frame must be coded in the shortest of the three length forms that holds it.',
    remedy:
      'Code lengths up to 125 in 7 bits, up to 65535 in 16 bits, longer ones in 64 bits; do not always use the long form.',
    exercisedBy: NO_FRAME,
  },
  {
    id: 'ws.frame.control',
    level: 'must',
    basis: 'derived',
    source: rfc6455('5.5 Control Frames; 7.4 Status Codes'),
    statement:
      'Control frames must be unfragmented with at most 125 bytes of payload, and a Close frame must carry either no payload or a status code that may appear on the wire followed by UTF-8 text.',
    remedy:
      'Keep Ping, Pong and Close payloads at 125 bytes or less with FIN set. Close with 1000 to 1003, 1007 to 1014 or 3000 to 4999; 1005, 1006 and 1015 are for local use and never sent.',
    exercisedBy: 'the server sent no control frame; let it answer a Ping or close a call',
  },
  // Plays
  {
    id: 'ws.play.start-type',
    level: 'should',
    basis: 'published',
    source: PLAY_START,
    statement: 'The message that starts a play should have the type that is printed for it, audio_start.',
    remedy:
      'Send `"type": "audio_start"`. The name audio_play_start, which its sibling messages suggest, is not the printed one.',
    readings: ['R1'],
    exercisedBy: NO_PLAY,
  },
  {
    id: 'ws.play.format',
    level: 'must',
    basis: 'published',
    source: PLAY_START,
    statement: 'The `format` of a play must be one of 16bit_PCM, alaw, mulaw and 8bit_PCM.',
    remedy:
      'Use one of the four names exactly, letter case included, and convert the audio to it; 16bit_PCM is the default.',
    exercisedBy: DEFAULT,
  },
  {
    id: 'ws.play.sample-rate',
    level: 'must',
    basis: 'published',
    source: PLAY_START,
    statement: 'The `sample_rate` of a play must be 8000.',
    remedy:
      'Resample the audio to 8000 Hz before it is sent. Speech engines often produce 16000 or 24000 Hz: changing only the number makes the caller hear slow, deep speech.',
    exercisedBy: DEFAULT,
  },
  {
    id: 'ws.play.channels',
    level: 'must',
    basis: 'published',
    source: PLAY_START,
    statement: 'The `channels` of a play must be 1 or 2.',
    remedy: 'Send mono (1) or two interleaved channels (2); mix anything wider down first.',
    exercisedBy: DEFAULT,
  },
  {
    id: 'ws.play.channel',
    level: 'must',
    basis: 'published',
    source: PLAY_START,
    statement: 'The `channel` of a play must be 0, 1 or 2.',
    remedy: 'Set channel to 0 (everything), 1 (first) or 2 (second), or leave it out for 0.',
    exercisedBy: DEFAULT,
  },
  {
    id: 'ws.play.mono-channel',
    level: 'must',
    basis: 'published',
    source: PLAY_START,
    statement: 'A play of mono audio must be on channel 0 or 1.',
    remedy: 'Leave `channel` out for mono audio, or set `channels` to 2 if the audio really has two channels.',
    exercisedBy: 'the server played no mono audio; let it answer the caller with audio',
  },
  {
    id: 'ws.play.mix-format',
    level: 'must',
    basis: 'published',
    source: PLAY_START,
    statement: 'A play of two channels on channel 0, which mixes them, must be in 16bit_PCM.',
    remedy:
      'Send two-channel audio as 16bit_PCM, or choose one of the channels with `channel` 1 or 2. Leaving `channel` out means 0, a mix.',
    readings: ['R6'],
    exercisedBy: 'the server played no two-channel audio',
  },
  {
    id: 'ws.play.initial-buffer',
    level: 'must',
    basis: 'derived',
    source: PLAY_START,
    statement: 'The `initial_buffer_ms` of a play must be a finite number of milliseconds that is not negative.',
    remedy: 'Send a number such as 100, or leave the property out for 100. Zero is legal; -1 does not mean none.',
    exercisedBy: DEFAULT,
  },
  {
    id: 'ws.play.id',
    level: 'must',
    basis: 'published',
    source: PLAY_START,
    statement: 'The `id` of a play must be a string.',
    remedy: 'Turn counters into strings: `"id": "7"`. Aculab Cloud gives the same string back in audio_play_finished.',
    exercisedBy: DEFAULT,
  },
  {
    id: 'ws.play.id-unique',
    level: 'should',
    basis: 'assumed',
    source: PLAY_START,
    statement: 'Plays that are outstanding at the same time should have different ids.',
    remedy:
      'Give each play an id of its own, for example a counter. With equal ids audio_play_finished does not tell which play is over; an id left out is the empty string.',
    exercisedBy: 'never were two plays outstanding; let the server start a play before the one before it has finished',
  },
  {
    id: 'ws.play.audio-inside-play',
    level: 'must',
    basis: 'published',
    source: PLAY_START,
    statement: 'Binary frames must be sent only between the start of a play and its end or abort.',
    remedy:
      'Send audio_start before the first audio, and no audio after audio_play_end or audio_play_abort until the next start. After an abort, clear the send queue of the audio task before anything else.',
    readings: ['R50'],
    exercisedBy: NO_AUDIO,
  },
  {
    id: 'ws.play.start-while-open',
    level: 'must',
    basis: 'derived',
    source: PLAY_END,
    statement: 'A play must not be started while an earlier one has neither been ended nor aborted.',
    remedy: 'Send audio_play_end (or audio_play_abort) before the next audio_start; no waiting in between is needed.',
    exercisedBy: 'fewer than two plays were started in a call',
  },
  {
    id: 'ws.play.end-without-start',
    level: 'must',
    basis: 'derived',
    source: PLAY_END,
    statement: 'audio_play_end must be sent only while a play is open, once for each play.',
    remedy: 'Remember whether a play is open. After an abort the play is over, so no audio_play_end follows it.',
    readings: ['R50'],
    exercisedBy: 'the server sent no audio_play_end; let it finish what it plays',
  },
  {
    id: 'ws.play.whole-samples',
    level: 'must',
    basis: 'published',
    source: PLAY_START,
    statement:
      'Each binary frame of a play must hold a whole number of samples of the play’s format, of all its channels together.',
    remedy:
      'Cut frames at multiples of bytes per sample × channels: 2 bytes for mono 16-bit PCM, 4 for two channels. A WAV header sent as audio, or a read that returns an odd number of bytes, shifts every later sample and turns speech into noise.',
    exercisedBy: NO_JUDGED_AUDIO,
  },
  {
    id: 'ws.play.ten-ms-multiple',
    level: 'should',
    basis: 'published',
    source: PLAY_START,
    statement: 'Each binary frame of a play should hold a multiple of 10 ms of audio.',
    remedy:
      'Collect audio until a frame holds 10 ms or a multiple of it (160 bytes each 10 ms for mono 16-bit PCM); 20 ms is usual.',
    readings: ['R4'],
    exercisedBy: NO_JUDGED_AUDIO,
  },
  {
    id: 'ws.play.queued-plays',
    level: 'must',
    basis: 'published',
    source: PLAY_END,
    statement: 'The server must not have more than four plays queued at a time.',
    remedy:
      'Count starts against audio_play_finished and keep further plays back until one finishes; or join short prompts into one play.',
    readings: ['R2'],
    exercisedBy: NO_PLAY,
  },
  {
    id: 'ws.play.queued-frames',
    level: 'should',
    basis: 'published',
    source: PLAY_START,
    statement: 'The server should pace audio so that at most 250 frames of a play wait to be played.',
    remedy:
      'Send a frame when it is due, by a clock and not by a sleep after each frame, running ahead by a second or two at most; longer frames (up to 1600 bytes) also make the queue hold more.',
    readings: ['R5'],
    exercisedBy: NO_AUDIO,
  },
  {
    id: 'ws.play.underrun',
    level: 'should',
    basis: 'published',
    source: PLAY_START,
    statement:
      'Once a play has begun to sound, each of its frames should arrive before the audio ahead of it runs out.',
    remedy:
      'Keep some audio ahead: send the first 100 ms or more at once, then pace by a clock; raise initial_buffer_ms; end the play with audio_play_end when there is nothing to say instead of leaving it open.',
    readings: ['R51'],
    exercisedBy: 'no play of the server began to sound; let it answer the caller with audio',
  },
  // Hangup
  {
    id: 'ws.hangup.cause',
    level: 'must',
    basis: 'published',
    source: HANGUP,
    statement:
      'The `cause` of call_hangup must be one of the twelve call completion causes; OTHER(…) is not among them.',
    remedy:
      'Use one of the twelve names in capitals, or leave the property out for NORMAL. Put numbers of your own into raw_cause.',
    exercisedBy: 'no call_hangup named a cause; let the server end some call with one',
  },
  {
    id: 'ws.hangup.raw-cause',
    level: 'must',
    basis: 'published',
    source: HANGUP,
    statement: 'The `raw_cause` of call_hangup must be an integer.',
    remedy: 'Send a whole JSON number, not a string or a fraction, or leave the property out for 0.',
    exercisedBy: 'no call_hangup named a raw cause; let the server end some call with one',
  },
  {
    id: 'ws.hangup.last',
    level: 'should',
    basis: 'assumed',
    source: HANGUP,
    statement: 'After call_hangup the server should send nothing but the Close frame.',
    remedy:
      'Stop audio and timers before call_hangup is sent, and send nothing else afterwards; wait for call_end and the close.',
    readings: ['R9'],
    exercisedBy: NO_HANGUP,
  },
  // The end of a call
  {
    id: 'ws.call.close-frame',
    level: 'must',
    basis: 'derived',
    source: CALLS,
    statement:
      'A server that ends a call must do it with call_hangup or a Close frame, never by dropping the TCP connection.',
    remedy:
      'Send call_hangup, or close through the WebSocket library instead of destroying the socket. A dropped connection often means that a handler threw: look for an exception at that moment.',
    readings: ['R8'],
    exercisedBy: 'the server ended no call by itself: nothing to do',
  },
  {
    id: 'ws.call.close-handshake',
    level: 'must',
    basis: 'derived',
    source: rfc6455('5.5.1 Close; 7.1 Definitions'),
    statement:
      'The server must answer a Close frame with a Close frame, send no data frame after its own, and then end the TCP connection.',
    remedy:
      'Let the library answer Close, stop every writer when the connection begins to close, and end the socket once both Close frames have passed.',
    readings: ['R8'],
    exercisedBy: 'no Close frame was exchanged',
  },
  {
    id: 'ws.call.quiet-after-end',
    level: 'should',
    basis: 'derived',
    source: CALL_END,
    statement:
      'Once call_end has reached the server, it should send no further message; what was already under way is excepted.',
    remedy: 'Stop audio, timers and pending replies of the call when call_end arrives.',
    readings: ['R8', 'R50'],
    exercisedBy: 'no call reached call_end while the server was still connected',
  },
  {
    id: 'ws.call.keeps-reading',
    level: 'should',
    basis: 'published',
    source: OVERFLOW,
    statement: 'The server should read the caller’s audio as fast as it is sent, so that none of it has to be dropped.',
    remedy:
      'Take frames off the socket at once and hand slow work (recognition, disk, network) to a queue or another thread; do not await it in the message handler.',
    exercisedBy: 'no call sent enough audio to tell',
  },
  {
    id: 'ws.call.pong',
    level: 'must',
    basis: 'derived',
    source: rfc6455('5.5.2 Ping; 5.5.3 Pong'),
    statement: 'The server must answer a Ping with a Pong that has the same payload.',
    remedy: 'Leave Pings to the library, or echo their payload byte for byte; do not block the loop that reads frames.',
    exercisedBy: 'no Ping was sent in a call that was up',
  },
  // What Aculab Cloud may send
  {
    id: 'ws.tolerates.any-caller',
    level: 'must',
    basis: 'published',
    source: CALL_START,
    statement: 'The server must take a call from any caller’s number or SIP address.',
    remedy:
      'Treat `from` as opaque text: no length limit below 255 characters, no pattern of digits, no assumption of ASCII; escape it where it reaches a database, a file name or a log.',
    readings: ['R12'],
    exercisedBy: CUT_SHORT,
  },
  {
    id: 'ws.tolerates.no-audio',
    level: 'must',
    basis: 'derived',
    source: FROM_AUDIO_START,
    statement: 'A call in which no audio frame, or not even audio_start, arrives must be handled like any other.',
    remedy:
      'Do not take the existence of audio for granted: create recognisers lazily, and let call_end clean up what never began.',
    exercisedBy: CUT_SHORT,
  },
  {
    id: 'ws.tolerates.frame-duration',
    level: 'must',
    basis: 'published',
    source: FROM_AUDIO_START,
    statement: 'The server must take binary frames that hold more or less than 20 ms of audio.',
    remedy:
      'Use the length of each frame instead of a fixed 320 bytes: 20 ms is only what is normal. Buffer and cut where a recogniser wants fixed blocks.',
    exercisedBy: CUT_SHORT,
  },
  {
    id: 'ws.tolerates.jitter',
    level: 'must',
    basis: 'derived',
    source: FROM_AUDIO_START,
    statement: 'The server must go on with the call when audio arrives late, in bursts or after a pause.',
    remedy:
      'Do not end a call because no audio came for a moment, and size buffers for a burst of a second. Take time from the number of samples, not from their arrival.',
    exercisedBy: CUT_SHORT,
  },
  {
    id: 'ws.tolerates.call-end',
    level: 'must',
    basis: 'published',
    source: CALL_END,
    statement:
      'The server must take call_end at any point of a call, with each origin and each cause, OTHER(…) included, and end the call cleanly.',
    remedy:
      'Handle call_end in every state, also before audio and while playing; match causes by name with a default branch, since OTHER(<cause>) has no fixed text.',
    exercisedBy: CUT_SHORT,
  },
  {
    id: 'ws.tolerates.error',
    level: 'must',
    basis: 'published',
    source: ERROR,
    statement: 'The server must take an error message at any point of a call without giving the call up.',
    remedy: 'Log the reason and go on; an error message reports that one message was not taken, the call is still up.',
    exercisedBy: CUT_SHORT,
  },
  {
    id: 'ws.tolerates.overflow-warning',
    level: 'must',
    basis: 'published',
    source: OVERFLOW,
    statement: 'The server must take an audio_overflow_warning at any point of a call without giving the call up.',
    remedy: 'Log the warning and go on; it tells that caller audio was lost because the server read too slowly.',
    exercisedBy: CUT_SHORT,
  },
  {
    id: 'ws.tolerates.play-finished',
    level: 'must',
    basis: 'published',
    source: PLAY_FINISHED,
    statement:
      'The server must take audio_play_finished for each of its plays, whether the play ended normally, was aborted, or ended with the call.',
    remedy:
      'Expect one audio_play_finished for every play, also after an abort and just before call_end, and ignore ids that are no longer known.',
    exercisedBy: CUT_SHORT,
  },
  {
    id: 'ws.tolerates.json-forms',
    level: 'must',
    basis: 'derived',
    source: OVERVIEW,
    statement: 'The server must take a message in any legal JSON spelling: white space, order of properties, escapes.',
    remedy:
      'Parse messages with a JSON parser; never compare text, search for substrings or rely on `type` coming first.',
    exercisedBy: CUT_SHORT,
  },
  {
    id: 'ws.tolerates.fragmentation',
    level: 'must',
    basis: 'derived',
    source: rfc6455('5.4 Fragmentation'),
    statement: 'The server must take messages in fragments, with control frames between the fragments.',
    remedy:
      'Work on messages instead of frames: let the library join fragments, and answer Pings that arrive in between.',
    exercisedBy: CUT_SHORT,
  },
  {
    id: 'ws.tolerates.slow-reader',
    level: 'must',
    basis: 'derived',
    source: rfc6455('5.4 Fragmentation'),
    statement:
      'A peer that reads slowly must neither make the server give up the call nor lose, repeat or corrupt frames.',
    remedy:
      'Respect back-pressure: wait for drain, or check how much is buffered, before more audio is written. Never drop part of a frame, and do not treat a full send buffer as a broken connection.',
    exercisedBy: NO_PLAY,
  },
  {
    id: 'ws.tolerates.future',
    level: 'should',
    basis: 'assumed',
    source: guide('Messages from Aculab Cloud'),
    statement: 'The server should pass over message types and properties that it does not know.',
    remedy:
      'Give the dispatch on `type` a default branch that logs and goes on, and let decoders ignore additional properties.',
    exercisedBy: CUT_SHORT,
  },
  // What may happen, and must stay with the call it happens to
  {
    id: 'ws.survives.connection-loss',
    level: 'must',
    basis: 'derived',
    source: rfc6455('7.1.7 Fail the WebSocket Connection; 7.2.3 Recovering from Abnormal Closure'),
    statement:
      'After a connection was reset, half-closed or went silent at any point of a call, the server must take new calls.',
    remedy:
      'Handle the error and close events of every socket, and writes to one that is gone; free the call’s timers and tasks there. Use Ping or a read timeout to notice a silent peer.',
    exercisedBy: CUT_SHORT,
  },
  {
    id: 'ws.survives.malformed-json',
    level: 'must',
    basis: 'derived',
    source: OVERVIEW,
    statement: 'After text that is no JSON object, or no message, the server must take new calls.',
    remedy:
      'Catch the parser’s errors and check that the result is an object with a string `type` before it is used; drop the message or the one connection, never the process.',
    exercisedBy: CUT_SHORT,
  },
  {
    id: 'ws.survives.malformed-frame',
    level: 'must',
    basis: 'derived',
    source: rfc6455('5.2 Base Framing Protocol; 7.1.7 Fail the WebSocket Connection'),
    statement:
      'After frames that break the framing rules (reserved bits or opcodes, no mask, bad lengths, stray continuations, bad close codes) the server must take new calls.',
    remedy:
      'Let the library fail that one connection, and handle the error it reports: an unhandled error event ends many servers.',
    exercisedBy: CUT_SHORT,
  },
  {
    id: 'ws.survives.invalid-utf8',
    level: 'must',
    basis: 'derived',
    source: rfc6455('8.1 Handling Errors in UTF-8-Encoded Data'),
    statement:
      'After text that is no valid UTF-8, in one piece or split over fragments, the server must take new calls.',
    remedy:
      'Keep the library’s UTF-8 check on (it closes with 1007) and handle the error it reports for that connection.',
    exercisedBy: CUT_SHORT,
  },
  {
    id: 'ws.survives.oversized-message',
    level: 'must',
    basis: 'derived',
    source: rfc6455('10.4 Implementation-Specific Limits'),
    statement: 'After text and binary messages of many megabytes the server must take new calls.',
    remedy:
      'Set a maximum message size (64 KiB is ample for this protocol) and let the library close that connection with 1009.',
    exercisedBy: CUT_SHORT,
  },
  {
    id: 'ws.survives.bad-handshake',
    level: 'must',
    basis: 'derived',
    source: rfc6455('4.2.1 Reading the Client’s Opening Handshake'),
    statement:
      'After HTTP that is no upgrade, and after broken or slow upgrade requests, the server must take new calls.',
    remedy:
      'Answer what is no valid upgrade with 400 or 426, set limits on header size and header time, and handle errors of sockets that never became calls.',
    exercisedBy: NO_CALL,
  },
  {
    id: 'ws.survives.churn',
    level: 'must',
    basis: 'derived',
    source: CALLS,
    statement:
      'After many short calls, one after another and at once, the server must take new calls with no lasting growth of memory or open files.',
    remedy:
      'Free everything of a call when its connection ends: timers, listeners, recogniser sessions, files, entries in maps. Compare heap snapshots before and after a few hundred calls.',
    exercisedBy: NO_CALL,
  },
  {
    id: 'ws.isolates.calls',
    level: 'must',
    basis: 'derived',
    source: CALLS,
    statement: 'Concurrent calls must share nothing: what happens in one must neither show in another nor end it.',
    remedy:
      'Keep the state of a call in an object of its connection: no module-level variables for the current socket, play or buffer, and no broadcast to all clients.',
    exercisedBy: 'no calls ran at the same time',
  },
];
