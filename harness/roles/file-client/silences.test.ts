import { describe, expect, it } from 'vitest';
import { createSilences } from './silences.ts';

const name = (text: string): { readonly name: string } => ({ name: text });

describe('names that are never answered', () => {
  it('are known by their sort after three, where none of it was ever answered', () => {
    const silences = createSilences();
    for (const each of ['a\nb.wav', 'abcdefgh\n.wav']) silences.noteSilence(name(each));
    expect([silences.isKnowing(), silences.isKnownSort(name('c\n.wav'))]).toEqual([false, false]);
    silences.noteSilence(name('/folder/of/letters\n'));
    expect(silences.isKnowing()).toBe(true);
    expect(silences.isKnownSort(name('c\n.wav'))).toBe(true);
    for (const other of ['c.wav', 'c\r.wav', 'c d.wav', '']) expect(silences.isKnownSort(name(other))).toBe(false);
  });

  it.each([
    ['a length', ['a'.repeat(300), 'b'.repeat(301), 'c'.repeat(302)], 'd'.repeat(300), 'd'.repeat(60)],
    [
      'what stands before a wrong character',
      ['!', '%', '~'].map((sign) => `${'a'.repeat(40)}${sign}`),
      `${'b'.repeat(40)}é`,
      'b!',
    ],
    ['two dots', ['aa..', 'bb..cccccccccccccccccc', 'dd..eeeeeeee'], 'ff..gggg', 'ffgg'],
  ])('are alike by %s', (_, silent, alike, other) => {
    const silences = createSilences();
    for (const each of silent) silences.noteSilence(name(each));
    expect(silences.isKnownSort(name(alike))).toBe(true);
    expect(silences.isKnownSort(name(other))).toBe(false);
  });

  it('are of no known sort where another of it is answered, until there are many', () => {
    const silences = createSilences();
    silences.noteAnswer(name('x\ny'));
    for (let count = 0; count < 9; count++) silences.noteSilence(name(`${'a'.repeat(count * 40)}\n`));
    expect(silences.isKnownSort(name('x\ny'))).toBe(false);
    silences.noteSilence(name('\n'));
    expect(silences.isKnownSort(name('x\ny'))).toBe(true);
    expect(silences.isKnownSort(name('x\ry'))).toBe(false);
  });

  it('shorten the time that the next one has, down to an eighth and never below ten average answers', () => {
    const silences = createSilences();
    const limits = [5000];
    for (let count = 0; count < 4; count++) {
      silences.noteSilence(name('a'));
      limits.push(silences.limitMs(5000));
    }
    expect(limits).toEqual([5000, 2500, 1250, 625, 625]);
    const stalled = createSilences();
    for (let count = 0; count < 2; count++) stalled.noteStall();
    expect([stalled.limitMs(5000), stalled.isKnowing()]).toEqual([1250, false]);
    for (const durationMs of [150, 50]) silences.noteAnswer(name('b'), durationMs);
    expect(silences.limitMs(5000)).toBe(1000);
    silences.noteAnswer(name('b'), 10_000);
    expect(silences.limitMs(5000)).toBe(5000);
  });
});
