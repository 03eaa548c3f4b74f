import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { validateConfig } from '../specification/schemas/validate.ts';
import { configuredWords } from './config-words.ts';
import { initialise } from './init-files.ts';
import { SERVICES_OPTIONS } from './option.ts';
import { TOOL } from './version.ts';

const CONFIG = 'aculab-conformance.config.json';
const WORKFLOW = '.github/workflows/aculab-conformance.yml';
const PIPELINE = '.gitlab-ci.yml';
const INCLUDED = 'aculab-conformance.gitlab-ci.yml';

let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aculab-conformance-init-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const read = (path: string): Promise<string> => readFile(join(folder, path), 'utf8');
const words = () => configuredWords([], { folder, environment: () => ({}) });

/** Lines of the form `name: value` at that depth, and what they say: enough of YAML for what is written here. */
const valuesOf = (yaml: string, name: string): readonly string[] =>
  [...yaml.matchAll(new RegExp(`^ *(?:- )?${name}: *(.*)$`, 'gm'))].map(([, value]) => value ?? '');

describe('init', () => {
  it('writes a file that runs as it stands, where everything is told', async () => {
    const told = await initialise({ url: 'ws://127.0.0.1:9000', start: 'node "my bot.js"' }, folder);
    expect(told).toEqual({ written: [CONFIG], next: [`run it: npx ${TOOL.name}`] });
    expect((await words()).words).toEqual([
      ...['websocket', 'ws://127.0.0.1:9000', '--start=node "my bot.js"', '--profile=standard'],
      ...['--out=conformance-report', `--config=${CONFIG}`],
    ]);
  });

  it.each(['websocket', 'services', 'media-files'])(
    'leaves gaps that are refused until they are filled: %s',
    async (suite) => {
      const { next } = await initialise({ suite }, folder);
      expect(next[0]).toBe(`fill in what stands in <…> in ${CONFIG}`);
      const document = JSON.parse(await read(CONFIG));
      expect(await validateConfig(document)).toEqual([]);
      expect(document.suite).toBe(suite);
      await expect(words()).rejects.toThrow(
        `${CONFIG}: /url: still a placeholder; put the URL of your server, such as ${suite === 'websocket' ? 'ws' : 'http'}://127`,
      );
      await expect(words()).rejects.toThrow(
        '/start: still a placeholder; put the command that starts your server here, or remove the line where it runs already',
      );
    },
  );

  it('starts nothing where the target is elsewhere, and allows a job to write to it', async () => {
    await initialise({ url: 'https://ws.example/service/v1/outbound', ci: 'github' }, folder);
    expect(JSON.parse(await read(CONFIG))).toEqual({
      $schema: `./node_modules/${TOOL.name}/dist/schemas/config.schema.json`,
      suite: 'services',
      url: 'https://ws.example/service/v1/outbound',
      profile: 'standard',
      out: 'conformance-report',
    });
    const workflow = await read(WORKFLOW);
    expect(workflow).toContain(`        run: npx --yes ${TOOL.name}@${TOOL.version} --yes\n`);
    expect(valuesOf(workflow, 'ACULAB_KEY')).toEqual(['$'.concat('{{ secrets.ACULAB_KEY }}')]);
  });

  it('writes a workflow that installs, judges by options that exist, and keeps the report when red', async () => {
    await writeFile(join(folder, 'package-lock.json'), '{}');
    await writeFile(join(folder, 'requirements.txt'), '');
    const { written } = await initialise({ ci: 'github' }, folder);
    expect(written).toEqual([CONFIG, WORKFLOW]);
    const workflow = await read(WORKFLOW);
    expect(valuesOf(workflow, 'run')).toEqual([
      ...['npm ci', 'pip install -r requirements.txt', `npx --yes ${TOOL.name}@${TOOL.version}`],
    ]);
    expect(valuesOf(workflow, 'uses')).toEqual([
      ...['actions/checkout@v4', 'actions/setup-node@v4', 'actions/setup-python@v5', 'actions/upload-artifact@v4'],
    ]);
    expect(valuesOf(workflow, 'if')).toEqual(['always()']);
    expect(valuesOf(workflow, 'path')).toEqual([JSON.parse(await read(CONFIG)).out]);
    // Nothing is indented by tabs or by halves of a step.
    expect(workflow.split('\n').filter((line) => /^( {2})* \S|\t/.test(line))).toEqual([]);
  });

  it('writes a GitLab job with the JUnit report, or one to include where there is a pipeline', async () => {
    await initialise({ ci: 'gitlab', suite: 'services' }, folder);
    const job = await read(PIPELINE);
    expect(valuesOf(job, 'when')).toEqual(['always']);
    expect(valuesOf(job, 'junit')).toEqual(['conformance-report/junit.xml']);
    expect(job).toContain(`    - npx --yes ${TOOL.name}@${TOOL.version}\n`);
    expect(job.match(/ACULAB_\w+/g)).toEqual(['ACULAB_USER', 'ACULAB_KEY', 'ACULAB_USER2', 'ACULAB_KEY2']);
    for (const name of ['user', 'key', 'user2', 'key2']) expect(SERVICES_OPTIONS).toHaveProperty(name);
    // Its own is written again, that of somebody else is not, even by force.
    expect((await initialise({ ci: 'gitlab', force: true }, folder)).written).toEqual([CONFIG, PIPELINE]);
    await writeFile(join(folder, PIPELINE), 'stages: [test]\n');
    const { written, next } = await initialise({ ci: 'gitlab', force: true }, folder);
    expect(written).toEqual([CONFIG, INCLUDED]);
    expect(next.slice(0, 3)).toEqual([`add to ${PIPELINE}:`, '  include:', `    - local: ${INCLUDED}`]);
    expect(await read(PIPELINE)).toBe('stages: [test]\n');
  });

  it('overwrites nothing, and writes nothing then, unless it is forced to', async () => {
    await writeFile(join(folder, CONFIG), 'mine');
    await expect(initialise({ ci: 'github' }, folder)).rejects.toThrow(
      `${CONFIG} exists: nothing was written; --force overwrites`,
    );
    expect(await read(CONFIG)).toBe('mine');
    await expect(read(WORKFLOW)).rejects.toThrow('ENOENT');
    await initialise({ force: true }, folder);
    expect(JSON.parse(await read(CONFIG))).toMatchObject({ suite: 'websocket' });
  });

  it.each([
    [{ suite: 'webservices' }, '--suite webservices is unknown; did you mean services?'],
    [{ ci: 'gitlub' }, '--ci gitlub is unknown; did you mean'],
    [{ suite: 'websocket', url: 'http://h' }, 'the suite for this URL is services'],
    [{ url: 'wss://bob:SECRET@h' }, '/url: no user and password in this file'],
  ])('refuses %j', async (args, problem) => {
    await expect(initialise(args, folder)).rejects.toThrow(problem);
    await expect(read(CONFIG)).rejects.toThrow('ENOENT');
  });
});
