import { expect, it } from 'vitest';
import type { RequirementVerdict, RunDocument } from '../harness/run.ts';
import { renderBadge } from './badge.ts';
import { fixtureRun } from './run.fixture.ts';
import { hostileRun, knownRun, outdated, runsOfAllSuites } from './run-variants.fixture.ts';

const badge = (run: RunDocument, strict = false): Record<string, unknown> => JSON.parse(renderBadge(run, { strict }));

/** A whole run with these verdicts and no findings. */
const runWith = (...verdicts: readonly RequirementVerdict[]): RunDocument => ({
  ...fixtureRun,
  summary: { ...fixtureRun.summary, verdict: 'pass' },
  requirements: fixtureRun.requirements
    .slice(0, verdicts.length)
    .map((each, index) => ({ ...each, verdict: verdicts[index] ?? 'pass', findings: [] })),
});

const shown = (run: RunDocument, strict = false): string => {
  const { message, color } = badge(run, strict);
  return `${message} | ${color}`;
};

it('counts the requirements that pass, and is bright where all do', () => {
  expect(badge(runWith('pass', 'pass'))).toEqual({
    schemaVersion: 1,
    label: 'aculab websocket',
    message: '2 of 2 requirements',
    color: 'brightgreen',
  });
  expect(shown(runWith('pass', 'pass', 'not-exercised'))).toBe('2 of 3 requirements | green');
});

it('is yellow where something is doubtful', () => {
  expect(shown(runWith('pass', 'pass', 'inconclusive'))).toBe('2 of 3 requirements | yellow');
  expect(shown(runWith('pass', 'warn'))).toBe('1 of 2 requirements, 1 warns | yellow');
  expect(shown(knownRun([]))).toBe('0 of 4 requirements, 1 warns, 2 known | yellow');
  const [first] = fixtureRun.cases;
  if (first === undefined) throw new Error('a run without cases');
  const unasked = { ...first, verdict: 'skipped', findings: [], reason: 'not selected' } as const;
  const part = { ...runWith('pass', 'not-exercised'), cases: [first, unasked] };
  expect(shown(part)).toBe('1 of 2 requirements, part of the cases | yellow');
});

it('is red where something fails, whatever its address asks for', () => {
  expect(badge(fixtureRun)).toMatchObject({ message: '2 of 4 requirements fail', color: 'red', isError: true });
  expect(shown(runWith('pass', 'warn'), true)).toBe('1 of 2 requirements fails | red');
  expect(shown({ ...fixtureRun, complete: false })).toBe('2 of 4 requirements fail | red');
  expect(shown(knownRun([outdated]))).toBe('baseline out of date | red');
});

it('is grey without a verdict', () => {
  expect(shown({ ...runWith('pass'), complete: false })).toBe('no verdict | lightgrey');
  const idle = runWith('not-exercised');
  expect(shown({ ...idle, summary: { ...idle.summary, verdict: 'none' } })).toBe('no verdict | lightgrey');
});

it.each(runsOfAllSuites)('says nothing that %s could say', (_target, run) => {
  const { label, message } = badge(hostileRun(run));
  expect(label).toBe(`aculab ${run.target.suite}`);
  expect(message).toMatch(/^\d+ of \d+ requirements fail$/);
});
