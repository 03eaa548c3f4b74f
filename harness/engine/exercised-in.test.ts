import { describe, expect, it } from 'vitest';
import { exercisedIn } from './exercised-in.ts';

const ID = 'ws.call.pong';
const other = (id: string) => ({ id, requirements: ['ws.call.close-frame'] });

describe('the cases that exercised a requirement', () => {
  it('are none where it was not', () => {
    expect(exercisedIn(ID, [])).toEqual({});
  });

  it('are those that are made for it, then the others, by their ids', () => {
    const cases = [other('b'), { id: 'd', requirements: [ID] }, other('a'), { id: 'c', requirements: [ID] }];
    expect(exercisedIn(ID, cases)).toEqual({ exercisedIn: { cases: 4, first: ['c', 'd', 'a', 'b'] } });
    expect(exercisedIn(ID, cases.toReversed())).toEqual(exercisedIn(ID, cases));
  });

  it('are counted, and the first twenty named', () => {
    const cases = Array.from({ length: 30 }, (_, index) => other(`case-${index + 10}`));
    expect(exercisedIn(ID, cases).exercisedIn?.cases).toBe(30);
    expect(exercisedIn(ID, cases).exercisedIn?.first).toHaveLength(20);
    expect(exercisedIn(ID, cases, 50).exercisedIn?.cases).toBe(50);
  });
});
