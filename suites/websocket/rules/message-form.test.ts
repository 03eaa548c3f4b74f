import { describe, expect, it } from 'vitest';
import { transcript } from '../transcript.fixture.ts';
import { judge, violations } from './frame-message-play.fixture.ts';

const saying = (...messages: ReadonlyArray<string | Readonly<Record<string, unknown>>>) =>
  messages.reduce<ReturnType<typeof transcript>>(
    (built, message) => built.serverText(message),
    transcript().openCall(),
  );

const FULL_START = {
  type: 'audio_start',
  format: 'alaw',
  sample_rate: 8000,
  channels: 1,
  channel: 0,
  initial_buffer_ms: 60.5,
  id: 'a',
};

describe('legal messages', () => {
  const legal = () =>
    saying(FULL_START, ' { "type" : "audio_play_end" }\n', { type: 'call_hangup', cause: 'BUSY', raw_cause: 17 });

  it.each([
    ['ws.message.json-object', 3],
    ['ws.message.type', 3],
    ['ws.message.known-type', 3],
    ['ws.message.property-types', 2],
    ['ws.message.undocumented-property', 3],
  ])('put %s to the test %i times', (id, exercised) => {
    expect(judge(id, legal())).toEqual({ exercised, findings: [] });
  });

  it.each(['json-object', 'type', 'known-type', 'property-types', 'undocumented-property'])(
    'are needed: ws.message.%s is not exercised by audio alone',
    (name) => {
      expect(judge(`ws.message.${name}`, transcript().openCall().serverAudio()).exercised).toBe(0);
    },
  );
});

describe('each fault of a message turns one requirement', () => {
  it.each([
    ['ws.message.json-object', ''],
    ['ws.message.json-object', 'hello'],
    ['ws.message.json-object', '{"type":"audio_start"'],
    ['ws.message.json-object', '{"type":"audio_start"}{"type":"audio_play_end"}'],
    ['ws.message.json-object', '[{"type":"audio_start"}]'],
    ['ws.message.json-object', '"audio_start"'],
    ['ws.message.json-object', 'null'],
    ['ws.message.json-object', '\uFEFF{"type":"audio_start"}'],
    ['ws.message.type', '{}'],
    ['ws.message.type', '{"Type":"audio_start"}'],
    ['ws.message.type', '{"type":7}'],
    ['ws.message.type', '{"type":null}'],
    ['ws.message.known-type', '{"type":"AUDIO_START"}'],
    ['ws.message.known-type', '{"type":"call_start"}'],
    ['ws.message.known-type', '{"type":"constructor"}'],
    ['ws.message.property-types', '{"type":"audio_start","format":1}'],
    ['ws.message.property-types', '{"type":"audio_start","sample_rate":"8000"}'],
    ['ws.message.property-types', '{"type":"audio_start","channels":"1"}'],
    ['ws.message.property-types', '{"type":"audio_start","channels":null}'],
    ['ws.message.property-types', '{"type":"audio_start","channel":[0]}'],
    ['ws.message.property-types', '{"type":"audio_start","initial_buffer_ms":"100"}'],
    ['ws.play.id', '{"type":"audio_start","id":7}'],
    ['ws.play.id', '{"type":"audio_start","id":null}'],
    ['ws.message.undocumented-property', '{"type":"audio_start","sampleRate":8000}'],
    ['ws.message.undocumented-property', '{"type":"audio_start","constructor":1}'],
    ['ws.message.undocumented-property', '{"type":"audio_start","__proto__":{"format":"pcm"}}'],
    ['ws.message.undocumented-property', '{"type":"audio_play_abort","id":"a"}'],
  ])('%s: %s', (id, text) => {
    expect(violations(saying(text))).toEqual([id]);
  });

  it('leaves the types of cause and raw_cause to ws.hangup', () => {
    expect(violations(saying({ type: 'call_hangup', cause: 7, raw_cause: '0' }))).toEqual([]);
  });

  it('shows what was there, in short', () => {
    expect(judge('ws.message.json-object', saying(`[${'1,'.repeat(500)}1]`)).findings[0]?.observed).toBe(
      `text that is JSON, but an array: "[${'1,'.repeat(29)}1…"`,
    );
    expect(
      judge('ws.message.property-types', saying({ type: 'audio_start', channels: '1' })).findings[0],
    ).toMatchObject({
      expected: 'a number, or no such property for its default',
      observed: 'channels "1" (string)',
    });
  });

  it('judges what a message deeply nested says without a fault of its own', () => {
    const deep = `{"type":"audio_start","id":${'['.repeat(50_000)}${']'.repeat(50_000)}}`;
    expect(judge('ws.play.id', saying(deep)).findings[0]?.observed).toBe('an array (play 0)');
  });
});

describe('a text that could not be understood', () => {
  it.each(['audio_begin', 'hello'])(
    'may have been the start of a play: its audio is not judged on top (%s)',
    (name) => {
      const text = name === 'hello' ? name : JSON.stringify({ type: name });
      const built = saying(text).serverAudio().serverAudio().serverText({ type: 'audio_play_end' });
      expect(violations(built)).toHaveLength(1);
    },
  );

  it('may have been the end of a play: the next start is not judged on top', () => {
    const built = saying({ type: 'audio_start', id: 'a' }, { type: 'audio_stop' }, { type: 'audio_start', id: 'b' });
    expect(violations(built)).toEqual(['ws.message.known-type']);
  });

  it('excuses nothing after the next start', () => {
    const built = saying({ type: 'x' }, { type: 'audio_start' }, { type: 'audio_play_end' }).serverAudio();
    expect(violations(built)).toEqual(['ws.message.known-type', 'ws.play.audio-inside-play']);
  });
});
