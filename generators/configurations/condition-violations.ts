// Configurations that are valid but for a condition: what if, then and else of a schema demand of each other.
import { brokenValues } from './broken-values.ts';
import { type ConfigurationSchema, openConfigurationSchema } from './configuration-schema.ts';
import { DEMANDING_KEYWORDS, isSchema, type Schema } from './draft-07.ts';
import { isList, isObject, type Json, type JsonObject, jsonKey, type Path, withMember, withoutMember } from './json.ts';
import { type Place, propertiesOf } from './places.ts';
import { type Resolve, unconditional } from './references.ts';
import type { Candidate, Chosen, Violation, ViolationJudge } from './violation.ts';
import type { Workshop } from './workshop.ts';

/** A schema with a condition, and the place that it describes. */
export interface Condition {
  readonly place: Place;
  readonly part: JsonObject;
}

/** An option that a condition speaks of. */
interface Mention {
  readonly path: Path;
  readonly schemas: readonly Schema[];
}

const MOST_SETTINGS = 8;
const MOST_CANDIDATES = 400;
const MOST_CHOSEN = 12;
const DEEPEST_MENTION = 5;

/** Violations of one condition, those first that nothing but the condition forbids. */
export function conditionViolations(
  schema: ConfigurationSchema,
  workshop: Workshop,
  judge: ViolationJudge,
  base: JsonObject,
  { place, part }: Condition,
): Chosen {
  const unconditioned = openConfigurationSchema(withoutCondition(schema.schema, part));
  const exact: Violation[] = [];
  const others: Violation[] = [];
  let why = 'nothing was found that breaks it';
  for (const candidate of candidatesFor(base, { place, part }, schema, workshop)) {
    const result = judge.judged('if', place.path, candidate);
    if ('why' in result) why = result.why;
    else if (unconditioned.check(candidate.value).length === 0) exact.push(result.violation);
    else others.push(result.violation);
    if (exact.length >= MOST_CHOSEN) break;
  }
  return { list: exact.length > 0 ? exact : others.slice(0, 1), why };
}

function candidatesFor(
  base: JsonObject,
  { place, part }: Condition,
  schema: ConfigurationSchema,
  workshop: Workshop,
): readonly Candidate[] {
  const mentioned = (keyword: string): readonly Mention[] => {
    const inner = part[keyword];
    return isSchema(inner) ? mentions([inner], place.path, workshop.resolve) : [];
  };
  const consequences = [...mentioned('then'), ...mentioned('else')].filter(
    ({ path }) => path.length > place.path.length,
  );
  const candidates = settings(base, mentioned('if'), schema).flatMap((setting) => [
    setting,
    ...consequences.flatMap((mention) => breaks(setting, mention, workshop)),
  ]);
  const distinct = new Map(candidates.map((candidate) => [jsonKey(candidate.value), candidate]));
  return [...distinct.values()].slice(0, MOST_CANDIDATES);
}

/** The base, and the base with what the condition asks about set this way and that. */
function settings(base: JsonObject, asked: readonly Mention[], schema: ConfigurationSchema): readonly Candidate[] {
  const choices = asked.flatMap(({ path, schemas }) => {
    const known = schema.places().find((place) => jsonKey(place.path) === jsonKey(path));
    const values = [...schemas, ...(known?.schemas ?? [])].flatMap(listedValues);
    return [...new Map(values.map((value) => [jsonKey(value), value])).values()].map((value) => ({ path, value }));
  });
  const firsts = choices.filter((choice, i) => choices.findIndex(({ path }) => path === choice.path) === i);
  const together = firsts.reduce((set, { path, value }) => withMember(set, path, value), base);
  return [
    { value: base, what: 'as it is' },
    { value: together, what: `with ${firsts.map(shown).join(' and ')}` },
    ...choices.map((choice) => ({
      value: withMember(base, choice.path, choice.value),
      what: `with ${shown(choice)}`,
    })),
  ].slice(0, MOST_SETTINGS);
}

function breaks(setting: Candidate, { path, schemas }: Mention, workshop: Workshop): readonly Candidate[] {
  const name = path.join('.');
  const broken = schemas.filter(isObject).flatMap((part) =>
    Object.keys(part)
      .filter((keyword) => DEMANDING_KEYWORDS.has(keyword) && keyword !== 'if' && keyword !== 'required')
      .flatMap((keyword) => brokenValues(keyword, part, { schemas, legal: [], workshop }).slice(0, 3)),
  );
  return [
    { value: withoutMember(setting.value, path), what: `${setting.what} lacks ${name}` },
    { value: withMember(setting.value, path, null), what: `${setting.what} has ${name} as null` },
    ...broken.map(({ value, what }) => ({
      value: withMember(setting.value, path, value),
      what: `${setting.what}: ${name} ${what}`,
    })),
  ];
}

/** The options below some schemas: those described and those required, the deepest first. */
function mentions(schemas: readonly Schema[], path: Path, resolve: Resolve, depth = 0): readonly Mention[] {
  const parts = unconditional(schemas, resolve);
  const here: Mention = { path, schemas: parts };
  if (depth >= DEEPEST_MENTION) return [here];
  const members = propertiesOf(parts);
  const required = parts.flatMap((part) => (isObject(part) && isList(part.required) ? part.required : []));
  const names = new Set([...members.keys(), ...required.filter((name) => typeof name === 'string')]);
  return [
    ...[...names].flatMap((name) => mentions(members.get(name) ?? [], [...path, name], resolve, depth + 1)),
    here,
  ];
}

function listedValues(schema: Schema): readonly Json[] {
  if (typeof schema === 'boolean') return [];
  if (schema.const !== undefined) return [schema.const];
  if (isList(schema.enum)) return schema.enum.slice(0, 5);
  return schema.type === 'boolean' ? [true, false] : [];
}

function shown({ path, value }: { readonly path: Path; readonly value: Json }): string {
  return `${path.join('.')} ${JSON.stringify(value)}`;
}

/** The document with that one schema, wherever it stands, freed of its condition. */
function withoutCondition<T extends Json>(document: T, part: JsonObject): T;
function withoutCondition(document: Json, part: JsonObject): Json {
  if (isList(document)) return document.map((item) => withoutCondition(item, part));
  if (!isObject(document)) return document;
  const entries = Object.entries(document)
    .filter(([name]) => document !== part || !['if', 'then', 'else'].includes(name))
    .map(([name, member]) => [name, withoutCondition(member, part)] as const);
  return Object.fromEntries(entries);
}
