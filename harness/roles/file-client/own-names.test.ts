import { describe, expect, it } from 'vitest';
import { strayingProblem } from './own-names.ts';

const PREFIX = 'acuabcdefaab';

describe('a name that stays below its prefix', () => {
  it.each([
    'a.wav',
    '',
    '/a/b.wav',
    '..',
    '...wav',
    '/a/../b.wav',
    '/./a.wav',
    '//a.wav',
    '/a%2f..%2fb.wav',
    'a%b.wav',
    'C:\\x.wav',
    '\ud800.wav',
    '\0.wav',
    'a?b#c.wav',
  ])('may be written: %j', (name) => {
    expect(strayingProblem(PREFIX, `${PREFIX}${name}`)).toBeUndefined();
  });

  it('may be long', () => {
    expect(strayingProblem(PREFIX, `${PREFIX}/${'a/'.repeat(2000)}x`)).toBeUndefined();
  });
});

describe('a name that may be read as another one', () => {
  it.each([
    ['/../x.wav'],
    ['a/../b.wav'],
    ['a/../../x.wav'],
    ['/..'],
    ['\\..\\x.wav'],
    ['/%2e%2e/x.wav'],
    ['/%252e%252e%252fx.wav'],
    ['/..;a/x.wav'],
    ['/.\0./x.wav'],
    ['/．．/x.wav'],
    ['／..／x.wav'],
    ['/../media/x.wav'],
    ['?/../x.wav'],
  ])('may not: %j', (name) => {
    expect(strayingProblem(PREFIX, `${PREFIX}${name}`)).toMatch(/^it may be read as \//);
  });

  it('may not by a spelling of its own either', () => {
    const name = `${PREFIX}x.wav`;
    expect(strayingProblem(PREFIX, name, `${PREFIX}%2Fx.wav`)).toBeUndefined();
    expect(strayingProblem(PREFIX, name, `${PREFIX}%2F..%2Fx.wav`)).toBe('it may be read as /x.wav');
    expect(strayingProblem(PREFIX, name, 'x.wav')).toBe('it may be read as /x.wav');
  });

  it('nor by what is encoded without end', () => {
    expect(strayingProblem(PREFIX, `${PREFIX}%${'25'.repeat(20)}2e`)).toBe('it is encoded too often');
  });
});
