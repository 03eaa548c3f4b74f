// The example project as a reader would have it, with real vitest, and beside it a test file with everything that can be red.
import { execFile } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requirementsOf } from '../specification/catalogue.ts';
import { type InstalledPackage, installedPackage } from './support/installed-package.ts';
import { freePort } from './support/reference-process.ts';

const EXAMPLE = fileURLToPath(new URL('../docs/examples/vitest', import.meta.url));

interface Assertion {
  readonly title: string;
  readonly ancestorTitles: readonly string[];
  readonly status: string;
  readonly failureMessages: readonly string[];
}

let project: InstalledPackage;
let ports: readonly number[] = [];
let files: ReadonlyArray<{ readonly name: string; readonly assertionResults: readonly Assertion[] }> = [];
let text = '';

/** One `describeConformance` each, told apart by what they are aimed at. */
const red = (): string => {
  const validator = (fault: string): string => `node '${project.main}' reference media-files --exec --fault ${fault}`;
  const colon = JSON.stringify({ exec: validator('files.character.colon') });
  const server = `node '${project.main}' reference websocket --port ${ports[1]} --app announcer --fault ws.play.whole-samples`;
  return `
import { describeConformance } from 'aculab-conformance/vitest';
const smoke = { profile: 'smoke' };
describeConformance('ws://127.0.0.1:${ports[1]}/', {
  ...smoke, start: ${JSON.stringify(server)}, only: ['ws.play.*'], skip: ['ws.play.id-unique'], seed: 7,
});
describeConformance('ws://127.0.0.1:${ports[2]}/', { ...smoke, only: ['ws.message.*'] });
describeConformance(${colon}, { ...smoke, only: ['files.character.*'], out: 'lenient' });
describeConformance(${colon.replace('--exec', '--exec  ')}, { ...smoke, only: ['files.character.*'], out: 'strict', strict: true });
describeConformance({ module: './validator.js' }, { ...smoke, only: ['files.sequence.*'], timeoutMs: 1 });
`;
};

beforeAll(async () => {
  project = await installedPackage();
  ports = [await freePort(), await freePort(), await freePort()];
  await cp(EXAMPLE, project.folder, { recursive: true });
  await writeFile(join(project.folder, 'red.test.js'), red());
  await writeFile(join(project.folder, 'validator.js'), 'export const isValidName = () => new Promise(() => {});\n');
  const words = [
    'node_modules/vitest/vitest.mjs',
    'run',
    '--reporter=json',
    '--outputFile=result.json',
    '--reporter=default',
  ];
  const { VITEST: _vitest, CI: _ci, ...environment } = process.env;
  const env = { ...environment, BOT_PORT: String(ports[0]), NO_COLOR: '1', NODE_ENV: '' };
  text = await new Promise((resolve) => {
    execFile(process.execPath, words, { cwd: project.folder, env }, (_error, stdout, stderr) =>
      resolve(stdout + stderr),
    );
  });
  files = JSON.parse(await readFile(join(project.folder, 'result.json'), 'utf8')).testResults;
}, 180_000);

afterAll(() => project.remove());

const testsOf = (file: string, about = ''): readonly Assertion[] =>
  files
    .filter(({ name }) => name.endsWith(`/${file}`))
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ ancestorTitles }) => ancestorTitles.join().includes(about));

const titles = (tests: readonly Assertion[], status: string): readonly string[] =>
  tests.filter((each) => each.status === status).map(({ title }) => title);

describe('the example project', () => {
  it('is green, with a test for each requirement', () => {
    const tests = testsOf('conformance.test.js');
    expect(tests.map(({ title }) => title)).toEqual(requirementsOf('websocket').map(({ id }) => id));
    expect(titles(tests, 'failed')).toEqual([]);
    expect(titles(tests, 'passed').length).toBeGreaterThan(50);
    expect(titles(tests, 'skipped')).toContain('ws.handshake.tls');
  });

  it('has no server left that it started', async () => {
    for (const port of ports) {
      const server = createServer();
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(port, '127.0.0.1', resolve);
      });
      server.close();
    }
  });

  it('leaves the run in a folder for each target', async () => {
    const run = JSON.parse(
      await readFile(join(project.folder, `conformance-report/websocket-127-0-0-1-${ports[0]}/run.json`), 'utf8'),
    );
    expect(run).toMatchObject({ complete: true, summary: { verdict: 'pass' } });
    expect(run.command).toBe(
      `npx aculab-conformance websocket ws://127.0.0.1:${ports[0]}/ --profile smoke --start 'node bot.js ${ports[0]}'`,
    );
  });
});

describe('describeConformance', () => {
  it('fails the requirement that is violated and no other, and tells all about it', () => {
    const tests = testsOf('red.test.js', `:${ports[1]}/`);
    const wanted = requirementsOf('websocket').filter(({ id }) => /^ws\.play\.(?!id-unique$)/.test(id));
    expect(tests.map(({ title }) => title)).toEqual(wanted.map(({ id }) => id));
    expect(titles(tests, 'failed')).toEqual(['ws.play.whole-samples']);
    const [message] = tests.find(({ status }) => status === 'failed')?.failureMessages ?? [];
    expect(message).toMatch(/expected {2}a multiple of 2 bytes.*\n {2}observed {2}\d+ bytes/);
    expect(message).toMatch(/\n {2}case .*\n {2}repeat {4}npx aculab-conformance websocket .*--seed 7/);
    expect(message).toContain('source    Aculab Cloud guide: WebSockets');
    expect(message).not.toMatch(/\n\s+at /);
  });

  it('fails them all where no call can be set up, and says why once', () => {
    const tests = testsOf('red.test.js', `:${ports[2]}/`);
    expect(new Set(tests.map(({ status }) => status))).toEqual(new Set(['failed']));
    expect(tests[0]?.failureMessages[0]).toContain('No verdict: no call can be set up');
    expect(tests[0]?.failureMessages[0]).toContain(`nothing listens on 127.0.0.1:${ports[2]} (ECONNREFUSED)`);
    expect(text.match(/nothing listens on/g)).toHaveLength(1);
  });

  it('lets a warning pass, unless it is strict', () => {
    const [strict, lenient] = [testsOf('red.test.js', '--exec  '), testsOf('red.test.js', '--exec --fault')];
    expect(titles(lenient, 'failed')).toEqual([]);
    expect(titles(lenient, 'passed')).toContain('files.character.colon');
    expect(titles(strict, 'failed')).toEqual(['files.character.colon']);
  });

  it('ends a run that takes too long, and calls nothing of it green', () => {
    const tests = testsOf('red.test.js', './validator.js');
    expect(tests.map(({ status }) => status)).toEqual(['failed', 'failed', 'failed', 'failed']);
    expect(tests[0]?.failureMessages[0]).toContain('it did not end within 0.001 s; timeoutMs gives it more');
  });
});
