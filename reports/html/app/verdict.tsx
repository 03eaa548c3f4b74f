import type { CaseVerdict } from '../../../harness/run.ts';

interface VerdictWords {
  readonly letter: string;
  readonly word: string;
  /** After a number: `3 fail`. */
  readonly counted: string;
}

export const VERDICTS: Readonly<Record<CaseVerdict, VerdictWords>> = {
  fail: { letter: 'F', word: 'fails', counted: 'fail' },
  warn: { letter: 'W', word: 'warns', counted: 'warn' },
  inconclusive: { letter: '?', word: 'could not be judged', counted: 'could not be judged' },
  'not-exercised': { letter: '–', word: 'not exercised', counted: 'not exercised' },
  pass: { letter: 'P', word: 'passes', counted: 'pass' },
  skipped: { letter: '·', word: 'skipped', counted: 'skipped' },
};

/** A coloured letter that is read as a word. */
export const Letter = ({ verdict, large = false }: { readonly verdict: CaseVerdict; readonly large?: boolean }) => (
  <span class={`letter ${verdict}${large ? ' large' : ''}`} role="img" aria-label={VERDICTS[verdict].word}>
    {VERDICTS[verdict].letter}
  </span>
);
