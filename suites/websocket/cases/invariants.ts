// What is judged on whatever a server says, in every case. Calls that let it speak name these families, so that a
// filter by requirement finds them.

export const HANDSHAKE = [
  'ws.handshake.switching-protocols',
  'ws.handshake.upgrade-headers',
  'ws.handshake.accept',
  'ws.handshake.subprotocol',
  'ws.handshake.subprotocol-selected',
  'ws.handshake.extensions',
] as const;

export const MESSAGES = [
  'ws.message.json-object',
  'ws.message.type',
  'ws.message.known-type',
  'ws.message.property-types',
  'ws.message.undocumented-property',
] as const;

export const FRAMES = [
  'ws.frame.payload-limit',
  'ws.frame.utf8',
  'ws.frame.unmasked',
  'ws.frame.reserved',
  'ws.frame.sequence',
  'ws.frame.length',
  'ws.frame.control',
] as const;

export const PLAYS = [
  'ws.play.start-type',
  'ws.play.format',
  'ws.play.sample-rate',
  'ws.play.channels',
  'ws.play.channel',
  'ws.play.mono-channel',
  'ws.play.mix-format',
  'ws.play.initial-buffer',
  'ws.play.id',
  'ws.play.id-unique',
  'ws.play.audio-inside-play',
  'ws.play.start-while-open',
  'ws.play.end-without-start',
  'ws.play.whole-samples',
  'ws.play.ten-ms-multiple',
  'ws.play.queued-plays',
  'ws.play.queued-frames',
  'ws.play.underrun',
] as const;

export const HANGUP = ['ws.hangup.cause', 'ws.hangup.raw-cause', 'ws.hangup.last'] as const;

/** How a call that nothing disturbs has to end. */
export const ENDING = ['ws.call.close-frame', 'ws.call.close-handshake', 'ws.call.quiet-after-end'] as const;
