// The commands and their options, for yargs. Nothing heavy is imported here: what a command needs is loaded when it runs.
import yargs, { type Argv } from 'yargs';
import { UsageError } from '../harness/engine/options.ts';
import { printable } from '../reports/printable.ts';
import type { Command, CommandContext } from './command-context.ts';
import { COMMAND_NAMES, type CommandName } from './command-names.ts';
import { configuredWords } from './config-words.ts';
import type { ExitCode } from './exit-code.ts';
import { didYouMean } from './nearest.ts';
import {
  BASELINE_OPTIONS,
  COMPARE_OPTIONS,
  DEMO_OPTIONS,
  DOCTOR_OPTIONS,
  EXPLAIN_OPTIONS,
  firstPositional,
  INIT_OPTIONS,
  LIST_OPTIONS,
  MEDIA_FILES_OPTIONS,
  MERGE_OPTIONS,
  type OptionTable,
  REFERENCE_OPTIONS,
  REPLAY_OPTIONS,
  REPORT_OPTIONS,
  SERVICES_OPTIONS,
  unknownOption,
  WEBSOCKET_OPTIONS,
} from './option.ts';
import { suiteOfUrl } from './target-url.ts';
import { TOOL } from './version.ts';

interface CommandSpec {
  readonly name: CommandName;
  /** As yargs writes positionals. */
  readonly positional: string;
  readonly describe: string;
  /** What is missing when the positional is not given. */
  readonly missing: string;
  readonly options: OptionTable;
  readonly examples: readonly (readonly [string, string])[];
  readonly load: () => Promise<Command>;
}

const SPECS: readonly CommandSpec[] = [
  {
    name: 'websocket',
    positional: '<url>',
    describe: 'Call a WebSocket server as Aculab Cloud does, and judge it',
    missing: 'give the URL of the server, ws://… or wss://…',
    options: WEBSOCKET_OPTIONS,
    examples: [
      ['websocket ws://127.0.0.1:9000', 'a server that runs'],
      ['websocket ws://127.0.0.1:9000 --start "python3 bot.py"', 'start it as well'],
      ["websocket wss://bot.example --only 'ws.play.*' --seed 7", 'a part, with a known seed'],
    ],
    load: async () => (await import('./commands/websocket.ts')).websocket,
  },
  {
    name: 'services',
    positional: '<url>',
    describe: 'Be a client of an outbound services API, and judge it',
    missing: 'give the base URL of the API, https://…/service/v1/outbound',
    options: SERVICES_OPTIONS,
    examples: [
      ['services https://ws.example/service/v1/outbound', 'as ACULAB_USER'],
      ['services https://ws.example/service/v1/outbound --dry-run', 'what it would send'],
      ['services https://ws.example/service/v1/outbound --clean-up', 'after a killed run'],
    ],
    load: async () => (await import('./commands/services.ts')).services,
  },
  {
    name: 'media-files',
    positional: '[url]',
    describe: 'Offer file names to a store or a validator, and judge what it takes',
    missing: '',
    options: MEDIA_FILES_OPTIONS,
    examples: [
      ['media-files http://127.0.0.1:8081', 'a store'],
      ['media-files --exec "python3 validator.py"', 'any language'],
      ['media-files --module ./validator.js', 'isValidName(name, kind)'],
      ['media-files https://host/files --binding requests.json --dry-run', 'what it would send'],
    ],
    load: async () => (await import('./commands/media-files.ts')).mediaFiles,
  },
  {
    name: 'doctor',
    positional: '<url>',
    describe: 'Say why a target cannot be judged, and what to change',
    missing: 'give the URL of the target: ws://…, wss://…, http://… or https://…',
    options: DOCTOR_OPTIONS,
    examples: [
      ['doctor wss://bot.example/call', 'name, connection, TLS, upgrade, subprotocol'],
      ['doctor https://ws.example/service/v1/outbound', 'name, connection, TLS, login, list'],
    ],
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  {
    name: 'demo',
    positional: '',
    describe: 'Judge the embedded references: no target needed',
    missing: '',
    options: DEMO_OPTIONS,
    examples: [
      ['demo', 'a green run'],
      ['demo --faulty', 'a red one'],
    ],
    load: async () => (await import('./commands/demo.ts')).demo,
  },
  {
    name: 'list',
    positional: '<what>',
    describe: 'List requirements, cases, faults or readings',
    missing: 'say what to list: requirements, cases, faults or readings',
    options: LIST_OPTIONS,
    examples: [
      ["list cases --only 'ws.play.*'", 'cases made for some requirements'],
      ['list requirements --suite services', 'of one suite'],
    ],
    load: async () => (await import('./commands/list.ts')).list,
  },
  {
    name: 'explain',
    positional: '<id>',
    describe: 'Explain a requirement, case, reading or fault',
    missing: 'give an id, for example ws.play.whole-samples',
    options: EXPLAIN_OPTIONS,
    examples: [['explain ws.play.whole-samples', 'what it says, who judges it, what to change']],
    load: async () => (await import('./commands/explain.ts')).explain,
  },
  {
    name: 'replay',
    positional: '<file>',
    describe: 'Run stored traces again: a .json file or a folder of them',
    missing: 'name a trace file, or a folder of them',
    options: REPLAY_OPTIONS,
    examples: [['replay conformance-report/traces --url ws://127.0.0.1:9000', 'what failed last time']],
    load: async () => (await import('./commands/replay.ts')).replay,
  },
  {
    name: 'report',
    positional: '<run>',
    describe: 'Show a run.json again, or write its documents again',
    missing: 'name a run.json',
    options: REPORT_OPTIONS,
    examples: [['report conformance-report/run.json --reporter markdown', 'add a summary.md']],
    load: async () => (await import('./commands/report.ts')).report,
  },
  {
    name: 'merge',
    positional: '<runs..>',
    describe: 'Put the shards of a run together, and judge the whole',
    missing: 'name the run.json of every shard, or folders of them',
    options: MERGE_OPTIONS,
    examples: [
      ['merge shard-1 shard-2 shard-3', 'what three jobs ran with --shard 1/3, 2/3, 3/3'],
      ['merge artifacts --out conformance-report', 'all below a folder'],
    ],
    load: async () => (await import('./commands/merge.ts')).merge,
  },
  {
    name: 'compare',
    positional: '<before> <after>',
    describe: 'Tell what two runs say differently, what got worse first',
    missing: 'name the run.json of the run before and of the run after',
    options: COMPARE_OPTIONS,
    examples: [
      ['compare main/run.json conformance-report/run.json', 'exit code 1 where worse'],
      ['compare before after --out comparison', 'compare.html, compare.json'],
    ],
    load: async () => (await import('./commands/compare.ts')).compare,
  },
  {
    name: 'baseline',
    positional: '<what> <run>',
    describe: 'Bring a list of known findings up to date: baseline update',
    missing: 'write: baseline update conformance-report/run.json',
    options: BASELINE_OPTIONS,
    examples: [
      ['baseline update conformance-report --reason "vendor, May"', 'list what fails'],
      ['ws://127.0.0.1:9000 --baseline known.json', 'only what is new fails'],
    ],
    load: async () => (await import('./commands/baseline.ts')).baseline,
  },
  {
    name: 'reference',
    positional: '<what>',
    describe: 'Serve the reference: conforming, or with faults',
    missing: 'say which reference: websocket, services or media-files',
    options: REFERENCE_OPTIONS,
    examples: [
      ['reference websocket --port 9000 --fault ws.play.whole-samples', 'one fault'],
      ['reference services --port 8080', 'prints its two accounts'],
      ['reference media-files --exec', 'a validator on stdin and stdout'],
    ],
    load: async () => (await import('./commands/reference.ts')).reference,
  },
  {
    name: 'init',
    positional: '',
    describe: 'Write a configuration file, and a job for CI',
    missing: '',
    options: INIT_OPTIONS,
    examples: [
      ['init --url ws://127.0.0.1:9000 --start "node bot.js"', 'a file of options'],
      ['init --ci github', 'and a workflow; gaps are to be filled in'],
    ],
    load: async () => (await import('./commands/init.ts')).init,
  },
];

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

const ALL_OPTIONS = SPECS.map(({ options }) => options);

/** The command that the words are for: the one that is named first, else the one that judges what the URL names. */
const commandOf = (words: readonly string[]): { readonly spec: CommandSpec; readonly named: boolean } => {
  const first = firstPositional(words, ALL_OPTIONS);
  const meant: string = first === undefined ? FALLBACK : (suiteOfUrl(first) ?? FALLBACK);
  const named = SPECS.find(({ name }) => name === first);
  const spec = named ?? SPECS.find(({ name }) => name === meant);
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
    const meant = nothingNamed ? SPECS.find(({ options }) => Object.hasOwn(options, unknown.slice(2))) : undefined;
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
  const parser = SPECS.reduce<Argv>(
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
