import { expect, it } from 'vitest';
import { fixtureRun } from '../reports/run.fixture.ts';
import { caseNotes } from './case-notes.ts';

it('tells why of the cases that were asked for', () => {
  const early = ['hangup/early: the server never hangs up'];
  expect(caseNotes(fixtureRun, ['hangup/early', 'ping/empty'], [])).toEqual(early);
  expect(caseNotes(fixtureRun, [], ['hangup/*', 'slow-reader', 'churn/full'])).toEqual(early);
  expect(caseNotes(fixtureRun, [], [])).toEqual([]);
});
