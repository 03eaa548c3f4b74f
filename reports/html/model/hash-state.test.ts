import { describe, expect, it } from 'vitest';
import { type HashState, readHash, writeHash } from './hash-state.ts';

const NO_FILTER = { query: '', verdicts: [] } as const;

const STATES: readonly HashState[] = [
  { page: { kind: 'summary' }, filter: NO_FILTER },
  { page: { kind: 'summary' }, filter: { query: 'a+b & c=#', verdicts: ['fail', 'warn'] } },
  { page: { kind: 'requirement', id: 'ws.play.format' }, filter: { query: '', verdicts: ['not-exercised'] } },
  { page: { kind: 'case', id: 'plain-call/tone', event: 12, call: 0 }, filter: NO_FILTER },
  { page: { kind: 'finding', id: 'ws.play.format@a/b:2', event: 0 }, filter: NO_FILTER },
  { page: { kind: 'case', id: '</script>"\u202e %2F+é' }, filter: NO_FILTER },
];

describe('the address', () => {
  it.each(STATES)('says where the reader is: %j', (state) => {
    expect(readHash(writeHash(state))).toEqual(state);
  });

  it('keeps ids readable', () => {
    const state = { page: { kind: 'finding', id: 'ws.play.format@plain-call/tone:2' }, filter: NO_FILTER } as const;
    expect(writeHash(state)).toBe('#finding=ws.play.format@plain-call/tone:2');
  });

  it('is the summary where it says nothing that is known', () => {
    for (const hash of ['', '#', '#x=1', '#%', '#show=nonsense,__proto__&event=-1']) {
      expect(readHash(hash)).toEqual({ page: { kind: 'summary' }, filter: NO_FILTER });
    }
    expect(readHash('#case=x&event=1e9&call=99999999999').page).toEqual({ kind: 'case', id: 'x' });
  });

  it('is made of half a pair too', () => {
    expect(writeHash({ page: { kind: 'case', id: 'a\ud800' }, filter: NO_FILTER })).toBe('#case=a%EF%BF%BD');
  });
});
