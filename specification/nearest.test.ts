import { describe, expect, it } from 'vitest';
import { REQUIREMENTS } from './catalogue.ts';
import { nearestIds } from './nearest.ts';

const ids = REQUIREMENTS.map(({ id }) => id);

describe('the nearest ids', () => {
  it('correct a slip of the finger', () => {
    expect(nearestIds('ws.play.whole-sample', ids)[0]).toBe('ws.play.whole-samples');
    expect(nearestIds('ws.paly.format', ids)[0]).toBe('ws.play.format');
    expect(nearestIds('WS.Hangup.Cause', ids)[0]).toBe('ws.hangup.cause');
  });

  it('complete a part of an id', () => {
    expect(nearestIds('whole-samples', ids)).toEqual(['ws.play.whole-samples', 'cloud.audio.whole-samples']);
  });

  it('count a swap of neighbours as one edit', () => {
    expect(nearestIds('snde', ['send', 'ping'])).toEqual([]);
    expect(nearestIds('sedn', ['send', 'ping'])).toEqual(['send']);
  });

  it('are never more than asked for, and none when nothing is near', () => {
    expect(nearestIds('ws.play', ids)).toHaveLength(3);
    expect(nearestIds('ws.play', ids, 5)).toHaveLength(5);
    expect(nearestIds('completely different', ids)).toEqual([]);
    expect(nearestIds('', ids)).toEqual([]);
  });
});
