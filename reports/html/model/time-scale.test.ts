import { expect, it } from 'vitest';
import { secondsText, ticks, timeScale } from './time-scale.ts';

it('moments have places and places moments', () => {
  const scale = timeScale(100, 300, 50, 400);
  expect([scale.x(100), scale.x(200), scale.ms(450)]).toEqual([50, 250, 300]);
});

it('ticks are round, within the scale, and not too many', () => {
  expect(ticks(timeScale(-3, 1810, 0, 1000), 10)).toEqual([0, 200, 400, 600, 800, 1000, 1200, 1400, 1600, 1800]);
  for (const span of [2.5, 17, 333, 9999, 600_000]) {
    expect(ticks(timeScale(1234, 1234 + span, 0, 1000), 8).length).toBeLessThanOrEqual(9);
  }
});

it('are written with the places that they need', () => {
  expect([
    secondsText(1204, 100),
    secondsText(1200, 1000),
    secondsText(1200, 15_000),
    secondsText(60_000, 90_000),
  ]).toEqual(['1.204 s', '1.20 s', '1.2 s', '60 s']);
});
