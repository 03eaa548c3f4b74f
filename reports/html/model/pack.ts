import type { BaselineUse, CaseResult, Finding, KnownFinding, RequirementResult } from '../../../harness/run.ts';
import { shortened } from '../../printable.ts';
import {
  type PackedCase,
  type PackedFinding,
  type PackedReport,
  REPORT_FORMAT,
  type ReportData,
  type TextIndex,
} from './report-data.ts';

export interface PackLimits {
  /** Longest text of a finding, in characters. */
  readonly text: number;
  /** Findings told of one requirement. */
  readonly findings: number;
  /** Whether cases that were skipped are listed. */
  readonly skippedCases: boolean;
}

/** A report as small JSON: each text once, findings only with their requirements, cases as rows. */
export const pack = (data: Omit<ReportData, 'leftOut'>, limits: PackLimits): PackedReport => {
  const { requirements, cases, ...head } = data.run;
  const left = { findings: 0, cases: 0, texts: 0 };
  const cut = (text: string): string => {
    const shown = shortened(text, limits.text);
    if (shown !== text) left.texts += 1;
    return shown;
  };
  const texts = interner();
  const text = (value: string): TextIndex => texts.index(cut(value));
  const packedRequirements = requirements.map((each) => {
    const findings = each.findings.slice(0, limits.findings);
    left.findings += each.findings.length - findings.length;
    return { ...withoutFindings(each), findings: findings.map((finding) => packedFinding(finding, text, cut)) };
  });
  const places = new Map(requirements.map(({ id }, index) => [id, index]));
  const lists = interner();
  const listed = cases.flatMap((each, index) =>
    limits.skippedCases || each.verdict !== 'skipped' ? [{ each, index }] : [],
  );
  left.cases = cases.length - listed.length;
  const packedCases = listed.map(({ each, index }): PackedCase => {
    const own = each.requirements.flatMap((id) => places.get(id) ?? []);
    return packedCase(each, lists.index(JSON.stringify(own)), data.extents[index] ?? 'none', cut);
  });
  return {
    format: REPORT_FORMAT,
    head: {
      ...head,
      command: cut(head.command),
      target: packedTarget(head.target, cut),
      ...(head.baseline === undefined ? {} : { baseline: packedBaseline(head.baseline, cut) }),
    },
    sentence: cut(data.sentence),
    tone: data.tone,
    folder: data.folder,
    catalogue: data.catalogue,
    readings: data.readings,
    requirements: packedRequirements,
    texts: texts.all(),
    requirementLists: lists.all().map((each) => JSON.parse(each) as readonly number[]),
    cases: packedCases,
    leftOut: {
      ...left,
      transcripts: cases.filter(({ transcript }, index) => transcript !== undefined && data.extents[index] === 'none')
        .length,
      audio: data.extents.filter((extent) => extent === 'outline').length,
    },
  };
};

const interner = () => {
  const known = new Map<string, number>();
  return {
    index: (value: string): number => {
      const place = known.get(value) ?? known.size;
      known.set(value, place);
      return place;
    },
    all: (): readonly string[] => [...known.keys()],
  };
};

const withoutFindings = ({ findings: _, ...rest }: RequirementResult): Omit<RequirementResult, 'findings'> => rest;

const packedFinding = (
  finding: Finding,
  text: (value: string) => TextIndex,
  cut: (text: string) => string,
): PackedFinding => {
  const { reading, count, known, at } = finding;
  const all = {
    ...(reading === undefined ? {} : { reading }),
    ...(count === undefined ? {} : { count }),
    ...(known === undefined ? {} : { known: packedKnown(known, cut) }),
  };
  const rest = Object.keys(all).length === 0 ? 0 : all;
  const { verdict, case: caseId, message, expected, observed } = finding;
  const row = [verdict === 'fail' ? 0 : 1, text(caseId), text(message), text(expected), text(observed), rest] as const;
  return at === undefined ? row : [...row, [at.event, at.ms]];
};

const packedKnown = (known: KnownFinding, cut: (text: string) => string): KnownFinding => ({
  ...known,
  reason: cut(known.reason),
  ...(known.issue === undefined ? {} : { issue: cut(known.issue) }),
});

const packedCase = (
  each: CaseResult,
  requirements: number,
  extent: ReportData['extents'][number],
  cut: (text: string) => string,
): PackedCase => {
  const { id, title, verdict, durationMs, reason, trace, transcript } = each;
  const inReport = transcript === undefined ? -1 : ({ none: 0, whole: 1, outline: 2 } as const)[extent];
  const more = {
    ...(reason === undefined ? {} : { reason: cut(reason) }),
    ...(trace === undefined ? {} : { trace }),
    ...(transcript === undefined || transcript === `transcripts/${id}.ndjson` ? {} : { transcript }),
  };
  const row = [cut(id), cut(title), verdict, Math.round(durationMs), requirements, inReport] as const;
  return Object.keys(more).length === 0 ? row : [...row, more];
};

const packedBaseline = (baseline: BaselineUse, cut: (text: string) => string): BaselineUse => ({
  ...baseline,
  file: cut(baseline.file),
  problems: baseline.problems.map((problem) => ({
    kind: problem.kind,
    requirement: cut(problem.requirement),
    case: cut(problem.case),
    message: cut(problem.message),
    change: cut(problem.change),
  })),
});

const packedTarget = (
  target: ReportData['run']['target'],
  cut: (text: string) => string,
): ReportData['run']['target'] => ({
  ...target,
  ...(target.url === undefined ? {} : { url: cut(target.url) }),
  ...(target.program === undefined ? {} : { program: cut(target.program) }),
  ...(target.started === undefined ? {} : { started: cut(target.started) }),
  ...(target.subprotocol === undefined ? {} : { subprotocol: cut(target.subprotocol) }),
  ...(target.notes === undefined ? {} : { notes: target.notes.map(cut) }),
  ...(target.crashes === undefined
    ? {}
    : { crashes: target.crashes.map((crash) => ({ ...crash, output: crash.output.slice(-50).map(cut) })) }),
});
