import { UsageError } from '../../harness/engine/options.ts';
import type { RunDocument } from '../../harness/run.ts';
import { counted } from '../../reports/terminal/labels.ts';
import { flagOf, textsOf } from '../argument.ts';
import { settingsWithBaseline, withOwnProfile } from '../baseline-settings.ts';
import { caseNotes } from '../case-notes.ts';
import { cleanUpServices } from '../clean-up.ts';
import type { Command } from '../command-context.ts';
import { COMMAND_NAMES } from '../command-names.ts';
import { confirm, SERVICES_CAUTION } from '../confirmation.ts';
import { EXIT_CODES } from '../exit-code.ts';
import { SERVICES_OPTIONS } from '../option.ts';
import { checkNotInside } from '../output-folder.ts';
import { renderPlan } from '../planned-requests.ts';
import { both, workOfTraces } from '../planned-work.ts';
import { runCommand } from '../run-command.ts';
import { runOnce } from '../run-report.ts';
import { checkSelection } from '../selection.ts';
import { servicesTargetOf } from '../services-target.ts';
import { suiteOptions } from '../suite-options.ts';
import { readTraces } from '../trace-files.ts';

/** `services <url>`, and an http or https URL alone: be a client of an outbound services API, judge it. */
export const services: Command = async (args, context) => {
  const given = String(args.url);
  const target = servicesTargetOf(given, args, context, COMMAND_NAMES);
  const settings = await settingsWithBaseline(args, context, 'services');
  const [isDry, isCleanUp] = [flagOf(args, 'dry-run'), flagOf(args, 'clean-up')];
  if (isDry && isCleanUp) throw new UsageError('--dry-run and --clean-up contradict each other: leave one of them out');
  if (isCleanUp) return cleanUpServices(target, settings, context);

  const scenarioPaths = textsOf(args, 'scenario');
  checkNotInside('--scenario', scenarioPaths, settings.out);
  const { services: scenarios } = await readTraces('--scenario', scenarioPaths, ['services']);
  await checkSelection('services', settings, scenarios);
  // A user in the URL is one of the command: the URL is stored without it.
  const user = target.account !== undefined && new URL(given).username !== '' ? { user: target.account.user } : {};
  const command = runCommand(
    ['services', target.url],
    withOwnProfile({ ...user, ...args }, settings),
    SERVICES_OPTIONS,
    settings.seed,
  );
  const options = { ...suiteOptions(settings, command, context), ...target, scenarios };
  const plan = async () => (await import('../../suites/services/dry-run.ts')).planRequests(options);

  if (isDry) {
    if (scenarios.length > 0) throw new UsageError('--dry-run shows cases of the suite: leave out --scenario');
    const { terminal } = context;
    const requests = await plan();
    if (settings.json) terminal.document(requests);
    else {
      const made = counted(requests.services, 'service');
      terminal.tell(
        renderPlan({ ...requests, made, rate: target.rate }, target.url, settings.verbose, terminal.style()),
      );
    }
    return EXIT_CODES.conformant;
  }

  const planned = async () => {
    const { services: most, requests } = await plan();
    return both({ created: most, requests: requests.length }, workOfTraces(scenarios));
  };
  await confirm(SERVICES_CAUTION, target, flagOf(args, 'yes'), planned, context);
  const own = scenarios.map(({ id }) => id);
  const notesOn = (run: RunDocument): readonly string[] => caseNotes(run, own, settings.only);
  const { runServicesSuite } = await import('../../suites/services/run.ts');
  return runOnce({ suite: 'services', url: target.url }, { ...settings, notesOn }, context, (observe) =>
    runServicesSuite(options, observe),
  );
};
