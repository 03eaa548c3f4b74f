// What CI runs: what init writes, and the action of GitHub, whose script is run by bash as a runner would. The package is
// installed in the folder.
import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TOOL } from '../cli/version.ts';
import { type InstalledPackage, installedPackage } from './support/installed-package.ts';

const ACTION = readFileSync(fileURLToPath(new URL('../action.yml', import.meta.url)), 'utf8');

const groups = (text: string, pattern: RegExp): readonly string[] => [...text.matchAll(pattern)].map((one) => one[1]!);

/** The one block of shell, without its indentation. */
const SCRIPT = groups(ACTION, / {6}run: \|\n((?: {8}.*\n|\n)+)/g).map((block) => block.replace(/^ {8}/gm, ''));

const INPUTS = groups(ACTION.split('\noutputs:')[0]!, /^ {2}([a-z-]+):$/gm);

interface Outcome {
  readonly code: number;
  readonly text: string;
  readonly output: string;
}

let project: InstalledPackage;
let runs = 0;

/** As a runner calls it: a file for the outputs, every input in the environment. */
const act = async (inputs: Readonly<Record<string, string>>): Promise<Outcome> => {
  runs += 1;
  const outputFile = join(project.folder, `output-${runs}`);
  const script = join(project.folder, `script-${runs}.sh`);
  await writeFile(outputFile, '');
  await writeFile(script, SCRIPT[0]!);
  const defaults = { CONFORMANCE_OUT: 'conformance-report', CONFORMANCE_VERSION: TOOL.version };
  const env = {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^npm_|^GITHUB_|^CI$/i.test(name))),
    ...Object.fromEntries(groups(ACTION, /^ {8}(CONFORMANCE_[A-Z]+):/gm).map((name) => [name, ''])),
    ...defaults,
    ...inputs,
    // Nothing may be fetched: what is installed has to do.
    npm_config_offline: 'true',
    GITHUB_OUTPUT: outputFile,
  };
  const words = ['--noprofile', '--norc', '-eo', 'pipefail', script];
  const { code, text } = await new Promise<Omit<Outcome, 'output'>>((resolve) => {
    execFile('bash', words, { cwd: project.folder, env }, (error, stdout, stderr) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : error === null ? 0 : -1, text: stdout + stderr });
    });
  });
  return { code, text, output: await readFile(outputFile, 'utf8') };
};

beforeAll(async () => {
  project = await installedPackage();
  await mkdir(join(project.folder, 'a folder'));
  await writeFile(join(project.folder, 'a folder', 'yes.mjs'), 'export const isValidName = () => true;\n');
}, 120_000);
afterAll(() => project.remove());

describe('the action', () => {
  it('lets no input into the text of a script', () => {
    expect(SCRIPT).toHaveLength(1);
    expect(SCRIPT[0]).not.toContain('${{');
    expect(ACTION.match(/run:/g)).toHaveLength(1);
  });

  it('uses each of its inputs, and judges by the version that it belongs to', () => {
    expect(INPUTS).toEqual(
      expect.arrayContaining(['url', 'suite', 'start', 'args', 'version', 'node-version', 'out', 'upload']),
    );
    expect(INPUTS.filter((name) => !new RegExp(`inputs\\.${name}\\b`).test(ACTION))).toEqual([]);
    expect(ACTION).toMatch(new RegExp(`  version:\\n.*\\n    default: ${TOOL.version.replaceAll('.', '\\.')}\\n`));
  });

  it('keeps the results also when the verdict is red', () => {
    expect(ACTION).toMatch(/- if: always\(\) && inputs\.upload == 'true'\n {6}uses: actions\/upload-artifact@v4\n/);
  });

  it('tells green from red', async () => {
    const validator = `node_modules/${TOOL.name}/dist/reference/media-files/validator-module.js`;
    const kept = {
      suite: 'media-files',
      module: `../${validator}`,
      profile: 'smoke',
      only: 'files.sequence.*',
      seed: 7,
    };
    await writeFile(join(project.folder, 'a folder', 'kept.json'), JSON.stringify(kept));
    const args = '--profile smoke\n--only \'files.sequence.*\' --module "a folder/yes.mjs"';
    const [green, red] = await Promise.all([
      act({ CONFORMANCE_ARGS: "--config 'a folder/kept.json'", CONFORMANCE_OUT: 'green' }),
      act({ CONFORMANCE_SUITE: 'media-files', CONFORMANCE_ARGS: args, CONFORMANCE_OUT: 'red one' }),
    ]);
    expect(green).toMatchObject({ code: 0, output: 'verdict=pass\n' });
    expect(green.text).toMatch(/^Options +a folder\/kept\.json$/m);
    // The line repeats the run without the file.
    const { command } = JSON.parse(await readFile(join(project.folder, 'green', 'run.json'), 'utf8'));
    expect(command).toBe(
      `npx aculab-conformance media-files --module ${validator} --out green --only 'files.sequence.*' --profile smoke --seed 7`,
    );
    expect(red).toMatchObject({ code: 1, output: 'verdict=fail\n' });
    expect(existsSync(join(project.folder, 'red one', 'junit.xml'))).toBe(true);
  });

  it('tells that nothing could be judged', async () => {
    const start = "node -e 'process.exit(3)'";
    const outcome = await act({ CONFORMANCE_URL: 'ws://127.0.0.1:1/', CONFORMANCE_START: start });
    expect(outcome).toMatchObject({ code: 3, output: 'verdict=none\n' });
    expect(outcome.text).toContain('NO VERDICT: the target did not start');
  });

  it('runs nothing that an input says', async () => {
    const [substituted, option, unmatched] = await Promise.all([
      act({
        CONFORMANCE_URL: 'ws://$(touch pwned)`touch pwned`"; touch pwned;',
        CONFORMANCE_ARGS: '--only $(touch pwned) ; touch pwned',
      }),
      act({ CONFORMANCE_URL: '--start=touch pwned' }),
      act({ CONFORMANCE_ARGS: "--only 'x" }),
    ]);
    expect(substituted).toMatchObject({ code: 2, output: 'verdict=error\n' });
    expect(option).toMatchObject({ code: 2, output: 'verdict=error\n' });
    expect(option.text).toContain('::error::the inputs url and suite cannot be options');
    expect(unmatched).toMatchObject({ code: 2, output: 'verdict=error\n' });
    expect(unmatched.text).toContain('::error::the quotes in the input args do not match');
    expect(existsSync(join(project.folder, 'pwned'))).toBe(false);
  });
});

describe('init', () => {
  it('writes files in the current folder, with which the command alone is a run', async () => {
    const folder = join(project.folder, 'fresh');
    await mkdir(folder);
    const run = (...words: readonly string[]) =>
      new Promise<string>((resolve) => {
        execFile(process.execPath, [project.main, ...words], { cwd: folder }, (error, stdout, stderr) => {
          resolve(`${stdout}${stderr}exit ${error?.code ?? 0}`);
        });
      });
    expect(await run('init', '--url', 'ws://127.0.0.1:1/', '--start', 'exit 4', '--ci', 'github')).toBe(
      `Wrote aculab-conformance.config.json
Wrote .github/workflows/aculab-conformance.yml

Next:
  run it: npx aculab-conformance
  commit what was written
exit 0`,
    );
    const [alone, again] = await Promise.all([run('--quiet'), run('init')]);
    expect(alone).toMatch(/^NO VERDICT: the target did not start \(.*exit code 4.*\)\.\nexit 3$/);
    expect(again).toBe(
      'aculab-conformance: aculab-conformance.config.json exists: nothing was written; --force overwrites\nexit 2',
    );
  });
});
