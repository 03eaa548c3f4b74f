import { expect, it } from 'vitest';
import type { BaselineProblem, RunDocument } from '../../harness/run.ts';
import { findingGroups } from '../finding-groups.ts';
import { unlistedFindings } from '../outcome.ts';
import { fixtureRequirement, fixtureRun } from '../run.fixture.ts';
import { renderBaselineProblems, renderKnown } from './baseline.ts';
import { terminalStyle } from './style.ts';
import { renderSummary } from './summary.ts';
import { columnsOf } from './width.ts';

const style = terminalStyle(80, false);

const problem: BaselineProblem = {
  kind: 'passes',
  requirement: 'ws.hangup.cause',
  case: 'hangup/\u001b[2Jearly',
  message: 'the case ran and did not show it',
  change: 'known.json:12: remove this entry',
};

/** Two requirements are known, one of them for two reasons. */
const known: RunDocument = {
  ...fixtureRun,
  baseline: { file: 'known.json', entries: 9, met: 7, problems: [problem] },
  requirements: fixtureRun.requirements.map((each) => ({
    ...each,
    findings:
      each.id === 'ws.play.ten-ms-multiple'
        ? each.findings
        : each.findings.map((finding) => ({
            ...finding,
            known:
              finding.case === 'close/silence'
                ? { reason: 'told to nobody\u001b[2J' }
                : { reason: 'the vendor mends it', issue: 'https://x.example/1', expires: '2026-12-31' },
          })),
  })),
};

it('names what is known once for each requirement and reason', () => {
  expect(renderKnown(known, style)).toEqual([
    'Known, and no reason to fail',
    '  ✗ ws.message.type in audio/silence and 3 more findings (until 2026-12-31,',
    '    https://x.example/1): the vendor mends it',
    '  ✗ ws.message.type in close/silence: told to nobody\\x1b[2J',
    '  ✗ ws.play.whole-samples in plain-call/tone and 1 more finding (until',
    '    2026-12-31, https://x.example/1): the vendor mends it',
    '',
  ]);
  expect(renderKnown(fixtureRun, style)).toEqual([]);
});

it('names the line of an entry that does not fit', () => {
  expect(renderBaselineProblems(known, style)).toEqual([
    'Out of date in known.json',
    '  ✗ ws.hangup.cause in hangup/\\x1b[2Jearly: the case ran and did not show it',
    '    known.json:12: remove this entry',
    '',
  ]);
  expect(renderBaselineProblems(fixtureRun, style)).toEqual([]);
});

it('keeps what is known out of what was violated', () => {
  const lines = renderSummary(
    {
      run: known,
      requirement: fixtureRequirement,
      files: [],
      tellingLines: () => [],
      verdict: { sentence: 'the end', tone: 'fail' },
    },
    style,
  );
  expect(lines).toEqual(expect.arrayContaining([...renderKnown(known, style)]));
  expect(lines).toEqual(expect.arrayContaining([...renderBaselineProblems(known, style)]));
  expect(lines).not.toContain('Violated');
  expect(findingGroups(unlistedFindings(known)).map(({ requirement }) => requirement.id)).toEqual([
    'ws.play.ten-ms-multiple',
  ]);
  expect(lines.filter((line) => columnsOf(line) > 80)).toEqual([]);
});
