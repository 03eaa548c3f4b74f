// Configurations that are valid but for a condition: what if, then and else of a schema demand of each other.
import { brokenValues } from './broken-values.ts';
import { type ConfigurationSchema, openConfigurationSchema } from './configuration-schema.ts';
import { demandsSomething, isSchema, type Schema } from './draft-07.ts';
import {
  isList,
  isObject,
  type Json,
  type JsonObject,
  jsonKey,
  memberAt,
  type Path,
  withMember,
  withoutMember,
} from './json.ts';
import { type Place, propertiesOf } from './places.ts';
import { type Resolve, unconditional } from './references.ts';
import {
  type Candidate,
  type Chosen,
  distinct,
  NOTHING_BREAKS_IT,
  type Violation,
  type ViolationJudge,
} from './violation.ts';
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
  const unconditioned = withoutConditionOf(schema, part);
  const satisfied = ({ value }: Candidate): boolean => schema.check(value).length === 0;
  const exact: Violation[] = [];
  const others: Violation[] = [];
  let why: string = NOTHING_BREAKS_IT;
  for (const candidate of candidatesFor(base, { place, part }, schema, workshop, satisfied)) {
    const result = judge.judged('if', place.path, candidate);
    if ('why' in result) why = result.why === NOTHING_BREAKS_IT ? why : result.why;
    else if (unconditioned.check(candidate.value).length === 0) exact.push(result.violation);
    else others.push(result.violation);
    if (exact.length >= MOST_CHOSEN) break;
  }
  return { list: exact.length > 0 ? exact : others.slice(0, 1), why };
}

const UNCONDITIONED = new WeakMap<ConfigurationSchema, Map<JsonObject, ConfigurationSchema>>();

/** The schema freed of one condition. Made once, whatever is looked for around: compiling is what costs. */
function withoutConditionOf(schema: ConfigurationSchema, part: JsonObject): ConfigurationSchema {
  const known = UNCONDITIONED.get(schema) ?? new Map<JsonObject, ConfigurationSchema>();
  UNCONDITIONED.set(schema, known);
  const opened = known.get(part) ?? openConfigurationSchema(withoutCondition(schema.schema, part));
  known.set(part, opened);
  return opened;
}

function candidatesFor(
  base: JsonObject,
  { place, part }: Condition,
  schema: ConfigurationSchema,
  workshop: Workshop,
  satisfied: (setting: Candidate) => boolean,
): readonly Candidate[] {
  const mentioned = (keyword: string): readonly Mention[] => {
    const inner = part[keyword];
    return isSchema(inner) ? mentions([inner], place.path, workshop.resolve) : [];
  };
  const consequences = [...mentioned('then'), ...mentioned('else')].filter(
    ({ path }) => path.length > place.path.length,
  );
  const candidates = settings(base, mentioned('if'), schema).flatMap((setting) =>
    // What is wrong already is a candidate itself; breaking more of it would be a second fault.
    satisfied(setting) ? consequences.flatMap((mention) => breaks(setting, mention, workshop)) : [setting],
  );
  return distinct(candidates).slice(0, MOST_CANDIDATES);
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
    { value: base, what: '' },
    ...distinct([
      { value: together, what: `has ${firsts.map(shown).join(' and ')}` },
      ...choices.map((choice) => ({
        value: withMember(base, choice.path, choice.value),
        what: `has ${shown(choice)}`,
      })),
    ]),
  ].slice(0, MOST_SETTINGS);
}

function breaks(setting: Candidate, { path, schemas }: Mention, workshop: Workshop): readonly Candidate[] {
  const name = path.join('.');
  const also = setting.what === '' ? '' : `${setting.what} and `;
  const broken = schemas.filter(isObject).flatMap((part) =>
    Object.keys(part)
      .filter((keyword) => demandsSomething(part, keyword) && keyword !== 'if' && keyword !== 'required')
      .flatMap((keyword) => brokenValues(keyword, part, { schemas, legal: [], workshop }).slice(0, 3)),
  );
  const lacking =
    memberAt(setting.value, path) === undefined
      ? []
      : [{ value: withoutMember(setting.value, path), what: `${also}lacks ${name}` }];
  return [
    ...lacking,
    { value: withMember(setting.value, path, null), what: `${also}has ${name} null` },
    ...broken.map(({ value, what }) => ({
      value: withMember(setting.value, path, value),
      what: `${also}has a ${name} that ${what}`,
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
