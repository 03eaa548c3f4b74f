// The fences between the rooms, tried on slips. The rules are in biome.json; here one tiny wrong file per fence is linted
// by them in a folder of its own, and the legal neighbours of each slip must pass.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const IMPORTS = 'lint/style/noRestrictedImports';

const ROOMS = ['cli', 'suites', 'reports', 'reference', 'harness', 'generators', 'specification'] as const;
type Room = (typeof ROOMS)[number];

/** Whole rooms that a room may import. */
const MAY_IMPORT: Readonly<Record<Room, readonly Room[]>> = {
  cli: ['suites', 'reports', 'reference', 'harness', 'generators', 'specification'],
  suites: ['harness', 'generators', 'specification'],
  reports: ['specification'],
  reference: ['specification'],
  harness: ['generators', 'specification'],
  generators: ['specification'],
  specification: [],
};

interface Sample {
  /** Where the source is put: a room and a file in it. */
  readonly path: string;
  readonly source: string;
  /** Category of the diagnostic that must come, or none. */
  readonly category?: string;
}

const importOf = (target: string): string => `export { thing } from '${target}';\n`;

/** From every room into every other, from its top and from a folder deeper. */
const roomPairs: readonly Sample[] = ROOMS.flatMap((from) =>
  ROOMS.filter((to) => to !== from).flatMap((to) =>
    ['', 'deep/'].map((folder) => ({
      path: `${from}/${folder}into-${to}.ts`,
      source: importOf(`${folder === '' ? '../' : '../../'}${to}/thing.ts`),
      ...(MAY_IMPORT[from].includes(to) ? {} : { category: IMPORTS }),
    })),
  ),
);

const fromFolders: readonly Sample[] = [
  { path: 'generators/trace-data.ts', source: importOf('../harness/traces/trace.ts') },
  { path: 'generators/driver.ts', source: importOf('../harness/traces/driver.ts'), category: IMPORTS },
  { path: 'reports/run-types.ts', source: "export type { RunDocument } from '../harness/run.ts';\n" },
  {
    path: 'reports/terminal/transcript-types.ts',
    source: "import type { Transcript } from '../../harness/wire/transcript.ts';\nexport type T = Transcript;\n",
  },
  {
    path: 'reports/exchange-types.ts',
    source:
      "import type { ExchangeTranscript } from '../harness/http/exchange.ts';\nexport type T = ExchangeTranscript;\n",
  },
  {
    path: 'reports/probe-types.ts',
    source: "import type { ProbeEvent } from '../harness/roles/file-client/probe.ts';\nexport type T = ProbeEvent;\n",
  },
  { path: 'reports/probe-value.ts', source: importOf('../harness/roles/file-client/probe.ts'), category: IMPORTS },
  { path: 'reports/exchange-value.ts', source: importOf('../harness/http/exchange.ts'), category: IMPORTS },
  { path: 'reports/run-value.ts', source: "export { RUN_FORMAT } from '../harness/run.ts';\n", category: IMPORTS },
  { path: 'reports/run-function.ts', source: importOf('../harness/run.ts'), category: IMPORTS },
  { path: 'reports/run-whole.ts', source: "export * as run from '../harness/run.ts';\n", category: IMPORTS },
  { path: 'reports/engine.ts', source: importOf('../harness/engine/options.ts'), category: IMPORTS },
  { path: 'reference/websocket/package.ts', source: "export { WebSocketServer } from 'ws';\n" },
  { path: 'suites/websocket/own.ts', source: importOf('./rules/thing.ts') },
  { path: 'docs/examples/ours.ts', source: importOf('../../specification/limits.ts'), category: IMPORTS },
  {
    path: 'harness/dynamic.ts',
    source: "export const late = () => import('../suites/thing.ts');\n",
    category: IMPORTS,
  },
];

const PRINTS = "console.log('text');\n";
const WRITES = "process.stdout.write('text');\n";
const ENDS = 'process.exit(1);\n';

const deeds: readonly Sample[] = [
  ...ROOMS.filter((room) => room !== 'cli').flatMap((room) => [
    { path: `${room}/prints.ts`, source: PRINTS, category: 'lint/suspicious/noConsole' },
    { path: `${room}/writes.ts`, source: WRITES, category: 'plugin' },
    { path: `${room}/ends.ts`, source: ENDS, category: 'plugin' },
  ]),
  ...['cli', 'reports/terminal'].flatMap((room) => [
    { path: `${room}/prints-too.ts`, source: PRINTS },
    { path: `${room}/writes-too.ts`, source: WRITES },
  ]),
  { path: 'cli/ends-too.ts', source: ENDS },
  { path: 'reports/terminal/ends-too.ts', source: ENDS, category: 'plugin' },
  {
    path: 'harness/floating.ts',
    source: 'const later = async (): Promise<number> => 1;\nlater();\n',
    category: 'lint/nursery/noFloatingPromises',
  },
  { path: 'harness/any.ts', source: 'export const thing: any = 1;\n', category: 'lint/suspicious/noExplicitAny' },
  { path: 'harness/default.ts', source: 'export default 1;\n', category: 'lint/style/noDefaultExport' },
  {
    path: 'harness/bang.ts',
    source: 'export const first = (list: readonly string[]): string => list[0]!;\n',
    category: 'lint/style/noNonNullAssertion',
  },
];

const SAMPLES = [...roomPairs, ...fromFolders, ...deeds];
const found = new Map<string, readonly string[]>();
let folder = '';

interface BiomeReport {
  readonly diagnostics: ReadonlyArray<{ readonly category: string; readonly location: { readonly path: string } }>;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'aculab-conformance-fences-'));
  cpSync(join(ROOT, '.ci'), join(folder, '.ci'), { recursive: true });
  cpSync(join(ROOT, 'biome.json'), join(folder, 'biome.json'));
  for (const { path, source } of SAMPLES) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), source);
  }
  for (const { category, location } of lint().diagnostics) {
    found.set(location.path, [...(found.get(location.path) ?? []), category]);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

function lint(): BiomeReport {
  const args = ['lint', '--reporter=json', '--max-diagnostics=none', '--colors=off', '.'];
  try {
    execFileSync(join(ROOT, 'node_modules/.bin/biome'), args, { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    // Slips make it exit with 1, and it still prints the report.
    return JSON.parse((error as { stdout: string }).stdout) as BiomeReport;
  }
  throw new Error('the linter found no slip at all');
}

describe('the fences in biome.json', () => {
  it.each(SAMPLES.filter(({ category }) => category !== undefined))('stop $path', ({ path, category }) => {
    expect(found.get(path)).toEqual([category]);
  });

  it.each(SAMPLES.filter(({ category }) => category === undefined))('let $path pass', ({ path }) => {
    expect(found.get(path)).toBeUndefined();
  });
});

describe('the top level', () => {
  it('holds no folder of sources that the fences do not know', () => {
    const known = new Set<string>([...ROOMS, 'bench', 'test', 'docs', 'scripts']);
    const ignored = readFileSync(join(ROOT, '.gitignore'), 'utf8')
      .split('\n')
      .map((line) => line.replace('/', ''));
    const folders = readdirSync(ROOT, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !ignored.includes(entry.name))
      .map(({ name }) => name);
    expect(folders.filter((name) => !known.has(name))).toEqual([]);
  });
});
