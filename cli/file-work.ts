// How much a run will do to a store, for whoever has to allow it.
import type { MediaFilesRunOptions } from '../suites/media-files/options.ts';
import type { CommandContext } from './command-context.ts';
import { confirm, FILES_CAUTION } from './confirmation.ts';

/** Asks whether the files may be written, where it is a store that they are written to. @throws UsageError */
export const confirmFiles = async (
  options: MediaFilesRunOptions,
  isSure: boolean,
  context: Pick<CommandContext, 'ask'>,
): Promise<void> => {
  if (options.target.kind !== 'store') return;
  const planned = async () => {
    const { planNames } = await import('../suites/media-files/dry-run.ts');
    const { files, names } = await planNames(options);
    // Most files are deleted by a request each.
    return { created: files, requests: names.length + files };
  };
  await confirm(FILES_CAUTION, options.target, isSure, planned, context);
};
