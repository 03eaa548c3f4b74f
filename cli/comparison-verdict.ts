// The one place where a comparison becomes an exit code, and the sentence that goes with it.
import type { Comparison } from '../reports/comparison.ts';
import { withoutRepetition } from '../reports/comparison-sections.ts';
import { type Conclusion, EXIT_CODES } from './exit-code.ts';

/** 1 where something is worse than before, whatever fails still; 3 where the later run cannot tell. */
export const concludeComparison = (comparison: Comparison, strict: boolean): Conclusion => {
  const { lost, stillFailing, after } = comparison;
  const worse = [
    ...clause(comparison, 'newlyFailing', 'fails newly', 'fail newly'),
    ...clause(comparison, 'changed', 'fails differently', 'fail differently'),
    ...(strict ? clause(comparison, 'newlyWarning', 'warns newly', 'warn newly') : []),
  ];
  const rest = [
    ...clause(comparison, 'fixed', 'is fixed', 'are fixed'),
    ...(strict ? [] : clause(comparison, 'newlyWarning', 'warns newly', 'warn newly')),
    ...clause(comparison, 'lost', 'is judged no longer', 'are judged no longer'),
    ...(stillFailing.length === 0
      ? []
      : [`${stillFailing.length} still ${stillFailing.length === 1 ? 'fails' : 'fail'}`]),
  ];
  const also = rest.length === 0 ? '' : `; ${rest.join(', ')}`;
  if (worse.length > 0) {
    const partly = after.complete ? '' : ', and the later run is incomplete';
    return { code: EXIT_CODES.findings, tone: 'fail', sentence: `WORSE: ${worse.join(', ')}${partly}${also}.` };
  }
  if (!after.complete) {
    const reason = after.incompleteReason ?? 'it was cut short';
    return {
      code: EXIT_CODES.noVerdict,
      tone: 'warn',
      sentence: `NO VERDICT: the later run is incomplete (${reason}).`,
    };
  }
  if (after.verdict === 'none') {
    const sentence = 'NO VERDICT: the later run put no requirement to the test.';
    return { code: EXIT_CODES.noVerdict, tone: 'warn', sentence };
  }
  const said = rest.length === 0 ? 'nothing is judged otherwise than before' : rest.join(', ');
  return { code: EXIT_CODES.conformant, tone: lost.length > 0 ? 'warn' : 'pass', sentence: `NO WORSE: ${said}.` };
};

type Counted = 'newlyFailing' | 'changed' | 'newlyWarning' | 'fixed' | 'lost';

const clause = (comparison: Comparison, name: Counted, one: string, many: string): readonly string[] => {
  const own = withoutRepetition(comparison[name], comparison);
  const requirements = own.filter(({ kind }) => kind === 'requirement').length;
  // Of what passes or is not judged, the requirements say enough.
  const cases = own.filter(
    ({ kind, findings }) => kind === 'case' && (findings.length > 0 || requirements === 0),
  ).length;
  const counts = [
    ...(requirements === 0 ? [] : [`${requirements} ${requirements === 1 ? 'requirement' : 'requirements'}`]),
    ...(cases === 0 ? [] : [`${cases} ${cases === 1 ? 'case' : 'cases'}`]),
  ];
  return counts.length === 0 ? [] : [`${counts.join(' and ')} ${requirements + cases === 1 ? one : many}`];
};
