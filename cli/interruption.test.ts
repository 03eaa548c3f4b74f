import { expect, it } from 'vitest';
import { interruption } from './interruption.ts';

const make = () => {
  const told: string[] = [];
  const stop = interruption({ tell: (line) => told.push(line), end: () => told.push('END') });
  return { stop, told };
};

it('asks a command that can come to its end, then ends at once', () => {
  const { stop, told } = make();
  stop.take('writing');
  stop.interrupt();
  expect([told, stop.signal.aborted]).toEqual([['writing'], true]);
  stop.interrupt();
  expect(told).toEqual(['writing', 'END']);
});

it('ends at once while no command can come to its end', () => {
  const { stop, told } = make();
  stop.interrupt();
  expect([told, stop.signal.aborted]).toEqual([['END'], false]);
});
