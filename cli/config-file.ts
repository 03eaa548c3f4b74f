// aculab-conformance.config.json: read, checked, and turned into the words of a command line.
import { readFile } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { UsageError } from '../harness/engine/options.ts';
import { quoted } from '../reports/command.ts';
import { printable, shortened } from '../reports/printable.ts';
import { fileProblem } from './file-problem.ts';
import type { JudgedSuiteName } from './judged-suites.ts';
import type { OptionTable } from './option.ts';

/** Environment of the process, by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** A configuration file as the command line that it stands for. */
export interface ConfigFile {
  readonly suite: JudgedSuiteName;
  readonly url?: string;
  /** By option; none for a flag. Paths are those of the current folder. */
  readonly options: ReadonlyMap<string, readonly string[]>;
}

type Member = string | number | boolean | readonly string[] | Readonly<Record<string, string>>;

/** As the schema has it. */
interface ConfigDocument {
  readonly suite: JudgedSuiteName;
  readonly [member: string]: Member;
}

/** A shell runs them: their paths are their own business, so they are run in the file's folder. */
const COMMANDS = new Set(['start', 'exec']);

/** Members that may refer to the environment; a command is left to its shell. */
const WITH_ENVIRONMENT = new Set(['url', 'header', 'user', 'user2']);

/** Names of bindings that are no paths. */
const OWN_BINDINGS = new Set(['default', 'aculab']);

const PLACEHOLDER = /^<(.*)>$/s;
const REFERENCE = /\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g;

const PROBLEMS_SHOWN = 20;
const LONGEST_PROBLEM = 300;

/**
 * Reads the file; `folder` is the current folder, `tables` the options of each suite's command.
 *
 * @throws UsageError for a file that cannot be used: a line for each problem, with its place
 */
export const readConfigFile = async (
  path: string,
  folder: string,
  environment: Environment,
  tables: Readonly<Record<JudgedSuiteName, OptionTable>>,
): Promise<ConfigFile> => {
  const refused = (problems: readonly string[]): UsageError => {
    const lines = problems.map((each) => `${printable(path)}: ${shortened(printable(each), LONGEST_PROBLEM)}`);
    const more = lines.length - PROBLEMS_SHOWN;
    return new UsageError(
      [...lines.slice(0, PROBLEMS_SHOWN), ...(more > 0 ? [`and ${more} more problems`] : [])].join('\n'),
    );
  };
  const value = await parsed(resolve(folder, path), refused);
  const { validateConfig } = await import('../specification/schemas/validate.ts');
  const problems = await validateConfig(value);
  if (problems.length > 0) throw refused(problems);
  const document = value as ConfigDocument;
  const unfilled = placeholders(document);
  if (unfilled.length > 0) throw refused(unfilled);
  const unset = unsetReferences(document, environment);
  if (unset.length > 0) throw refused(unset);
  return configOf(filled(document, environment), dirname(resolve(folder, path)), folder, tables[document.suite]);
};

const parsed = async (path: string, refused: (problems: readonly string[]) => UsageError): Promise<unknown> => {
  let text: string;
  try {
    text = (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    throw refused([fileProblem(error)]);
  }
  try {
    return JSON.parse(text);
  } catch (error) {
    // The parser's own words may quote the file, and a secret with it.
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    const line = position === undefined ? '' : `, at line ${text.slice(0, Number(position)).split('\n').length}`;
    throw refused([`is no JSON${line}`]);
  }
};

const textsIn = (value: Member): readonly string[] => {
  if (typeof value === 'string') return [value];
  if (typeof value === 'object') return Array.isArray(value) ? value : Object.values(value);
  return [];
};

/** What `init` left to be filled in. */
const placeholders = (document: ConfigDocument): readonly string[] =>
  Object.entries(document).flatMap(([name, value]) =>
    textsIn(value).flatMap((text) => {
      const wanted = PLACEHOLDER.exec(text)?.[1];
      const other = name === 'start' ? ', or remove the line where it runs already' : '';
      return wanted === undefined ? [] : [`/${name}: still a placeholder; put ${wanted} here${other}`];
    }),
  );

const references = (text: string): readonly string[] =>
  [...text.matchAll(REFERENCE)].flatMap(([, name]) => (name === undefined ? [] : [name]));

const unsetReferences = (document: ConfigDocument, environment: Environment): readonly string[] =>
  Object.entries(document)
    .filter(([member]) => WITH_ENVIRONMENT.has(member))
    .flatMap(([member, value]) =>
      [...new Set(textsIn(value).flatMap(references))]
        .filter((name) => (environment[name] ?? '') === '')
        .map((name) => `/${member}: ${name} is not set in the environment`),
    );

const filled = (document: ConfigDocument, environment: Environment): ConfigDocument => {
  const fill = (text: string): string => text.replace(REFERENCE, (_all, name: string) => environment[name] ?? '');
  const filledIn = (value: Member): Member => {
    if (typeof value === 'string') return fill(value);
    if (typeof value !== 'object' || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).map(([name, text]) => [name, fill(text)]));
  };
  const members = Object.entries(document).map(([name, value]) => [
    name,
    WITH_ENVIRONMENT.has(name) ? filledIn(value) : value,
  ]);
  return Object.fromEntries(members);
};

const configOf = (document: ConfigDocument, home: string, folder: string, table: OptionTable): ConfigFile => {
  const { suite, url, $schema: _schema, ...members } = document;
  // As it is written where that means the same: it is shown, and stored with the run.
  const isHere = resolve(home) === resolve(folder);
  const pathOf = (text: string): string => (isHere ? text : relative(folder, resolve(home, text)) || '.');
  const wordOf = (name: string, text: string): string => {
    if (COMMANDS.has(name)) return isHere ? text : `cd ${quoted(pathOf('.'))} && ${text}`;
    const isPath = table[name]?.path === true && !(name === 'binding' && OWN_BINDINGS.has(text));
    return isPath ? pathOf(text) : text;
  };
  const wordsOf = (name: string, value: Member): readonly string[] => {
    if (typeof value === 'boolean') return [];
    if (typeof value !== 'object') return [wordOf(name, String(value))];
    if (Array.isArray(value)) return value.map((text) => wordOf(name, text));
    return Object.entries(value).map(([header, text]) => `${header}: ${text}`);
  };
  const options = Object.entries(members)
    .filter(([, value]) => value !== false)
    .map(([name, value]) => [name, wordsOf(name, value)] as const);
  return { suite, ...(url === undefined ? {} : { url: String(url) }), options: new Map(options) };
};
