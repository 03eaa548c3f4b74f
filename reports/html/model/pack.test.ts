import { describe, expect, it } from 'vitest';
import type { RunDocument } from '../../../harness/run.ts';
import { fixtureRequirement, fixtureRun } from '../../run.fixture.ts';
import { pack } from './pack.ts';
import type { PackedReport } from './report-data.ts';
import { unpack } from './unpack.ts';

const EVERYTHING = { text: 100_000, findings: 10_000, skippedCases: true };

const packed = (run: RunDocument, limits = EVERYTHING): PackedReport =>
  pack(
    {
      run,
      sentence: 'NOT CONFORMANT',
      tone: 'fail',
      folder: 'results',
      catalogue: run.requirements.flatMap(({ id }) => fixtureRequirement(id) ?? []),
      readings: [],
      extents: run.cases.map((_case, index) => (['whole', 'outline', 'none'] as const)[index % 3] ?? 'none'),
    },
    limits,
  );

/** As it goes through the page. */
const sent = (report: PackedReport): PackedReport => JSON.parse(JSON.stringify(report)) as PackedReport;

// Findings stand with their requirements, and only there.
const consistent: RunDocument = {
  ...fixtureRun,
  cases: fixtureRun.cases.map((each) => ({
    ...each,
    requirements: each.requirements.filter((id) => fixtureRun.requirements.some((known) => known.id === id)),
    findings: fixtureRun.requirements.flatMap(({ findings }) => findings.filter((found) => found.case === each.id)),
  })),
};

describe('a packed report', () => {
  it('unpacks into the run that it was made of', () => {
    const { run, extents, ...rest } = unpack(sent(packed(consistent)));
    expect(run).toEqual(consistent);
    expect(extents.slice(0, 4)).toEqual(['whole', 'outline', 'none', 'whole']);
    expect(rest).toMatchObject({ sentence: 'NOT CONFORMANT', tone: 'fail', folder: 'results' });
  });

  it('keeps what is known of findings, and what is wrong with the baseline', () => {
    const known = { reason: 'the vendor mends it', issue: 'https://x.example/1', expires: '2026-12-31' };
    const requirements = consistent.requirements.map((each) => ({
      ...each,
      findings: each.findings.map((finding) => ({ ...finding, known })),
    }));
    const problem = { kind: 'passes', requirement: 'a', case: 'b', message: 'c', change: 'known.json:7: d' } as const;
    const baseline = { file: 'known.json', entries: 2, met: 1, problems: [problem] };
    const { run } = unpack(sent(packed({ ...consistent, baseline, requirements })));
    expect(run.requirements).toEqual(requirements);
    expect(run.baseline).toEqual(baseline);
    const short = unpack(sent(packed({ ...consistent, baseline, requirements }, { ...EVERYTHING, text: 10 })));
    expect(short.run.requirements[0]?.findings[0]?.known?.reason).toBe('the vendo…');
  });

  it('keeps each text once', () => {
    const text = JSON.stringify(packed(consistent));
    expect(text.split('A frame ends inside a sample')).toHaveLength(2);
  });

  it('cuts long texts and says how many', () => {
    const { run, leftOut } = unpack(sent(packed(consistent, { ...EVERYTHING, text: 12 })));
    expect(run.requirements[1]?.findings[0]?.message).toBe('A frame end…');
    expect(leftOut.texts).toBeGreaterThan(10);
  });

  it('leaves findings out beyond a number for each requirement, and counts them', () => {
    const { run, leftOut } = unpack(sent(packed(consistent, { ...EVERYTHING, findings: 2 })));
    expect(run.requirements.map(({ findings }) => findings.length)).toEqual([2, 2, 1, 0]);
    expect(leftOut.findings).toBe(3);
  });

  it('leaves the list of skipped cases out, and never another', () => {
    const { run, leftOut } = unpack(sent(packed(consistent, { ...EVERYTHING, skippedCases: false })));
    expect(run.cases.map(({ id }) => id)).toEqual(
      consistent.cases.filter(({ verdict }) => verdict !== 'skipped').map(({ id }) => id),
    );
    expect(leftOut.cases).toBe(1);
  });

  it('counts transcripts that are not in the report, and those without samples', () => {
    const { leftOut } = packed(consistent);
    expect([leftOut.transcripts, leftOut.audio]).toEqual([2, 3]);
  });
});
