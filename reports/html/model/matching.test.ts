import { describe, expect, it } from 'vitest';
import { matching, toggled } from './matching.ts';

describe('a filter', () => {
  const found = (query: string): boolean =>
    matching({ query, verdicts: [] })('fail', ['ws.play.format', 'A Frame of 319 bytes']);

  it('looks for all words, whatever their letter case and order', () => {
    expect([found('bytes FORMAT'), found('ws.play'), found('bytes 320'), found('')]).toEqual([true, true, false, true]);
  });

  it('takes words out', () => {
    expect([found('!queue'), found('!frame'), found('ws !frame'), found('!')]).toEqual([true, false, false, true]);
  });

  it('keeps to verdicts, where some are chosen', () => {
    const matches = matching({ query: '', verdicts: ['fail', 'warn'] });
    expect([matches('fail', []), matches('pass', [])]).toEqual([true, false]);
  });

  it('is switched on and off', () => {
    const on = toggled({ query: 'x', verdicts: ['pass'] }, 'fail');
    expect(on).toEqual({ query: 'x', verdicts: ['pass', 'fail'] });
    expect(toggled(on, 'pass')).toEqual({ query: 'x', verdicts: ['fail'] });
  });
});
