import { expect, it } from 'vitest';
import type { CaseVerdict, RunDocument, TargetCrash } from '../../harness/run.ts';
import { fixtureRun } from '../run.fixture.ts';
import { renderCrashes, renderPlainCallCrash } from './crashes.ts';
import { terminalStyle } from './style.ts';

const style = terminalStyle(80, false);
const last = (output: readonly string[]): readonly string[] => output.slice(-1);

const crash = (id: string, said: string): TargetCrash => ({ case: id, exitCode: 1, signal: null, output: ['', said] });

const runWith = (crashes: readonly TargetCrash[], plainCall: CaseVerdict = 'fail'): RunDocument => ({
  ...fixtureRun,
  target: { ...fixtureRun.target, crashes },
  cases: fixtureRun.cases.map((each) => (each.id === 'plain-call/tone' ? { ...each, verdict: plainCall } : each)),
});

it('tells each cause once, with the first case', () => {
  const crashes = [1, 2, 3].map((line) => crash(`ping/${line}`, `TypeError: x, line ${line}`));
  expect(renderCrashes(runWith([...crashes, crash('close/a', 'RangeError: y')]), last, style)).toEqual([
    'The target ended 4 times by itself, first in ping/1',
    '  ✗ exit code 1 in ping/1, 3 times like this',
    '    | TypeError: x, line 1',
    '  ✗ exit code 1 in close/a',
    '    | RangeError: y',
    '',
  ]);
  expect(renderCrashes(runWith([]), last, style)).toEqual([]);
});

it('says first that a plain call ends the target, unless it passes alone', () => {
  const crashes = [crash('ping/a', 'x'), crash('plain-call/tone', 'TypeError: y')];
  expect(renderPlainCallCrash(runWith(crashes), last, style)).toEqual([
    'It ends in a plain call: fix this first, the rest follows from it.',
    '  ✗ exit code 1 in plain-call/tone',
    '    | TypeError: y',
    '',
  ]);
  expect(renderPlainCallCrash(runWith(crashes, 'pass'), last, style)).toEqual([]);
});
