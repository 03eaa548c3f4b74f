// Options as data: yargs gets them for parsing and help, the check for unknown ones gets their names.

export interface OptionSpec {
  /** `flag` takes no value, `list` may be given more than once. */
  readonly kind: 'flag' | 'value' | 'list';
  readonly describe: string;
  /** Shown in help. */
  readonly default?: string;
  /** The value is a secret: the command that is stored is without it. */
  readonly secret?: true;
  /** The value is a path: in a configuration file it is relative to that file. */
  readonly path?: true;
}

export type OptionTable = Readonly<Record<string, OptionSpec>>;

const selection: OptionTable = {
  only: { kind: 'list', describe: 'Run what this matches: id or glob of a case or requirement' },
  skip: { kind: 'list', describe: 'Leave out what this matches' },
};

const shard: OptionTable = {
  shard: { kind: 'value', describe: 'Run a part of the cases: 2/3 is the second of three, for merge' },
};

const shards: OptionTable = {
  ...shard,
  durations: { kind: 'value', describe: 'run.json of an earlier run: shards then take equally long', path: true },
};

const connection: OptionTable = {
  header: { kind: 'list', describe: "Extra header of each request: 'Name: value'" },
  ca: { kind: 'value', describe: 'PEM file of the certificate authority to trust', path: true },
  cert: { kind: 'value', describe: 'PEM file of a client certificate', path: true },
  'key-file': { kind: 'value', describe: "PEM file of that certificate's key", path: true },
  insecure: { kind: 'flag', describe: 'Do not check the certificate' },
  'timeout-scale': { kind: 'value', describe: 'Factor on every deadline', default: '1' },
};

const account: OptionTable = {
  user: { kind: 'value', describe: 'User as cloudID/username, 1-2-0/bob@example.com', default: 'ACULAB_USER' },
  key: { kind: 'value', describe: 'API access key of that user', default: 'ACULAB_KEY', secret: true },
};

const accounts: OptionTable = {
  ...account,
  user2: { kind: 'value', describe: 'User of a second account', default: 'ACULAB_USER2' },
  key2: { kind: 'value', describe: 'Its API access key', default: 'ACULAB_KEY2', secret: true },
};

const caution: OptionTable = {
  rate: { kind: 'value', describe: 'Requests a second', default: 'no limit on this machine, else 5' },
  yes: { kind: 'flag', describe: 'Do not ask before a target that is not this machine is written to' },
};

const toAccounts: OptionTable = { ...accounts, ...caution };

/** How names are judged where there is no store, and how a store is spoken to. */
const names: OptionTable = {
  exec: { kind: 'value', describe: 'Command that reads names and writes verdicts, a JSON object a line' },
  module: { kind: 'value', describe: 'File with a function isValidName(name, kind)', path: true },
  binding: {
    kind: 'value',
    describe: 'Requests of the store: default, aculab or a JSON file',
    default: 'default',
    path: true,
  },
};

const output: OptionTable = {
  json: { kind: 'flag', describe: 'One JSON document on stdout, all other text on stderr' },
  quiet: { kind: 'flag', describe: 'Print only failures and the verdict' },
  verbose: { kind: 'flag', describe: 'Print a line for every case, and long values whole' },
};

const runOptions: OptionTable = {
  out: { kind: 'value', describe: 'Folder for the results', default: 'conformance-report', path: true },
  reporter: {
    kind: 'list',
    describe: 'Documents to write: json, junit, html, markdown, har, github, ctrf, badge',
    default: 'json,junit,html; on GitHub Actions github,markdown too',
  },
  ...selection,
  seed: { kind: 'value', describe: 'Seed of everything random', default: 'random, printed' },
  concurrency: { kind: 'value', describe: 'Cases at a time', default: '16' },
  profile: { kind: 'value', describe: 'smoke, standard or full', default: 'standard' },
  strict: { kind: 'flag', describe: 'Warnings fail too' },
};

/** What may fail without failing the run. */
const acceptance: OptionTable = {
  baseline: { kind: 'value', describe: 'File with findings that are known and do not fail', path: true },
};

/** What a command reads from a file that it can also be told in words. */
const configuration: OptionTable = {
  config: { kind: 'value', describe: 'File with options', default: 'aculab-conformance.config.json if no target' },
};

export const WEBSOCKET_OPTIONS: OptionTable = {
  ...runOptions,
  ...shards,
  ...connection,
  start: { kind: 'value', describe: 'Command that starts the server; it is watched and stopped' },
  scenario: { kind: 'list', describe: 'Trace file, or folder of them, to run as cases too', path: true },
  ...acceptance,
  ...configuration,
  ...output,
};

export const SERVICES_OPTIONS: OptionTable = {
  ...toAccounts,
  'dry-run': { kind: 'flag', describe: 'Print the requests and send none' },
  'clean-up': { kind: 'flag', describe: 'Delete what a killed run left behind, and run nothing' },
  ...runOptions,
  ...shards,
  ...connection,
  start: { kind: 'value', describe: 'Command that starts the API; it is watched and stopped' },
  scenario: { kind: 'list', describe: 'Trace file, or folder of them, to run as cases too', path: true },
  ...acceptance,
  ...configuration,
  ...output,
};

export const MEDIA_FILES_OPTIONS: OptionTable = {
  ...names,
  ...account,
  ...caution,
  'dry-run': { kind: 'flag', describe: 'Print the requests or lines and send none' },
  'clean-up': { kind: 'flag', describe: 'Delete what a killed run left behind, and run nothing' },
  ...runOptions,
  ...shards,
  ...connection,
  start: { kind: 'value', describe: 'Command that starts the store; it is watched and stopped' },
  scenario: { kind: 'list', describe: 'Trace file, or folder of them, to run as cases too', path: true },
  ...acceptance,
  ...configuration,
  ...output,
};

export const DEMO_OPTIONS: OptionTable = {
  faulty: { kind: 'flag', describe: 'Switch several faults on: what a red run looks like' },
  ...runOptions,
  ...shard,
  'timeout-scale': { kind: 'value', describe: 'Factor on every deadline', default: '1' },
  ...output,
};

export const REPLAY_OPTIONS: OptionTable = {
  url: { kind: 'value', describe: 'Target to ask', default: 'that of the run.json above' },
  ...names,
  times: { kind: 'value', describe: 'Repeat each trace so often', default: '1' },
  ...runOptions,
  ...shards,
  out: { kind: 'value', describe: 'Folder for the results', default: 'conformance-replay' },
  ...toAccounts,
  ...connection,
  start: { kind: 'value', describe: 'Command that starts the server; it is watched and stopped' },
  ...output,
};

export const DOCTOR_OPTIONS: OptionTable = {
  ...accounts,
  ...connection,
  json: { kind: 'flag', describe: 'One JSON document on stdout' },
};

export const INIT_OPTIONS: OptionTable = {
  suite: { kind: 'value', describe: 'websocket, services or media-files', default: 'that of the URL, else websocket' },
  url: { kind: 'value', describe: 'URL of the target' },
  start: { kind: 'value', describe: 'Command that starts the target' },
  ci: { kind: 'value', describe: 'Write a job for github or gitlab too' },
  force: { kind: 'flag', describe: 'Overwrite what it wrote before' },
};

export const LIST_OPTIONS: OptionTable = {
  suite: { kind: 'value', describe: 'Of this suite alone: websocket, services or media-files', default: 'all' },
  ...selection,
  seed: { kind: 'value', describe: 'Seed of generated cases', default: '1' },
  json: { kind: 'flag', describe: 'One JSON document on stdout' },
};

export const EXPLAIN_OPTIONS: OptionTable = {
  json: { kind: 'flag', describe: 'One JSON document on stdout' },
};

export const BASELINE_OPTIONS: OptionTable = {
  baseline: { kind: 'value', describe: 'File to bring up to date', default: 'that of the run, else known.json' },
  reason: { kind: 'value', describe: 'Why new entries are put up with' },
  issue: { kind: 'value', describe: 'Where new entries are followed up' },
  expires: { kind: 'value', describe: 'Last day on which new entries are put up with, 2026-12-31' },
  strict: { kind: 'flag', describe: 'List warnings too' },
};

export const REFERENCE_OPTIONS: OptionTable = {
  port: { kind: 'value', describe: 'Port on 127.0.0.1; 0 takes a free one', default: '0' },
  app: { kind: 'value', describe: 'What the WebSocket server does with calls', default: 'bot' },
  fault: { kind: 'list', describe: 'Fault to switch on; see list faults' },
  exec: { kind: 'flag', describe: 'Of media-files: the validator on stdin and stdout' },
  tls: { kind: 'flag', describe: 'Serve wss with a certificate made for this run' },
  'write-ca': { kind: 'value', describe: 'File for the PEM of the authority that --tls makes' },
};

export const REPORT_OPTIONS: OptionTable = {
  reporter: {
    kind: 'list',
    describe: 'Documents to write: junit, html, markdown, har, github, ctrf, badge',
    default: 'none',
  },
  out: { kind: 'value', describe: 'Folder for them', default: 'the folder of run.json' },
  strict: { kind: 'flag', describe: 'Warnings fail too' },
  verbose: { kind: 'flag', describe: 'Print long values whole' },
};

export const MERGE_OPTIONS: OptionTable = {
  out: { kind: 'value', describe: 'Folder for the results', default: 'conformance-report' },
  reporter: { kind: 'list', describe: 'Documents to write, as those of a run', default: 'as of a run' },
  strict: { kind: 'flag', describe: 'Warnings fail too' },
  ...output,
};

export const COMPARE_OPTIONS: OptionTable = {
  out: { kind: 'value', describe: 'Folder for compare.html and compare.json', default: 'none' },
  reporter: { kind: 'list', describe: 'Which of them to write: html, json', default: 'both where --out is given' },
  strict: { kind: 'flag', describe: 'New warnings fail too' },
  json: { kind: 'flag', describe: 'One JSON document on stdout, all other text on stderr' },
};

const EVERYWHERE = ['help', 'version'];

/** The first word that is neither an option nor the value of one; `tables` are those that the words may be for. */
export const firstPositional = (words: readonly string[], tables: readonly OptionTable[]): string | undefined => {
  const takesValue = (word: string): boolean =>
    tables.some((table) => Object.hasOwn(table, word.slice(2)) && table[word.slice(2)]?.kind !== 'flag');
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? '';
    if (!word.startsWith('-')) return word;
    if (word.startsWith('--') && takesValue(word)) index += 1;
  }
  return undefined;
};

/** Words of the command line that look like an option and are none of the command's; the first, without its value. */
export const unknownOption = (words: readonly string[], table: OptionTable): string | undefined => {
  for (const word of words) {
    if (word === '--') return undefined;
    // A negative number is a value, and a lone dash is a file name by custom.
    if (!word.startsWith('-') || word === '-' || /^-[\d.]/.test(word)) continue;
    const name = word.split('=')[0] ?? word;
    const known =
      name === '-h' ||
      (name.startsWith('--') && (Object.hasOwn(table, name.slice(2)) || EVERYWHERE.includes(name.slice(2))));
    if (!known) return name;
  }
  return undefined;
};
