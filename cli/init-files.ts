// The files of `init`, in a folder.
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../harness/engine/options.ts';
import { printable } from '../reports/printable.ts';
import { CONFIG_FILE } from '../specification/schemas/config.table.ts';
import { validateConfig } from '../specification/schemas/validate.ts';
import { type Arguments, choiceOf, flagOf, textOf } from './argument.ts';
import { fileProblem } from './file-problem.ts';
import { type Answers, configDocument, githubWorkflow, gitlabJob, JOB_MARK, secretsOf } from './init-plan.ts';
import { JUDGED_SUITES, type JudgedSuiteName } from './judged-suites.ts';
import { servicesUrl, storeUrl, suiteOfUrl, websocketUrl } from './target-url.ts';
import { TOOL } from './version.ts';

const WORKFLOW = '.github/workflows/aculab-conformance.yml';
const PIPELINE = '.gitlab-ci.yml';
const INCLUDED = 'aculab-conformance.gitlab-ci.yml';

/** What was written, and what is left to do: lines to be told. */
export interface Initialised {
  readonly written: readonly string[];
  readonly next: readonly string[];
}

/**
 * Writes a configuration file and, asked for, a job of CI into the folder.
 *
 * @throws UsageError for options that cannot be used, and where a file is in the way; then nothing is written
 */
export const initialise = async (args: Arguments, folder: string): Promise<Initialised> => {
  const answers = answersOf(args);
  const ci = textOf(args, 'ci');
  const provider = ci === undefined ? undefined : choiceOf('--ci', ci, ['github', 'gitlab'] as const);
  const project = { files: new Set(readdirSync(folder)) };
  const document = configDocument(answers);
  const problems = await validateConfig(document);
  // A login in the URL: the rest is checked above.
  if (problems.length > 0) throw new UsageError(problems.map(printable).join('\n'));

  const isPipelineTaken = provider === 'gitlab' && !isOurs(join(folder, PIPELINE));
  const files: ReadonlyArray<readonly [path: string, text: string]> = [
    [CONFIG_FILE, `${JSON.stringify(document, undefined, 2)}\n`],
    ...(provider === 'github' ? [[WORKFLOW, githubWorkflow(answers, project)] as const] : []),
    ...(provider === 'gitlab' ? [[isPipelineTaken ? INCLUDED : PIPELINE, gitlabJob(answers, project)] as const] : []),
  ];
  writeAll(files, folder, flagOf(args, 'force'));

  const secrets = provider === undefined ? [] : secretsOf(answers.suite).slice(0, 2);
  const hasGaps = Object.values(document).some((value) => typeof value === 'string' && value.startsWith('<'));
  return {
    written: files.map(([path]) => path),
    next: [
      ...(isPipelineTaken ? [`add to ${PIPELINE}:`, '  include:', `    - local: ${INCLUDED}`] : []),
      ...(hasGaps ? [`fill in what stands in <…> in ${CONFIG_FILE}`] : []),
      ...(secrets.length > 0 ? [`set ${secrets.join(' and ')}, here and as secrets of CI`] : []),
      `run it: npx ${TOOL.name}`,
      ...(provider === undefined ? [] : ['commit what was written']),
    ],
  };
};

const SUITES = JUDGED_SUITES.map(({ name }) => name);

const CHECKS: Readonly<Record<JudgedSuiteName, (url: string) => string>> = {
  websocket: websocketUrl,
  services: servicesUrl,
  'media-files': storeUrl,
};

const answersOf = (args: Arguments): Answers => {
  const [name, url, start] = [textOf(args, 'suite'), textOf(args, 'url'), textOf(args, 'start')];
  const own = url === undefined ? undefined : suiteOfUrl(url);
  const suite = name === undefined ? (own ?? 'websocket') : choiceOf('--suite', name, SUITES);
  if (url !== undefined) CHECKS[suite](url);
  return { suite, ...(url === undefined ? {} : { url }), ...(start === undefined ? {} : { start }) };
};

/** Whether a file is not there, or was written by an earlier `init`. */
const isOurs = (path: string): boolean =>
  statSync(path, { throwIfNoEntry: false }) === undefined || readFileSync(path, 'utf8').startsWith(JOB_MARK);

const writeAll = (
  files: ReadonlyArray<readonly [path: string, text: string]>,
  folder: string,
  isForced: boolean,
): void => {
  const taken = files
    .map(([path]) => path)
    .filter((path) => statSync(join(folder, path), { throwIfNoEntry: false }) !== undefined);
  if (taken.length > 0 && !isForced) {
    const exist = taken.length === 1 ? 'exists' : 'exist';
    throw new UsageError(`${taken.join(' and ')} ${exist}: nothing was written; --force overwrites`);
  }
  for (const [path, text] of files) {
    try {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    } catch (error) {
      throw new UsageError(`${path} cannot be written: ${fileProblem(error)}`, { cause: error });
    }
  }
};
