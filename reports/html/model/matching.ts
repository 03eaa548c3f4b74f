import type { CaseVerdict } from '../../../harness/run.ts';
import type { Filter } from './hash-state.ts';

/** Whether something with this verdict and these texts is to be shown. */
export const matching = ({
  query,
  verdicts,
}: Filter): ((verdict: CaseVerdict, texts: readonly string[]) => boolean) => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const unwanted = words.flatMap((word) => (word.length > 1 && word.startsWith('!') ? [word.slice(1)] : []));
  const wanted = words.filter((word) => !word.startsWith('!'));
  return (verdict, texts) => {
    if (verdicts.length > 0 && !verdicts.includes(verdict)) return false;
    if (words.length === 0) return true;
    const all = texts.join('\n').toLowerCase();
    return wanted.every((word) => all.includes(word)) && !unwanted.some((word) => all.includes(word));
  };
};

/** The filter with a verdict switched on, or off where it was on. */
export const toggled = (filter: Filter, verdict: CaseVerdict): Filter => ({
  ...filter,
  verdicts: filter.verdicts.includes(verdict)
    ? filter.verdicts.filter((each) => each !== verdict)
    : [...filter.verdicts, verdict],
});
