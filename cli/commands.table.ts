// The commands: what they take, how they are told of, and where they are. Nothing heavy is imported here.
import type { Command } from './command-context.ts';
import type { CommandName } from './command-names.ts';
import {
  BASELINE_OPTIONS,
  COMPARE_OPTIONS,
  DEMO_OPTIONS,
  DOCTOR_OPTIONS,
  EXPLAIN_OPTIONS,
  INIT_OPTIONS,
  LIST_OPTIONS,
  MEDIA_FILES_OPTIONS,
  MERGE_OPTIONS,
  type OptionTable,
  REFERENCE_OPTIONS,
  REPLAY_OPTIONS,
  REPORT_OPTIONS,
  SERVICES_OPTIONS,
  WEBSOCKET_OPTIONS,
} from './option.ts';

export interface CommandSpec {
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

/** In the order of the help. */
export const COMMANDS: readonly CommandSpec[] = [
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
