import { type Binding, MEDIA_FILES_FAULTS } from '../faults.table.ts';
import type { LineHook, RuleHook, StoreHook, ValidatorHook } from '../seams.ts';
import { MEDIA_FILES_VARIATIONS } from '../variations.table.ts';
import { LINE_VARIATIONS, MODULE_VARIATIONS, RULE_VARIATIONS, STORE_VARIATIONS } from '../variations.ts';
import { CHARACTERS } from './characters.ts';
import { CONTAINMENT } from './containment.ts';
import { EXTENSIONS } from './extensions.ts';
import { SEQUENCES } from './sequences.ts';
import { STORING } from './storing.ts';
import { SURVIVES_LINES, SURVIVES_RULES, SURVIVES_STORE } from './survives.ts';
import type { LineHooks, RuleHooks, StoreHooks } from './vocabulary.ts';

/** What each fault and variation does, by its id, in the record that it takes hold of. Some are in two of them. */
const RULE_HOOKS: RuleHooks = {
  ...CHARACTERS,
  ...EXTENSIONS,
  ...SEQUENCES,
  ...SURVIVES_RULES,
  ...RULE_VARIATIONS,
};
const STORE_HOOKS: StoreHooks = { ...STORING, ...CONTAINMENT, ...SURVIVES_STORE, ...STORE_VARIATIONS };
const LINE_HOOKS: LineHooks = { ...SURVIVES_LINES, ...LINE_VARIATIONS };
const VALIDATOR_HOOKS: Readonly<Record<string, ValidatorHook>> = MODULE_VARIATIONS;

export const HOOKED_IDS: ReadonlySet<string> = new Set(
  [RULE_HOOKS, STORE_HOOKS, LINE_HOOKS, VALIDATOR_HOOKS].flatMap((hooks) => Object.keys(hooks)),
);

const BINDINGS: ReadonlyMap<string, readonly Binding[]> = new Map(
  [...MEDIA_FILES_FAULTS, ...MEDIA_FILES_VARIATIONS].map(({ id, bindings }) => [id, bindings]),
);

export interface Hooks {
  readonly rules: readonly RuleHook[];
  readonly store: readonly StoreHook[];
  readonly lines: readonly LineHook[];
  readonly validator: readonly ValidatorHook[];
}

/** The hooks of some faults and variations. An id that is unknown or does not show by this binding is a RangeError. */
export function hooksFor(ids: readonly string[], binding: Binding): Hooks {
  for (const id of ids) {
    const bindings = BINDINGS.get(id);
    if (bindings === undefined) throw new RangeError(`unknown fault: ${id}`);
    if (!bindings.includes(binding)) throw new RangeError(`${id} shows by ${bindings.join(', ')}, not by ${binding}`);
  }
  const of = <H>(hooks: Readonly<Record<string, H>>): readonly H[] => ids.flatMap((id) => hooks[id] ?? []);
  return { rules: of(RULE_HOOKS), store: of(STORE_HOOKS), lines: of(LINE_HOOKS), validator: of(VALIDATOR_HOOKS) };
}
