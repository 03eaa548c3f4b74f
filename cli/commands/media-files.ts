import { UsageError } from '../../harness/engine/options.ts';
import type { RunDocument } from '../../harness/run.ts';
import { counted } from '../../reports/terminal/labels.ts';
import type { MediaFilesRunOptions } from '../../suites/media-files/options.ts';
import { flagOf, textOf, textsOf } from '../argument.ts';
import { settingsWithBaseline, withOwnProfile } from '../baseline-settings.ts';
import { caseNotes } from '../case-notes.ts';
import { cleanUpFiles } from '../clean-up.ts';
import type { Command, CommandContext } from '../command-context.ts';
import { EXIT_CODES, type ExitCode } from '../exit-code.ts';
import { confirmFiles } from '../file-work.ts';
import { mediaFilesTargetOf } from '../media-files-target.ts';
import { MEDIA_FILES_OPTIONS } from '../option.ts';
import { checkNotInside } from '../output-folder.ts';
import { renderLines, renderPlan } from '../planned-requests.ts';
import { runCommand } from '../run-command.ts';
import { runOnce, targetOf } from '../run-report.ts';
import { checkReporters, type RunSettings } from '../run-settings.ts';
import { checkSelection } from '../selection.ts';
import { suiteOptions } from '../suite-options.ts';
import { readTraces } from '../trace-files.ts';

/** `media-files <url>`, `--exec` or `--module`: offer names to a store or a validator, and judge what it takes. */
export const mediaFiles: Command = async (args, context) => {
  const { target, ...connection } = await mediaFilesTargetOf(args, context);
  const settings = await settingsWithBaseline(args, context, 'media-files');
  const shown = targetOf(target);
  checkReporters(settings.reporters, shown);
  const [isDry, isCleanUp] = [flagOf(args, 'dry-run'), flagOf(args, 'clean-up')];
  if (isDry && isCleanUp) throw new UsageError('--dry-run and --clean-up contradict each other: leave one of them out');
  if (isCleanUp) return cleanUpFiles({ target, ...connection }, settings, context);

  const scenarioPaths = textsOf(args, 'scenario');
  checkNotInside('--scenario', scenarioPaths, settings.out);
  const { 'media-files': scenarios } = await readTraces('--scenario', scenarioPaths, ['media-files']);
  await checkSelection('media-files', settings, scenarios);
  // A user in the URL is one of the command: the URL is stored without it.
  const given = textOf(args, 'url');
  const isUserInUrl = given !== undefined && new URL(given).username !== '' && target.kind === 'store';
  const user = isUserInUrl && target.account !== undefined ? { user: target.account.user } : {};
  const words = ['media-files', ...(target.kind === 'store' ? [target.url] : [])];
  const command = runCommand(words, withOwnProfile({ ...user, ...args }, settings), MEDIA_FILES_OPTIONS, settings.seed);
  const options = { ...suiteOptions(settings, command, context), ...connection, target, scenarios };

  if (isDry) return tellPlan(options, settings, context);
  await confirmFiles(options, flagOf(args, 'yes'), context);
  const own = scenarios.map(({ id }) => id);
  const notesOn = (run: RunDocument): readonly string[] => caseNotes(run, own, settings.only);
  const { runMediaFilesSuite } = await import('../../suites/media-files/run.ts');
  return runOnce(shown, { ...settings, notesOn }, context, (observe) => runMediaFilesSuite(options, observe));
};

const tellPlan = async (
  options: MediaFilesRunOptions,
  { json, verbose }: RunSettings,
  { terminal }: CommandContext,
): Promise<ExitCode> => {
  const { planNames } = await import('../../suites/media-files/dry-run.ts');
  const plan = await planNames(options);
  const { target } = options;
  if (json) terminal.document(plan);
  else if (target.kind === 'store') {
    const requests = plan.names.flatMap(({ case: id, name, request }) =>
      request === undefined
        ? []
        : [{ case: id, ...request, ...(name === undefined ? {} : { body: JSON.stringify(name) }) }],
    );
    const made = counted(plan.files, 'file');
    terminal.tell(
      renderPlan({ cases: plan.cases, requests, made, rate: target.rate }, target.url, verbose, terminal.style()),
    );
  } else {
    const lines = plan.names.map(({ case: id, kind, name }, index) => ({
      case: id,
      line: JSON.stringify({ id: index + 1, kind, name }),
    }));
    terminal.tell(renderLines({ cases: plan.cases, lines }, verbose, terminal.style()));
  }
  return EXIT_CODES.conformant;
};
