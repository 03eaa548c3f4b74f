import type { Finding } from '../run.ts';
import type { JudgedCase } from './verdicts.ts';

/**
 * The second look at a case, with those findings of the first that stand by themselves (`stands`) and that the second
 * does not repeat. They lose their place: the transcript that they point into is gone.
 */
export function keepOfFirst(first: JudgedCase, again: JudgedCase, stands: (finding: Finding) => boolean): JudgedCase {
  const kept = first.judgements
    .flatMap(({ findings }) => findings)
    .filter(stands)
    .filter((finding) => !again.result.findings.some(({ requirement }) => requirement === finding.requirement))
    .map(({ at: _, ...finding }) => finding);
  if (kept.length === 0) return again;
  const findings = [...again.result.findings, ...kept];
  const isFail = findings.some(({ verdict }) => verdict === 'fail');
  return {
    result: { ...again.result, findings, verdict: isFail ? 'fail' : 'warn' },
    judgements: again.judgements.map((judgement) => ({
      ...judgement,
      findings: [...judgement.findings, ...kept.filter(({ requirement }) => requirement === judgement.requirement)],
    })),
  };
}
