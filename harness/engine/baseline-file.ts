// The file of a baseline: read, checked, and told line by line what is wrong with it.
import { readFile } from 'node:fs/promises';
import type { SuiteName } from '../../specification/types.ts';
import type { Profile } from '../traces/trace.ts';
import { linesByPointer } from './baseline-lines.ts';
import { UsageError } from './options.ts';

export const BASELINE_FORMAT = 'aculab-conformance/baseline@1';

/** A finding that is put up with. It is met by a finding of that requirement, in that case, with that signature. */
export interface BaselineEntry {
  readonly requirement: string;
  readonly case: string;
  /** As `signatureOf` makes it. */
  readonly signature: string;
  readonly reason: string;
  /** Where it is followed up. */
  readonly issue?: string;
  /** Last day on which it is put up with, YYYY-MM-DD in UTC. */
  readonly expires?: string;
}

/** What a baseline's file holds. Seed and profile are those of the run that it was made of. */
export interface BaselineDocument {
  readonly format: typeof BASELINE_FORMAT;
  readonly suite: SuiteName;
  readonly seed: number;
  readonly profile: Profile;
  readonly entries: readonly BaselineEntry[];
}

/** A baseline together with its file. */
export interface Baseline extends BaselineDocument {
  /** As the user named it. */
  readonly file: string;
  /** Lines of its values by JSON pointer, counted from 1. */
  readonly lines: ReadonlyMap<string, number>;
}

const PROBLEMS_SHOWN = 20;

/**
 * Reads a baseline.
 *
 * @throws UsageError for a file that cannot be read or holds no baseline: a line for each problem, with its place.
 */
export async function readBaseline(file: string): Promise<Baseline> {
  return parseBaseline(file, await textOf(file));
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    const problem = code === 'ENOENT' ? 'there is no such file' : `cannot be read: ${messageOf(error)}`;
    throw new UsageError(`${file}: ${problem}; 'baseline update' writes one`);
  }
}

/**
 * The baseline that a text is.
 *
 * @throws UsageError with a line for each problem: file, line, JSON pointer and what is wrong there.
 */
export async function parseBaseline(file: string, text: string): Promise<Baseline> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file}: is no JSON: ${messageOf(error)}`);
  }
  const { validateBaseline } = await import('../../specification/schemas/validate.ts');
  const all = await validateBaseline(value);
  // In a file of another kind everything is wrong: that it is another says it all.
  const problems = all.some(isAboutFormat) ? all.filter(isAboutFormat) : all;
  const lines = linesByPointer(text);
  if (problems.length === 0) return { ...(value as BaselineDocument), file, lines };
  const told = problems.slice(0, PROBLEMS_SHOWN).map((problem) => {
    const pointer = /^\/\S*(?=: )/.exec(problem)?.[0] ?? '';
    return `${file}:${lines.get(pointer) ?? 1}: ${problem}`;
  });
  const more = problems.length - told.length;
  throw new UsageError([...told, ...(more > 0 ? [`and ${more} more problems`] : [])].join('\n'));
}

const isAboutFormat = (problem: string): boolean =>
  problem.startsWith('/format: ') || problem.startsWith('(root): "format" ');

/** Refuses a baseline of another suite: not one of its entries could be met. @throws UsageError */
export function checkSuite({ file, lines, suite }: Baseline, wanted: SuiteName): void {
  if (suite === wanted) return;
  const place = `${file}:${lines.get('/suite') ?? 1}`;
  throw new UsageError(`${place}: is of the suite ${suite}, and this run is of ${wanted}: name another file`);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
