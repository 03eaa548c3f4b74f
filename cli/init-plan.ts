// What `init` writes: a configuration file whose gaps are placeholders, and a job that runs it.
import { isLoopback } from '../harness/target/loopback.ts';
import type { JudgedSuiteName } from './judged-suites.ts';
import { TOOL } from './version.ts';

export interface Answers {
  readonly suite: JudgedSuiteName;
  readonly url?: string;
  readonly start?: string;
}

/** What of the project a CI job has to know. */
export interface Project {
  /** Names of the files at its top. */
  readonly files: ReadonlySet<string>;
}

/** Folder of the reports, in the configuration file and in the jobs. */
const OUT = 'conformance-report';

const EXAMPLE_URLS: Readonly<Record<JudgedSuiteName, string>> = {
  websocket: 'ws://127.0.0.1:9000/bot',
  services: 'http://127.0.0.1:8080/service/v1/outbound',
  'media-files': 'http://127.0.0.1:8081',
};

/** Whether the target is something that a job has to start. */
const isStarted = ({ url }: Answers): boolean => url === undefined || isLoopback(url);

/** The configuration file; `<…>` stands where something is to be filled in, and the file is refused until it is. */
export const configDocument = (answers: Answers): Readonly<Record<string, unknown>> => {
  const { suite, url, start } = answers;
  const command = start ?? (isStarted(answers) ? '<the command that starts your server>' : undefined);
  return {
    $schema: `./node_modules/${TOOL.name}/dist/schemas/config.schema.json`,
    suite,
    url: url ?? `<the URL of your server, such as ${EXAMPLE_URLS[suite]}>`,
    ...(command === undefined ? {} : { start: command }),
    profile: 'standard',
    out: OUT,
  };
};

/** The command line of a job: a version, so that a gate does not change by itself. */
const gate = ({ suite, url }: Answers): string => {
  // Nobody is there to be asked whether a target that is not the job's own may be written to.
  const isSure = suite !== 'websocket' && url !== undefined && !isLoopback(url);
  return `npx --yes ${TOOL.name}@${TOOL.version}${isSure ? ' --yes' : ''}`;
};

/** Commands that install what the project's server needs, as far as its files tell. */
const installation = ({ files }: Project, pip: readonly string[]): readonly string[] => [
  ...(files.has('package-lock.json') ? ['npm ci'] : files.has('package.json') ? ['npm install'] : []),
  ...(files.has('requirements.txt') ? pip : []),
];

const INSTALL_HERE = '# Install here what your server needs.';

/** Variables of CI that a suite takes secrets from. */
export const secretsOf = (suite: JudgedSuiteName): readonly string[] => {
  if (suite === 'services') return ['ACULAB_USER', 'ACULAB_KEY', 'ACULAB_USER2', 'ACULAB_KEY2'];
  return suite === 'media-files' ? ['ACULAB_USER', 'ACULAB_KEY'] : [];
};

/** First line of every job that is written, by which it is known again. */
export const JOB_MARK = `# Made by ${TOOL.name} init.`;

const lines = (...parts: ReadonlyArray<string | readonly string[]>): string => `${parts.flat().join('\n')}\n`;

/** A workflow of GitHub Actions. */
export const githubWorkflow = (answers: Answers, project: Project): string => {
  const steps = installation(project, ['pip install -r requirements.txt']);
  const secrets = secretsOf(answers.suite);
  return lines(
    JOB_MARK,
    'name: Aculab conformance',
    'on:',
    '  push:',
    '  pull_request:',
    'permissions:',
    '  contents: read',
    'jobs:',
    '  conformance:',
    '    runs-on: ubuntu-latest',
    '    timeout-minutes: 30',
    '    steps:',
    '      - uses: actions/checkout@v4',
    '      - uses: actions/setup-node@v4',
    '        with:',
    '          node-version: 22',
    project.files.has('requirements.txt')
      ? ['      - uses: actions/setup-python@v5', '        with:', "          python-version: '3.x'"]
      : [],
    steps.length === 0 ? `      ${INSTALL_HERE}` : steps.map((step) => `      - run: ${step}`),
    '      - name: Judge',
    `        run: ${gate(answers)}`,
    secrets.length === 0
      ? []
      : ['        env:', ...secrets.map((name) => `          ${name}: \${{ secrets.${name} }}`)],
    '      - name: Keep the report',
    '        if: always()',
    '        uses: actions/upload-artifact@v4',
    '        with:',
    '          name: conformance-report',
    `          path: ${OUT}`,
  );
};

/** A job of GitLab CI. Variables of the project are in its environment anyway. */
export const gitlabJob = (answers: Answers, project: Project): string => {
  // The image of Node has a Python without pip, which the distribution keeps to itself.
  const steps = installation(project, [
    'apt-get update && apt-get install --yes python3-pip',
    'pip install --break-system-packages -r requirements.txt',
  ]);
  const secrets = secretsOf(answers.suite);
  return lines(
    JOB_MARK,
    secrets.length === 0 ? [] : `# Set ${secrets.join(', ')} as masked variables of the project.`,
    'aculab-conformance:',
    '  image: node:22',
    '  timeout: 30 minutes',
    '  script:',
    steps.length === 0 ? `    ${INSTALL_HERE}` : steps.map((step) => `    - ${step}`),
    `    - ${gate(answers)}`,
    '  artifacts:',
    '    when: always',
    '    paths:',
    `      - ${OUT}/`,
    '    reports:',
    `      junit: ${OUT}/junit.xml`,
  );
};
