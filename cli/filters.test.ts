import { expect, it } from 'vitest';
import { checkFilters } from './filters.ts';

const ids = ['ws.play.whole-samples', 'ws.play.id', 'close/normal', 'churn/full'];

it('takes ids and globs that match', () => {
  expect(() => checkFilters('--only', ['ws.play.id', 'ws.*', 'close/*', '*full'], ids)).not.toThrow();
});

it('names the id or the family that was meant', () => {
  expect(() => checkFilters('--only', ['ws.play.whole-sample'], ids)).toThrow('did you mean ws.play.whole-samples?');
  expect(() => checkFilters('--skip', ['ws.ply.*'], ids)).toThrow(/^--skip ws\.ply\.\* .*did you mean ws\.play\.\*\?$/);
  expect(() => checkFilters('--only', ['clse/*'], ids)).toThrow('did you mean close/*?');
  expect(() => checkFilters('--only', ['qqqq'], ids)).toThrow("'list cases' and 'list requirements'");
});
