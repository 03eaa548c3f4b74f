// Schema of aculab-conformance.config.json: a command line that is kept. People write it by hand, so it is closed. Its
// members are the options of the suite's command, by their names, but for keys, and for what would leave a gate green that
// runs nothing or a part: dry-run, clean-up, shard.
import { closed, DIALECT, flag, text, union } from './shapes.ts';

/** Where the file is looked for: in the current folder. */
export const CONFIG_FILE = 'aculab-conformance.config.json';

/**
 * What a value of a header may be: a reference to the environment, with the name of a scheme before it or not. The value
 * is a secret as likely as not, and the file is committed.
 */
export const HEADER_VALUE = /^([A-Za-z][A-Za-z-]{0,19} )?\$\{[A-Za-z_][A-Za-z0-9_]*\}$/;

const filled = { type: 'string', minLength: 1 } as const;

const list = { type: ['string', 'array'], minLength: 1, minItems: 1, items: filled } as const;

const whole = (least: number, most: number) => ({ type: 'integer', minimum: least, maximum: most }) as const;
const number = (least: number, most: number) => ({ type: 'number', minimum: least, maximum: most }) as const;

const header = {
  type: 'object',
  propertyNames: { pattern: "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$" },
  additionalProperties: {
    type: 'string',
    pattern: HEADER_VALUE.source,
    description: `a reference to the environment: \${TOKEN}, or Bearer \${TOKEN}`,
  },
};

const common = {
  $schema: text,
  url: filled,
  out: filled,
  reporter: list,
  only: list,
  skip: list,
  seed: whole(0, 2 ** 31 - 1),
  concurrency: whole(1, 1000),
  profile: { type: 'string', enum: ['smoke', 'standard', 'full'] },
  strict: flag,
  header,
  ca: filled,
  cert: filled,
  'key-file': filled,
  insecure: flag,
  'timeout-scale': number(0.1, 100),
  start: filled,
  scenario: list,
  durations: filled,
  baseline: filled,
  json: flag,
  quiet: flag,
  verbose: flag,
};

const account = { user: filled };
const caution = { rate: number(0.1, 10_000), yes: flag };

export const CONFIG_SCHEMA = {
  $schema: DIALECT,
  $id: 'urn:aculab-conformance:config:1',
  title: `${CONFIG_FILE}: what to judge, and how`,
  ...union('suite', [
    closed({ suite: { const: 'websocket' } }, common),
    closed({ suite: { const: 'services' } }, { ...common, ...account, user2: filled, ...caution }),
    closed(
      { suite: { const: 'media-files' } },
      { ...common, ...account, ...caution, exec: filled, module: filled, binding: filled },
    ),
  ]),
} as const;
