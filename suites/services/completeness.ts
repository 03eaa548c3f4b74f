// Which options a returned configuration lacks: whatever is missing in a Read is reported once, and here it is found.
import type { Json, JsonObject } from '../../harness/traces/services-trace.ts';
import {
  type ApplicationType,
  CONFIGURATION_OPTIONS,
  DOCUMENTED_MEMBERS,
} from '../../specification/services/configuration.ts';
import type { TargetKnowledge } from './knowledge.ts';
import { isObject, joined, memberOf, valueAt } from './model/json.ts';

/**
 * Dotted paths of options that a whole configuration has and this one lacks: the documented ones, and those that the
 * target's own minimal configuration of the same application has next to them. What lacks an object lacks it once,
 * and nothing is missed in an option that holds something else than an object (reading R26).
 */
export function missingOptions(configuration: JsonObject, knowledge: TargetKnowledge): readonly string[] {
  const missing: string[] = [];
  noteMissing(configuration, expectedOptions(configuration, knowledge), '', missing);
  return missing;
}

/** The option at this path is missing because of one of these. */
export const isMissedBy = (missing: readonly string[], path: string): boolean =>
  missing.some((missed) => path === missed || path.startsWith(`${missed}.`));

/** Options by name, each with those within it. A tree, because every configuration that comes back is held against it. */
interface Expected extends ReadonlyMap<string, Expected> {}

const OF_ANY_TYPE = treeOf(CONFIGURATION_OPTIONS);
const EXPECTED = new WeakMap<TargetKnowledge, Map<ApplicationType, Expected>>();

function expectedOptions(configuration: JsonObject, knowledge: TargetKnowledge): Expected {
  const type = memberOf(configuration, 'application_type');
  if (type !== 'UAS' && type !== 'REST') return OF_ANY_TYPE;
  const known = EXPECTED.get(knowledge) ?? new Map<ApplicationType, Expected>();
  EXPECTED.set(knowledge, known);
  const expected = known.get(type) ?? treeOf(expectedOf(type, knowledge));
  known.set(type, expected);
  return expected;
}

function treeOf(paths: readonly string[]): Expected {
  interface Grown extends Map<string, Grown> {}
  const tree: Grown = new Map();
  for (const path of paths) {
    let at = tree;
    for (const name of path.split('.')) {
      const below = at.get(name) ?? new Map();
      at.set(name, below);
      at = below;
    }
  }
  return tree;
}

function expectedOf(type: ApplicationType, knowledge: TargetKnowledge): readonly string[] {
  const documented = DOCUMENTED_MEMBERS[type];
  const minimal = (type === 'UAS' ? knowledge.minimalUas : knowledge.minimalRest)?.returned;
  const parents = new Set(['', ...documented.map(parentOf)]);
  const learned = [...parents].flatMap((parent) =>
    namesIn(valueAt(minimal, parent)).map((name) => joined(parent, name)),
  );
  return [...documented, ...learned];
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('.')));

const namesIn = (value: Json | undefined): readonly string[] => (isObject(value) ? Object.keys(value) : []);

/** Notes what is not there, and nothing that is below it. */
function noteMissing(at: JsonObject, expected: Expected, path: string, missing: string[]): void {
  for (const [name, within] of expected) {
    const value = memberOf(at, name);
    if (value === undefined) missing.push(joined(path, name));
    else if (within.size > 0 && isObject(value)) noteMissing(value, within, joined(path, name), missing);
  }
}
