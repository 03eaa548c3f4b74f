import type { ConfigurationSchema } from './configuration-schema.ts';
import type { Hints } from './hints.ts';
import { dotted, type JsonObject, jsonKey, type Path } from './json.ts';
import { isAtOrUnder, type SchemaProblem, UNJUDGED } from './problems.ts';

/** A configuration that one keyword of the schema forbids. */
export interface Violation {
  readonly keyword: string;
  /** Dotted; of the option that is wrong, missing or unknown. Empty for the whole configuration. */
  readonly path: string;
  readonly value: JsonObject;
  /** `rest.answer_timeout is 0, below the minimum of 1`. */
  readonly description: string;
}

/** A configuration that may be a violation. */
export interface Candidate {
  readonly value: JsonObject;
  readonly what: string;
}

export interface Chosen {
  readonly list: readonly Violation[];
  /** Why the list is empty. */
  readonly why: string;
}

export interface ViolationJudge {
  /** At most `most` of the candidates for a keyword at a place, each value once; those that break nothing else come first. */
  choose(keyword: string, path: Path, candidates: Iterable<Candidate>, most: number): Chosen;
  /** The violation that a candidate is, or why it is none. */
  judged(keyword: string, path: Path, candidate: Candidate): Judged;
}

export type Judged = { readonly violation: Violation; readonly exact: boolean } | { readonly why: string };

// Their problems lie in the parts that they apply to, and are named after what is broken there.
const APPLIES_SCHEMAS = new Set([
  'additionalItems',
  'additionalProperties',
  'anyOf',
  'contains',
  'dependencies',
  'items',
  'not',
  'oneOf',
  'patternProperties',
  'propertyNames',
]);

// Reported at the member that is missing or too many, not at the object.
const OF_ONE_MEMBER = new Set(['additionalProperties', 'dependencies', 'if', 'required']);

/** Why there is none, until a candidate gives a better reason. */
export const NOTHING_BREAKS_IT = 'nothing was found that breaks it';

/** Judges candidates, at most so many in all: after that nothing is a violation any more. */
export function violationJudge(schema: ConfigurationSchema, hints: Hints, mostJudged: number): ViolationJudge {
  let left = mostJudged;
  const judged = (keyword: string, at: Path, { value, what }: Candidate): Judged => {
    if (left-- <= 0) return { why: 'too many to try' };
    const sent = schema.check(value);
    if (sent.length === 0) return { why: NOTHING_BREAKS_IT };
    const merged = schema.check(hints.merge(value));
    if (merged.length === 0) return { why: 'the defaults repair it' };
    if ([...sent, ...merged].some((problem) => problem.keyword === UNJUDGED)) return { why: 'judging takes too long' };
    const path = pathOf(keyword, dotted(at), sent);
    const own = sent.filter((problem) => problem.keyword === keyword);
    if (!sent.every((problem) => problem.keyword === keyword || isAtOrUnder(problem, path))) {
      return { why: 'whatever breaks it breaks something elsewhere too' };
    }
    if (own.length === 0 && !APPLIES_SCHEMAS.has(keyword)) return { why: NOTHING_BREAKS_IT };
    const exact =
      APPLIES_SCHEMAS.has(keyword) || sent.every((problem) => problem.keyword === keyword || problem.keyword === 'if');
    return { violation: { keyword, path, value, description: `${dotted(at) || 'the configuration'} ${what}` }, exact };
  };
  const choose: ViolationJudge['choose'] = (keyword, path, candidates, most) => {
    const exact: Violation[] = [];
    const others: Violation[] = [];
    let why: string = NOTHING_BREAKS_IT;
    const tried = new Set<string>();
    for (const candidate of candidates) {
      const key = jsonKey(candidate.value);
      if (tried.has(key)) continue;
      tried.add(key);
      const result = judged(keyword, path, candidate);
      if ('why' in result) why = result.why === NOTHING_BREAKS_IT ? why : result.why;
      else (result.exact ? exact : others).push(result.violation);
      if (exact.length >= most) break;
    }
    return { list: exact.length > 0 ? exact : others.slice(0, 1), why };
  };
  return { choose, judged };
}

function pathOf(keyword: string, at: string, sent: readonly SchemaProblem[]): string {
  const own = OF_ONE_MEMBER.has(keyword) ? sent.find((problem) => problem.keyword === keyword) : undefined;
  return own?.path ?? at;
}

/** Each value once, as first described. */
export function distinct(candidates: readonly Candidate[]): readonly Candidate[] {
  return [
    ...new Map(candidates.toReversed().map((candidate) => [jsonKey(candidate.value), candidate])).values(),
  ].toReversed();
}
