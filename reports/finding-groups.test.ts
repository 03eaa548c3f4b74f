import { expect, it } from 'vitest';
import { caseKind, findingGroups } from './finding-groups.ts';
import { fixtureRun, halfSample } from './run.fixture.ts';

it('takes the first segment of an id for the kind of the case', () => {
  expect(['call-end/playing/normal', 'churn'].map(caseKind)).toEqual(['call-end', 'churn']);
});

it('tells failures before warnings and each finding once', () => {
  const groups = findingGroups(fixtureRun);
  expect(groups.map(({ requirement }) => requirement.id)).toEqual([
    'ws.message.type',
    'ws.play.whole-samples',
    'ws.play.ten-ms-multiple',
  ]);
  expect(groups[1]?.shown).toHaveLength(1);
  expect(groups[1]?.shown[0]).toMatchObject({
    example: halfSample,
    violations: 15,
    cases: ['plain-call/tone', 'plain-call/noise'],
  });
});

it('tells once what findings say that differ in numbers and case alone', () => {
  const [requirement] = fixtureRun.requirements;
  const findings = [7, 8, 9].map((ms) => ({ ...halfSample, message: `A frame holds ${ms} ms`, case: `audio/${ms}` }));
  const requirements = [requirement].flatMap((each) => (each === undefined ? [] : [{ ...each, findings }]));
  const [only] = findingGroups({ ...fixtureRun, requirements });
  expect(only?.shown.map(({ cases, violations }) => [cases, violations])).toEqual([
    [['audio/7', 'audio/8', 'audio/9'], 36],
  ]);
});

it('shows, of findings that count sorts of names, the one that tells of most', () => {
  const [requirement] = fixtureRun.requirements;
  const findings = [3, 9, 8].map((sorts) => ({
    ...halfSample,
    message: `Accepts ${sorts} forbidden characters`,
    case: `characters/${sorts}`,
  }));
  const requirements = [requirement].flatMap((each) =>
    each === undefined ? [] : [{ ...each, id: 'files.character.forbidden', findings }],
  );
  const [only] = findingGroups({ ...fixtureRun, requirements });
  expect(only?.shown.map(({ example, cases }) => [example.message, cases])).toEqual([
    ['Accepts 9 forbidden characters', ['characters/9', 'characters/3', 'characters/8']],
  ]);
});

it('shows three findings of a requirement and names the rest', () => {
  const [requirement] = fixtureRun.requirements;
  const findings = ['a', 'b', 'c', 'd', 'e'].map((message) => ({ ...halfSample, message }));
  const requirements = [requirement].flatMap((each) => (each === undefined ? [] : [{ ...each, findings }]));
  const [first] = findingGroups({ ...fixtureRun, requirements });
  expect(first?.shown.map(({ example }) => example.message)).toEqual(['a', 'b', 'c']);
  expect(first?.hidden.map(({ example }) => example.message)).toEqual(['d', 'e']);
});

it('shows failures before warnings of one requirement', () => {
  const warning = { ...halfSample, verdict: 'warn' as const, case: 'plain-call/first' };
  const requirements = fixtureRun.requirements
    .map((each) => ({ ...each, findings: [warning, halfSample] }))
    .slice(0, 1);
  expect(findingGroups({ ...fixtureRun, requirements })[0]?.shown[0]?.example).toBe(halfSample);
});

it('tells what is nearest to the cause first', () => {
  const [requirement] = fixtureRun.requirements;
  const ids = [
    'services.list.complete',
    'services.read.own-write',
    'services.write.creates',
    'services.isolates.services',
  ];
  const requirements = [requirement].flatMap((each) =>
    each === undefined ? [] : ids.map((id) => ({ ...each, id, verdict: 'fail' as const, findings: [halfSample] })),
  );
  expect(findingGroups({ ...fixtureRun, requirements }).map((group) => group.requirement.id)).toEqual([
    ...['services.read.own-write', 'services.write.creates', 'services.list.complete', 'services.isolates.services'],
  ]);
});
