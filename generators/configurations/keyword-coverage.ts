import type { ConfigurationSchema } from './configuration-schema.ts';
import { demandsSomething } from './draft-07.ts';
import { dotted, isList, isObject, type Json, type JsonObject, memberAt } from './json.ts';
import { type Place, placesOf } from './places.ts';
import { resolverOf } from './references.ts';
import { typesOfValue } from './shape.ts';
import type { Violation } from './violation.ts';

/** How far one demand of the schema, a keyword at a place, was put to the test. */
export interface DemandCoverage {
  readonly path: string;
  readonly keyword: string;
  /** Some value met it. */
  readonly met: boolean;
  /** Some value met it with nothing to spare; undefined for keywords without such a value. */
  readonly atBoundary: boolean | undefined;
  readonly violated: boolean;
}

/** Counts which demands of a schema were exercised. */
export interface KeywordCoverage {
  /** Notes a configuration that was valid. */
  noteValid(configuration: JsonObject): void;
  noteViolation(violation: Pick<Violation, 'path' | 'keyword'>): void;
  demands(): readonly DemandCoverage[];
  /** `61 demands of 16 keywords: 61 met (30 of 34 at the boundary), 58 violated`. */
  summary(): string;
}

interface Demand {
  readonly place: Place;
  readonly part: JsonObject;
  readonly keyword: string;
  met: boolean;
  atBoundary: boolean;
  violated: boolean;
}

/** Opens an empty count over every demand of the schema, the configuration as a whole included. */
export function keywordCoverage(schema: ConfigurationSchema): KeywordCoverage {
  const demands = schema.usable ? demandsOf(schema) : [];
  const rows = (): readonly DemandCoverage[] =>
    demands.map(({ place, keyword, met, atBoundary, violated }) => ({
      path: dotted(place.path),
      keyword,
      met,
      atBoundary: Object.hasOwn(AT_BOUNDARY, keyword) ? atBoundary : undefined,
      violated,
    }));
  return {
    noteValid: (configuration) => {
      for (const demand of demands) {
        const value = memberAt(configuration, demand.place.path);
        if (value === undefined || !concerns(demand.keyword, value)) continue;
        demand.met = true;
        demand.atBoundary ||= isAtBoundary(demand, value);
      }
    },
    noteViolation: ({ path, keyword }) => {
      for (const demand of demands) {
        if (demand.keyword === keyword && speaksOf(demand, path)) demand.violated = true;
      }
    },
    demands: rows,
    summary: () => {
      const all = rows();
      const bounded = all.filter(({ atBoundary }) => atBoundary !== undefined);
      const count = (chosen: readonly DemandCoverage[], what: 'met' | 'atBoundary' | 'violated') =>
        chosen.filter((row) => row[what] === true).length;
      return (
        `${all.length} demands of ${new Set(all.map(({ keyword }) => keyword)).size} keywords: ${count(all, 'met')} met ` +
        `(${count(bounded, 'atBoundary')} of ${bounded.length} at the boundary), ${count(all, 'violated')} violated`
      );
    },
  };
}

function demandsOf(schema: ConfigurationSchema): readonly Demand[] {
  return placesOf(schema.schema, resolverOf(schema.schema)).flatMap((place) =>
    place.schemas.filter(isObject).flatMap((part) =>
      Object.keys(part)
        .filter((keyword) => demandsSomething(part, keyword) && !(keyword === 'type' && place.path.length === 0))
        .map((keyword): Demand => ({ place, part, keyword, met: false, atBoundary: false, violated: false })),
    ),
  );
}

// A violation names the member that is missing or unknown, or where a condition failed: that is below the place.
function speaksOf({ place, keyword, part }: Demand, path: string): boolean {
  const at = dotted(place.path);
  if (path === at) return true;
  if (keyword === 'if') return at === '' || path.startsWith(`${at}.`);
  if (keyword !== 'required' && keyword !== 'additionalProperties' && keyword !== 'dependencies') return false;
  const member = at === '' ? path : path.startsWith(`${at}.`) ? path.slice(at.length + 1) : '';
  if (keyword === 'required') return isList(part.required) && part.required.includes(member);
  return member !== '' && (keyword === 'dependencies' || !member.includes('.'));
}

const TYPE_CONCERNED: Readonly<Record<string, 'string' | 'number' | 'array' | 'object'>> = {
  pattern: 'string',
  minLength: 'string',
  maxLength: 'string',
  minimum: 'number',
  maximum: 'number',
  exclusiveMinimum: 'number',
  exclusiveMaximum: 'number',
  multipleOf: 'number',
  items: 'array',
  additionalItems: 'array',
  contains: 'array',
  minItems: 'array',
  maxItems: 'array',
  uniqueItems: 'array',
  required: 'object',
  additionalProperties: 'object',
  patternProperties: 'object',
  propertyNames: 'object',
  dependencies: 'object',
  minProperties: 'object',
  maxProperties: 'object',
};

/** Keywords are silent about values of another type: null has no length. */
function concerns(keyword: string, value: Json): boolean {
  const type = TYPE_CONCERNED[keyword];
  return type === undefined || typesOfValue(value).includes(type);
}

const sizeOf = (value: Json): number => {
  if (typeof value === 'string') return [...value].length;
  if (isList(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : Number.NaN;
};
const isSize = (bound: number, value: Json): boolean => sizeOf(value) === bound;
const isNumber = (bound: number, value: Json): boolean => value === bound;

const AT_BOUNDARY: Readonly<Record<string, (bound: number, value: Json) => boolean>> = {
  minimum: isNumber,
  maximum: isNumber,
  minLength: isSize,
  maxLength: isSize,
  minItems: isSize,
  maxItems: isSize,
  minProperties: isSize,
  maxProperties: isSize,
};

function isAtBoundary({ keyword, part }: Demand, value: Json): boolean {
  const bound = part[keyword];
  const test = Object.hasOwn(AT_BOUNDARY, keyword) ? AT_BOUNDARY[keyword] : undefined;
  return typeof bound === 'number' && test !== undefined && test(bound, value);
}
