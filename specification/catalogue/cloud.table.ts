// An implementation of Aculab Cloud's side, judged by an application's server. Order as in a call.
import { type Entry, guide } from './entry.ts';

const NO_CALL = 'no call came in; check the command that makes the Cloud under test call the URL';
const NO_AUDIO = 'no audio came from the Cloud under test; let its call carry sound';
const NO_CALL_END = 'no call was ended while the connection was up';
const NO_PLAY = 'no play was taken by the Cloud under test; check that a call with a play was made';
const NO_HANGUP = 'no call was hung up by the server';
const NO_APPLICATION_END = 'the application never ended a call; let the dial command hang up by itself';
const NO_FAILED_CALL = 'no call was made that fails to connect; let the dial command call whatever URL it is given';

const OVERVIEW = guide('Overview');
const CALLS = guide('Calls to WebSockets');
const AUDIO_START = guide('Messages from Aculab Cloud: Audio start');
const CALL_END = guide('Messages from Aculab Cloud: Call end');
const PLAY_FINISHED = guide('Messages from Aculab Cloud: Audio play finished');
const ERROR = guide('Messages from Aculab Cloud: Error');
const TO_CLOUD = guide('Messages to Aculab Cloud');
const PLAY_START = guide('Messages to Aculab Cloud: Audio play start');
const PLAY_END = guide('Messages to Aculab Cloud: Audio play end');
const PLAY_ABORT = guide('Messages to Aculab Cloud: Audio play abort');
const HANGUP = guide('Messages to Aculab Cloud: Call hangup');

export const CLOUD_ENTRIES: readonly Entry[] = [
  {
    id: 'cloud.handshake.offers-subprotocol',
    level: 'must',
    basis: 'published',
    source: OVERVIEW,
    statement: 'The upgrade request must offer the subprotocol v1.cloud.aculab.com.',
    remedy: 'Send `Sec-WebSocket-Protocol: v1.cloud.aculab.com` with every upgrade request.',
    readings: ['R20'],
    exercisedBy: NO_CALL,
  },
  {
    id: 'cloud.handshake.status-raw-cause',
    level: 'must',
    basis: 'published',
    source: CALLS,
    statement: 'A response status other than 101 must be passed to the application as the raw cause of the call.',
    remedy: 'Keep the status of a failed upgrade and report it as the raw cause, for example 404.',
    exercisedBy: NO_FAILED_CALL,
  },
  {
    id: 'cloud.handshake.failure-raw-cause',
    level: 'must',
    basis: 'published',
    source: CALLS,
    statement:
      'A call that cannot be connected must have the raw cause of the stage that failed: 901 URL, 902 name, 903 connection, 904 TLS, 905 handshake without a status, 900 anything else.',
    remedy: 'Map the error of each stage of connecting to its own raw cause; keep 900 for what fits none of them.',
    exercisedBy: NO_FAILED_CALL,
  },
  {
    id: 'cloud.message.json-object',
    level: 'must',
    basis: 'published',
    source: OVERVIEW,
    statement:
      'Each text message must be one JSON object with one of the seven documented values of `type`, its documented properties having their documented JSON types.',
    remedy: 'Serialise one object for each message from a table of the documented messages; send numbers as numbers.',
    exercisedBy: NO_CALL,
  },
  {
    id: 'cloud.call-start.first',
    level: 'must',
    basis: 'published',
    source: guide('Messages from Aculab Cloud: Call start'),
    statement: 'call_start with `from` must be the first message of a call, and must be sent once only.',
    remedy: 'Send call_start as soon as the upgrade is done, before audio_start and before any binary frame.',
    readings: ['R12'],
    exercisedBy: NO_CALL,
  },
  {
    id: 'cloud.audio-start.before-audio',
    level: 'must',
    basis: 'published',
    source: AUDIO_START,
    statement: 'audio_start must be sent before the first binary frame.',
    remedy: 'Queue audio until audio_start has been written to the same connection.',
    exercisedBy: NO_AUDIO,
  },
  {
    id: 'cloud.audio-start.call-format',
    level: 'must',
    basis: 'published',
    source: AUDIO_START,
    statement: 'The audio_start of a call must name the format 16bit_PCM, the sample rate 8000 and 1 channel.',
    remedy: 'Convert the call’s audio to mono 16-bit PCM at 8000 Hz, and say so with all three properties.',
    exercisedBy: NO_AUDIO,
  },
  {
    id: 'cloud.audio.whole-samples',
    level: 'must',
    basis: 'derived',
    source: AUDIO_START,
    statement: 'Each binary frame must hold a whole number of samples of the announced format.',
    remedy: 'Cut audio at even byte offsets: a sample of 16-bit PCM has two bytes.',
    readings: ['R7'],
    exercisedBy: NO_AUDIO,
  },
  {
    id: 'cloud.audio.frame-duration',
    level: 'should',
    basis: 'published',
    source: AUDIO_START,
    statement: 'A binary frame should normally hold 20 ms of audio.',
    remedy: 'Send 320 bytes a frame; shorter or longer ones belong to exceptions such as the last frame.',
    exercisedBy: NO_AUDIO,
  },
  {
    id: 'cloud.audio.real-time',
    level: 'should',
    basis: 'derived',
    source: AUDIO_START,
    statement: 'The audio of a call should be sent at the pace of real time.',
    remedy: 'Take the due time of frame n as start + 20 ms × n from a monotonic clock, so that delays do not add up.',
    exercisedBy: NO_AUDIO,
  },
  {
    id: 'cloud.audio-end.last-audio',
    level: 'must',
    basis: 'published',
    source: guide('Messages from Aculab Cloud: Audio end'),
    statement: 'No binary frame must follow audio_end.',
    remedy: 'Flush or drop the audio queue before audio_end is written.',
    exercisedBy: 'no audio_end was seen',
  },
  {
    id: 'cloud.overflow-warning',
    level: 'should',
    basis: 'published',
    source: guide('Messages from Aculab Cloud: Audio overflow warning'),
    statement: 'When audio is dropped because the server does not read, an audio_overflow_warning should be sent.',
    remedy:
      'Bound the send queue, drop audio when it is full, and send one warning as soon as a message can be sent again.',
    exercisedBy: 'no call lasted long enough with an unread connection for audio to be dropped',
  },
  {
    id: 'cloud.call-end.last',
    level: 'must',
    basis: 'published',
    source: CALL_END,
    statement: 'call_end must be the last message of a call, and the connection must be closed after it.',
    remedy: 'Send what is due (audio_end, audio_play_finished) before call_end, then close the connection.',
    readings: ['R8'],
    exercisedBy: NO_CALL_END,
  },
  {
    id: 'cloud.call-end.hangup',
    level: 'must',
    basis: 'published',
    source: CALL_END,
    statement:
      'After a call_hangup, call_end must have the origin server together with the cause and the raw cause of that call_hangup.',
    remedy: 'Carry cause and raw_cause of the call_hangup over into call_end, and set origin to server.',
    exercisedBy: NO_HANGUP,
  },
  {
    id: 'cloud.call-end.application',
    level: 'must',
    basis: 'published',
    source: CALLS,
    statement: 'When the application ends the call, call_end must have the origin client and the raw cause 0.',
    remedy: 'Set origin to client and raw_cause to 0 when it is the application that hangs up.',
    exercisedBy: NO_APPLICATION_END,
  },
  {
    id: 'cloud.call-end.cause',
    level: 'must',
    basis: 'published',
    source: CALL_END,
    statement:
      'The cause of call_end must be one of the twelve call completion causes or OTHER(…), and its origin one of server, client and error.',
    remedy: 'Map internal causes to the twelve names, and put what has no name into OTHER(<cause>).',
    exercisedBy: NO_CALL_END,
  },
  {
    id: 'cloud.hangup.defaults',
    level: 'must',
    basis: 'published',
    source: HANGUP,
    statement: 'A call_hangup without cause or raw_cause must be taken as cause NORMAL and raw cause 0.',
    remedy: 'Fill in NORMAL and 0 where the properties are missing.',
    exercisedBy: NO_HANGUP,
  },
  {
    id: 'cloud.close-frame.raw-cause',
    level: 'must',
    basis: 'published',
    source: CALLS,
    statement: 'When the server closes with a Close frame, its status code must become the raw cause of the call.',
    remedy: 'Read the status code of the Close frame and pass it on as the raw cause.',
    exercisedBy: 'no call was closed by the server, or the raw cause could not be seen',
  },
  {
    id: 'cloud.frame.limit-accepted',
    level: 'must',
    basis: 'published',
    source: TO_CLOUD,
    statement: 'Frames with a payload of 1600 bytes, text or binary, must be accepted.',
    remedy: 'Compare with “more than 1600”, and count the payload only, without the frame header.',
    readings: ['R3'],
    exercisedBy: NO_CALL,
  },
  {
    id: 'cloud.frame.limit-closes',
    level: 'must',
    basis: 'published',
    source: TO_CLOUD,
    statement: 'A frame with a payload of more than 1600 bytes must cause the connection to be closed.',
    remedy: 'Check the declared length of every frame, text and binary, and close (1009 suits) when it exceeds 1600.',
    readings: ['R3'],
    exercisedBy: NO_CALL,
  },
  {
    id: 'cloud.play.defaults',
    level: 'must',
    basis: 'published',
    source: PLAY_START,
    statement:
      'A play start must be accepted with any of its properties left out, and each of them must then have its documented default.',
    remedy: 'Fill in 16bit_PCM, 8000, 1 channel, channel 0, 100 ms and the empty id.',
    readings: ['R1'],
    exercisedBy: NO_PLAY,
  },
  {
    id: 'cloud.play.formats',
    level: 'must',
    basis: 'published',
    source: PLAY_START,
    statement: 'A play must be accepted in every documented combination of format, channels and channel.',
    remedy: 'Accept all four formats, mono on channel 0 or 1, and two channels on channel 1, 2 or, with 16bit_PCM, 0.',
    readings: ['R1', 'R6'],
    exercisedBy: NO_PLAY,
  },
  {
    id: 'cloud.play.finished-once',
    level: 'must',
    basis: 'published',
    source: PLAY_FINISHED,
    statement:
      'Each accepted play must be followed by exactly one audio_play_finished with the id of its start, which is the empty string where none was given.',
    remedy:
      'Send the message from one place, when a play leaves the queue for whatever reason, and remember that it was sent.',
    exercisedBy: NO_PLAY,
  },
  {
    id: 'cloud.play.finished-order',
    level: 'must',
    basis: 'derived',
    source: PLAY_END,
    statement: 'Plays must finish in the order in which they were started.',
    remedy: 'Keep plays in one first-in, first-out queue, also when they are aborted or the call ends.',
    exercisedBy: 'no two plays were outstanding at once',
  },
  {
    id: 'cloud.play.finished-in-time',
    level: 'must',
    basis: 'derived',
    source: PLAY_FINISHED,
    statement:
      'A play that is neither aborted nor cut short by the end of the call must finish no sooner than its audio can have been played, and not long after.',
    remedy: 'Finish a play when its last sample has been played, not when its last frame has been received.',
    readings: ['R51'],
    exercisedBy: NO_PLAY,
  },
  {
    id: 'cloud.play.finished-on-abort',
    level: 'must',
    basis: 'published',
    source: PLAY_ABORT,
    statement: 'After audio_play_abort every active and every queued play must finish at once.',
    remedy: 'Empty the whole queue on an abort and send audio_play_finished for each play that was in it.',
    exercisedBy: NO_PLAY,
  },
  {
    id: 'cloud.play.finished-on-call-end',
    level: 'must',
    basis: 'published',
    source: PLAY_FINISHED,
    statement: 'When a call ends, each unfinished play must finish before call_end is sent.',
    remedy: 'Finish the active and the queued plays as a part of ending the call, before call_end.',
    exercisedBy: 'no call ended while a play was unfinished',
  },
  {
    id: 'cloud.play.abort-discards',
    level: 'must',
    basis: 'published',
    source: PLAY_ABORT,
    statement: 'Audio that was sent before an abort and has not been played must be discarded.',
    remedy: 'Drop the buffered audio of every aborted play, so that the next play begins with its own first sample.',
    exercisedBy: NO_PLAY,
  },
  {
    id: 'cloud.play.no-wait',
    level: 'must',
    basis: 'published',
    source: PLAY_END,
    statement:
      'A new play must be accepted right after an end or an abort, before audio_play_finished of the earlier play has been sent.',
    remedy: 'Let audio_play_end close the play for input only, and queue the next start behind it.',
    exercisedBy: NO_PLAY,
  },
  {
    id: 'cloud.play.queue-of-four',
    level: 'must',
    basis: 'published',
    source: PLAY_END,
    statement: 'Four queued plays must be accepted and all be played.',
    remedy: 'Give the queue room for four plays.',
    readings: ['R2'],
    exercisedBy: NO_PLAY,
  },
  {
    id: 'cloud.play.fifth-queued',
    level: 'should',
    basis: 'derived',
    source: PLAY_END,
    statement:
      'A play beyond the queue’s limit should be refused with an error message and leave the queued plays unharmed.',
    remedy: 'Answer the start with an error, drop the audio that follows it, and touch none of the queued plays.',
    readings: ['R2'],
    exercisedBy: NO_PLAY,
  },
  {
    id: 'cloud.play.frame-queue',
    level: 'must',
    basis: 'published',
    source: PLAY_START,
    statement:
      'At least 250 frames of a play that are sent faster than real time must be queued and played completely.',
    remedy: 'Give each play room for 250 frames, whatever their length up to 1600 bytes.',
    readings: ['R5'],
    exercisedBy: NO_PLAY,
  },
  {
    id: 'cloud.error.not-understood',
    level: 'must',
    basis: 'published',
    source: ERROR,
    statement:
      'Text that is no message must be answered by an error message with a string `reason`, and the call must go on.',
    remedy: 'Catch the parser’s errors and unknown types, and send an error with a reason instead of ending the call.',
    readings: ['R10'],
    exercisedBy: NO_CALL,
  },
  {
    id: 'cloud.error.not-processable',
    level: 'must',
    basis: 'published',
    source: ERROR,
    statement:
      'A message that cannot be processed at that point, such as a play end without a start or audio outside a play, must be answered by an error message.',
    remedy:
      'Check the state of the play when a message arrives, and send an error instead of ignoring what does not fit.',
    readings: ['R10'],
    exercisedBy: NO_CALL,
  },
  {
    id: 'cloud.error.bad-values',
    level: 'should',
    basis: 'derived',
    source: ERROR,
    statement:
      'A play start with an undocumented format, rate, number of channels, channel or mix should be answered by an error message.',
    remedy:
      'Check each property of a play start against its documented values, and send an error that names the wrong one.',
    readings: ['R6', 'R10'],
    exercisedBy: NO_CALL,
  },
  {
    id: 'cloud.error.bad-sample-count',
    level: 'should',
    basis: 'derived',
    source: PLAY_START,
    statement: 'A binary frame that holds a part of a sample should be answered by an error message.',
    remedy:
      'Check the length of each frame against the play’s format and channels, and send an error when it does not fit.',
    readings: ['R10'],
    exercisedBy: NO_PLAY,
  },
  {
    id: 'cloud.error.bad-cause',
    level: 'should',
    basis: 'derived',
    source: HANGUP,
    statement: 'A call_hangup with an undocumented cause should be answered by an error message.',
    remedy:
      'Check the cause against the twelve names before the call is ended, and send an error when it is none of them.',
    readings: ['R10'],
    exercisedBy: NO_HANGUP,
  },
];
