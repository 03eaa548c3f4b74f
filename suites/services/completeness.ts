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
  const expected = expectedOptions(configuration, knowledge);
  return [...new Set(expected.flatMap((path) => firstMissing(configuration, path) ?? []))];
}

/** The option at this path is missing because of one of these. */
export const isMissedBy = (missing: readonly string[], path: string): boolean =>
  missing.some((missed) => path === missed || path.startsWith(`${missed}.`));

const EXPECTED = new WeakMap<TargetKnowledge, Map<ApplicationType, readonly string[]>>();

function expectedOptions(configuration: JsonObject, knowledge: TargetKnowledge): readonly string[] {
  const type = memberOf(configuration, 'application_type');
  if (type !== 'UAS' && type !== 'REST') return CONFIGURATION_OPTIONS;
  const known = EXPECTED.get(knowledge) ?? new Map<ApplicationType, readonly string[]>();
  EXPECTED.set(knowledge, known);
  const expected = known.get(type) ?? expectedOf(type, knowledge);
  known.set(type, expected);
  return expected;
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

/** The first step of the path that is not there, as a path. */
function firstMissing(configuration: JsonObject, path: string): string | undefined {
  let at: Json | undefined = configuration;
  let walked = '';
  for (const name of path.split('.')) {
    if (!isObject(at)) return undefined;
    walked = joined(walked, name);
    at = memberOf(at, name);
    if (at === undefined) return walked;
  }
  return undefined;
}
