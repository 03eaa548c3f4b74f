// The package as a user gets it: packed, installed in an empty folder, and used from there as a command and as a library.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const NAME = 'aculab-conformance';
const MINUTES = 60_000;

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

let folder = '';
let user = '';
let packed: readonly string[] = [];
const environment: NodeJS.ProcessEnv = {};

function run(cwd: string, file: string, ...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(file, [...args], { cwd, env: environment }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, stdout, stderr });
    });
  });
}

async function mustRun(cwd: string, file: string, ...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await run(cwd, file, ...args);
  if (code !== 0) throw new Error(`${file} ${args.join(' ')}: exit ${code}\n${stdout}\n${stderr}`);
  return stdout;
}

/** The command as `npx` finds it, which takes a local package and never downloads. */
const byNpx = (...args: readonly string[]): Promise<Outcome> => run(user, 'npx', '--no', '--', NAME, ...args);

/** The same without waiting for npx each time. */
const conformance = (...args: readonly string[]): Promise<Outcome> =>
  run(user, join(user, 'node_modules', '.bin', NAME), ...args);

interface LockEntry {
  readonly dev?: boolean;
  readonly [key: string]: unknown;
}

/** The run-time dependencies as the repository locks them: no registry has to be asked which versions there are. */
async function lockedInstall(tarball: string): Promise<void> {
  const lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, LockEntry>>;
  };
  const manifest = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as Readonly<Record<string, unknown>>;
  const root = { name: 'user', version: '1.0.0', dependencies: { [NAME]: `file:${tarball}` } };
  const ours = {
    version: manifest.version,
    resolved: `file:${tarball}`,
    dependencies: manifest.dependencies,
    bin: manifest.bin,
  };
  const runTime = Object.entries(lock.packages).filter(([path, { dev }]) => path !== '' && dev !== true);
  await writeFile(join(user, 'package.json'), JSON.stringify({ ...root, private: true, type: 'module' }));
  await writeFile(
    join(user, 'package-lock.json'),
    JSON.stringify({
      ...root,
      lockfileVersion: 3,
      packages: { '': root, [`node_modules/${NAME}`]: ours, ...Object.fromEntries(runTime) },
    }),
  );
  await mustRun(user, 'npm', 'ci', '--prefer-offline', '--no-audit', '--no-fund');
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), `${NAME}-package-`));
  user = join(folder, 'user');
  await mkdir(user);
  // What npm or a runner told the process that runs this test is about this repository, not about the user's folder.
  for (const [key, value] of Object.entries(process.env)) {
    if (
      !/^npm_(package|lifecycle|command|config_local_prefix)|^GITHUB_(ACTIONS|STEP_SUMMARY)$|^INIT_CWD$|^NODE_OPTIONS$/i.test(
        key,
      )
    ) {
      environment[key] = value;
    }
  }
  Object.assign(environment, {
    npm_config_prefix: join(folder, 'prefix'),
    npm_config_update_notifier: 'false',
    npm_config_loglevel: 'error',
  });

  await mustRun(ROOT, process.execPath, 'scripts/build.mjs', '--if-stale');
  const [pack] = JSON.parse(
    await mustRun(ROOT, 'npm', 'pack', '--json', '--ignore-scripts', '--pack-destination', folder),
  ) as [{ readonly filename: string; readonly files: ReadonlyArray<{ readonly path: string }> }];
  packed = pack.files.map(({ path }) => path);
  await lockedInstall(join(folder, pack.filename));
}, 4 * MINUTES);

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('the tarball', () => {
  it('holds what a user needs', () => {
    expect(packed).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'README.md',
        'ARCHITECTURE.md',
        'package.json',
        'dist/index.js',
        'dist/index.d.ts',
        'dist/cli/main.js',
        'dist/reports/html/shell.html',
        'dist/vitest.js',
        'dist/vitest.d.ts',
        'dist/schemas/baseline.schema.json',
        'dist/schemas/config.schema.json',
        'dist/schemas/run.schema.json',
        'dist/schemas/trace.schema.json',
        'dist/schemas/transcript.schema.json',
      ]),
    );
  });

  it('holds no tests, fixtures or sources', () => {
    const surplus = (path: string): boolean =>
      /(^|\/)(test|bench|docs|fixtures)\/|\.(test|fixture)\.|\/test-|\.map$/.test(path) || /(?<!\.d)\.m?ts$/.test(path);
    expect(packed.filter(surplus)).toEqual([]);
  });
});

describe('the command', () => {
  it('shows help and exits with 0', async () => {
    const { code, stdout } = await byNpx('--help');
    expect(stdout).toContain('Exit codes: 0 conformant');
    expect(code).toBe(0);
  });

  it('shows the help that its options make, although it was written down before', async () => {
    const prepared = await conformance('--help');
    expect(await conformance('--help', '--help')).toEqual(prepared);
  });

  it('shows its version', async () => {
    const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { readonly version: string };
    expect(await conformance('--version')).toMatchObject({ code: 0, stdout: `${version}\n` });
  });

  it('exits with 2 for a usage error', async () => {
    const { code, stderr } = await conformance('no-url');
    expect(stderr.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(2);
  });

  it(
    'judges the embedded references green',
    async () => {
      const { code, stdout, stderr } = await conformance('demo', '--profile', 'smoke', '--out', 'demo');
      expect(`${stdout}${stderr}`).toContain('CONFORMANT');
      expect(code).toBe(0);
      for (const suite of ['websocket', 'services']) {
        const document = JSON.parse(await readFile(join(user, 'demo', suite, 'run.json'), 'utf8'));
        expect(document).toMatchObject({
          format: `${NAME}/run@1`,
          complete: true,
          target: { suite },
          summary: { verdict: 'pass', requirements: { fail: 0, warn: 0 } },
        });
        expect(document.summary.requirements.pass).toBeGreaterThan(0);
        expect((await stat(join(user, 'demo', suite, 'junit.xml'))).size).toBeGreaterThan(0);
        expect(await readFile(join(user, 'demo', suite, 'report.html'), 'utf8')).toContain('id="report-data"');
        expect(await readdir(join(user, 'demo', suite, 'transcripts'))).not.toEqual([]);
      }
    },
    2 * MINUTES,
  );
});

describe('the library', () => {
  it('tells from a script why a server cannot be judged', async () => {
    await writeFile(
      join(user, 'library.js'),
      `import { runSuite, UsageError } from '${NAME}';
const misuse = await runSuite({ url: 'ftp://127.0.0.1/' }).catch((error) => error instanceof UsageError);
const { kind, report } = await runSuite({ url: 'ws://127.0.0.1:1/', out: 'library' });
const locked = await runSuite({ url: 'http://127.0.0.1:1/service/v1/outbound', out: 'library' });
console.log(JSON.stringify({ misuse, kind, rawCause: report.rawCause, reason: locked.report.reason }));
`,
    );
    const stdout = await mustRun(user, process.execPath, 'library.js');
    expect(JSON.parse(stdout)).toEqual({
      misuse: true,
      kind: 'unreachable',
      rawCause: 903,
      reason: 'no credentials were given',
    });
  });

  it('gives its published schemas by name', async () => {
    await writeFile(
      join(user, 'schemas.js'),
      `import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const read = (name) => require('${NAME}/schemas/' + name + '.schema.json').$schema;
console.log(JSON.stringify(['run', 'trace', 'transcript', 'exchanges', 'probes', 'binding', 'config', 'baseline', 'comparison'].map(read)));
`,
    );
    const dialect = 'https://json-schema.org/draft/2020-12/schema';
    expect(JSON.parse(await mustRun(user, process.execPath, 'schemas.js'))).toEqual(Array(9).fill(dialect));
  });

  it('has types that a consumer compiles against, without skipping the check of ours', async () => {
    await writeFile(
      join(user, 'consumer.ts'),
      `import { type Finding, type RunDocument, type RunOutcome, runSuite, type SuiteOptions, type Trace } from '${NAME}';

const scenarios: readonly Trace[] = [];
const options: SuiteOptions = { url: 'ws://127.0.0.1:9000/', only: ['ws.play.*'], profile: 'smoke', scenarios };
const outcome: RunOutcome = await runSuite(options, (event) => {
  if (event.kind === 'case-end') console.log(event.result.id, event.result.verdict);
});
if (outcome.kind === 'judged') {
  const run: RunDocument = outcome.run;
  const findings: readonly Finding[] = run.cases.flatMap((each) => each.findings);
  console.log(run.summary.verdict, findings.length);
}
// @ts-expect-error a suite needs a URL
await runSuite({});
`,
    );
    const compilerOptions = {
      target: 'es2022',
      lib: ['es2023', 'dom'],
      types: [],
      module: 'nodenext',
      strict: true,
      noEmit: true,
      skipLibCheck: false,
    };
    await writeFile(join(user, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['consumer.ts'] }));
    expect(await run(user, join(ROOT, 'node_modules/.bin/tsc'), '-p', '.')).toMatchObject({ code: 0, stdout: '' });
  });
});
