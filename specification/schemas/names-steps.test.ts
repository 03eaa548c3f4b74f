import { describe, expect, it } from 'vitest';
import { validateTrace } from './validate.ts';

const traceOf = (steps: readonly unknown[], rest: Record<string, unknown> = {}) => ({
  format: 'aculab-conformance/trace@1',
  id: 'characters/ascii',
  title: 'Characters',
  suite: 'media-files',
  requirements: ['files.character.allowed'],
  steps,
  ...rest,
});

const offer = {
  do: 'offer',
  kind: 'media',
  name: 'a\ud800.wav',
  about: 'files.character.allowed',
  what: 'half a pair',
};

describe('a trace of names', () => {
  it('may have each step, and say where it makes sense', async () => {
    const steps = [
      offer,
      { ...offer, bare: true },
      { ...offer, rawName: 'a%252e', content: { base64: 'AP8=' } },
      { ...offer, do: 'read' },
      { do: 'list', kind: 'rest' },
      { do: 'delete', kind: 'msg_media', name: '' },
    ];
    expect(await validateTrace(traceOf(steps, { only: 'store', profile: 'full', exclusive: true }))).toEqual([]);
  });

  it.each<readonly [string, unknown, string]>([
    ['a misspelled step', { ...offer, do: 'ofer' }, '/steps/0: unknown "do" "ofer"; did you mean "offer"?'],
    [
      'an unknown kind',
      { do: 'list', kind: 'fax' },
      '/steps/0/kind: must be one of "media", "msg_media", "rest", is "fax"',
    ],
    ['a missing part', { do: 'read', kind: 'media', name: 'a', what: 'b' }, '/steps/0: "about" is missing'],
    [
      'content in two ways',
      { ...offer, content: { text: '', base64: '' } },
      '/steps/0/content: must have exactly one of text, base64',
    ],
    [
      'a spelling with a line end',
      { ...offer, rawName: 'a\r\nb' },
      '/steps/0/rawName: must be text without spaces and control characters, as it can stand on a request line, is "a\\r\\nb"',
    ],
    [
      'an unknown requirement',
      { ...offer, about: 'files.character.alowed' },
      '/steps/0/about: unknown requirement "files.character.alowed"; did you mean "files.character.allowed"?',
    ],
  ])('is told of %s', async (_, step, problem) => {
    expect(await validateTrace(traceOf([step]))).toEqual([problem]);
  });

  it('is of its own suite, and of no other', async () => {
    expect(await validateTrace(traceOf([offer], { suite: 'services', requirements: [] }))).toContainEqual(
      expect.stringMatching(/^\/steps\/0: unknown "do" "offer"/),
    );
    expect(await validateTrace(traceOf([], { only: 'both' }))).toEqual([
      '/only: must be one of "store", "validator", is "both"',
    ]);
    expect(await validateTrace(traceOf([], { suite: 'websocket', requirements: [], only: 'store' }))).toHaveLength(1);
  });
});
