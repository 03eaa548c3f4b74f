import { expect, it } from 'vitest';
import { caseKind, findingGroups } from './finding-groups.ts';
import { fixtureRun, halfSample } from './run.fixture.ts';

it('takes the first segment of an id for the kind of the case', () => {
  expect(['call-end/playing/normal', 'churn'].map(caseKind)).toEqual(['call-end', 'churn']);
});

it('tells failures before warnings and each kind of case once', () => {
  const groups = findingGroups(fixtureRun);
  expect(groups.map(({ requirement }) => requirement.id)).toEqual([
    'ws.message.type',
    'ws.play.whole-samples',
    'ws.play.ten-ms-multiple',
  ]);
  expect(groups[1]?.shown).toHaveLength(1);
  expect(groups[1]?.shown[0]).toMatchObject({
    kind: 'plain-call',
    example: halfSample,
    violations: 15,
    cases: ['plain-call/tone', 'plain-call/noise'],
  });
});

it('shows three kinds of case and names the rest', () => {
  const [first] = findingGroups(fixtureRun);
  expect(first?.shown.map(({ kind }) => kind)).toEqual(['audio', 'call-end', 'close']);
  expect(first?.hidden.map(({ kind }) => kind)).toEqual(['hostile', 'ping']);
});

it('shows a failure as the example of a kind that also warns', () => {
  const warning = { ...halfSample, verdict: 'warn' as const, case: 'plain-call/first' };
  const requirements = fixtureRun.requirements
    .map((each) => ({ ...each, findings: [warning, halfSample] }))
    .slice(0, 1);
  expect(findingGroups({ ...fixtureRun, requirements })[0]?.shown[0]?.example).toBe(halfSample);
});
