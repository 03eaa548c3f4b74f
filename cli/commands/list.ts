import { globMatcher } from '../../harness/engine/select.ts';
import { printable } from '../../reports/printable.ts';
import type { TerminalStyle } from '../../reports/terminal/style.ts';
import { hanging } from '../../reports/terminal/wrap.ts';
import { requirementsOf } from '../../specification/catalogue.ts';
import { READINGS } from '../../specification/readings.ts';
import { type Arguments, choiceOf, flagOf, listOf } from '../argument.ts';
import type { Command } from '../command-context.ts';
import { EXIT_CODES } from '../exit-code.ts';
import { checkFilters } from '../filters.ts';
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

const itemsOf = async (kind: Kind, args: Arguments): Promise<readonly Item[]> => {
  switch (kind) {
    case 'requirements':
      return requirementsOf('websocket').map((each) => ({
        id: each.id,
        also: [],
        note: `${each.level}, ${each.basis}`,
        text: each.statement,
        data: each,
      }));
    case 'cases': {
      const { websocketCases } = await import('../../suites/websocket/cases.ts');
      const cases = await websocketCases({ seed: seedOf(args) ?? LIST_SEED });
      return cases.map(({ id, title, requirements, profile = 'standard', exclusive = false }) => ({
        id,
        also: requirements,
        note: exclusive ? `${profile}, alone` : profile,
        text: title,
        data: { id, title, requirements, profile, exclusive },
      }));
    }
    case 'faults': {
      const { FAULTS } = await import('../../reference/websocket/index.ts');
      return FAULTS.map((fault) => ({
        id: fault.id,
        also: [],
        note: `${fault.verdict}s, app ${fault.app}`,
        text: fault.title,
        data: fault,
      }));
    }
    case 'readings':
      return READINGS.map((each) => ({ id: each.id, also: [], note: '', text: each.question, data: each }));
  }
};

const lines = (item: Item, style: TerminalStyle): readonly string[] => [
  `${style.paint('strong', printable(item.id))}${item.note === '' ? '' : `  ${style.paint('quiet', item.note)}`}`,
  ...hanging({ indent: 4, label: '', labelColumns: 0, text: item.text }, style.columns),
];

/** `list <requirements|cases|faults|readings>`: what there is, without calling anything. */
export const list: Command = async (args, { terminal }) => {
  const kind = choiceOf('list', String(args.what), KINDS);
  const items = await itemsOf(kind, args);
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
