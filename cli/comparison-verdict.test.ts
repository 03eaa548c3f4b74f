import { expect, it } from 'vitest';
import type { RunDocument } from '../harness/run.ts';
import { compareRuns } from '../reports/comparison.ts';
import { fixtureRun } from '../reports/run.fixture.ts';
import { concludeComparison } from './comparison-verdict.ts';

/** The run without its findings, but for those of some requirements. */
const without = (kept: readonly string[], more: Partial<RunDocument> = {}): RunDocument => ({
  ...fixtureRun,
  requirements: fixtureRun.requirements.map((each) =>
    kept.includes(each.id) ? each : { ...each, verdict: 'pass' as const, findings: [] },
  ),
  cases: fixtureRun.cases.map((each) => {
    const findings = each.findings.filter(({ requirement }) => kept.includes(requirement));
    const verdict = findings.some((finding) => finding.verdict === 'fail')
      ? 'fail'
      : findings.length > 0
        ? 'warn'
        : 'pass';
    return { ...each, verdict, findings };
  }),
  ...more,
});

const green = without([]);
const cut = { complete: false, incompleteReason: 'the target never answered again' };
const warned = without(['ws.play.ten-ms-multiple']);

it.each([
  {
    when: 'nothing changed',
    before: green,
    after: green,
    code: 0,
    sentence: 'NO WORSE: nothing is judged otherwise than before.',
  },
  {
    when: 'something fails newly',
    before: without(['ws.message.type']),
    after: without(['ws.message.type', 'ws.play.whole-samples']),
    code: 1,
    sentence: 'WORSE: 1 requirement fails newly; 1 still fails.',
  },
  { when: 'it fails still', before: fixtureRun, after: fixtureRun, code: 0, sentence: 'NO WORSE: 2 still fail.' },
  {
    when: 'something is fixed',
    before: fixtureRun,
    after: green,
    code: 0,
    sentence: 'NO WORSE: 3 requirements are fixed.',
  },
  { when: 'it warns newly', before: green, after: warned, code: 0, sentence: 'NO WORSE: 1 requirement warns newly.' },
  {
    when: 'it warns newly and warnings count',
    before: green,
    after: warned,
    strict: true,
    code: 1,
    sentence: 'WORSE: 1 requirement warns newly.',
  },
  {
    when: 'the later run was cut short',
    before: green,
    after: { ...green, ...cut },
    code: 3,
    sentence: 'NO VERDICT: the later run is incomplete (the target never answered again).',
  },
  {
    when: 'the later run was cut short and is worse',
    before: green,
    after: without(['ws.play.whole-samples'], cut),
    code: 1,
    sentence: 'WORSE: 1 requirement fails newly, and the later run is incomplete.',
  },
  {
    when: 'the later run judged nothing',
    before: green,
    after: { ...green, summary: { ...green.summary, verdict: 'none' as const } },
    code: 3,
    sentence: 'NO VERDICT: the later run put no requirement to the test.',
  },
])('$when: exit code $code', ({ before, after, strict = false, code, sentence }) => {
  expect(concludeComparison(compareRuns(before, after), strict)).toMatchObject({ code, sentence });
});
