import { Ajv, type Options, type ValidateFunction } from 'ajv';
import { forJudging } from './draft-07.ts';
import { hasFormats, plainFormats } from './formats.ts';
import { keywordInventory } from './inventory.ts';
import { isList, isObject, type Json, type JsonObject } from './json.ts';
import { mayTakeLong } from './judging-cost.ts';
import { type Place, placesOf } from './places.ts';
import { problemsOf, type SchemaProblem, UNJUDGED } from './problems.ts';
import { resolverOf } from './references.ts';
import { timeAllowance } from './time-allowance.ts';

/** A JSON Schema (draft-07) of configurations, judged and ready to judge. */
export interface ConfigurationSchema {
  /** As given; `{}` for true and for what is no schema, `{ not: {} }` for false. */
  readonly schema: JsonObject;
  /** What is wrong with the schema itself, one line each. */
  readonly problems: readonly string[];
  /** False where nothing can be judged by it: look here before `check`. */
  readonly usable: boolean;
  /**
   * Everything that is wrong with a value; empty where it is valid. Never throws. A value that cannot be judged in time
   * has the single problem `unjudged`, and so has every value where the schema is not usable, and one that is valid or not
   * depending on how strictly formats are taken.
   */
  check(value: unknown): readonly SchemaProblem[];
  /** How many schemas use each keyword that takes part in judging; what is referred to counts once. */
  readonly keywords: ReadonlyMap<string, number>;
  /** Every option that is reachable through properties, references and allOf; at most 2,000. */
  places(): readonly Place[];
}

const LARGEST_SCHEMA_NODES = 40_000;
const DEEPEST_SCHEMA = 150;
const COMPILE_LIMIT_MS = 5000;
const CHECK_LIMIT_MS = 1000;
const CHECKS_TOTAL_MS = 3000;
const MOST_SCHEMA_PROBLEMS = 50;

/**
 * Judges a schema and makes it ready to judge configurations. Never throws, whatever it is given. The texts of `shown`,
 * values that are known to be legal, are taken to keep to their formats.
 */
export function openConfigurationSchema(schema: unknown, shown: readonly Json[] = []): ConfigurationSchema {
  if (typeof schema === 'boolean') return openObject(schema ? {} : { not: {} }, shown);
  if (!isObject(schema)) return unusable({}, [`${schema === null ? 'null' : kindOf(schema)} is not a schema`]);
  const size = sizeProblem(schema);
  return size === undefined ? openObject(schema, shown) : unusable(schema, [size]);
}

function openObject(schema: JsonObject, shown: readonly Json[]): ConfigurationSchema {
  const allowance = timeAllowance(COMPILE_LIMIT_MS);
  const formal = stated(() => allowance(() => metaProblems(schema), COMPILE_LIMIT_MS));
  if (typeof formal === 'string') return unusable(schema, [formal]);
  const compiled = stated(() => allowance(() => compile(schema, shown), COMPILE_LIMIT_MS));
  if (typeof compiled === 'string') return unusable(schema, [...formal, compiled]);

  const resolve = resolverOf(schema);
  const check = checkerOf(compiled, mayTakeLong(schema, resolve));
  const [probe] = check({});
  if (probe?.keyword === UNJUDGED) return unusable(schema, [...formal, `cannot judge even {}: it ${probe.message}`]);

  let places: readonly Place[] | undefined;
  return {
    schema,
    problems: formal,
    usable: true,
    check,
    keywords: keywordInventory(schema, resolve),
    places: () => {
      places ??= placesOf(schema, resolve).filter(({ path }) => path.length > 0);
      return places;
    },
  };
}

function unusable(schema: JsonObject, problems: readonly string[]): ConfigurationSchema {
  return {
    schema,
    problems,
    usable: false,
    check: () => [unjudged('has a schema that cannot be used')],
    keywords: new Map(),
    places: () => [],
  };
}

/** The result, or in words why there is none. */
function stated<T>(work: () => { readonly result: T } | undefined): T | string {
  try {
    const done = work();
    return done === undefined ? 'takes too long to compile' : done.result;
  } catch (error) {
    if (error instanceof RangeError) return 'cannot be compiled: it is nested too deeply';
    return `cannot be compiled: ${error instanceof Error ? error.message : String(error)}`;
  }
}

let judgeOfSchemas: ValidateFunction | undefined;

function metaProblems(schema: JsonObject): readonly string[] {
  judgeOfSchemas ??= draft07().getSchema('http://json-schema.org/draft-07/schema');
  const validate = judgeOfSchemas;
  if (validate === undefined || validate(schema)) return [];
  const lines = problemsOf(validate.errors ?? []).map(({ path, message }) => `${path || '(top)'} ${message}`);
  return [...new Set(lines)].slice(0, MOST_SCHEMA_PROBLEMS);
}

interface Compiled {
  readonly validate: ValidateFunction;
  /** Takes only texts that plainly keep to their formats; absent where the schema has none. */
  readonly strict?: ValidateFunction;
}

function compile(schema: JsonObject, shown: readonly Json[]): Compiled {
  const judged = forJudging(schema);
  const validate = draft07().compile(judged);
  if (!hasFormats(judged)) return { validate };
  const { formats, learn } = plainFormats();
  const strict = draft07({ validateFormats: true, formats }).compile(judged);
  learn(() => {
    for (const value of shown) strict(value);
  });
  return { validate, strict };
}

function draft07(options: Options = {}): Ajv {
  return new Ajv({
    allErrors: true,
    strict: false,
    validateSchema: false,
    // Formats are looked at apart, and the neighbours of a $ref do not count in draft-07.
    validateFormats: false,
    ignoreKeywordsWithRef: true,
    // Copies of what is referred to would multiply in schemas made to hurt.
    inlineRefs: false,
    logger: false,
    ...options,
  });
}

function checkerOf({ validate, strict }: Compiled, watched: boolean): ConfigurationSchema['check'] {
  const allowance = timeAllowance(CHECKS_TOTAL_MS);
  const judge = (value: unknown): readonly SchemaProblem[] => {
    const isValid = validate(value);
    if (strict !== undefined && strict(value) !== isValid) return [unjudged('may not keep to a format')];
    return isValid ? [] : problemsOf(validate.errors ?? []);
  };
  return (value) => {
    try {
      if (!watched) return judge(value);
      return allowance(() => judge(value), CHECK_LIMIT_MS)?.result ?? [unjudged('takes too long to judge')];
    } catch (error) {
      // Schemas that refer to themselves follow the nesting of the value, or go round without end.
      if (error instanceof RangeError) return [unjudged('is nested too deeply to judge')];
      throw error;
    }
  };
}

function unjudged(message: string): SchemaProblem {
  return { path: '', keyword: UNJUDGED, message };
}

function kindOf(value: unknown): string {
  return isList(value) ? 'an array' : `a ${typeof value}`;
}

function sizeProblem(schema: Json): string | undefined {
  let nodes = 0;
  let level: readonly Json[] = [schema];
  for (let depth = 0; level.length > 0; depth++) {
    nodes += level.length;
    if (nodes > LARGEST_SCHEMA_NODES) return `is too large: more than ${LARGEST_SCHEMA_NODES} objects and arrays`;
    if (depth > DEEPEST_SCHEMA) return `is too deep: more than ${DEEPEST_SCHEMA} levels`;
    level = level
      .flatMap((node) => (isList(node) ? [...node] : isObject(node) ? Object.values(node) : []))
      .filter((node) => isList(node) || isObject(node));
  }
  return undefined;
}
