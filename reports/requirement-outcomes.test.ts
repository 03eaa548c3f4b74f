import { describe, expect, it } from 'vitest';
import type { RunDocument } from '../harness/run.ts';
import { requirementOutcomes } from './requirement-outcomes.ts';
import { fixtureRequirement, fixtureRun } from './run.fixture.ts';

const ALL = ['ws.message.type', 'ws.play.whole-samples', 'ws.play.ten-ms-multiple', 'ws.hangup.cause'];

const outcomes = (run: RunDocument, ids = ALL, strict = false) =>
  requirementOutcomes(run, {
    strict,
    folder: 'report',
    requirements: ids.flatMap((id) => fixtureRequirement(id) ?? []),
  });

const kinds = (...given: Parameters<typeof outcomes>): readonly string[] =>
  [...outcomes(...given).values()].map(({ kind }) => kind);

const withoutFindings = (run: RunDocument): RunDocument => ({
  ...run,
  summary: { ...run.summary, verdict: 'pass' },
  requirements: run.requirements.map((each) => ({ ...each, verdict: 'pass', exercised: 1, findings: [] })),
});

const textOf = (run: RunDocument, id: string): string => {
  const outcome = outcomes(run).get(id);
  return outcome?.kind === 'failed' ? outcome.text : '';
};

describe('the outcome of a requirement', () => {
  it('is that of its findings', () => {
    expect(kinds(fixtureRun)).toEqual(['failed', 'failed', 'passed', 'skipped']);
    expect(kinds(fixtureRun, ALL, true)).toEqual(['failed', 'failed', 'failed', 'skipped']);
    expect(outcomes(fixtureRun).get('ws.hangup.cause')).toEqual({
      kind: 'skipped',
      note: 'not exercised: a call_hangup from the server; let it end a call',
    });
  });

  it('says what was expected and observed, where it is written, and how to see it again', () => {
    const text = textOf(fixtureRun, 'ws.play.whole-samples');
    const result = fixtureRun.requirements.find(({ id }) => id === 'ws.play.whole-samples');
    const finding = result?.findings[0];
    expect(text.split('\n')[0]).toBe(fixtureRequirement('ws.play.whole-samples')?.statement);
    for (const told of [finding?.message, finding?.expected, finding?.observed, finding?.case, 'Audio play start']) {
      expect(text).toContain(told);
    }
    expect(text).toMatch(/\n {2}repeat {4}npx aculab-conformance .*--only .* --seed \d+/);
    expect(text).toMatch(/\n {2}files {5}report\/run\.json$/);
  });

  it('lets nothing of the target act on the terminal', () => {
    const hostile = JSON.parse(JSON.stringify(fixtureRun), (key, value) =>
      key === 'observed' ? '\u001b[2Jgreen\nPASS' : value,
    ) as RunDocument;
    expect(textOf(hostile, 'ws.play.whole-samples')).toContain('observed  \\x1b[2Jgreen\\nPASS');
  });

  it('is red throughout where the run has no verdict', () => {
    const green = withoutFindings(fixtureRun);
    expect(kinds(green)).toEqual(['passed', 'passed', 'passed', 'passed']);
    const cut = { ...green, complete: false, incompleteReason: 'the server is gone' };
    expect(new Set(kinds(cut))).toEqual(new Set(['failed']));
    expect(textOf(cut, 'ws.hangup.cause')).toBe('No verdict: the run is incomplete: the server is gone');
    const nothing = { ...green, summary: { ...green.summary, verdict: 'none' as const } };
    expect(textOf(nothing, 'ws.hangup.cause')).toBe('No verdict: the run put no requirement to the test');
  });

  it('is not green while what is not told of fails', () => {
    const [only] = outcomes(fixtureRun, ['ws.hangup.cause']).values();
    expect(only?.kind === 'failed' ? only.text : only).toMatch(/^No verdict: ws\.[a-z.-]+ fails as well: /);
  });

  it('lets pass what a baseline lists, and fails where the baseline does not fit', () => {
    const known = { reason: 'to be mended' };
    const listed: RunDocument = {
      ...fixtureRun,
      requirements: fixtureRun.requirements.map((each) => ({
        ...each,
        findings: each.findings.map((finding) => ({ ...finding, known })),
      })),
    };
    expect(kinds(listed)).toEqual(['passed', 'passed', 'passed', 'skipped']);
    const problem = { kind: 'passes', case: 'a/b', message: 'it passes', change: 'known.json:3: remove it' } as const;
    const baseline = (requirement: string) => ({
      ...{ file: 'known.json', entries: 1, met: 0, seed: 1, profile: 'standard' },
      problems: [{ ...problem, requirement }],
    });
    const stale: RunDocument = { ...listed, baseline: baseline('ws.message.type') };
    expect(kinds(stale)).toEqual(['failed', 'passed', 'passed', 'skipped']);
    expect(textOf(stale, 'ws.message.type')).toBe('it passes\n  change    known.json:3: remove it');
    const foreign: RunDocument = { ...listed, baseline: baseline('ws.never.heard-of') };
    expect(new Set(kinds(foreign))).toEqual(new Set(['failed']));
  });
});
