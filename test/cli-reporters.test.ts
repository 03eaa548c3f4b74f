// Reporters through the command line: on GitHub Actions, with one that crashes, and of a run that is told of again.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunDocument } from '../harness/run.ts';
import { type CliResult, runCli } from './run-cli.ts';
import { obeyed } from './support/workflow-runner.ts';

const TIMEOUT_MS = 60_000;

let folder = '';
let onGithub: CliResult;
let asJson: CliResult;

const at = (...names: readonly string[]): string => join(folder, ...names);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'conformance-reporters-'));
  // A space is the one forbidden character that it takes. A runner would obey its file name.
  await writeFile(at('##[error]forged.mjs'), 'export const isValidName = (name) => / /.test(name);\n');
  const words = ['media-files', '--module', at('##[error]forged.mjs'), '--profile', 'smoke', '--seed', '1'];
  const github = (name: string): Readonly<Record<string, string>> => ({
    GITHUB_ACTIONS: 'true',
    GITHUB_STEP_SUMMARY: at(`${name}.md`),
  });
  await writeFile(at('markdown.md'), 'earlier\n');
  const reporters = 'badge,ctrf,github,json,junit,markdown';
  [onGithub, asJson] = await Promise.all([
    runCli([...words, '--out', at('github', 'default')], github('markdown')),
    runCli([...words, '--out', at('github', 'json'), '--json', '--reporter', reporters], github('missing/step')),
  ]);
}, TIMEOUT_MS);

afterAll(() => rm(folder, { recursive: true, force: true }));

it('on GitHub Actions annotates and adds to the summary of the step, unasked', async () => {
  expect(onGithub.stderr).toBe('');
  expect(onGithub.code).toBe(1);
  expect(await readdir(at('github', 'default'))).toEqual(
    expect.arrayContaining(['junit.xml', 'report.html', 'run.json', 'summary.md']),
  );
  const summary = await readFile(at('github', 'default', 'summary.md'), 'utf8');
  expect(await readFile(at('markdown.md'), 'utf8')).toBe(`earlier\n${summary}`);
  expect(onGithub.stdout).toContain('##[error]forged');
  const names = obeyed(onGithub.stdout);
  expect(new Set(names)).toEqual(new Set(['error']));
  expect(onGithub.stdout.match(/^::error title=fail files\.[^\n]*%0Aexpected: [^\n]*%0Arepeat: npx /gm)).toHaveLength(
    names.length,
  );
});

it('writes the other documents where a reporter crashes, and the verdict stands', async () => {
  expect(asJson.code).toBe(1);
  expect(asJson.stderr).toMatch(
    /^The reporter markdown crashed; the run and the other reports are not touched\.\nError: the summary of the step, .* cannot be written\n/m,
  );
  expect(asJson.stderr).toMatch(/^caused by Error: ENOENT/m);
  expect(await readdir(at('github', 'json'))).toEqual(
    expect.arrayContaining(['badge.json', 'ctrf.json', 'junit.xml', 'run.json', 'summary.md']),
  );
  const tests: ReadonlyArray<{ readonly status: string }> = JSON.parse(
    await readFile(at('github', 'json', 'ctrf.json'), 'utf8'),
  ).results.tests;
  expect(tests.filter(({ status }) => status === 'failed').length).toBeGreaterThan(0);
});

it('with --json annotates on stderr, and prints a document that no runner obeys', () => {
  const run: RunDocument = JSON.parse(asJson.stdout);
  expect(run.command).toContain('##[error]forged');
  expect(obeyed(asJson.stdout)).toEqual([]);
  expect(obeyed(asJson.stderr)).toEqual(obeyed(onGithub.stdout));
});

it(
  'tells of a run again with any of them, and ends with 70 where one is missing of a run without failures',
  async () => {
    const run: RunDocument = JSON.parse(asJson.stdout);
    const green: RunDocument = {
      ...run,
      summary: { ...run.summary, verdict: 'pass' },
      requirements: run.requirements.map((each) => ({ ...each, verdict: 'pass', exercised: 1, findings: [] })),
    };
    await writeFile(at('green.json'), JSON.stringify(green));
    // A document cannot be written where a folder is.
    await mkdir(at('again', 'ctrf.json'), { recursive: true });
    const again = await runCli(['report', at('green.json'), '--out', at('again'), '--reporter', 'ctrf,github,badge']);
    expect(again.code).toBe(70);
    expect(again.stdout.trimEnd().split('\n').at(-2)).toBe('OUR BUG: nothing fails, but a report is missing (ctrf).');
    expect(again.stderr).toMatch(/^The reporter ctrf crashed;.*\nError: EISDIR/);
    expect(JSON.parse(await readFile(at('again', 'badge.json'), 'utf8'))).toMatchObject({ color: 'brightgreen' });
    expect(obeyed(again.stdout)).toEqual([]);
  },
  TIMEOUT_MS,
);
