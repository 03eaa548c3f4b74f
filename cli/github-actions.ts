// What is particular to a step of GitHub Actions.
import { appendFile, stat } from 'node:fs/promises';
import { markdownWithin } from '../reports/markdown-limit.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether this is a step of GitHub Actions, or of a runner that takes its commands. */
export const isGithubStep = ({ GITHUB_ACTIONS }: Environment): boolean => GITHUB_ACTIONS === 'true';

/** GitHub refuses the summary of a step as a whole where it is longer. */
const LONGEST_SUMMARY_BYTES = 1024 * 1024;

/**
 * Adds Markdown to what the step shows as its summary; does nothing where there is no such file.
 *
 * @throws Error where it cannot be written
 */
export const addStepSummary = async (text: string, { GITHUB_STEP_SUMMARY: path }: Environment): Promise<void> => {
  if (path === undefined || path === '') return;
  try {
    // Earlier commands of the step may have written to it.
    const taken = await stat(path).then(
      ({ size }) => size,
      () => 0,
    );
    await appendFile(path, markdownWithin(text, LONGEST_SUMMARY_BYTES - taken));
  } catch (error) {
    throw new Error(`the summary of the step, ${path}, cannot be written`, { cause: error });
  }
};
