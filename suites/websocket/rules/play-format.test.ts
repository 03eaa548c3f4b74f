import { describe, expect, it } from 'vitest';
import { transcript } from '../transcript.fixture.ts';
import { judge, violations } from './frame-message-play.fixture.ts';

const starting = (start: Readonly<Record<string, unknown>>) => transcript().openCall().play({ start, frames: 3 });

describe('a play start that leaves everything to the defaults', () => {
  it.each([
    ['ws.play.start-type', 1],
    ['ws.play.mono-channel', 1],
    ['ws.play.format', 0],
    ['ws.play.sample-rate', 0],
    ['ws.play.channels', 0],
    ['ws.play.channel', 0],
    ['ws.play.initial-buffer', 0],
    ['ws.play.id', 0],
    ['ws.play.mix-format', 0],
  ])('puts %s to the test %i times', (id, exercised) => {
    expect(judge(id, starting({}))).toEqual({ exercised, findings: [] });
  });
});

describe('legal values', () => {
  it.each([
    ['ws.play.format', { format: '16bit_PCM' }],
    ['ws.play.format', { format: 'alaw' }],
    ['ws.play.format', { format: 'mulaw' }],
    ['ws.play.format', { format: '8bit_PCM' }],
    ['ws.play.sample-rate', { sample_rate: 8000 }],
    ['ws.play.channels', { channels: 1 }],
    ['ws.play.channels', { channels: 2 }],
    ['ws.play.channel', { channel: 0 }],
    ['ws.play.mono-channel', { channel: 1 }],
    ['ws.play.channel', { channels: 2, channel: 2 }],
    ['ws.play.mix-format', { channels: 2 }],
    ['ws.play.mix-format', { channels: 2, format: 'alaw', channel: 1 }],
    ['ws.play.initial-buffer', { initial_buffer_ms: 0 }],
    ['ws.play.initial-buffer', { initial_buffer_ms: 12.5 }],
    ['ws.play.id', { id: '' }],
  ])('pass %s: %j', (id, start) => {
    expect(judge(id, starting(start))).toEqual({ exercised: 1, findings: [] });
    expect(violations(starting(start))).toEqual([]);
  });
});

describe('illegal values turn one requirement each', () => {
  it.each([
    ['ws.play.format', { format: 'pcm' }],
    ['ws.play.format', { format: 'ALAW' }],
    ['ws.play.format', { format: '' }],
    ['ws.play.format', { format: 'pcm', channels: 2 }],
    ['ws.play.sample-rate', { sample_rate: 16_000 }],
    ['ws.play.sample-rate', { sample_rate: 7999.5 }],
    ['ws.play.channels', { channels: 0 }],
    ['ws.play.channels', { channels: 3, channel: 2 }],
    ['ws.play.channels', { channels: 1.5 }],
    ['ws.play.channel', { channel: 3 }],
    ['ws.play.channel', { channel: -1, channels: 2, format: 'alaw' }],
    ['ws.play.mono-channel', { channel: 2 }],
    ['ws.play.mono-channel', { channel: 2, channels: 1 }],
    ['ws.play.mix-format', { channels: 2, format: 'alaw' }],
    ['ws.play.mix-format', { channels: 2, channel: 0, format: '8bit_PCM' }],
    ['ws.play.initial-buffer', { initial_buffer_ms: -1 }],
    ['ws.play.id', { id: 3 }],
    ['ws.play.id', { id: { name: 'x' } }],
  ])('%s: %j', (id, start) => {
    const { findings } = judge(id, starting(start));
    expect(findings).toHaveLength(1);
    expect(findings[0]?.at?.event).toMatchObject({ kind: 'frame', from: 'server', opcode: 1 });
    expect(violations(starting(start))).toEqual([id]);
  });

  it('names a number that is too large to be one', () => {
    const built = transcript().openCall().serverText('{"type":"audio_start","initial_buffer_ms":1e999}');
    expect(violations(built)).toEqual(['ws.play.initial-buffer']);
    expect(judge('ws.play.initial-buffer', built).findings[0]?.observed).toBe('Infinity (play 0)');
  });

  it('does not judge lengths and times of a play whose audio is not known', () => {
    const built = transcript()
      .openCall()
      .play({ start: { format: 'pcm' }, frameBytes: 333, frames: 20, everyMs: 200 });
    expect(violations(built)).toEqual(['ws.play.format']);
  });
});

describe('ws.play.start-type', () => {
  it('warns about the other name of the message', () => {
    const built = transcript().openCall().serverText({ type: 'audio_play_start', id: 'a' }).serverAudio();
    built.serverText({ type: 'audio_play_end' });
    expect(violations(built)).toEqual(['ws.play.start-type (R1)']);
    expect(judge('ws.play.start-type', built)).toMatchObject({
      exercised: 1,
      findings: [{ expected: 'type "audio_start", as it is printed', observed: 'type "audio_play_start" (play 0)' }],
    });
  });
});

it('rules about plays are not exercised by a call without any', () => {
  const built = transcript().openCall().serverText({ type: 'audio_play_abort' });
  for (const name of ['start-type', 'format', 'mono-channel', 'mix-format', 'id', 'initial-buffer']) {
    expect(judge(`ws.play.${name}`, built)).toEqual({ exercised: 0, findings: [] });
  }
});
