// From words to a command that runs, by yargs. Nothing heavy is imported here: what a command needs is loaded when it runs.
import yargs, { type Argv } from 'yargs';
import { UsageError } from '../harness/engine/options.ts';
import { printable } from '../reports/printable.ts';
import type { CommandContext } from './command-context.ts';
import { COMMAND_NAMES, type CommandName } from './command-names.ts';
import { COMMANDS, type CommandSpec } from './commands.table.ts';
import { configuredWords } from './config-words.ts';
import type { ExitCode } from './exit-code.ts';
import { didYouMean } from './nearest.ts';
import { firstPositional, type OptionTable, unknownOption } from './option.ts';
import { suiteOfUrl } from './target-url.ts';
import { TOOL } from './version.ts';

/** What a line without a command and without a URL is taken for. */
const FALLBACK: CommandName = 'websocket';

const URL_ALONE = 'Judge what the URL names: ws, wss as websocket; http, https as services';

const EXIT_CODE_HELP = [
  'Exit codes: 0 conformant; 1 a finding fails, each is printed; 2 usage, or a',
  'filter that matches nothing; 3 no verdict, as the target does not answer as it',
  'should; 70 a bug of this program; 130 interrupted, report written.',
];

/** Examples with their meaning beside them, then the exit codes. */
const epilogue = ({ examples }: CommandSpec): string => {
  const lines = examples.map(([line, what]) => [`  ${TOOL.name} ${line}`, what] as const);
  const widestLine = Math.max(...lines.map(([line]) => line.length));
  const longestWhat = Math.max(...lines.map(([, what]) => what.length));
  const beside = widestLine + longestWhat + 4 <= 80;
  return [
    'Examples:',
    ...lines.map(([line, what]) => (beside ? `${line.padEnd(widestLine)}  # ${what}` : line)),
    '',
    ...EXIT_CODE_HELP,
  ].join('\n');
};

const widest = (columns: number | undefined): number => Math.min(80, columns ?? 80);

const addOptions = (builder: Argv, table: OptionTable): Argv => {
  let built = builder;
  for (const [name, spec] of Object.entries(table)) {
    built = built.option(name, {
      describe: spec.describe,
      // No type for a value: it is text as it stands, and help is shorter by a column of `[string]`.
      ...(spec.kind === 'flag' ? { type: 'boolean' as const } : { requiresArg: true }),
      ...(spec.default === undefined ? {} : { defaultDescription: spec.default }),
      group: 'Options:',
    });
  }
  return built;
};

const ALL_OPTIONS = COMMANDS.map(({ options }) => options);

/** The command that the words are for: the one that is named first, else the one that judges what the URL names. */
const commandOf = (words: readonly string[]): { readonly spec: CommandSpec; readonly named: boolean } => {
  const first = firstPositional(words, ALL_OPTIONS);
  const meant: string = first === undefined ? FALLBACK : (suiteOfUrl(first) ?? FALLBACK);
  const named = COMMANDS.find(({ name }) => name === first);
  const spec = named ?? COMMANDS.find(({ name }) => name === meant);
  if (spec === undefined) throw new Error('no default command');
  return { spec, named: named !== undefined };
};

/** What yargs refuses, in this program's words. */
const usageError = (message: string, missing: string): UsageError => {
  const option = /^Not enough arguments following: (.*)$/.exec(message)?.[1];
  if (option !== undefined) return new UsageError(`--${option} needs a value`);
  if (/^Not enough non-option arguments/.test(message)) {
    return new UsageError(`${missing}; --help shows how to write it`);
  }
  return new UsageError(printable(message));
};

/** What a word is that nothing takes: where the one before it is no URL, that is the mistake. */
const tooManyWords = (extra: string, url: string, named: boolean): UsageError => {
  const isMistaken = suiteOfUrl(extra) !== undefined && url !== '' && !url.includes('://');
  const meant = isMistaken && !named ? didYouMean(url, COMMAND_NAMES) : '';
  if (meant !== '') return new UsageError(`${printable(url)} is neither a command nor a URL${meant}`);
  if (isMistaken) return new UsageError(`${printable(url)} is not a URL; leave it out`);
  return new UsageError(`${printable(extra)} is one word too many`);
};

export interface Program {
  /** Text for --help or --version instead of a command that was run. */
  readonly text?: string;
  readonly code: ExitCode;
}

/**
 * Parses the words, with those of a configuration file added, and runs the command.
 *
 * @throws UsageError for words that are no command line of ours, and whatever the command throws
 */
export const runProgram = async (
  words: readonly string[],
  columns: number | undefined,
  contextFor: (options: { readonly json: boolean }) => CommandContext,
): Promise<Program> => {
  const environment = () => contextFor({ json: false }).environment;
  const configured = await configuredWords(words, { folder: process.cwd(), environment });
  try {
    return await runWords(configured.words, columns, contextFor);
  } catch (error) {
    throw configured.explained(error);
  }
};

const runWords = async (
  words: readonly string[],
  columns: number | undefined,
  contextFor: (options: { readonly json: boolean }) => CommandContext,
): Promise<Program> => {
  const { spec, named } = commandOf(words);
  const unknown = unknownOption(words, spec.options);
  if (unknown !== undefined) {
    const names = [...Object.keys(spec.options), 'help', 'version'].map((name) => `--${name}`);
    const nothingNamed = firstPositional(words, ALL_OPTIONS) === undefined;
    const meant = nothingNamed ? COMMANDS.find(({ options }) => Object.hasOwn(options, unknown.slice(2))) : undefined;
    throw new UsageError(
      meant === undefined
        ? `${printable(unknown)} is no option of ${spec.name}${didYouMean(unknown, names) || '; --help shows them all'}`
        : `${printable(unknown)} is an option of ${meant.name}: write '${meant.name} ${printable(unknown)} …'`,
    );
  }
  let code: ExitCode = 0;
  let text = '';
  let failure: { readonly error: unknown } | undefined;
  const add = (built: Argv, form: string, describe: string, each: CommandSpec): Argv =>
    built.command(
      form,
      describe,
      (builder) => {
        const own = addOptions(builder, each.options).epilogue(epilogue(each));
        return named ? own.usage(`Usage: $0 ${form} [options]\n\n${describe}`) : own;
      },
      async (args) => {
        const extra = (args._ as ReadonlyArray<string | number>).filter((word) => !named || word !== each.name);
        if (extra.length > 0) {
          failure = { error: tooManyWords(String(extra[0]), typeof args.url === 'string' ? args.url : '', named) };
          return;
        }
        try {
          const command = await each.load();
          code = await command(args, contextFor({ json: args.json === true }));
        } catch (error) {
          // Kept apart from what yargs itself refuses.
          failure = { error };
        }
      },
    );
  const parser = COMMANDS.reduce<Argv>(
    (built, each) => add(built, `${each.name} ${each.positional}`.trimEnd(), each.describe, each),
    yargs([])
      .scriptName(TOOL.name)
      // One language for messages that scripts and issues quote; it also saves reading a locale.
      .detectLocale(false)
      .parserConfiguration({
        'dot-notation': false,
        'boolean-negation': false,
        'parse-numbers': false,
        'parse-positional-numbers': false,
        'camel-case-expansion': false,
      })
      .help()
      .alias('help', 'h')
      .version(TOOL.version)
      .wrap(widest(columns))
      .exitProcess(false)
      .fail(false),
  );
  add(parser, '$0 <url>', URL_ALONE, spec);
  try {
    await parser.parseAsync([...words], {}, (_error, _args, output) => {
      text = output;
    });
  } catch (error) {
    const missing = named ? spec.missing : 'give the URL of the target: ws://…, wss://…, http://… or https://…';
    throw error instanceof Error ? usageError(error.message, missing) : error;
  }
  if (failure !== undefined) throw failure.error;
  return { code, ...(text === '' ? {} : { text }) };
};
