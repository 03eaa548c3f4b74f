import { describe, expect, it } from 'vitest';
import { judgeView, type RuleReport, toFindings, type ViewRule } from './judge.ts';

const report = (message: string, more: Partial<RuleReport> = {}): RuleReport => ({
  message,
  expected: 'e',
  observed: 'o',
  ...more,
});

describe('toFindings', () => {
  it('gives each report the verdict that its requirement allows, its case and its place', () => {
    const at = { index: 7, event: { ms: 1.5, kind: 'exchange' } };
    expect(toFindings('services.read.complete', 'read/all', [report('something is missing', { at })])).toEqual([
      {
        requirement: 'services.read.complete',
        verdict: 'fail',
        message: 'Something is missing',
        expected: 'e',
        observed: 'o',
        case: 'read/all',
        at: { event: 7, ms: 1.5 },
      },
    ]);
    const [recommended] = toFindings('ws.play.ten-ms-multiple', 'c', [report('7 ms')]);
    expect(recommended?.verdict).toBe('warn');
  });

  it('only warns of what one reading alone forbids', () => {
    const [finding] = toFindings('services.read.complete', 'c', [report('m', { reading: 'R21' })]);
    expect(finding).toMatchObject({ verdict: 'warn', reading: 'R21' });
  });

  it('folds reports that say the same', () => {
    const findings = toFindings('services.read.complete', 'c', [report('1 is missing'), report('2 is missing')]);
    expect(findings.map(({ message, count }) => [message, count])).toEqual([['1 is missing', 2]]);
  });
});

describe('judgeView', () => {
  const rule = (requirement: string): ViewRule<readonly string[], RuleReport> => ({
    requirement,
    judge: (words) => ({ exercised: words.length, findings: words.map((word) => report(word)) }),
  });
  const rules = [rule('services.read.complete'), rule('services.list.shape')];

  it('asks the wanted rules, and tells how often each was exercised', () => {
    const all = judgeView(rules, ['a', 'b'], { caseId: 'c' });
    expect(all.map(({ requirement, exercised, findings }) => [requirement, exercised, findings.length])).toEqual([
      ['services.read.complete', 2, 2],
      ['services.list.shape', 2, 2],
    ]);
    const some = judgeView(rules, ['a'], { caseId: 'c', wanted: new Set(['services.list.shape']) });
    expect(some.map(({ requirement }) => requirement)).toEqual(['services.list.shape']);
  });

  it('leaves out what the suite does not admit', () => {
    const judged = judgeView(rules, ['a', 'b'], {
      caseId: 'c',
      admits: (id, { message }) => id === 'services.list.shape' && message === 'b',
    });
    expect(judged.map(({ findings }) => findings.map(({ message }) => message))).toEqual([[], ['B']]);
  });
});
