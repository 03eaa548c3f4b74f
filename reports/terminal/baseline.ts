// What a run that was given a baseline says of it: the findings that are known, and the entries that do not fit.
import type { Finding, RunDocument } from '../../harness/run.ts';
import { listedFindings } from '../outcome.ts';
import { printable } from '../printable.ts';
import { counted, VERDICT_LABELS } from './labels.ts';
import type { TerminalStyle } from './style.ts';
import { hanging } from './wrap.ts';

const LINES_SHOWN = 20;

/** `until 2026-12-31, https://…: the vendor mends it`. */
const whyKnown = ({ known }: Finding): string => {
  if (known === undefined) return '';
  const { reason, issue, expires } = known;
  const where = [...(expires === undefined ? [] : [`until ${expires}`]), ...(issue === undefined ? [] : [issue])];
  return `${where.length === 0 ? '' : ` (${where.join(', ')})`}: ${reason}`;
};

/** What is known, a line for each requirement and reason; no lines where nothing is. */
export const renderKnown = (run: RunDocument, style: TerminalStyle): readonly string[] => {
  const lines = listedFindings(run).requirements.flatMap(({ id, findings }) => {
    const reasons = [...new Set(findings.map(whyKnown))];
    return reasons.map((why) => ({ id, why, own: findings.filter((finding) => whyKnown(finding) === why) }));
  });
  if (lines.length === 0) return [];
  return [
    style.paint('strong', 'Known, and no reason to fail'),
    ...lines.slice(0, LINES_SHOWN).flatMap(({ id, why, own: [first, ...more] }) => {
      const also = more.length === 0 ? '' : ` and ${counted(more.length, 'more finding')}`;
      const text = `${id} in ${first?.case ?? ''}${also}${why}`;
      const { icon } = VERDICT_LABELS[first?.verdict ?? 'fail'];
      return hanging({ indent: 2, label: icon, labelColumns: 2, text: printable(text) }, style.columns);
    }),
    ...(lines.length > LINES_SHOWN ? [`  and ${counted(lines.length - LINES_SHOWN, 'more requirement')}`] : []),
    '',
  ];
};

/** Entries of the baseline that do not fit the run, each with the line to change; no lines where all fit. */
export const renderBaselineProblems = ({ baseline }: RunDocument, style: TerminalStyle): readonly string[] => {
  if (baseline === undefined || baseline.problems.length === 0) return [];
  return [
    style.paint('fail', `Out of date in ${printable(baseline.file)}`),
    ...baseline.problems.flatMap(({ requirement, case: caseId, message, change }) => [
      ...hanging(
        {
          indent: 2,
          label: VERDICT_LABELS.fail.icon,
          labelColumns: 2,
          text: printable(`${requirement} in ${caseId}: ${message}`),
        },
        style.columns,
      ),
      ...hanging({ indent: 4, label: '', labelColumns: 0, text: printable(change) }, style.columns),
    ]),
    '',
  ];
};
