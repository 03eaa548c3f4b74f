import { describe, expect, it } from 'vitest';
import { cloudMessages } from './cloud-messages.ts';
import { type TranscriptBuilder, transcript } from './transcript.fixture.ts';

const meanings = (built: TranscriptBuilder) => cloudMessages(built.callView()).map(({ meaning }) => meaning);

describe('what the Cloud says', () => {
  it.each([
    '{"type":"call_start","from":""}',
    '{"type":"audio_start","format":"16bit_PCM","sample_rate":8000,"channels":1}',
    '{"type":"audio_end"}',
    '{"type":"call_end","origin":"client","cause":"OTHER(x)","raw_cause":0}',
    '{"type":"audio_play_finished","id":""}',
    '{"type":"error","reason":""}',
    ' {"type":"audio_overflow_warning"}\n',
  ])('is documented: %s', (text) => {
    expect(meanings(transcript().upgrade().cloudText(text))).toEqual(['documented']);
  });

  it.each(['{"type":"x_future"}', '{"type":"audio_end","x":1}', '{"type":"error","reason":"","toString":1}'])(
    'may be documented one day: %s',
    (text) => {
      expect(meanings(transcript().upgrade().cloudText(text))).toEqual(['future']);
    },
  );

  it.each([
    '',
    '[]',
    'null',
    '{"type":"audio_end"',
    '\ufeff{"type":"audio_end"}',
    '{"type":5}',
    '{}',
    '{"type":"call_start"}',
    '{"type":"call_start","from":441908}',
    '{"type":"call_end","origin":"nobody","cause":"NORMAL","raw_cause":0}',
    '{"type":"call_end","origin":"client","cause":"NORMAL","raw_cause":1.5}',
  ])('is hostile: %j', (text) => {
    expect(meanings(transcript().upgrade().cloudText(text))).toEqual(['hostile']);
  });

  it('tells audio from other binary messages', () => {
    const built = transcript().upgrade().cloudAudio(320).cloudAudio(2).cloudAudio(3).cloudAudio(0).cloudAudio(65_536);
    expect(meanings(built.cloudAudio('{"type":"audio_end" }'))).toEqual([
      'documented',
      'documented',
      'hostile',
      'hostile',
      'hostile',
      'hostile',
    ]);
  });

  it('puts fragments together, with control frames between them', () => {
    const built = transcript().upgrade().cloudFrame(1, '{"type":"audio', { fin: false }).cloudFrame(9, 'x');
    const [message] = cloudMessages(built.cloudFrame(0, '_end"}').callView());
    expect([message?.meaning, message?.type, message?.payloadBytes]).toEqual(['documented', 'audio_end', 20]);
  });

  it('reads invalid UTF-8 as hostile', () => {
    expect(
      meanings(
        transcript()
          .upgrade()
          .cloudFrame(1, Buffer.from([0xc3, 0x28])),
      ),
    ).toEqual(['hostile']);
  });

  it('leaves unfinished messages out', () => {
    expect(meanings(transcript().upgrade().cloudFrame(1, '{', { fin: false }))).toEqual([]);
  });
});
