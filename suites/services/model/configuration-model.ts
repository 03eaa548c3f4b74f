// What a correct target makes of a configuration that is written or merged: by the documents, by its own schema, and by
// the defaults that it showed itself.
import {
  type ConfigurationSchema,
  openConfigurationSchema,
  type SchemaProblem,
  UNJUDGED,
} from '../../../generators/configurations/index.ts';
import type { Json, JsonObject } from '../../../harness/traces/services-trace.ts';
import {
  type ApplicationType,
  CONFIGURATION_OPTIONS,
  DOCUMENTED_DEFAULTS,
  MANDATORY_OPTIONS,
} from '../../../specification/services/configuration.ts';
import type { TargetKnowledge } from '../knowledge.ts';
import { fragilePaths, isObject, joined, memberOf, valueAt } from './json.ts';
import { type Merge, mergeChange, mergeDefaults, withValueAt } from './merge.ts';
import { withPasswords } from './on-the-wire.ts';
import type { PredictedConfiguration, Refusal } from './prediction.ts';

/** What is to be said of a configuration that is sent: whether it is to be taken, and what then stands. */
export interface Outcome {
  /** `open`: the documents and the target's schema leave it open. */
  readonly verdict: 'valid' | 'invalid' | 'open';
  /** For `invalid`. */
  readonly why: Refusal;
  /** For `open`: what leaves it so. */
  readonly reason: string;
  /** Dotted paths of what is surely wrong. */
  readonly violations: readonly string[];
  readonly configuration: PredictedConfiguration;
}

export interface ConfigurationModel {
  readonly knowledge: TargetKnowledge;
  /** The target's own schema. */
  readonly schema: ConfigurationSchema;
  /** The whole configuration of a service of that type with nothing set, mandatory options null. */
  defaults(type: ApplicationType): JsonObject;
  write(sent: JsonObject): Outcome;
  /** What then stands, whether it is to be taken or not. */
  completed(sent: JsonObject): JsonObject;
  /** `existing` as the target last returned it. */
  modify(existing: JsonObject, sent: JsonObject): Outcome;
}

export function createConfigurationModel(knowledge: TargetKnowledge): ConfigurationModel {
  const shown = [knowledge.minimalUas?.returned, knowledge.minimalRest?.returned].filter(isObject);
  const schema = withPasswords(openConfigurationSchema(knowledge.schema, shown));
  const known = new Set<string>(CONFIGURATION_OPTIONS);
  for (const name of Object.keys(optionsOf(knowledge.schema))) known.add(name);
  const learned = { UAS: knowledge.minimalUas?.returned, REST: knowledge.minimalRest?.returned };
  const defaults = { UAS: defaultsOf('UAS', learned.UAS), REST: defaultsOf('REST', learned.REST) };
  const judged = (value: JsonObject): SchemaJudgement => {
    if (!schema.usable) return { says: 'unjudged', paths: [] };
    const problems = schema.check(value);
    if (problems.length === 0) return ACCEPTED;
    return {
      says: problems.some(({ keyword }) => keyword === UNJUDGED) ? 'unjudged' : 'refused',
      paths: certainPaths(problems),
    };
  };

  const merges = new WeakMap<JsonObject, Merge>();
  /** Whoever draws a configuration asks for it more than once. */
  const mergeWritten = (sent: JsonObject, type: ApplicationType): Merge => {
    const merge =
      merges.get(sent) ??
      mergeDefaults(defaults[type], sent, {
        originOfDefault: (path) => (isDocumentedFor(type, path) ? 'documented-default' : 'learned-default'),
        isComplete: learned[type] !== undefined,
      });
    merges.set(sent, merge);
    return merge;
  };

  const write = (sent: JsonObject): Outcome => {
    const type = typeOf(sent);
    const merge = mergeWritten(sent, type);
    const missing = missingIn(merge.value, type);
    const unknown = Object.keys(sent).filter((name) => !known.has(name));
    const [asSent, asMerged] = [judged(sent), judged(merge.value)];
    const inBoth = asSent.paths.filter((path) => asMerged.paths.includes(path));
    const violations = independent([...missing, ...unknown, ...inBoth]);
    const configuration = predicted(merge, sent);
    const about = { violations, configuration };
    if (missing.length > 0) return invalid('mandatory', about);
    if (unknown.length > 0) return invalid('unknown-option', about);
    if (!schema.usable) {
      return isPlainlyValid(sent) ? valid(about) : open('the target gives no schema that can be used', about);
    }
    if (asSent.says === 'unjudged' || asMerged.says === 'unjudged') {
      return open('the schema cannot be judged by in time, or without knowing how strict formats are', about);
    }
    if (asSent.says === 'refused' && asMerged.says === 'refused') return invalid('schema', about);
    if (asSent.says !== asMerged.says) {
      return open('the schema refuses it as sent or as merged with defaults, and not as both (reading R23)', about);
    }
    if (merge.nulledObjects.length > 0) return open('null meets an object (reading R26)', about);
    return valid(about);
  };

  const modify = (existing: JsonObject, sent: JsonObject): Outcome => {
    const merge = mergeChange(existing, sent);
    const type = typeOf(merge.value);
    const missing = missingIn(merge.value, type);
    const asMerged = judged(merge.value);
    const configuration = predicted(withAllowedMembers(merge, sent, schema), sent);
    const about = { violations: independent([...missing, ...asMerged.paths]), configuration };
    if (judged(existing).says === 'refused') return open('the schema refuses the configuration as it stood', about);
    if (missing.length > 0 || asMerged.says === 'refused') return invalid('merge', about);
    if (schema.usable && asMerged.says === 'unjudged')
      return open('the schema cannot be judged by in time, or without knowing how strict formats are', about);
    if (merge.unknown.length > 0) return open('an option that does not exist is sent (reading R13)', about);
    if (merge.nulledObjects.length > 0) return open('null meets an object (reading R26)', about);
    if (!schema.usable && !isPlainlyValid(sent)) return open('the target gives no schema that can be used', about);
    return valid(about);
  };
  const completed = (sent: JsonObject): JsonObject => mergeWritten(sent, typeOf(sent)).value;
  return { knowledge, schema, defaults: (type) => defaults[type], write, completed, modify };
}

interface SchemaJudgement {
  readonly says: 'accepted' | 'refused' | 'unjudged';
  /** What is surely wrong. */
  readonly paths: readonly string[];
}

const ACCEPTED: SchemaJudgement = { says: 'accepted', paths: [] };

const CONDITIONAL: ReadonlySet<string> = new Set(['if', 'then', 'else', 'allOf', 'anyOf', 'oneOf', 'not']);
const ALTERNATIVES: ReadonlySet<string> = new Set(['anyOf', 'oneOf']);

/**
 * What is surely wrong. Conditional keywords say that a rule is broken, and not at which option. Where no alternative
 * fits, what each of them lacks is no violation of its own: one error for the place they are for says it all.
 */
function certainPaths(problems: readonly SchemaProblem[]): readonly string[] {
  const places = problems.filter(({ keyword }) => ALTERNATIVES.has(keyword)).map(({ path }) => path);
  const isOfAlternative = ({ path }: SchemaProblem): boolean =>
    places.some((place) => place === '' || path === place || path.startsWith(`${place}.`));
  const others = problems.filter((problem) => !CONDITIONAL.has(problem.keyword) && !isOfAlternative(problem));
  return [...others.map(({ path }) => path), ...places.filter((place) => place !== '')];
}

/** Each once, and none below another: where `uas` is null, nobody can say more of what is in it. */
function independent(paths: readonly string[]): readonly string[] {
  // A list of thousands of wrong items has a path for each.
  const all = new Set(paths);
  return [...all].filter((path) => !pathsAbove(path).some((other) => all.has(other)));
}

function pathsAbove(path: string): readonly string[] {
  const names = path.split('.');
  return names.slice(1).map((_, depth) => names.slice(0, depth + 1).join('.'));
}

type About = Pick<Outcome, 'violations' | 'configuration'>;

const NO_REFUSAL = { why: 'schema', reason: '' } as const;

function valid(about: About): Outcome {
  return { verdict: 'valid', ...NO_REFUSAL, ...about };
}

function invalid(why: Refusal, about: About): Outcome {
  return { verdict: 'invalid', why, reason: '', ...about };
}

function open(reason: string, about: About): Outcome {
  return { verdict: 'open', why: 'schema', reason, ...about };
}

function optionsOf(schema: Json | undefined): JsonObject {
  const properties = memberOf(schema, 'properties');
  return isObject(properties) ? properties : {};
}

/** What decides which options are mandatory: UAS unless REST is asked for. */
export function typeOf(configuration: JsonObject): ApplicationType {
  return memberOf(configuration, 'application_type') === 'REST' ? 'REST' : 'UAS';
}

function isDocumentedFor(type: ApplicationType, path: string): boolean {
  return DOCUMENTED_DEFAULTS.some((each) => each.path === path && each.shownFor.includes(type));
}

/** The learned configuration with the documented defaults in it, and without what the minimal Write had to set. */
function defaultsOf(type: ApplicationType, learned: JsonObject | undefined): JsonObject {
  let whole: JsonObject = learned ?? {};
  for (const { path, value, shownFor } of DOCUMENTED_DEFAULTS) {
    if (shownFor.includes(type)) whole = withValueAt(whole, path, value);
  }
  for (const path of MANDATORY_OPTIONS[type]) whole = withValueAt(whole, path, null);
  return withValueAt(whole, 'application_type', type);
}

/** Mandatory options that are not there or null; whether another value is legal is the schema's affair. */
function missingIn(configuration: JsonObject, type: ApplicationType): readonly string[] {
  return MANDATORY_OPTIONS[type].filter((path) => (valueAt(configuration, path) ?? null) === null);
}

/**
 * Nothing but values that the documents themselves show, or texts that no limit can be meant to refuse: all that is sure
 * to be valid where the target gives no schema that can be used.
 */
function isPlainlyValid(sent: JsonObject, path = ''): boolean {
  return Object.entries(sent).every(([name, value]) => {
    const at = joined(path, name);
    if (isObject(value)) return isPlainlyValid(value, at);
    const isMandatory = MANDATORY_OPTIONS.UAS.includes(at) || MANDATORY_OPTIONS.REST.includes(at);
    if (isMandatory || at === 'description') return typeof value === 'string' && PLAIN_TEXT.test(value);
    if (at === 'application_type') return value === 'UAS' || value === 'REST';
    if (/^rest\.\w+_page\.method$/.test(at)) return value === 'GET' || value === 'POST';
    if (/^rest\.(final|error)_page\.address$/.test(at)) return typeof value === 'string' && PLAIN_TEXT.test(value);
    return DOCUMENTED_DEFAULTS.some((each) => each.path === at && each.value === value);
  });
}

/** As in the documents' examples. */
const PLAIN_TEXT = /^[\w {}:/.$@-]{8,80}$/;

/** What cannot be expected to come back as it went: text and numbers that JSON libraries treat differently. */
function predicted(merge: Merge, sent: JsonObject): PredictedConfiguration {
  const { value, originOf, extensible } = merge;
  return { value, originOf, extensible, open: new Set([...merge.nulledObjects, ...fragilePaths(sent)]) };
}

/** Where the schema lets a nested unknown member stand, it may be stored or not. */
function withAllowedMembers(merge: Merge, sent: JsonObject, schema: ConfigurationSchema): Merge {
  const allowed = merge.unknown.filter((path) => {
    const parent = path.slice(0, Math.max(0, path.lastIndexOf('.')));
    if (parent === '' || !schema.usable) return false;
    const withMember = withValueAt(merge.value, path, valueAt(sent, path) ?? null);
    return schema.check(withMember).length === schema.check(merge.value).length;
  });
  const parents = allowed.map((path) => path.slice(0, path.lastIndexOf('.')));
  return parents.length === 0 ? merge : { ...merge, extensible: new Set([...merge.extensible, ...parents]) };
}
