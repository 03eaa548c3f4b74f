import { expect, it } from 'vitest';
import type { CaseResult, RunDocument } from '../harness/run.ts';
import { fixtureRequirement, fixtureRun } from './run.fixture.ts';
import { whyIdle } from './why-idle.ts';

const ID = 'ws.hangup.cause';
const known = fixtureRequirement(ID);

const made = (verdict: CaseResult['verdict'], reason?: string): CaseResult => ({
  ...{
    id: `hangup/${verdict}`,
    title: 'A hangup',
    suite: 'websocket',
    durationMs: 0,
    requirements: [ID],
    findings: [],
  },
  verdict,
  ...(reason === undefined ? {} : { reason }),
});
const runWith = (...cases: readonly CaseResult[]): RunDocument => ({ ...fixtureRun, cases });

it('says that its cases were left out, and not what a target would have to do', () => {
  const left = made('skipped', 'not selected');
  expect(whyIdle(runWith(left), ID, known)).toBe('its 1 case was not run: not selected');
  expect(whyIdle(runWith(left, { ...left, reason: 'in another shard' }, left), ID, known)).toBe(
    'its 3 cases were not run: not selected; in another shard',
  );
});

it('names a run that was cut short by that alone', () => {
  const run = { ...runWith(made('skipped', 'the target went away')), incompleteReason: 'the target went away' };
  expect(whyIdle(run, ID, known)).toBe('its 1 case was not run: the run is incomplete');
});

it('says what would exercise it where a case ran, or none is made for it', () => {
  expect(whyIdle(runWith(made('not-exercised'), made('skipped', 'not selected')), ID, known)).toBe(known?.exercisedBy);
  expect(whyIdle(runWith(), ID, known)).toBe(known?.exercisedBy);
  expect(whyIdle(runWith(), 'ws.no-such', undefined)).toBe('');
});
