import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from '../../harness/engine/options.ts';
import { printable } from '../../reports/printable.ts';
import { headersOf, numberOf, textOf } from '../argument.ts';
import type { Command } from '../command-context.ts';
import { checkFilters } from '../filters.ts';
import { REPLAY_OPTIONS } from '../option.ts';
import { checkNotInside } from '../output-folder.ts';
import { runCommand } from '../run-command.ts';
import { runAndReport } from '../run-report.ts';
import { runSettingsOf } from '../run-settings.ts';
import { splitUserInfo, websocketUrl } from '../target-url.ts';
import { tlsOptionsOf } from '../tls-files.ts';
import { readTraces } from '../trace-files.ts';

/** The target of the run that a trace comes from: run.json lies some folders above the trace. */
const urlAbove = async (path: string): Promise<string | undefined> => {
  let folder = resolve(path);
  for (let level = 0; level < 8; level += 1) {
    try {
      const run: unknown = JSON.parse(await readFile(join(folder, 'run.json'), 'utf8'));
      const target = typeof run === 'object' && run !== null && 'target' in run ? run.target : undefined;
      const url = typeof target === 'object' && target !== null && 'url' in target ? target.url : undefined;
      if (typeof url === 'string') return url;
    } catch {}
    folder = dirname(folder);
  }
  return undefined;
};

/** `replay <file>`: runs stored traces again, those that failed or a user's own, and judges them as any case. */
export const replay: Command = async (args, context) => {
  const path = String(args.file);
  const settings = runSettingsOf(args, 'conformance-replay');
  const times = numberOf(args, 'times', { least: 1, most: 10_000, whole: true }) ?? 1;
  const tls = tlsOptionsOf(args);
  const start = textOf(args, 'start');
  const traces = await readTraces('replay', [path]);
  checkNotInside('replay', [path], settings.out);
  const given = textOf(args, 'url') ?? (await urlAbove(path));
  if (given === undefined) {
    throw new UsageError(`replay ${printable(path)}: there is no run.json above it that names the server; give --url`);
  }
  const { url, headers: credentials } = splitUserInfo(websocketUrl(given));
  const headers = { ...credentials, ...headersOf(args) };
  // Ids of their own, beside the suite's cases of the same names.
  const scenarios = Array.from({ length: times }, (_, index) =>
    traces.map((trace) => ({ ...trace, id: `${trace.id}/replay-${index + 1}` })),
  ).flat();
  const ids = scenarios.map(({ id }) => id);
  checkFilters('--only', settings.only, ids);
  checkFilters('--skip', settings.skip, ids);
  const { runWebsocketSuite } = await import('../../suites/websocket/run.ts');
  const command = { ...args, url: given };
  return runAndReport(url, settings, context, (observe) =>
    runWebsocketSuite(
      {
        url,
        out: settings.out,
        only: settings.only.length > 0 ? settings.only : ids,
        skip: settings.skip,
        seed: settings.seed,
        concurrency: settings.concurrency,
        profile: settings.profile,
        timeoutScale: settings.timeoutScale,
        ...(start === undefined ? {} : { start }),
        headers,
        ...(tls === undefined ? {} : { tls }),
        scenarios,
        command: runCommand(['replay', path], command, REPLAY_OPTIONS, settings.seed),
        signal: context.interruption.signal,
      },
      observe,
    ),
  );
};
