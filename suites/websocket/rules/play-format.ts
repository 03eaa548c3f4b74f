// ws.play.*: what a play start says of the audio that will follow. A value of the wrong JSON type is left to
// ws.message.property-types, so each rule here looks at values of the right one; `id` has its type judged here.
import { AUDIO_FORMATS, PLAY_DEFAULTS, PLAY_START_TYPE } from '../../../specification/limits.ts';
import { perItem, show } from '../per-item.ts';
import type { CallView, Play, Rule, RuleFinding } from '../rule.ts';
import { isAudioFormat, isBufferMs, isChannel, isChannels } from '../view/play-request.ts';

const allPlays = (call: CallView) => call.plays;

/** The plays that give this property a value of the JSON type that is documented for it. */
const playsWith = (property: string, jsonType: 'string' | 'number') => (call: CallView) =>
  call.plays.filter(({ start }) => typeof start.object?.[property] === jsonType);

const propertyOf = (play: Play, property: string): unknown => play.start.object?.[property];

/** A rule about the value of one property, where a play start has it. */
function valueRule(
  requirement: string,
  {
    property,
    jsonType,
    isLegal,
    expected,
  }: {
    readonly property: string;
    readonly jsonType: 'string' | 'number';
    readonly isLegal: (value: unknown) => boolean;
    readonly expected: string;
  },
): Rule {
  return perItem(requirement, playsWith(property, jsonType), (play) => {
    const value = propertyOf(play, property);
    return isLegal(value) ? undefined : aboutStart(play, `A play has an illegal ${property}`, expected, show(value));
  });
}

const aboutStart = (play: Play, message: string, expected: string, observed: string): RuleFinding => ({
  message,
  expected,
  observed: `${observed} (play ${play.number})`,
  at: play.start.at,
});

const startType = perItem('ws.play.start-type', allPlays, (play) =>
  play.start.type === PLAY_START_TYPE
    ? undefined
    : {
        ...aboutStart(
          play,
          'A play is started by the other name of the message',
          `type "${PLAY_START_TYPE}", as it is printed`,
          `type ${show(play.start.type)}`,
        ),
        reading: 'R1',
      },
);

const format = valueRule('ws.play.format', {
  property: 'format',
  jsonType: 'string',
  isLegal: isAudioFormat,
  expected: `one of ${AUDIO_FORMATS.join(', ')}`,
});

const sampleRate = valueRule('ws.play.sample-rate', {
  property: 'sample_rate',
  jsonType: 'number',
  isLegal: (value) => value === PLAY_DEFAULTS.sample_rate,
  expected: `${PLAY_DEFAULTS.sample_rate}`,
});

const channels = valueRule('ws.play.channels', {
  property: 'channels',
  jsonType: 'number',
  isLegal: isChannels,
  expected: '1 or 2',
});

const channel = valueRule('ws.play.channel', {
  property: 'channel',
  jsonType: 'number',
  isLegal: isChannel,
  expected: '0, 1 or 2',
});

const initialBuffer = valueRule('ws.play.initial-buffer', {
  property: 'initial_buffer_ms',
  jsonType: 'number',
  isLegal: isBufferMs,
  expected: 'a finite number of milliseconds, 0 or more',
});

/** The plays that say, or leave to the default, that they have so many channels. */
const playsOf = (count: 1 | 2) => (call: CallView) =>
  call.plays.filter((play) => (propertyOf(play, 'channels') ?? PLAY_DEFAULTS.channels) === count);

const monoChannel = perItem('ws.play.mono-channel', playsOf(1), (play) =>
  play.channel === 2
    ? aboutStart(play, 'Mono audio is played on the second channel', 'channel 0 or 1 for mono audio', 'channel 2')
    : undefined,
);

const mixFormat = perItem(
  'ws.play.mix-format',
  // A format that does not exist is ws.play.format's.
  (call) => playsOf(2)(call).filter((play) => isAudioFormat(propertyOf(play, 'format') ?? PLAY_DEFAULTS.format)),
  (play) => {
    const chosen = propertyOf(play, 'channel');
    const mixes = chosen === undefined || chosen === 0;
    if (!mixes || play.format === '16bit_PCM') return undefined;
    const how = chosen === undefined ? 'no channel, which means 0,' : 'channel 0';
    return aboutStart(
      play,
      'Two channels are mixed in a format for which that is not supported',
      '16bit_PCM for two channels on channel 0, or channel 1 or 2',
      `${how} for two channels of ${play.format}`,
    );
  },
);

// Its JSON type is judged here and not by ws.message.property-types: the requirement says nothing else.
const id = perItem(
  'ws.play.id',
  (call) => call.plays.filter((play) => propertyOf(play, 'id') !== undefined),
  (play) => {
    const value = propertyOf(play, 'id');
    return typeof value === 'string'
      ? undefined
      : aboutStart(play, 'A play has an id that is no string', 'a string', show(value));
  },
);

export const playFormatRules: readonly Rule[] = [
  startType,
  format,
  sampleRate,
  channels,
  channel,
  monoChannel,
  mixFormat,
  initialBuffer,
  id,
];
