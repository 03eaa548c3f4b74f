import { globMatcher } from '../../harness/engine/select.ts';
import { printable } from '../../reports/printable.ts';
import type { TerminalStyle } from '../../reports/terminal/style.ts';
import { hanging } from '../../reports/terminal/wrap.ts';
import { READINGS } from '../../specification/readings.ts';
import { type Arguments, choiceOf, flagOf, listOf, textOf } from '../argument.ts';
import type { Command } from '../command-context.ts';
import { EXIT_CODES } from '../exit-code.ts';
import { checkFilters } from '../filters.ts';
import { type JudgedSuite, type ListedFault, suitesOf } from '../judged-suites.ts';
import { seedOf } from '../run-settings.ts';

const KINDS = ['requirements', 'cases', 'faults', 'readings'] as const;
type Kind = (typeof KINDS)[number];

interface Item {
  readonly id: string;
  /** What a filter may match besides the id. */
  readonly also: readonly string[];
  /** Shown beside the id. */
  readonly note: string;
  readonly text: string;
  /** As `--json` shows it. */
  readonly data: unknown;
}

// Generated cases depend on the seed: a list is the same each time unless it is asked for another.
const LIST_SEED = 1;

const faultNote = ({ verdict, app, bindings }: ListedFault): string =>
  [
    `${verdict}s`,
    ...(app === undefined ? [] : [`app ${app}`]),
    ...(bindings === undefined ? [] : [`by ${bindings.join(', ')}`]),
  ].join(', ');

const itemsOf = async (kind: Exclude<Kind, 'readings'>, suite: JudgedSuite, seed: number): Promise<readonly Item[]> => {
  switch (kind) {
    case 'requirements':
      return suite.requirements.map((each) => ({
        id: each.id,
        also: [],
        note: `${each.level}, ${each.basis}`,
        text: each.statement,
        data: each,
      }));
    case 'cases':
      return (await suite.cases(seed)).map(({ id, title, requirements, profile = 'standard', exclusive = false }) => ({
        id,
        also: requirements,
        note: exclusive ? `${profile}, alone` : profile,
        text: title,
        data: { id, title, suite: suite.name, requirements, profile, exclusive },
      }));
    case 'faults':
      return (await suite.faults()).map((fault) => ({
        id: fault.id,
        also: [],
        note: faultNote(fault),
        text: fault.title,
        data: fault,
      }));
  }
};

const readings = (args: Arguments): readonly Item[] => {
  const suites = suitesOf(args);
  const borne = new Set(suites.flatMap(({ requirements }) => requirements.flatMap((each) => each.readings)));
  const chosen = textOf(args, 'suite') === undefined ? READINGS : READINGS.filter(({ id }) => borne.has(id));
  return chosen.map((each) => ({ id: each.id, also: [], note: '', text: each.question, data: each }));
};

const lines = (item: Item, style: TerminalStyle): readonly string[] => [
  `${style.paint('strong', printable(item.id))}${item.note === '' ? '' : `  ${style.paint('quiet', item.note)}`}`,
  ...hanging({ indent: 4, label: '', labelColumns: 0, text: item.text }, style.columns),
];

/** `list <requirements|cases|faults|readings>`: what there is, without calling anything. */
export const list: Command = async (args, { terminal }) => {
  const kind = choiceOf('list', String(args.what), KINDS);
  const suites = suitesOf(args);
  const seed = seedOf(args) ?? LIST_SEED;
  const items =
    kind === 'readings'
      ? readings(args)
      : (await Promise.all(suites.map((suite) => itemsOf(kind, suite, seed)))).flat();
  const names = items.flatMap(({ id, also }) => [id, ...also]);
  const [only, skip] = [listOf(args, 'only'), listOf(args, 'skip')];
  checkFilters('--only', only, names);
  checkFilters('--skip', skip, names);
  const matches = (globs: readonly string[]): ((item: Item) => boolean) => {
    const matchers = globs.map(globMatcher);
    return (item) => [item.id, ...item.also].some((name) => matchers.some((match) => match(name)));
  };
  const [wanted, unwanted] = [matches(only), matches(skip)];
  const chosen = items.filter((item) => (only.length === 0 || wanted(item)) && !unwanted(item));
  if (flagOf(args, 'json')) terminal.document(chosen.map(({ data }) => data));
  else terminal.tell(chosen.flatMap((item) => lines(item, terminal.style())));
  return EXIT_CODES.conformant;
};
