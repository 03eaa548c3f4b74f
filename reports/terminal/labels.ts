import type { CaseVerdict, RequirementVerdict } from '../../harness/run.ts';
import type { Tone } from './style.ts';

/** Verdicts in the order in which they are counted, worst first among what was judged. */
export const REQUIREMENT_VERDICTS: readonly RequirementVerdict[] = [
  'pass',
  'fail',
  'warn',
  'inconclusive',
  'not-exercised',
];
export const CASE_VERDICTS: readonly CaseVerdict[] = [...REQUIREMENT_VERDICTS, 'skipped'];

/** An icon and a word, so that nothing is told by colour alone. */
export const VERDICT_LABELS: Readonly<Record<CaseVerdict, { icon: string; word: string; tone: Tone }>> = {
  pass: { icon: '✓', word: 'pass', tone: 'pass' },
  fail: { icon: '✗', word: 'FAIL', tone: 'fail' },
  warn: { icon: '!', word: 'warn', tone: 'warn' },
  inconclusive: { icon: '?', word: 'inconclusive', tone: 'warn' },
  'not-exercised': { icon: '·', word: 'not exercised', tone: 'quiet' },
  skipped: { icon: '-', word: 'skipped', tone: 'quiet' },
};

/** `12 ms`, `3.4 s`, `2 min 05 s`. */
export const duration = (ms: number): string => {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
};

/** `1 case`, `2 cases`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
